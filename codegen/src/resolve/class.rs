//! `coclass`, `runtimeclass`, `library`, `module` and its functions.

use super::Resolver;
use super::scope::Scope;
use crate::diagnostics::Problem;
use crate::model::{
    Coclass, CoclassInterface, Function, ItemId, ItemKind, Library, Module, OpaqueKind, Type,
};
use crate::parse::ast::{self, Argument, Declarator, TypeName, Variable};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// A class's content.
    pub(super) fn coclass(&mut self, scope: Scope, item: ItemId, it: &ast::Coclass) {
        let mut interfaces = Vec::new();
        for (attributes, reference) in &it.interfaces {
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
        let clsid = it.attributes.get(kw::UUID).and_then(ast::Attribute::uuid);
        self.model.item_mut(item).kind = ItemKind::Coclass(Coclass { clsid, interfaces });
    }

    /// The dotted name of an interface that nothing in reach declares. WinRT's later versions of a
    /// class have more of them, and whoever declares what he implements needn't declare those: but
    /// for the default one, which stands for the class, no vtable depends on them.
    fn undeclared(&mut self, scope: Scope, reference: &TypeName) -> Option<String> {
        let (path, arguments) = reference.specifier.kind.name()?;
        let [_, .., last] = path else {
            return None;
        };
        let is_known = !arguments.is_empty()
            || self.type_definition(scope, path).is_some()
            || self.metadata_type(last.text).is_some();
        let texts = path.iter().map(|name| self.text(name.text));
        (!is_known).then(|| texts.collect::<Vec<_>>().join("."))
    }

    /// A library's content: what stands in its body is defined as anywhere else.
    pub(super) fn library(&mut self, item: ItemId, it: &ast::Library) {
        let attributes = &it.attributes;
        let version =
            attributes
                .get(kw::VERSION)
                .and_then(|attribute| match attribute.arguments.first() {
                    Some(Argument::Version(major, minor)) => Some((*major, *minor)),
                    _ => None,
                });
        let help = attributes
            .get(kw::HELPSTRING)
            .and_then(ast::Attribute::string);
        let library = Library {
            uuid: attributes.get(kw::UUID).and_then(ast::Attribute::uuid),
            version,
            help: help.map(|text| self.text(text).to_owned()),
        };
        self.model.item_mut(item).kind = ItemKind::Library(library);
    }

    /// A module's content, likewise.
    pub(super) fn module(&mut self, item: ItemId, it: &ast::Module) {
        let dll = self.dll(it);
        self.model.item_mut(item).kind = ItemKind::Module(Module { dll });
    }

    fn dll(&self, it: &ast::Module) -> Option<String> {
        let text = it.attributes.get(kw::DLLNAME)?.string()?;
        Some(self.text(text).to_owned())
    }

    /// A function that a module's DLL exports.
    pub(super) fn function(
        &mut self,
        scope: Scope,
        item: ItemId,
        variable: &Variable,
        declarator: &Declarator,
        module: Option<&ast::Module>,
    ) {
        let ty = self.declared_type(scope, &variable.specifier, declarator);
        let entry = variable
            .attributes
            .get(kw::ENTRY)
            .map(|it| self.argument_text(it));
        let Type::Function(signature) = ty else {
            return;
        };
        let dll = module.and_then(|module| self.dll(module));
        let function = Function {
            signature: *signature,
            entry,
            dll,
        };
        self.model.item_mut(item).kind = ItemKind::Function(function);
    }
}

/// The interface that a class stands for where a type is wanted.
pub(super) fn default_interface(it: &ast::Coclass) -> Option<&TypeName> {
    it.interfaces
        .iter()
        .find(|(attributes, _)| attributes.has(kw::DEFAULT) && !attributes.has(kw::SOURCE))
        .or(it.interfaces.first())
        .map(|(_, reference)| reference)
}

#[cfg(test)]
mod tests {
    use crate::resolve::tests::problems;

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
            ["W0401 no file declares the interface `Lights.ILamp2`"]
        );
    }

    #[test]
    fn the_interface_that_stands_for_a_class_is_declared() {
        assert_eq!(
            problems(
                "namespace Lights { runtimeclass Lamp { [default] interface Lights.ILamp; } }"
            ),
            ["E0401 cannot find type `Lights.ILamp`"]
        );
    }

    #[test]
    fn a_name_without_a_namespace_is_one_of_the_file() {
        assert_eq!(
            problems(&class("interface ILamp2;")),
            ["E0401 cannot find type `ILamp2`"]
        );
    }
}
