//! Declarations: which kind stands here, and those of C: `typedef`, `const`, types, functions.

use super::ast::{Attributes, Declaration, Storage, Variable};
use super::{Parse, Parser, Place, Until};
use crate::token::{Punct, TokenKind, keyword as kw};

impl Parser<'_> {
    /// A row of declarations of any kind, to its end, which isn't passed. Errors in one leave
    /// the others.
    pub(super) fn declarations(&mut self, until: Until) -> Vec<Declaration> {
        let mut declarations = Vec::new();
        loop {
            if self.at_end() {
                return declarations;
            }
            if self.at(Punct::RBrace) {
                if until == Until::ClosingBrace {
                    return declarations;
                }
                self.unexpected("a declaration");
                self.bump();
                self.eat(Punct::Semi);
                continue;
            }
            let start = self.position;
            match self.nested(|parser| parser.declaration(&mut declarations)) {
                Ok(()) => {}
                Err(_) => {
                    self.recover();
                    if self.position == start {
                        self.bump();
                    }
                }
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

    /// One declaration, added to `to` unless it declares nothing.
    fn declaration(&mut self, to: &mut Vec<Declaration>) -> Parse<()> {
        let token = self.token();
        if self.eat(Punct::Semi) {
            return Ok(());
        }
        if self.at_call_of(kw::MIDL_PRAGMA) || Self::is_keyword(token, kw::MIDL_PRAGMA) {
            return self.midl_pragma();
        }
        if Self::is_keyword(token, kw::DECLARE)
            && self.peek(1).kind == TokenKind::Punct(Punct::LBrace)
        {
            let instances = self.declare()?;
            to.push(instances);
            return Ok(());
        }
        to.push(match token.text {
            kw::IMPORT if token.kind == TokenKind::Ident => self.import()?,
            kw::IMPORTLIB if self.at_call_of(kw::IMPORTLIB) => self.importlib()?,
            kw::CPP_QUOTE if self.at_call_of(kw::CPP_QUOTE) => self.cpp_quote()?,
            _ => {
                let attributes = self.attributes()?;
                self.attributed(attributes)?
            }
        });
        Ok(())
    }

    /// What stands behind an attribute list that may be empty.
    fn attributed(&mut self, attributes: Attributes) -> Parse<Declaration> {
        let token = self.token();
        let next = self.peek(1);
        if token.kind == TokenKind::Ident && next.kind == TokenKind::Ident {
            match token.text {
                kw::INTERFACE if self.at_interface() => return self.interface(attributes),
                kw::DISPINTERFACE => return self.dispinterface(attributes),
                kw::COCLASS | kw::RUNTIMECLASS => return self.coclass(attributes),
                kw::LIBRARY => return self.library(attributes),
                kw::MODULE => return self.module(attributes),
                kw::NAMESPACE => return self.namespace(&attributes),
                kw::APICONTRACT => return self.apicontract(&attributes),
                kw::DELEGATE => return self.delegate(attributes),
                _ => {}
            }
        }
        self.variable(attributes)
            .map(|variable| Declaration::Variable(Box::new(variable)))
    }

    /// A declaration of C, to its `;`.
    fn variable(&mut self, mut attributes: Attributes) -> Parse<Variable> {
        let start = self.span();
        let is_typedef = self.eat_keyword(kw::TYPEDEF);
        if is_typedef {
            attributes.list.extend(self.attributes()?.list);
        }
        let specifier = self.specifier()?;
        let declarators = self.declarators()?;
        let is_const = declarators
            .iter()
            .any(|declarator| declarator.value.is_some());
        let storage = match (is_typedef, is_const) {
            (true, _) => Storage::Typedef,
            (false, true) => Storage::Const,
            (false, false) => Storage::Plain,
        };
        let is_function = declarators.iter().any(super::ast::Declarator::is_function);
        self.check_attributes(
            &attributes,
            match storage {
                Storage::Typedef => Place::Type,
                Storage::Const => Place::Constant,
                Storage::Plain if is_function => Place::Method,
                Storage::Plain => Place::Type,
            },
        );
        let span = start.to(self.previous_span());
        // A brace ends what it ends; real IDL leaves the `;` behind it out now and then.
        let has_body = declarators.is_empty() && specifier.is_definition();
        if !has_body || self.at(Punct::Semi) {
            self.expect(Punct::Semi)?;
        }
        Ok(Variable {
            attributes,
            storage,
            specifier,
            declarators,
            span,
        })
    }

    /// A field, a method or a property of a dispinterface: a declaration of C that is no typedef.
    pub(super) fn member(&mut self, place: Place) -> Parse<Variable> {
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, place);
        let start = self.span();
        let specifier = self.specifier()?;
        let declarators = self.declarators()?;
        let span = start.to(self.previous_span());
        self.expect(Punct::Semi)?;
        Ok(Variable {
            attributes,
            storage: Storage::Plain,
            specifier,
            declarators,
            span,
        })
    }
}
