//! `namespace`, which only WinRT's files have.

use super::ast::{Attributes, Declaration, Namespace};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `namespace A.B { … }`
    pub(super) fn namespace(&mut self, attributes: &Attributes) -> Parse<Declaration> {
        self.check_attributes(attributes, AttributePlace::Namespace);
        self.bump();
        let path = self.path("the namespace's name")?;
        let outer = std::mem::replace(&mut self.in_namespace, true);
        let body = self.body();
        self.in_namespace = outer;
        let body = body?;
        self.eat(Punct::Semi);
        Ok(Declaration::Namespace(Box::new(Namespace { path, body })))
    }
}
