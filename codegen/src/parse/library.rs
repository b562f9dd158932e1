//! `library`, `coclass`, `module`: what a type library holds.

use super::ast::{Attributes, Coclass, Declaration, Library, Module, TypeName};
use super::{Parse, Parser, Place};
use crate::token::{Punct, keyword as kw};

impl Parser<'_> {
    /// `library Foo { … }`
    pub(super) fn library(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, Place::Library);
        self.bump();
        let name = self.name("the library's name")?;
        let body = self.body()?;
        self.eat(Punct::Semi);
        Ok(Declaration::Library(Box::new(Library {
            attributes,
            name,
            body,
        })))
    }

    /// `module Foo { … }`
    pub(super) fn module(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, Place::Module);
        self.bump();
        let name = self.name("the module's name")?;
        let body = self.body()?;
        self.eat(Punct::Semi);
        Ok(Declaration::Module(Box::new(Module {
            attributes,
            name,
            body,
        })))
    }

    /// `coclass Foo { [default] interface IFoo; }`, likewise `runtimeclass`.
    pub(super) fn coclass(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, Place::Coclass);
        let is_runtime = self.bump().text == kw::RUNTIMECLASS;
        let name = self.name("the class's name")?;
        if self.eat(Punct::Semi) {
            return Ok(Declaration::CoclassForward(name));
        }
        let mut interfaces = Vec::new();
        self.expect(Punct::LBrace)?;
        while !self.at(Punct::RBrace) && !self.at_end() {
            let start = self.position;
            match self.coclass_member() {
                Ok(member) => interfaces.push(member),
                Err(_) => {
                    self.recover();
                    if self.position == start {
                        self.bump();
                    }
                }
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

    fn coclass_member(&mut self) -> Parse<(Attributes, TypeName)> {
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, Place::CoclassMember);
        Ok((attributes, self.interface_reference()?))
    }
}
