//! `delegate`, which only WinRT's files have.

use super::ast::{Attributes, Declaration, Delegate, Few, Name, SpecifierKind, Storage, Variable};
use super::{AttributePlace, Parse, Parser};
use crate::token::{Punct, TokenKind};

impl Parser<'_> {
    /// `delegate Handler;`, `delegate HRESULT Handler<T>([in] T sender);`
    pub(super) fn delegate(&mut self, attributes: Attributes) -> Parse<Declaration> {
        self.check_attributes(&attributes, AttributePlace::Interface);
        self.bump();
        if let TokenKind::Punct(Punct::Semi | Punct::Lt) = self.peek(1).kind {
            let name = self.name("the delegate's name")?;
            self.generics()?;
            self.expect(Punct::Semi)?;
            return Ok(Declaration::DelegateForward(name));
        }
        let start = self.span();
        let specifier = self.specifier()?;
        if !matches!(specifier.kind, SpecifierKind::Named(name) if self.is_hresult(name)) {
            // MIDL 3 writes the result as whoever calls it sees it.
            return Err(self.show_midl3(specifier.span));
        }
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

    fn is_hresult(&self, name: Name) -> bool {
        self.names.text(name.text) == "HRESULT"
    }
}
