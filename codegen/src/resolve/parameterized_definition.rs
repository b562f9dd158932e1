//! Definitions of parameterized types, which metadata has beside their instances.

use rustc_hash::{FxHashMap, FxHashSet};

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
        let (mut pending, imported) = self.parameterized_types();
        let mut added = FxHashSet::default();
        let mut looked_at = 0;
        loop {
            let instances = self.instances_from(looked_at);
            let last = self.model.items().next_back();
            looked_at = last.map_or(0, |(id, _)| id.0 + 1);
            let used = instances
                .iter()
                .filter_map(|of| Some((of, imported.get(of)?)));
            let used = used.filter(|(of, id)| added.insert(**id) && !self.is_of_metadata(of));
            pending.extend(used.map(|(_, id)| *id));
            if pending.is_empty() {
                break;
            }
            pending.sort_unstable();
            for id in std::mem::take(&mut pending) {
                self.add_parameterized(id);
            }
        }
        self.session.diagnostics = told;
    }

    /// Returns the parameterized types of the input files, and those of imports by their full names.
    fn parameterized_types(&self) -> (Vec<DefinitionId>, FxHashMap<String, DefinitionId>) {
        let (mut named, mut imported) = (Vec::new(), FxHashMap::default());
        for index in 0..self.definitions.all.len() {
            let id = DefinitionId(index as u32);
            let definition = self.definitions.get(id);
            let (_, parameters) = parameters(&definition.syntax);
            if parameters.is_empty() || definition.namespace == Symbol::EMPTY {
                continue;
            }
            let namespace = self.text(definition.namespace);
            let name = self.text(definition.name.text);
            if self.units.unit(definition.unit).origin == Origin::Named {
                named.push(id);
            } else {
                imported.entry(format!("{namespace}.{name}")).or_insert(id);
            }
        }
        (named, imported)
    }

    /// Whether metadata has the type of this full name.
    fn is_of_metadata(&self, full_name: &str) -> bool {
        let (namespace, name) = full_name.rsplit_once('.').unwrap_or(("", full_name));
        self.metadata.knows_qualified(namespace, name)
    }

    /// Returns the full names of the parameterized types that have instances among the items from this number
    /// on.
    fn instances_from(&self, first: u32) -> Vec<String> {
        let items = self.model.items().rev();
        let items = items.take_while(|(id, _)| id.0 >= first);
        let instances = items.filter_map(|(_, item)| match &item.kind {
            ItemKind::Interface(it) => it.instance.as_ref(),
            _ => None,
        });
        instances.map(|instance| instance.of.clone()).collect()
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
