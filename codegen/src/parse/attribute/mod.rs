//! Attribute lists: `[uuid(…), object]`.

mod place;
mod table;

use super::ast::{Argument, Attribute, Attributes, ExpressionKind};
use super::{Parse, Parser};
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::Guid;
use crate::source::Span;
use crate::token::{Punct, Symbol, TokenKind, keyword as kw};

pub use place::AttributePlace;
pub(super) use table::AttributeEntry;
use table::Takes;
pub(crate) use table::similar;
pub use table::{allowed_at, described};

/// How many characters a GUID has, hyphens included.
const GUID_LENGTH: usize = 36;

impl Parser<'_> {
    /// The attribute lists that come next. There may be none.
    pub(super) fn attributes(&mut self) -> Parse<Attributes> {
        if !self.at(Punct::LBracket) {
            return Ok(Attributes::default());
        }
        // Lists of attributes may stand in the arguments of attributes.
        let outer = self.open_attributes.len();
        let parsed = self.attribute_lists();
        // Collected at once, the vector has room for no more than there is.
        let list = self.open_attributes.drain(outer..).collect();
        parsed.map(|()| Attributes { list })
    }

    /// Adds the attributes that come next to the open ones.
    fn attribute_lists(&mut self) -> Parse<()> {
        while self.eat(Punct::LBracket) {
            while !self.at(Punct::RBracket) {
                if !self.eat(Punct::Comma) {
                    let attribute = self.attribute()?;
                    self.open_attributes.push(attribute);
                    if !self.at(Punct::RBracket) && !self.at(Punct::Comma) {
                        return Err(self.missing("`,` or `]`"));
                    }
                }
            }
            self.bump();
        }
        Ok(())
    }

    /// Returns the attribute called `name`, if MIDL has one. Each attribute of each parameter asks,
    /// so the answers are kept.
    pub(super) fn attribute_entry(&mut self, name: Symbol) -> Option<&'static AttributeEntry> {
        if let Some(entry) = table::OF_FIXED_SYMBOLS.get(name.index()) {
            return *entry;
        }
        let names = &*self.names;
        let entry = self.attribute_entries.entry(name);
        *entry.or_insert_with(|| table::find(names.text(name)))
    }

    fn attribute(&mut self) -> Parse<Attribute> {
        let name = self.name("an attribute")?;
        let takes = match self.attribute_entry(name.text) {
            Some(entry) => entry.takes,
            None => {
                self.custom_attributes.push(name);
                Takes::Values
            }
        };
        let arguments = if self.at(Punct::LParen) {
            self.attribute_arguments(takes)?
        } else {
            if matches!(
                takes,
                Takes::Uuid | Takes::Expressions(_) | Takes::Type | Takes::Version
            ) {
                let name = self.names.text(name.text).to_owned();
                self.diagnostics
                    .report(Problem::MissingArgument { name }, self.previous_span());
            }
            Vec::new()
        };
        Ok(Attribute {
            name,
            arguments: arguments.into(),
            end: name.span.to(self.previous_span()).hi,
        })
    }

    fn attribute_arguments(&mut self, takes: Takes) -> Parse<Vec<Argument>> {
        let open = self.expect(Punct::LParen)?;
        let arguments = match takes {
            Takes::Nothing => {
                if !self.at(Punct::RParen) {
                    return Err(self.unexpected("`)`"));
                }
                Vec::new()
            }
            Takes::Uuid => vec![self.uuid()?],
            Takes::Type => vec![Argument::Type(Box::new(self.type_name()?))],
            Takes::Version => vec![self.version()?],
            Takes::Expressions(least) => {
                let arguments = self.expressions()?;
                if arguments.len() < least {
                    return Err(self.unexpected("another argument"));
                }
                arguments
            }
            Takes::Optional => self.expressions()?,
            Takes::Values if self.at_values() => self.expressions()?,
            Takes::Values | Takes::Anything => {
                self.skip_arguments()?;
                vec![Argument::Other]
            }
        };
        if !self.at(Punct::RParen) {
            let problem = Problem::Unclosed {
                bracket: "(".into(),
            };
            let diagnostic = Diagnostic::new(problem, open);
            self.diagnostics
                .push(diagnostic.related(self.span(), "`)` or `,` is expected here".to_owned()));
            return Err(super::Reported);
        }
        self.bump();
        Ok(arguments)
    }

    /// `a, , b`. WinRT's names of types may be among them.
    fn expressions(&mut self) -> Parse<Vec<Argument>> {
        if self.at(Punct::RParen) {
            return Ok(Vec::new());
        }
        let mut arguments = vec![self.argument()?];
        while self.eat(Punct::Comma) {
            arguments.push(self.argument()?);
        }
        Ok(arguments)
    }

    fn argument(&mut self) -> Parse<Argument> {
        if self.at(Punct::Comma) || self.at(Punct::RParen) {
            Ok(Argument::Missing)
        } else {
            self.expression().map(Argument::Expression)
        }
    }

    /// Returns whether numbers, texts and names come next, up to a closing parenthesis.
    fn at_values(&self) -> bool {
        let punct = |punct| move |kind: &TokenKind| *kind == TokenKind::Punct(punct);
        let mut coming = self.upcoming().map(|token| token.kind).peekable();
        if coming.next_if(punct(Punct::RParen)).is_some() {
            return true;
        }
        loop {
            coming.next_if(punct(Punct::Minus));
            let value = coming.next();
            if !matches!(
                value,
                Some(TokenKind::Ident | TokenKind::Number | TokenKind::String)
            ) {
                return false;
            }
            while coming.next_if(punct(Punct::Dot)).is_some() {
                coming.next();
            }
            match coming.next() {
                Some(TokenKind::Punct(Punct::RParen)) => return true,
                Some(TokenKind::Punct(Punct::Comma)) => {}
                _ => return false,
            }
        }
    }

    /// Passes tokens up to the closing parenthesis.
    pub(super) fn skip_arguments(&mut self) -> Parse<()> {
        let mut open = 0_u32;
        loop {
            match self.kind() {
                TokenKind::Punct(Punct::LParen) => open += 1,
                TokenKind::Punct(Punct::RParen) if open == 0 => return Ok(()),
                TokenKind::Punct(Punct::RParen) => open -= 1,
                TokenKind::Eof => return Err(self.unexpected("`)`")),
                _ => {}
            }
            self.bump();
        }
    }

    /// A uuid, with or without quotes or braces. Its groups may be cut into tokens anywhere.
    pub(super) fn uuid(&mut self) -> Parse<Argument> {
        let start = self.span();
        let mut text = String::with_capacity(GUID_LENGTH);
        while !self.at(Punct::RParen) && !self.at_end() {
            let token = self.bump();
            match token.kind {
                TokenKind::Punct(Punct::LBrace | Punct::RBrace) => {}
                TokenKind::Punct(punct) => text.push_str(punct.text()),
                _ => text.push_str(self.names.text(token.text)),
            }
        }
        let span = start.to(self.previous_span());
        match parse_guid(&text) {
            Some(guid) => Ok(Argument::Uuid(guid)),
            None => {
                self.diagnostics
                    .report(Problem::MalformedUuid { text }, span);
                Ok(Argument::Other)
            }
        }
    }

    /// `1`, `1.0`
    fn version(&mut self) -> Parse<Argument> {
        let token = self.token();
        if token.kind != TokenKind::Number {
            // WinRT's `version(NTDDI_WIN10)`, in hexadecimal or named.
            return self.skip_arguments().map(|()| Argument::Other);
        }
        self.bump();
        let text = self.names.text(token.text);
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        match (major.parse(), minor.parse()) {
            (Ok(major), Ok(minor)) => Ok(Argument::Version(major, minor)),
            _ => self.skip_arguments().map(|()| Argument::Other),
        }
    }

    /// Reports the attributes that may not stand at `place`, and each second `uuid`. An attribute
    /// that no call depends on is a warning.
    pub(super) fn check_attributes(&mut self, attributes: &Attributes, place: AttributePlace) {
        for (index, attribute) in attributes.list.iter().enumerate() {
            let name = attribute.name;
            if let Some(entry) = self.attribute_entry(name.text)
                && !entry.is_allowed(place)
            {
                let (place, places) = (place.text().to_owned(), entry.places());
                let name = self.names.text(name.text).to_owned();
                let problem = if entry.decides_calls() {
                    Problem::MisplacedAttribute {
                        name,
                        place,
                        places,
                    }
                } else {
                    Problem::IgnoredAttribute {
                        name,
                        place,
                        places,
                    }
                };
                self.diagnostics.report(problem, attribute.span());
            }
            if name.text == kw::UUID
                && let Some(first) = attributes.list[..index]
                    .iter()
                    .find(|first| first.name.text == name.text)
            {
                let diagnostic = Diagnostic::new(
                    Problem::RepeatedAttribute {
                        name: self.names.text(name.text).to_owned(),
                    },
                    attribute.span(),
                );
                self.diagnostics
                    .push(diagnostic.related(first.span(), "it is first given here"));
            }
        }
    }
}

