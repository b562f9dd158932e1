//! Functions of a module.

use super::Resolver;
use super::definition::Scope;
use crate::model::{Function, ItemId, ItemKind, Type};
use crate::parse::ast::{self, Declarator, Variable};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Resolves the content of a function that a module's DLL exports.
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
            .map(|attribute| self.argument_text(attribute));
        let Type::Function(signature) = ty else {
            return;
        };
        let dll = module.and_then(|module| self.dll(module));
        let function = Function {
            signature: *signature,
            entry,
            dll,
        };
        self.model.item_mut(item).kind = ItemKind::Function(Box::new(function));
    }
}
