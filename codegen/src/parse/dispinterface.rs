//! `dispinterface`: properties and methods that `IDispatch::Invoke` reaches.

use super::ast::{Attributes, Declaration, Dispinterface, Members, Variable};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind, keyword as kw};

/// The members so far.
#[derive(Default)]
struct Sections {
    properties: Vec<Variable>,
    methods: Vec<Variable>,
    /// Whether the current section has methods; none before the first section.
    in_methods: Option<bool>,
}

impl Parser<'_> {
    /// `dispinterface DFoo;`, `dispinterface DFoo { properties: … methods: … }`
    pub(super) fn dispinterface(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        let name = self.name("the dispinterface's name")?;
        if self.eat(Punct::Semi) {
            return Ok(Declaration::InterfaceForward(name));
        }
        let mut interface = None;
        let mut sections = Sections::default();
        let bodies = self.bodies;
        self.expect(Punct::LBrace)?;
        if self.at_keyword(kw::INTERFACE) {
            self.bump();
            interface = Some(self.name("the interface's name")?);
            self.expect(Punct::Semi)?;
        }
        while !self.at(Punct::RBrace) && !self.at_end() {
            let start = self.position();
            if self.dispinterface_member(&mut sections).is_err() {
                self.recover(start);
            }
        }
        self.expect(Punct::RBrace)?;
        self.eat(Punct::Semi);
        let members = |members: Vec<Variable>| {
            if self.bodies == bodies {
                Members::ForOneItem(members.into())
            } else {
                Members::Kept(members)
            }
        };
        Ok(Declaration::Dispinterface(Box::new(Dispinterface {
            attributes,
            name,
            properties: members(sections.properties),
            methods: members(sections.methods),
            interface,
        })))
    }

    fn dispinterface_member(&mut self, sections: &mut Sections) -> Parse<()> {
        let is_section = self.peek(1).kind == TokenKind::Punct(Punct::Colon);
        if is_section && (self.at_keyword(kw::PROPERTIES) || self.at_keyword(kw::METHODS)) {
            sections.in_methods = Some(self.at_keyword(kw::METHODS));
            self.bump();
            self.bump();
            return Ok(());
        }
        match sections.in_methods {
            Some(true) => {
                let method = self.member(AttributePlace::Method)?;
                sections.methods.push(method);
            }
            Some(false) => {
                let property = self.member(AttributePlace::Property)?;
                sections.properties.push(property);
            }
            None => return Err(self.unexpected("`properties:` or `methods:`")),
        }
        Ok(())
    }
}
