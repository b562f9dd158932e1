//! Classes: `coclass` and `runtimeclass`.

use rustc_hash::FxHashSet;

use super::Resolver;
use super::attribute::dotted_path;
use super::definition::{Scope, Syntax};
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Coclass, CoclassInterface, Item, ItemId, ItemKind, OpaqueKind, Origin, Type};
use crate::parse::ast::{self, Attributes, Name, TypeName};
use crate::token::{Symbol, keyword as kw};

/// The attributes that a class has members for.
const OF_CLASS: &[Symbol] = &[kw::UUID];

impl Resolver<'_, '_> {
    /// Resolves the content of a class.
    pub(super) fn coclass(&mut self, scope: Scope, item: ItemId, syntax: &ast::Coclass) {
        // Metadata may name a class that no file names.
        if syntax.is_runtime {
            self.name_default_interface(scope, item, syntax);
        }
        let mut interfaces = Vec::new();
        for (attributes, reference) in &syntax.interfaces {
            if let Some(name) = self.in_type_library(scope, reference) {
                self.report_in_type_library(scope, name, reference);
                continue;
            }
            if !attributes.has(kw::DEFAULT)
                && let Some(name) = self.undeclared(scope, reference)
            {
                let span = reference.specifier.span;
                self.report(Problem::UndeclaredInterface { name }, span);
                continue;
            }
            let ty = self.type_name(scope, reference);
            let interface = match self.stripped(&ty) {
                Type::Named(id) => id,
                _ => continue,
            };
            let is_interface = matches!(
                self.model.item(interface).kind,
                ItemKind::Interface(_) | ItemKind::Opaque(OpaqueKind::Interface)
            );
            if !is_interface {
                let name = self.model.item(interface).name.to_string();
                self.report(Problem::NotAnInterface { name }, reference.specifier.span);
                continue;
            }
            interfaces.push(CoclassInterface {
                interface,
                is_default: attributes.has(kw::DEFAULT),
                source: attributes.has(kw::SOURCE),
            });
        }
        let clsid = syntax
            .attributes
            .get(kw::UUID)
            .and_then(ast::Attribute::uuid);
        let base = syntax.base.as_ref();
        let base = base.and_then(|base| self.class_base(scope, base));
        let attributes = self.attributes_in(scope, &syntax.attributes, OF_CLASS);
        if scope.namespace != Symbol::EMPTY {
            self.model.item_mut(item).details_mut().attributes = attributes;
        }
        let stands_for = match &mut self.model.item_mut(item).kind {
            ItemKind::Coclass(coclass) => coclass.stands_for.take(),
            _ => None,
        };
        let mut coclass = Coclass {
            is_runtime: syntax.is_runtime,
            clsid,
            base,
            stands_for,
            interfaces,
            ..Coclass::default()
        };
        if syntax.is_runtime && self.model.item(item).origin == Origin::Named {
            self.add_factories(scope, &syntax.attributes, &mut coclass);
        }
        self.model.item_mut(item).kind = ItemKind::Coclass(Box::new(coclass));
    }

    /// Adds to `class` how a program makes its objects and reaches its static methods.
    fn add_factories(&mut self, scope: Scope, attributes: &Attributes, class: &mut Coclass) {
        for attribute in &attributes.list {
            let name = attribute.name.text;
            if ![kw::ACTIVATABLE, kw::COMPOSABLE, kw::STATIC].contains(&name) {
                continue;
            }
            match self.factory(scope, attribute) {
                Some(factory) if class.factories.contains(&factory) => {}
                Some(factory) => class.factories.push(factory),
                None if name == kw::ACTIVATABLE => class.is_default_activatable = true,
                None => {}
            }
        }
    }

