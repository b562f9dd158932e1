//! What only WinRT's files have: `namespace`, `delegate`, `apicontract`, `declare`.

use super::ast::{Attributes, Declaration, Delegate};
use super::{Parse, Parser, Place};
use crate::token::Punct;

impl Parser<'_> {
    /// `namespace A.B { … }`
    pub(super) fn namespace(&mut self, attributes: &Attributes) -> Parse<Declaration> {
        self.check_attributes(attributes, Place::Namespace);
        self.bump();
        let path = self.path("the namespace's name")?;
        let body = self.body()?;
        self.eat(Punct::Semi);
        Ok(Declaration::Namespace(path, body))
    }

    /// `apicontract Foo { }`
    pub(super) fn apicontract(&mut self, attributes: &Attributes) -> Parse<Declaration> {
        self.check_attributes(attributes, Place::Coclass);
        self.bump();
        let name = self.name("the contract's name")?;
        if self.eat(Punct::LBrace) {
            self.expect(Punct::RBrace)?;
        }
        self.eat(Punct::Semi);
        Ok(Declaration::Apicontract(name))
    }

    /// `delegate HRESULT Handler<T>([in] T sender);`
    pub(super) fn delegate(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, Place::Interface);
        self.bump();
        let start = self.span();
        let specifier = self.specifier()?;
        let name = self.name("the delegate's name")?;
        let generics = self.generics()?;
        let parameters = self.delegate_parameters(name)?;
        let span = start.to(self.previous_span());
        self.expect(Punct::Semi)?;
        let function = super::ast::Variable {
            attributes: Attributes::default(),
            storage: super::ast::Storage::Plain,
            specifier,
            declarators: vec![parameters],
            span,
        };
        Ok(Declaration::Delegate(Box::new(Delegate {
            attributes,
            name,
            generics,
            function,
        })))
    }

    /// `declare { interface IVector<HSTRING>; }`
    pub(super) fn declare(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LBrace)?;
        let mut instances = Vec::new();
        while !self.at(Punct::RBrace) && !self.at_end() {
            instances.push(self.interface_reference()?);
        }
        self.expect(Punct::RBrace)?;
        self.eat(Punct::Semi);
        Ok(Declaration::Declare(instances))
    }
}