/// A GUID in its canonical spelling, 8-4-4-4-12.
fn parse_guid(text: &str) -> Option<Guid> {
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];
    if text.len() != GUID_LENGTH {
        return None;
    }
    let mut bytes = text.bytes().enumerate();
    let value = bytes.try_fold(0, |value: u128, (index, byte)| {
        if HYPHENS.contains(&index) {
            return (byte == b'-').then_some(value);
        }
        let digit = char::from(byte).to_digit(16)?;
        Some(value << 4 | u128::from(digit))
    });
    value.map(Guid)
}

impl Attribute {
    /// The first argument, if it is an expression.
    pub fn expression(&self) -> Option<&super::ast::Expression> {
        match self.arguments.first() {
            Some(Argument::Expression(expression)) => Some(expression),
            _ => None,
        }
    }

    /// The first argument, if it is a uuid.
    pub fn uuid(&self) -> Option<Guid> {
        match self.arguments.first() {
            Some(Argument::Uuid(guid)) => Some(*guid),
            _ => None,
        }
    }

    /// The first argument, if it is a string.
    pub fn string(&self) -> Option<Symbol> {
        match self.expression().map(|expression| &expression.kind) {
            Some(ExpressionKind::String(text) | ExpressionKind::WideString(text)) => Some(*text),
            _ => None,
        }
    }

    /// The span of the first argument if it is an expression, else of the attribute.
    pub fn argument_span(&self) -> Span {
        self.expression()
            .map_or(self.span(), |expression| expression.span)
    }
}

#[cfg(test)]
mod tests {
    use super::parse_guid;

    #[test]
    fn a_guid_has_five_groups_of_hexadecimal_digits() {
        let guid = parse_guid("97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B22").expect("well formed");
        assert_eq!(guid.to_string(), "97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22");
        for wrong in [
            "",
            "97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B2",
            "97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B2G",
        ] {
            assert_eq!(parse_guid(wrong), None, "{wrong}");
        }
    }
}
