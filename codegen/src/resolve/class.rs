//! `coclass`, `runtimeclass`, `library`, `module` and its functions.

use super::Resolver;
use super::scope::Scope;
use crate::diagnostics::Problem;
use crate::keyword as kw;
use crate::model::{
    Coclass, CoclassInterface, Function, ItemId, ItemKind, Library, Module, OpaqueKind, Type,
};
use crate::parse::ast::{self, Argument, Declarator, TypeName, Variable};

impl Resolver<'_, '_> {
    /// A class's content.
    pub(super) fn coclass(&mut self, scope: Scope, item: ItemId, it: &ast::Coclass) {
        let mut interfaces = Vec::new();
        for (attributes, reference) in &it.interfaces {
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
                let name = self.model.item(interface).name.clone();
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