    /// Returns the interface that an attribute of a class names. An API contract may stand there, too.
    fn factory(&mut self, scope: Scope, attribute: &ast::Attribute) -> Option<ItemId> {
        let path = attribute.arguments.first().and_then(dotted_path)?;
        if let Some(id) = self.type_definition(scope, &path) {
            return Some(self.item(id));
        }
        let (namespace, name) = self.metadata_name(scope, &path)?;
        if !self.metadata.is_interface(&namespace, &name) {
            return None;
        }
        self.qualified_metadata_item(&namespace, &name)
    }

    /// Reports each class whose bases lead back to it, and takes its base away.
    pub(super) fn check_class_bases(&mut self) {
        let mut checked = FxHashSet::default();
        let classes = self.model.items().filter(|(_, it)| base_of(it).is_some());
        let classes: Vec<ItemId> = classes.map(|(id, _)| id).collect();
        for class in classes {
            let mut chain = FxHashSet::default();
            let mut next = Some(class);
            while let Some(id) = next
                && !checked.contains(&id)
            {
                chain.insert(id);
                next = base_of(self.model.item(id));
                if next.is_some_and(|base| chain.contains(&base)) {
                    let item = self.model.item_mut(id);
                    let (name, span) = (item.name.to_string(), item.span);
                    if let ItemKind::Coclass(class) = &mut item.kind {
                        class.base = None;
                    }
                    self.report(Problem::CyclicBase { name }, span);
                    break;
                }
            }
            checked.extend(chain);
        }
    }

    /// Returns the class that `base` names.
    fn class_base(&mut self, scope: Scope, base: &TypeName) -> Option<ItemId> {
        let (path, _) = base.specifier.kind.name()?;
        let Some(id) = self.type_definition(scope, path) else {
            let Some((namespace, name)) = self.metadata_name(scope, path) else {
                self.unknown_type(scope, path, base.specifier.span);
                return None;
            };
            let found = self.qualified_metadata_item(&namespace, &name);
            self.report_refused_instance(base.specifier.span);
            return found.filter(|id| matches!(self.model.item(*id).kind, ItemKind::Coclass(_)));
        };
        let syntax = &self.definitions.get(id).syntax;
        if matches!(syntax, Syntax::Coclass(_) | Syntax::CoclassForward) {
            return Some(self.item(id));
        }
        let problem = Problem::BaseIsNoClass {
            name: self.definition_name(id),
            kind: syntax.describe().into(),
        };
        self.report(problem, base.specifier.span);
        None
    }

    /// Returns the name of an interface that is in no IDL file and not in metadata, where a type
    /// library that isn't read may have it.
    fn in_type_library(&mut self, scope: Scope, reference: &TypeName) -> Option<Name> {
        let (path, arguments) = reference.specifier.kind.name()?;
        let [name] = path else {
            return None;
        };
        let is_declared = !arguments.is_empty()
            || self.type_definition(scope, path).is_some()
            || self.metadata_type(name.text).is_some()
            || self.type_in_any_case(scope, name.text).is_some();
        (!is_declared && self.foreign_library(scope).is_some()).then_some(*name)
    }

    fn report_in_type_library(&mut self, scope: Scope, name: Name, reference: &TypeName) {
        let name = self.text(name.text).to_owned();
        let problem = Problem::UndeclaredInterface { name };
        let mut diagnostic = Diagnostic::new(problem, reference.specifier.span);
        if let Some((library, span)) = self.foreign_library(scope) {
            let text = format!("`{}` may, which isn't read", self.text(library));
            diagnostic = diagnostic.related(span, text);
        }
        self.session.diagnostics.push(diagnostic);
    }

    /// Returns the dotted name of an interface that neither the IDL files nor metadata declare. The
    /// later versions of a WinRT class have more interfaces, and an author who implements an early
    /// version needn't declare them. No vtable depends on them, except on the default one, which
    /// stands for the class.
    fn undeclared(&mut self, scope: Scope, reference: &TypeName) -> Option<String> {
        let (path, arguments) = reference.specifier.kind.name()?;
        let [_, .., _] = path else {
            return None;
        };
        let is_declared = !arguments.is_empty()
            || self.type_definition(scope, path).is_some()
            || self.metadata_name(scope, path).is_some();
        let texts = path.iter().map(|name| self.text(name.text));
        (!is_declared).then(|| texts.collect::<Vec<_>>().join("."))
    }
}

