//! `attribute`, the declaration of an attribute, which only WinRT's files have.

use super::ast::{AttributeType, Attributes, Declaration};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `attribute FooAttribute { HSTRING Name; }`
    pub(super) fn attribute_type(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        let name = self.name("the attribute's name")?;
        let fields = self.fields()?;
        self.eat(Punct::Semi);
        Ok(Declaration::AttributeType(Box::new(AttributeType {
            attributes,
            name,
            fields,
        })))
    }
}
