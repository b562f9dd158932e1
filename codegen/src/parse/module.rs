//! `module`: functions and constants of a DLL.

use super::ast::{Attributes, Declaration, Module};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `module Foo { … }`
    pub(super) fn module(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Module);
        // In OMG IDL, a module is a scope.
        self.is_doubtful |= attributes.list.is_empty();
        self.bump();
        let name = self.name("the module's name")?;
        let outer = std::mem::replace(&mut self.in_module, true);
        let body = self.body();
        self.in_module = outer;
        let body = body?;
        self.eat(Punct::Semi);
        Ok(Declaration::Module(Box::new(Module {
            attributes,
            name,
            body,
        })))
    }
}
