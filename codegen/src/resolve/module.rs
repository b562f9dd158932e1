//! Modules: `module`.

use super::Resolver;
use crate::model::{ItemId, ItemKind, Module};
use crate::parse::ast;
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Resolves the content of a module. The definitions in its body are collected like all others.
    pub(super) fn module(&mut self, item: ItemId, syntax: &ast::Module) {
        let dll = self.dll(syntax);
        self.model.item_mut(item).kind = ItemKind::Module(Module { dll });
    }

    /// Returns the name of the DLL that exports a module's functions.
    pub(super) fn dll(&self, syntax: &ast::Module) -> Option<String> {
        let text = syntax.attributes.get(kw::DLLNAME)?.string()?;
        Some(self.text(text).to_owned())
    }
}