/// Returns the interface that a class stands for where it is used as a type.
pub(super) fn default_interface(syntax: &ast::Coclass) -> Option<&TypeName> {
    syntax
        .interfaces
        .iter()
        .find(|(attributes, _)| attributes.has(kw::DEFAULT) && !attributes.has(kw::SOURCE))
        .or(syntax.interfaces.first())
        .map(|(_, reference)| reference)
}

/// Returns the class from which an item derives, if it is a class with a base.
fn base_of(item: &Item) -> Option<ItemId> {
    match &item.kind {
        ItemKind::Coclass(class) => class.base,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::ItemKind;
    use crate::resolve::tests::{compile, kind, problems};

    /// A WinRT file: a class with a default interface, which is declared, and these.
    fn class(interfaces: &str) -> String {
        format!(
            "namespace Lights {{
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
             interface ILamp : IInspectable {{ HRESULT Light(); }}
             runtimeclass Lamp {{ [default] interface Lights.ILamp; {interfaces} }}
             }}"
        )
    }

    #[test]
    fn a_class_leaves_out_an_interface_of_a_namespace_that_nothing_declares() {
        assert_eq!(
            problems(&class("interface Lights.ILamp2;")),
            ["IDL1401 no file declares the interface `Lights.ILamp2`"]
        );
    }

    #[test]
    fn a_class_does_not_derive_from_itself() {
        for (of_lamp, of_bulb, name) in [
            ("Lights.Lamp", "", "Lamp"),
            ("Lights.Bulb", ": Lights.Lamp", "Bulb"),
        ] {
            let problems = problems(&format!(
                "namespace Lights {{
                 [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
                 interface ILamp : IInspectable {{ HRESULT Light(); }}
                 runtimeclass Lamp; runtimeclass Bulb;
                 runtimeclass Lamp : {of_lamp} {{ [default] interface Lights.ILamp; }}
                 runtimeclass Bulb {of_bulb} {{ [default] interface Lights.ILamp; }}
                 }}"
            ));
            assert_eq!(problems, [format!("IDL0405 `{name}` derives from itself")]);
        }
    }

    #[test]
    fn the_interface_that_stands_for_a_class_is_declared() {
        assert_eq!(
            problems(
                "namespace Lights { runtimeclass Lamp { [default] interface Lights.ILamp; } }"
            ),
            ["IDL0401 cannot find type `Lights.ILamp`"]
        );
    }

    #[test]
    fn a_class_that_stands_for_a_typedef_of_itself_is_refused() {
        assert_eq!(
            problems(
                "namespace Lights { typedef Lamp Light;
                 runtimeclass Lamp { [default] interface Light; } }"
            )
            .len(),
            1
        );
    }

    #[test]
    fn a_name_without_a_namespace_is_one_of_the_file() {
        assert_eq!(
            problems(&class("interface ILamp2;")),
            ["IDL0401 cannot find type `ILamp2`"]
        );
    }

    #[test]
    fn a_class_lists_its_interfaces_also_in_a_library() {
        let model = compile(
            r#"interface IFoo : IUnknown { }
            [uuid(00000001-0002-0003-0004-000000000005)]
            library Foos {
                [uuid(00000001-0002-0003-0004-000000000006)]
                coclass Foo { [default] interface IFoo; [source] interface IUnknown; }
            }"#,
        );
        let ItemKind::Coclass(foo) = kind(&model, "Foo") else {
            panic!()
        };
        let interfaces = foo.interfaces.iter();
        let flags: Vec<(bool, bool)> = interfaces.map(|it| (it.is_default, it.source)).collect();
        assert_eq!(flags, [(true, false), (false, true)]);
    }
}
