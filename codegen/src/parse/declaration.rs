//! Declarations: which kind comes next.

use super::ast::{Attributes, Declaration};
use super::{Parse, Parser};
use crate::token::{Punct, TokenKind, keyword as kw};

/// Where a list of declarations ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    EndOfFile,
    ClosingBrace,
}

impl Parser<'_> {
    /// A list of declarations of any kind, up to its end. An error in one leaves the others.
    pub(super) fn declarations(&mut self, until: Until) -> Vec<Declaration> {
        // Declarations have declarations in them.
        let outer = self.open_declarations.len();
        self.open_list(until);
        // Collected at once, the vector has room for no more than there is.
        self.open_declarations.drain(outer..).collect()
    }

    /// Adds the declarations up to the end of their list to the open ones.
    fn open_list(&mut self, until: Until) {
        loop {
            if self.at_end() {
                return;
            }
            if self.at(Punct::RBrace) {
                if until == Until::ClosingBrace {
                    return;
                }
                self.unexpected("a declaration");
                self.bump();
                self.eat(Punct::Semi);
                continue;
            }
            let start = self.position();
            let parsed = self.nested(Self::declaration);
            if parsed.is_err() {
                self.recover(start);
            }
        }
    }

    /// `{` declarations `}`.
    pub(super) fn body(&mut self) -> Parse<Vec<Declaration>> {
        self.expect(Punct::LBrace)?;
        let declarations = self.declarations(Until::ClosingBrace);
        self.expect(Punct::RBrace)?;
        Ok(declarations)
    }

    /// Adds one declaration to the open ones. A lone `;` and a `midl_pragma` declare nothing.
    fn declaration(&mut self) -> Parse<()> {
        let token = self.token();
        if self.eat(Punct::Semi) {
            return Ok(());
        }
        if Self::is_keyword(token, kw::MIDL_PRAGMA) {
            return self.midl_pragma();
        }
        if Self::is_keyword(token, kw::DECLARE)
            && self.peek(1).kind == TokenKind::Punct(Punct::LBrace)
        {
            let instances = self.declare()?;
            self.open_declarations.push(instances);
            return Ok(());
        }
        let declaration = match token.text {
            kw::IMPORT if token.kind == TokenKind::Ident => self.import()?,
            kw::IMPORTLIB if self.at_call_of(kw::IMPORTLIB) => self.importlib()?,
            kw::CPP_QUOTE if self.at_call_of(kw::CPP_QUOTE) => self.cpp_quote()?,
            kw::DECLARE_GUID if self.at_call_of(kw::DECLARE_GUID) => self.declare_guid()?,
            _ => {
                let attributes = self.attributes()?;
                self.attributed(attributes)?
            }
        };
        self.open_declarations.push(declaration);
        Ok(())
    }

    /// The declaration behind its attributes.
    fn attributed(&mut self, attributes: Attributes) -> Parse<Declaration> {
        let token = self.token();
        let next = self.peek(1);
        if token.kind == TokenKind::Ident && next.kind == TokenKind::Ident {
            if next.text == kw::RUNTIMECLASS && self.peek(2).kind == TokenKind::Ident {
                // `unsealed runtimeclass Foo`, `static runtimeclass Foo`.
                return Err(self.show_midl3(token.span));
            }
            match token.text {
                kw::INTERFACE if self.at_interface() => return self.interface(attributes),
                kw::DISPINTERFACE => return self.dispinterface(attributes),
                kw::COCLASS | kw::RUNTIMECLASS => return self.coclass(attributes),
                kw::LIBRARY => return self.library(attributes),
                kw::MODULE => return self.module(attributes),
                kw::NAMESPACE => return self.namespace(&attributes),
                kw::APICONTRACT => return self.apicontract(attributes),
                kw::DELEGATE => return self.delegate(attributes),
                kw::ATTRIBUTE if self.peek(2).kind == TokenKind::Punct(Punct::LBrace) => {
                    return self.attribute_type(attributes);
                }
                _ => {}
            }
        }
        let variable = if Self::is_keyword(token, kw::TYPEDEF) {
            self.typedef(attributes)?
        } else {
            self.variable(attributes)?
        };
        Ok(Declaration::Variable(Box::new(variable)))
    }
}
