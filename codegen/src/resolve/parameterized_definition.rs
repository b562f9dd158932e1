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
    /// instances and that no metadata has. What their instances told already isn't told again.
    pub(super) fn add_parameterized_definitions(&mut self) {
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

#[cfg(test)]
mod tests {
    use crate::resolve::tests::problems;

    /// The problems of a file with this content of a parameterized interface, and this use of it.
    fn of(content: &str, used: &str) -> Vec<String> {
        problems(&format!(
            "namespace Mine {{
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
             interface IList<T> : IInspectable {{ {content} }}
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]
             interface IUser : IInspectable {{ HRESULT Use({used}); }} }}"
        ))
    }

    #[test]
    fn what_is_wrong_in_a_parameterized_type_is_told_once_however_many_instances_there_are() {
        for (content, problem) in [
            (
                "HRESULT A([in] Gone *it);",
                "IDL0401 cannot find type `Gone`",
            ),
            (
                "HRESULT A([in] Gone<T> *it);",
                "IDL0401 cannot find type `Gone`",
            ),
            (
                "HRESULT A([in] T<INT32> it);",
                "IDL0413 `T` takes no type arguments",
            ),
            (
                "HRESULT A([in] IList<T, T> *it);",
                "IDL0414 `IList` takes 1 type arguments, not 2",
            ),
            (
                "HRESULT A(); HRESULT A();",
                "IDL0407 method `A` is declared twice",
            ),
            (
                "HRESULT A([in, size_is(none)] T *it);",
                "IDL0607 `size_is` names `none`, which doesn't exist",
            ),
            (
                "HRESULT A([out] INT32 it);",
                "IDL0418 `it` is `[out]` and no pointer",
            ),
        ] {
            let used = [
                "",
                "[in] IList<HSTRING> *a",
                "[in] IList<HSTRING> *a, [in] IList<GUID> *b",
            ];
            for used in used {
                assert_eq!(of(content, used), [problem], "{used}");
            }
        }
    }

    #[test]
    fn a_type_parameter_may_stand_for_any_type() {
        let content = "HRESULT A([in] T a, [out] T *b, [in] UINT32 n, [in, size_is(n)] T *c);
            HRESULT B([in] UINT32 n, [out, size_is(n)] T *a, [out, retval] IList<IList<T> *> **b);
            [propget] HRESULT C([out, retval] T *it); [propput] HRESULT C([in] T it);";
        assert_eq!(of(content, ""), [""; 0]);
    }

    #[test]
    fn type_parameters_have_a_name_each() {
        let problems = problems(
            "namespace Mine { [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
             interface IMap<K, V, K> : IInspectable { HRESULT A([in] K it); } }",
        );
        assert_eq!(problems, ["IDL0402 `K` is defined twice"]);
    }
}
