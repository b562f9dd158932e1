//! `enum`.

use super::ast::{Enum, Enumerator, SpecifierKind};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind};

impl Parser<'_> {
    /// An enumeration, referred to or defined.
    pub(super) fn enumeration(&mut self) -> Parse<SpecifierKind> {
        let start = self.span();
        self.bump();
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::Type);
        let tag = match self.kind() {
            TokenKind::Ident => Some(self.tag()?),
            _ => None,
        };
        let span = start.to(self.previous_span());
        let values = if self.at(Punct::LBrace) {
            self.bodies += 1;
            Some(self.nested(Self::enumerators)?)
        } else if tag.is_none() {
            return Err(self.unexpected("`{`"));
        } else {
            None
        };
        Ok(SpecifierKind::Enum(Box::new(Enum { tag, values, span })))
    }

    /// `{ A = 1, B, }`. An error in one leaves those before it.
    fn enumerators(&mut self) -> Parse<Vec<Enumerator>> {
        self.expect(Punct::LBrace)?;
        let mut values = Vec::new();
        while !self.at(Punct::RBrace) {
            match self.enumerator() {
                Ok(value) => values.push(value),
                Err(_) => {
                    self.skip_to_closing_brace();
                    break;
                }
            }
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect(Punct::RBrace)?;
        Ok(values)
    }

    /// `A = 1`
    fn enumerator(&mut self) -> Parse<Enumerator> {
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::Enumerator);
        let name = self.name("a value's name")?;
        // `A [helpstring("..")] = 1` is MIDL 3's order. Classic files have it, too.
        let late = self.attributes()?;
        self.check_attributes(&late, AttributePlace::Enumerator);
        let value = if self.eat(Punct::Eq) {
            Some(self.expression()?)
        } else {
            None
        };
        Ok(Enumerator { name, value })
    }
}
