//! `delegate`, which only WinRT's files have.

use super::ast::{Attributes, Declaration, Delegate, Few, Storage, Variable};
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `delegate HRESULT Handler<T>([in] T sender);`
    pub(super) fn delegate(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        let start = self.span();
        let specifier = self.specifier()?;
        let name = self.name("the delegate's name")?;
        let generics = self.generics()?;
        let declarator = self.delegate_parameters(name)?;
        let span = start.to(self.previous_span());
        self.expect(Punct::Semi)?;
        let function = Variable {
            attributes: Attributes::default(),
            storage: Storage::Plain,
            specifier,
            declarators: Few::One(declarator),
            span,
        };
        Ok(Declaration::Delegate(Box::new(Delegate {
            attributes,
            name,
            generics,
            function,
        })))
    }
}
