//! WinRT's delegates: `delegate`.

use super::Resolver;
use super::definition::Scope;
use super::interface::OF_INTERFACE;
use crate::model::{Interface, InterfaceKind, ItemId, Type};
use crate::parse::ast;
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Resolves the content of a delegate: an interface with one method, `Invoke`.
    pub(super) fn delegate(&mut self, scope: Scope, item: ItemId, syntax: &ast::Delegate) {
        let mut method = syntax
            .function
            .declarators
            .first()
            .and_then(|declarator| self.method(scope, &syntax.function, declarator));
        if let Some(method) = &mut method {
            method.name = "Invoke".into();
            method.stem = None;
        }
        let name = self.session.names.intern("IUnknown");
        let base = match self.type_called(scope, name) {
            Some(Type::Named(id)) => Some(id),
            _ => None,
        };
        let interface = Interface {
            kind: InterfaceKind::Delegate,
            iid: syntax
                .attributes
                .get(kw::UUID)
                .and_then(ast::Attribute::uuid),
            base,
            requires: Vec::new(),
            methods: method.into_iter().collect(),
            async_of: None,
            instance: None,
            attributes: self.attributes_in(scope, &syntax.attributes, OF_INTERFACE),
        };
        self.model.item_mut(item).kind = interface.into();
    }
}
