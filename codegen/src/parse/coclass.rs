//! `coclass` and `runtimeclass`.

use super::ast::{Attributes, Coclass, Declaration, TypeName};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, keyword as kw};

impl Parser<'_> {
    /// `coclass Foo;`, `coclass Foo { [default] interface IFoo; }`, and the same with
    /// `runtimeclass`, which may have a base.
    pub(super) fn coclass(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Coclass);
        let is_runtime = self.bump().text == kw::RUNTIMECLASS;
        let name = self.name("the class's name")?;
        if self.eat(Punct::Semi) {
            return Ok(Declaration::CoclassForward(name));
        }
        let base = self.class_base()?;
        if is_runtime && self.at(Punct::Comma) {
            return Err(self.show_midl3(self.span()));
        }
        let mut interfaces = Vec::new();
        self.expect(Punct::LBrace)?;
        while !self.at(Punct::RBrace) && !self.at_end() {
            let start = self.position();
            match self.coclass_member(is_runtime) {
                Ok(member) => interfaces.push(member),
                Err(_) => self.recover(start),
            }
        }
        self.expect(Punct::RBrace)?;
        self.eat(Punct::Semi);
        Ok(Declaration::Coclass(Box::new(Coclass {
            attributes,
            name,
            is_runtime,
            base,
            interfaces,
        })))
    }

    /// `: Ns.Base`, with attributes before the base's name.
    fn class_base(&mut self) -> Parse<Option<TypeName>> {
        if !self.eat(Punct::Colon) {
            return Ok(None);
        }
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::Coclass);
        self.base("the base class's name").map(Some)
    }

    /// `[default] interface IFoo;`
    fn coclass_member(&mut self, is_runtime: bool) -> Parse<(Attributes, TypeName)> {
        let attributes = self.attributes()?;
        let start = self.span();
        if is_runtime && !self.at_keyword(kw::INTERFACE) {
            let member = self.type_name_without_name()?;
            if !self.at(Punct::Semi) {
                // A constructor, a method, a property or an event.
                return Err(self.show_midl3(start));
            }
            self.bump();
            self.check_attributes(&attributes, AttributePlace::CoclassMember);
            return Ok((attributes, member));
        }
        self.check_attributes(&attributes, AttributePlace::CoclassMember);
        Ok((attributes, self.interface_reference()?))
    }
}
