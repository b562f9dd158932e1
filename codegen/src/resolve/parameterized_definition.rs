//! Definitions of parameterized types, which metadata has beside their instances.

use rustc_hash::FxHashSet;

use super::Resolver;
use super::definition::{DefinitionId, Syntax};
use crate::metadata::TypeArgument;
use crate::metadata::type_argument::Parts;
use crate::model::{
    Instance, Interface, InterfaceKind, Item, ItemDetails, ItemId, ItemKind, OpaqueKind, Origin,
    Parameterized, Type,
};
use crate::parse::ast::Name;
use crate::source::Span;
use crate::token::Symbol;

impl Resolver<'_, '_> {
    /// Adds the parameterized types that the input files define, and those of imports that have
    /// instances and that no metadata has. What is wrong in them is told of their instances.
    pub(super) fn add_parameterized_definitions(&mut self) {
        let told = self.session.diagnostics.clone();
        let mut added = FxHashSet::default();
        loop {
            let before = added.len();
            let used = self.parameterized_types_in_use();
            for index in 0..self.definitions.all.len() {
                let id = DefinitionId(index as u32);
                if self.is_parameterized_of_ours(id, &used) && added.insert(id) {
                    self.add_parameterized(id);
                }
            }
            if added.len() == before {
                break;
            }
        }
        self.session.diagnostics = told;
    }

    /// Returns the full names of the parameterized types that have instances.
    fn parameterized_types_in_use(&self) -> FxHashSet<String> {
        let items = self.model.items().map(|(_, item)| item);
        let instances = items.filter_map(|item| match &item.kind {
            ItemKind::Interface(it) => it.instance.as_ref(),
            _ => None,
        });
        instances.map(|instance| instance.of.clone()).collect()
    }

    fn is_parameterized_of_ours(&self, id: DefinitionId, used: &FxHashSet<String>) -> bool {
        let definition = self.definitions.get(id);
        let (_, parameters) = parameters(&definition.syntax);
        if parameters.is_empty() || definition.namespace == Symbol::EMPTY {
            return false;
        }
        let namespace = self.text(definition.namespace);
        let name = self.text(definition.name.text);
        self.units.unit(definition.unit).origin == Origin::Named
            || used.contains(&format!("{namespace}.{name}"))
                && !self.metadata.knows_qualified(namespace, name)
    }

    fn add_parameterized(&mut self, id: DefinitionId) {
        let definition = self.definitions.get(id);
        let (is_delegate, parameters) = parameters(&definition.syntax);
        let namespace = self.text(definition.namespace).to_owned();
        let name = self.text(definition.name.text).to_owned();
        let is_named = self.units.unit(definition.unit).origin == Origin::Named;
        let mut listed = Vec::new();
        let mut arguments = Vec::new();
        for parameter in parameters {
            let text = self.text(parameter.text).to_owned();
            let kind = ItemKind::Opaque(OpaqueKind::Interface);
            let stands_for = self.push_unlisted(&format!("{name}<{text}>"), kind);
            arguments.push(TypeArgument {
                ty: Type::Named(stands_for),
                parts: Parts::new(&text, ""),
            });
            listed.push((text.into(), stands_for));
        }
        let item = self.push_unlisted(&format!("{name}<>"), Interface::default().into());
        let outer = self.instances.within_definition(true);
        self.fill_instance(id, item, arguments);
        self.instances.within_definition(outer);
        let unknown = ItemKind::Opaque(OpaqueKind::Interface);
        let filled = std::mem::replace(&mut self.model.item_mut(item).kind, unknown);
        if let ItemKind::Interface(mut content) = filled {
            if !is_delegate {
                content.kind = InterfaceKind::Com;
            }
            for (method, slot) in content.methods.iter_mut().zip(0..) {
                method.slot = Some(slot);
            }
            self.model.push_parameterized(Parameterized {
                namespace: namespace.into(),
                name: name.into(),
                is_named,
                parameters: listed,
                content: *content,
            });
        }
    }

    /// Returns an instance to which the definition of a parameterized type refers. Its arguments may be
    /// type parameters, so that it has no content.
    pub(super) fn mentioned_instance(
        &mut self,
        of: String,
        is_delegate: bool,
        arguments: Vec<TypeArgument>,
    ) -> ItemId {
        let interface = Interface {
            kind: if is_delegate {
                InterfaceKind::Delegate
            } else {
                InterfaceKind::Com
            },
            instance: Some(Instance {
                of: of.clone(),
                arguments: arguments.into_iter().map(|it| it.ty).collect(),
                signature: String::new(),
                definition: Span::NONE,
            }),
            ..Interface::default()
        };
        self.push_unlisted(&format!("{of}<>"), interface.into())
    }

    /// Adds an item that has no name in any file, so that nothing finds it.
    fn push_unlisted(&mut self, name: &str, kind: ItemKind) -> ItemId {
        self.model.push(Item {
            name: name.into(),
            details: Some(Box::new(ItemDetails::default())),
            span: Span::NONE,
            origin: Origin::Imported,
            kind,
        })
    }
}

/// Returns whether this defines a delegate, and its type parameters.
fn parameters<'a>(syntax: &Syntax<'a>) -> (bool, &'a [Name]) {
    match syntax {
        Syntax::Interface(it) => (false, &it.generics),
        Syntax::Delegate(it) => (true, &it.generics),
        _ => (false, &[]),
    }
}
