//! `struct` and `union`: plain, encapsulated (`switch`) and with `case` attributes.

use super::ast::{Argument, Attribute, Name, Record, SpecifierKind, Switch, Variable};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind, keyword as kw};

impl Parser<'_> {
    /// A struct or union, referred to or defined.
    pub(super) fn record(&mut self) -> Parse<SpecifierKind> {
        let start = self.span();
        let is_union = self.bump().text == kw::UNION;
        let mut align = None;
        while self.at_keyword(kw::DECLSPEC) {
            align = self.declspec()?.or(align);
        }
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::Type);
        let at_switch = |parser: &Self| {
            is_union
                && parser.at_keyword(kw::SWITCH)
                && parser.peek(1).kind == TokenKind::Punct(Punct::LParen)
        };
        let tag = match self.kind() {
            TokenKind::Ident if !at_switch(self) => Some(self.tag()?),
            _ => None,
        };
        let switch = if at_switch(self) {
            Some(self.switch()?)
        } else {
            None
        };
        let span = start.to(self.previous_span());
        let pack = self.packs.current();
        let fields = if self.at(Punct::LBrace) {
            self.bodies += 1;
            Some(self.nested(Self::fields)?)
        } else if tag.is_none() || switch.is_some() {
            return Err(self.unexpected("`{`"));
        } else {
            None
        };
        Ok(SpecifierKind::Record(Box::new(Record {
            is_union,
            tag,
            switch,
            fields,
            attributes,
            pack,
            align,
            span,
        })))
    }

    /// The name behind `struct`, `union` or `enum`, which can be none of these words.
    pub(super) fn tag(&mut self) -> Parse<Name> {
        if [kw::STRUCT, kw::UNION, kw::ENUM].contains(&self.token().text) {
            return Err(self.unexpected("a tag or `{`"));
        }
        self.name("a tag")
    }

    /// `switch (long which) name`
    fn switch(&mut self) -> Parse<Switch> {
        self.bump();
        self.expect(Punct::LParen)?;
        let specifier = self.specifier()?;
        let name = self.name("the switch's name")?;
        self.expect(Punct::RParen)?;
        let union_name = match self.kind() {
            TokenKind::Ident => Some(self.name("the union's name")?),
            _ => None,
        };
        Ok(Switch {
            specifier,
            name,
            union_name,
        })
    }

    /// `{` fields `}`. An error in one leaves the others.
    pub(super) fn fields(&mut self) -> Parse<Vec<Variable>> {
        self.expect(Punct::LBrace)?;
        let mut fields = Vec::new();
        while !self.at(Punct::RBrace) && !self.at_end() {
            let start = self.position();
            match self.field() {
                Ok(field) => fields.extend(field),
                Err(_) => self.recover(start),
            }
        }
        self.expect(Punct::RBrace)?;
        Ok(fields)
    }

    /// A field. Returns none where an arm of a union is empty.
    fn field(&mut self) -> Parse<Option<Variable>> {
        let labels = self.labels()?;
        let mut attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::Field);
        attributes.extend(labels);
        if self.eat(Punct::Semi) {
            return Ok(None);
        }
        if self.at_call_of(kw::CPP_QUOTE) {
            self.cpp_quote()?;
            return Ok(None);
        }
        self.member_behind(attributes).map(Some)
    }

    /// `case 1: case 2: default:` of an encapsulated union, as attributes of the same meaning.
    fn labels(&mut self) -> Parse<Vec<Attribute>> {
        let mut labels = Vec::new();
        loop {
            if self.at_keyword(kw::CASE) {
                let name = self.name("`case`")?;
                let value = self.conditional()?;
                self.expect(Punct::Colon)?;
                labels.push(Attribute {
                    name,
                    arguments: Box::new([Argument::Expression(value)]),
                    end: name.span.to(self.previous_span()).hi,
                });
            } else if self.at_keyword(kw::DEFAULT)
                && self.peek(1).kind == TokenKind::Punct(Punct::Colon)
            {
                let name = self.name("`default`")?;
                self.expect(Punct::Colon)?;
                labels.push(Attribute {
                    name,
                    arguments: Box::default(),
                    end: name.span.hi,
                });
            } else {
                return Ok(labels);
            }
        }
    }
}
