//! `coclass` and `runtimeclass`.

use super::ast::{Attributes, Coclass, Declaration, TypeName};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, keyword as kw};

impl Parser<'_> {
    /// `coclass Foo;`, `coclass Foo { [default] interface IFoo; }`, and the same with
    /// `runtimeclass`.
    pub(super) fn coclass(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Coclass);
        let is_runtime = self.bump().text == kw::RUNTIMECLASS;
        let name = self.name("the class's name")?;
        if self.eat(Punct::Semi) {
            return Ok(Declaration::CoclassForward(name));
        }
        let mut interfaces = Vec::new();
        self.expect(Punct::LBrace)?;
        while !self.at(Punct::RBrace) && !self.at_end() {
            let start = self.position();
            match self.coclass_member() {
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
            interfaces,
        })))
    }

    /// `[default] interface IFoo;`
    fn coclass_member(&mut self) -> Parse<(Attributes, TypeName)> {
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, AttributePlace::CoclassMember);
        Ok((attributes, self.interface_reference()?))
    }
}
