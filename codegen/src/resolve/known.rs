//! What metadata adds to the items that have a name.

use rustc_hash::FxHashMap;

use super::Resolver;
use super::value::Computed;
use crate::metadata::Names;
use crate::model::{ItemId, ItemKind, Type, Value};
use crate::token::{Interner, Symbol};

/// The items by name, for metadata, which has no symbols. The names of an IDL stand for metadata's
/// of any namespace.
struct Known<'k> {
    names: &'k mut Interner,
    items: &'k mut FxHashMap<Symbol, ItemId>,
}

impl Names for Known<'_> {
    fn known(&self, _: &str, name: &str) -> Option<ItemId> {
        self.items.get(&self.names.get(name)?).copied()
    }

    fn insert(&mut self, _: &str, name: &str, id: ItemId) {
        self.items.insert(self.names.intern(name), id);
    }
}

impl Resolver<'_, '_> {
    /// What metadata knows of a name, as an item.
    pub(super) fn import(&mut self, name: Symbol) -> Option<ItemId> {
        let name = self.text(name).to_owned();
        let mut known = Known {
            names: &mut self.session.names,
            items: &mut self.known,
        };
        self.metadata.import(&name, &mut self.model, &mut known)
    }

    /// A type that metadata knows.
    pub(super) fn metadata_type(&mut self, name: Symbol) -> Option<Type> {
        let id = match self.known.get(&name) {
            Some(id) => *id,
            None => self.import(name)?,
        };
        match self.model.item(id).kind {
            ItemKind::Constant(_) | ItemKind::Function(_) => None,
            _ => Some(Type::Named(id)),
        }
    }

    /// A constant of metadata.
    pub(super) fn metadata_constant(&mut self, name: Symbol) -> Option<Computed> {
        let id = self.import(name)?;
        match &self.model.item(id).kind {
            ItemKind::Constant(constant) => Some(Computed {
                value: constant.value.clone(),
                ty: constant.ty.clone(),
            }),
            ItemKind::Enum(it) => {
                let name = self.text(name);
                let value = it.values.iter().find(|it| it.name == name)?.value;
                Some(Computed {
                    value: Value::Int(i128::from(value)),
                    ty: Type::Named(id),
                })
            }
            _ => None,
        }
    }
}
