//! `dispinterface`: properties and methods that `IDispatch::Invoke` reaches.

use super::ast::{Attributes, Declaration, Dispinterface};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind, keyword as kw};

impl Parser<'_> {
    /// `dispinterface DFoo;`, `dispinterface DFoo { properties: … methods: … }`
    pub(super) fn dispinterface(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        let name = self.name("the dispinterface's name")?;
        if self.eat(Punct::Semi) {
            return Ok(Declaration::InterfaceForward(name));
        }
        let mut dispinterface = Dispinterface {
            attributes,
            name,
            properties: Vec::new(),
            methods: Vec::new(),
            interface: None,
            defines: false,
        };
        let bodies = self.bodies;
        self.expect(Punct::LBrace)?;
        if self.at_keyword(kw::INTERFACE) {
            self.bump();
            dispinterface.interface = Some(self.name("the interface's name")?);
            self.expect(Punct::Semi)?;
        }
        let mut in_methods = None;
        while !self.at(Punct::RBrace) && !self.at_end() {
            let start = self.position();
            if self
                .dispinterface_member(&mut dispinterface, &mut in_methods)
                .is_err()
            {
                self.recover(start);
            }
        }
        self.expect(Punct::RBrace)?;
        self.eat(Punct::Semi);
        dispinterface.defines = self.bodies != bodies;
        dispinterface.properties.shrink_to_fit();
        dispinterface.methods.shrink_to_fit();
        Ok(Declaration::Dispinterface(Box::new(dispinterface)))
    }

    fn dispinterface_member(
        &mut self,
        dispinterface: &mut Dispinterface,
        in_methods: &mut Option<bool>,
    ) -> Parse<()> {
        let is_section = self.peek(1).kind == TokenKind::Punct(Punct::Colon);
        if is_section && (self.at_keyword(kw::PROPERTIES) || self.at_keyword(kw::METHODS)) {
            *in_methods = Some(self.at_keyword(kw::METHODS));
            self.bump();
            self.bump();
            return Ok(());
        }
        match in_methods {
            Some(true) => dispinterface
                .methods
                .push(self.member(AttributePlace::Method)?),
            Some(false) => dispinterface
                .properties
                .push(self.member(AttributePlace::Property)?),
            None => return Err(self.unexpected("`properties:` or `methods:`")),
        }
        Ok(())
    }
}
