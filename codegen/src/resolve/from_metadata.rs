//! Items from metadata: names that no IDL file defines.

use rustc_hash::FxHashMap;

use super::Resolver;
use super::expression::Computed;
use crate::metadata::Names;
use crate::model::{ItemId, ItemKind, Type, Value};
use crate::symbol::{Interner, Symbol};

/// The items by name, for metadata, which has no symbols. A name of an IDL file stands for metadata's
/// name in any namespace.
struct ItemNames<'k> {
    names: &'k mut Interner,
    items: &'k mut FxHashMap<Symbol, ItemId>,
}

impl Names for ItemNames<'_> {
    fn known(&self, _: &str, name: &str) -> Option<ItemId> {
        self.items.get(&self.names.get(name)?).copied()
    }

    fn insert(&mut self, _: &str, name: &str, id: ItemId) {
        self.items.insert(self.names.intern(name), id);
    }
}

impl Resolver<'_, '_> {
    /// Returns metadata's item of the name `name`.
    pub(super) fn import(&mut self, name: Symbol) -> Option<ItemId> {
        let name = self.text(name).to_owned();
        let mut names = ItemNames {
            names: &mut self.session.names,
            items: &mut self.items_by_name,
        };
        self.metadata.import(&name, &mut self.model, &mut names)
    }

    /// Returns metadata's type of the name `name`.
    pub(super) fn metadata_type(&mut self, name: Symbol) -> Option<Type> {
        let id = match self.items_by_name.get(&name) {
            Some(id) => *id,
            None => self.import(name)?,
        };
        match self.model.item(id).kind {
            ItemKind::Constant(_) | ItemKind::Function(_) => None,
            _ => Some(Type::Named(id)),
        }
    }

    /// Returns metadata's constant or enumerator of the name `name`.
    pub(super) fn metadata_constant(&mut self, name: Symbol) -> Option<Computed> {
        let id = self.import(name)?;
        match &self.model.item(id).kind {
            ItemKind::Constant(constant) => Some(Computed {
                value: constant.value.clone(),
                ty: constant.ty.clone(),
            }),
            ItemKind::Enum(enumeration) => {
                let name = self.text(name);
                let mut values = enumeration.values.iter();
                let value = values.find(|value| value.name == name)?.value;
                Some(Computed {
                    value: Value::Int(i128::from(value)),
                    ty: Type::Named(id),
                })
            }
            _ => None,
        }
    }
}
