//! `attribute`, the declaration of an attribute, which only WinRT's files have.

use super::ast::{Attributes, Declaration};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `attribute FooAttribute { HSTRING Name; }`. The fields are for whoever reads the attribute in
    /// metadata.
    pub(super) fn attribute_type(&mut self, attributes: &Attributes) -> Parse<Declaration> {
        self.check_attributes(attributes, AttributePlace::Interface);
        self.bump();
        let name = self.name("the attribute's name")?;
        self.expect(Punct::LBrace)?;
        self.skip_to_closing_brace();
        self.expect(Punct::RBrace)?;
        self.eat(Punct::Semi);
        Ok(Declaration::AttributeType(name))
    }
}
