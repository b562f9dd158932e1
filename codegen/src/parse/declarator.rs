//! Declarators: a name with the pointers, arrays and parameters around it.

use super::ast::{Declarator, Derivation, Derivations, Dimension, TypeName};
use super::{MAX_NESTING, Parse, Parser};
use crate::token::{Punct, Symbol, TokenKind, keyword as kw};

impl Declarator {
    /// Whether what it declares is a function (and not a pointer to one).
    pub fn is_function(&self) -> bool {
        matches!(self.derivations.first(), Some(Derivation::Function(_)))
    }
}

impl Parser<'_> {
    /// The declarators of a declaration, up to its `;`. There may be none.
    pub(super) fn declarators(&mut self) -> Parse<Vec<Declarator>> {
        if self.at(Punct::Semi) {
            return Ok(Vec::new());
        }
        // Nearly always there is one, and a vector that begins with it has room for no more.
        let mut declarators = vec![self.declarator()?];
        while self.eat(Punct::Comma) {
            declarators.push(self.declarator()?);
        }
        Ok(declarators)
    }

    /// A declarator that has a name, with its bit width or its value.
    pub(super) fn declarator(&mut self) -> Parse<Declarator> {
        let mut declarator = self.nested(|parser| parser.derived(false))?;
        // `int : 3` has a width and no name.
        if self.eat(Punct::Colon) {
            declarator.bits = Some(Box::new(self.conditional()?));
        } else if declarator.name.is_none() {
            return Err(self.unexpected("a name"));
        }
        if self.eat(Punct::Eq) {
            declarator.value = Some(Box::new(self.expression()?));
        }
        declarator.span = declarator.span.to(self.previous_span());
        Ok(declarator)
    }

    /// A type with an optional name, as a parameter is, or with none, as in a cast.
    pub(super) fn type_name(&mut self) -> Parse<TypeName> {
        self.nested(|parser| {
            let specifier = parser.specifier()?;
            let declarator = parser.derived(false)?;
            Ok(TypeName {
                specifier,
                declarator,
            })
        })
    }

    /// Pointers, then the name or a parenthesized declarator, then arrays and parameters.
    pub(super) fn derived(&mut self, in_cdecl: bool) -> Parse<Declarator> {
        let start = self.span();
        let is_cdecl = self.calling_convention() || in_cdecl;
        if self.eat(Punct::Star) || self.eat(Punct::Amp) {
            let mut is_const = false;
            loop {
                if self.eat_keyword(kw::CONST) {
                    is_const = true;
                } else if !self.qualifier() {
                    break;
                }
            }
            let mut inner = self.nested(|parser| parser.derived(is_cdecl))?;
            inner.derivations.push(Derivation::Pointer(is_const));
            return Ok(inner);
        }
        let mut is_cdecl = is_cdecl;
        let mut declarator = if self.at_inner_declarator() {
            self.bump();
            is_cdecl |= self.calling_convention();
            let inner = self.nested(|parser| parser.derived(false))?;
            self.expect(Punct::RParen)?;
            inner
        } else {
            let name = match self.kind() {
                TokenKind::Ident => Some(self.name("a name")?),
                _ => None,
            };
            let span = name.map_or(start, |name| name.span);
            Declarator {
                name,
                derivations: Derivations::None,
                bits: None,
                value: None,
                span,
            }
        };
        loop {
            // An array of arrays is as deep as it has dimensions.
            if declarator.derivations.len() > MAX_NESTING as usize {
                return Err(self.too_deep());
            }
            if self.eat(Punct::LBracket) {
                let dimension = self.dimension()?;
                declarator.derivations.push(Derivation::Array(dimension));
            } else if self.at(Punct::LParen) {
                let parameters = self.parameters(is_cdecl)?;
                declarator
                    .derivations
                    .push(Derivation::Function(Box::new(parameters)));
            } else {
                return Ok(declarator);
            }
        }
    }

    /// Whether the current parenthesis holds a declarator and not parameters.
    fn at_inner_declarator(&self) -> bool {
        if !self.at(Punct::LParen) {
            return false;
        }
        let next = self.peek(1);
        match next.kind {
            TokenKind::Punct(Punct::Star | Punct::LParen) => true,
            TokenKind::Ident => {
                is_calling_convention(next.text)
                    || self.peek(2).kind == TokenKind::Punct(Punct::RParen)
                        && self.peek(3).kind == TokenKind::Punct(Punct::LParen)
            }
            _ => false,
        }
    }

    /// Passes calling conventions and other words of C before a name. Returns whether one was
    /// `__cdecl`.
    fn calling_convention(&mut self) -> bool {
        let mut is_cdecl = false;
        while self.kind() == TokenKind::Ident {
            let text = self.token().text;
            if !kw::may_be(text) {
                return is_cdecl;
            }
            if !is_calling_convention(text) || self.names_something() {
                break;
            }
            is_cdecl |= is_cdecl_word(text);
            self.bump();
        }
        while self.qualifier() {}
        is_cdecl
    }

    /// Whether the current word of the language is the declared name.
    fn names_something(&self) -> bool {
        matches!(
            self.peek(1).kind,
            TokenKind::Punct(
                Punct::Comma | Punct::RParen | Punct::Semi | Punct::LBracket | Punct::Eq
            )
        )
    }

    /// Passes a qualifier that doesn't change the type. Returns whether there was one.
    pub(super) fn qualifier(&mut self) -> bool {
        let token = self.token();
        if token.kind != TokenKind::Ident || !kw::may_be(token.text) {
            return false;
        }
        let is_qualifier = [
            kw::VOLATILE,
            kw::UNALIGNED,
            kw::UNALIGNED_,
            kw::W64,
            kw::PTR32,
            kw::PTR64,
            kw::FAR,
            kw::FAR_,
            kw::FAR__,
            kw::FAR___,
            kw::NEAR,
            kw::NEAR_,
            kw::NEAR__,
            kw::RPC_FAR,
            kw::RESTRICT,
        ]
        .contains(&token.text);
        if is_qualifier && !self.names_something() {
            self.bump();
            return true;
        }
        false
    }

    /// The length in an array's brackets, and the closing bracket.
    fn dimension(&mut self) -> Parse<Dimension> {
        if self.eat(Punct::RBracket) {
            return Ok(Dimension::Open);
        }
        if self.at(Punct::Star) && self.peek(1).kind == TokenKind::Punct(Punct::RBracket) {
            self.bump();
            self.bump();
            return Ok(Dimension::Open);
        }
        let first = self.expression()?;
        let dimension = if self.eat(Punct::DotDot) || self.eat(Punct::Ellipsis) {
            if self.eat(Punct::Star) {
                Dimension::Open
            } else {
                Dimension::Range(Box::new((first, self.expression()?)))
            }
        } else {
            Dimension::Fixed(Box::new(first))
        };
        self.expect(Punct::RBracket)?;
        Ok(dimension)
    }
}

fn is_cdecl_word(text: Symbol) -> bool {
    [
        kw::CDECL,
        kw::CDECL_,
        kw::CDECL__,
        kw::WINAPIV,
        kw::STDMETHODVCALLTYPE,
    ]
    .contains(&text)
}

fn is_calling_convention(text: Symbol) -> bool {
    is_cdecl_word(text)
        || [
            kw::STDCALL,
            kw::STDCALL_,
            kw::STDCALL__,
            kw::FASTCALL,
            kw::FASTCALL_,
            kw::PASCAL,
            kw::PASCAL_,
            kw::PASCAL__,
            kw::THISCALL,
            kw::WINAPI,
            kw::APIENTRY,
            kw::CALLBACK,
            kw::STDMETHODCALLTYPE,
            kw::STDAPICALLTYPE,
        ]
        .contains(&text)
}
