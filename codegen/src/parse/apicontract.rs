//! `apicontract`, which only WinRT's files have.

use super::ast::{Apicontract, Attributes, Declaration};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `apicontract Foo { }`
    pub(super) fn apicontract(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Coclass);
        self.bump();
        let name = self.name("the contract's name")?;
        if self.eat(Punct::LBrace) {
            self.expect(Punct::RBrace)?;
        }
        self.eat(Punct::Semi);
        Ok(Declaration::Apicontract(Box::new(Apicontract {
            attributes,
            name,
        })))
    }
}
