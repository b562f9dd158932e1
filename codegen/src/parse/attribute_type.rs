//! `attribute`, the declaration of an attribute, which only WinRT's files have.

use super::ast::{AttributeType, Attributes, Declaration};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind};

/// The word of MIDL 3 for a text. The type in this language is `HSTRING`.
const STRING: &str = "String";

impl Parser<'_> {
    /// `attribute FooAttribute { HSTRING Name; }`. What else stands between the braces has no meaning for a
    /// call, and is passed.
    pub(super) fn attribute_type(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        let name = self.name("the attribute's name")?;
        let fields = if self.at_fields() {
            Some(self.fields()?)
        } else {
            self.expect(Punct::LBrace)?;
            self.skip_to_closing_brace();
            self.expect(Punct::RBrace)?;
            None
        };
        self.eat(Punct::Semi);
        Ok(Declaration::AttributeType(Box::new(AttributeType {
            attributes,
            name,
            fields,
        })))
    }

    /// Returns whether only names of types and of fields come next, in braces.
    fn at_fields(&self) -> bool {
        let mut before = TokenKind::Punct(Punct::Semi);
        let mut brackets = 0_usize;
        for token in self.upcoming().skip(1) {
            match token.kind {
                TokenKind::Eof => return false,
                TokenKind::Punct(Punct::LBracket) => brackets += 1,
                TokenKind::Punct(Punct::RBracket) if brackets > 0 => brackets -= 1,
                _ if brackets > 0 => {}
                TokenKind::Punct(Punct::RBrace) => {
                    return before == TokenKind::Punct(Punct::Semi);
                }
                TokenKind::Ident if self.names.text(token.text) != STRING => {}
                TokenKind::Punct(Punct::Dot | Punct::Comma | Punct::Semi) => {}
                _ => return false,
            }
            before = token.kind;
        }
        false
    }
}
