//! Instances of WinRT's parameterized types: `IVectorView<HSTRING>`.

use super::super::row::{Category, TypeDef};
use super::super::signature::{Named, Ty};
use super::super::type_argument::{
    Parts, PartsOf, TypeArgument, instance_iid, instance_name, instance_signature,
};
use super::super::{Definition, Source};
use super::{Importer, pointer};
use crate::model::{Base, Instance, Interface, ItemId, ItemKind, Type};
use crate::source::Span;

impl<'m> Importer<'m, '_> {
    /// Returns the type of an instance to which `source` refers: a pointer to it.
    pub(super) fn instance(&mut self, source: &'m Source, named: Named, arguments: &[Ty]) -> Type {
        let arguments: Vec<TypeArgument> = arguments
            .iter()
            .map(|ty| self.argument(source, ty))
            .collect();
        let instance = self
            .definition(source, named)
            .and_then(|(source, row)| self.instantiate(source, row, arguments));
        match instance {
            Some(id) => pointer(Type::Named(id)),
            None => pointer(Type::Base(Base::Void)),
        }
    }

    /// Returns the interfaces that an instance requires.
    fn required(&mut self, source: &'m Source, def: TypeDef<'m>) -> Vec<ItemId> {
        let required = def.interfaces().map(|(_, ty)| self.ty(source, &ty));
        let required = required.filter_map(|ty| match ty {
            Type::Pointer { to, .. } => match *to {
                Type::Named(id) => Some(id),
                _ => None,
            },
            _ => None,
        });
        required.collect()
    }

    fn argument(&mut self, source: &'m Source, ty: &Ty) -> TypeArgument {
        if let Ty::Var(number) = ty
            && let Some(argument) = self.arguments.get(*number as usize)
        {
            return argument.clone();
        }
        let imported = self.ty(source, ty);
        let parts = match ty {
            // Its arguments may be parameters of the current definition.
            Ty::Generic(..) => self.instance_parts(&imported),
            _ => PartsOf::new(self.metadata).of(source, ty),
        };
        TypeArgument {
            ty: imported,
            parts,
        }
    }

    /// Returns the parts of an instance, of which `ty` is a pointer.
    fn instance_parts(&self, ty: &Type) -> Parts {
        match ty {
            Type::Pointer { to, .. } => self.instance_parts(to),
            Type::Named(id) => {
                let item = self.model.item(*id);
                let instance = match &item.kind {
                    ItemKind::Interface(it) => it.instance.as_ref(),
                    _ => None,
                };
                let signature = instance.map_or("", |it| &it.signature);
                Parts::new(&item.name, signature)
            }
            _ => Parts::default(),
        }
    }

    /// Declares the instance of a parameterized type, unless it is there. Returns none where there
    /// are too many, or where its name would be too long.
    pub(super) fn instantiate(
        &mut self,
        source: &'m Source,
        row: u32,
        arguments: Vec<TypeArgument>,
    ) -> Option<ItemId> {
        let def = TypeDef::new(&source.file, row);
        let is_delegate = def.category() == Category::Delegate;
        let of = format!("{}.{}", def.namespace(), def.name());
        let mut name = instance_name(def.name(), is_delegate, &arguments);
        let mut known = self.names.known("", &name);
        if known.is_some_and(|it| !self.model.item(it).is_instance_of(&of)) {
            // Two parameterized types have one name in different namespaces.
            name = instance_name(&of.replace('.', "_"), is_delegate, &arguments);
            known = self.names.known("", &name);
        }
        if known.is_some() {
            return known;
        }
        if !self.names.admits_instance(def.name(), &name) {
            return None;
        }
        let uuid = def.guid().unwrap_or_default();
        let signatures = arguments.iter().map(|it| &*it.parts.signature);
        let signature = instance_signature(uuid, signatures);
        let definition = Definition::Type(source, row);
        let interface = Interface {
            iid: Some(instance_iid(&signature)),
            instance: Some(Instance {
                of,
                arguments: arguments.iter().map(|it| it.ty.clone()).collect(),
                signature,
                definition: Span::NONE,
            }),
            ..Interface::default()
        };
        let id = self.push(&name, None, definition.origin(), interface.into());
        self.names.insert("", &name, id);
        self.arguments_of.insert(id, arguments);
        self.queue.push((id, definition));
        Some(id)
    }

    /// Returns the content of the instance `id`, whose parameterized type is `def`.
    pub(super) fn instance_content(
        &mut self,
        id: ItemId,
        source: &'m Source,
        def: TypeDef<'m>,
        arguments: Vec<TypeArgument>,
    ) -> ItemKind {
        let outer = std::mem::replace(&mut self.arguments, arguments);
        let mut content = self.interface_content(source, def);
        content.requires = self.required(source, def);
        self.arguments = outer;
        let (iid, instance) = match &mut self.model.item_mut(id).kind {
            ItemKind::Interface(it) => (it.iid, it.instance.take()),
            _ => (None, None),
        };
        ItemKind::from(Interface {
            iid,
            instance,
            ..content
        })
    }
}
