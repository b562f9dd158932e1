//! `library`: what a type library holds.

use super::ast::{Attributes, Declaration, Library};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `library Foo { … }`
    pub(super) fn library(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Library);
        self.bump();
        let name = self.name("the library's name")?;
        let body = self.body()?;
        self.eat(Punct::Semi);
        Ok(Declaration::Library(Box::new(Library {
            attributes,
            name,
            body,
        })))
    }
}
