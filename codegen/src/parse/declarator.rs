//! Declarators: a name with the pointers, arrays and parameters around it.

use super::ast::{Declarator, Derivation, Dimension, Few, TypeName};
use super::{MAX_NESTING, Parse, Parser};
use crate::token::{Punct, Symbol, Token, TokenKind, keyword as kw};

/// What the words before a pointer or a name say.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    /// `const`: what the pointer points to, or behind `*` the pointer itself.
    is_const: bool,
    /// `__cdecl` or its like.
    is_cdecl: bool,
}

impl Declarator {
    /// Whether what it declares is a function (and not a pointer to one).
    pub fn is_function(&self) -> bool {
        matches!(self.derivations.first(), Some(Derivation::Function(_)))
    }

    fn set_const(&mut self, is_const: bool) {
        if is_const != self.is_const() {
            self.details_mut().is_const = is_const;
        }
    }
}

impl Parser<'_> {
    /// The declarators of a declaration, up to its `;`. There may be none.
    pub(super) fn declarators(&mut self) -> Parse<Few<Declarator>> {
        if self.at(Punct::Semi) {
            return Ok(Few::None);
        }
        let mut declarators = Few::One(self.declarator()?);
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
            declarator.details_mut().bits = Some(self.conditional()?);
        } else if declarator.name.is_none() {
            return Err(self.unexpected("a name"));
        }
        if declarator.is_function() {
            self.pure()?;
        } else if self.eat(Punct::Eq) {
            declarator.details_mut().value = Some(self.expression()?);
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

    /// Pointers, then the name or a parenthesized declarator, then arrays and parameters. Words of C
    /// that change no type may stand before each.
    pub(super) fn derived(&mut self, in_cdecl: bool) -> Parse<Declarator> {
        let start = self.span();
        let before = self.declarator_words()?;
        let is_cdecl = before.is_cdecl || in_cdecl;
        if self.eat(Punct::Star) || self.eat(Punct::Amp) {
            let behind = self.declarator_words()?;
            let is_cdecl = is_cdecl || behind.is_cdecl;
            let mut inner = self.nested(|parser| parser.derived(is_cdecl))?;
            inner.derivations.push(Derivation::Pointer(behind.is_const));
            inner.set_const(before.is_const);
            return Ok(inner);
        }
        let mut is_cdecl = is_cdecl;
        let mut declarator = if self.at_inner_declarator() {
            self.bump();
            is_cdecl |= self.declarator_words()?.is_cdecl;
            let inner = self.nested(|parser| parser.derived(false))?;
            self.expect(Punct::RParen)?;
            inner
        } else {
            let name = match self.kind() {
                TokenKind::Ident => Some(self.name("a name")?),
                _ => None,
            };
            let span = name.map_or(start, |name| name.span);
            Declarator::bare(name, span)
        };
        declarator.set_const(before.is_const);
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
                self.function_endings()?;
            } else {
                return Ok(declarator);
            }
        }
    }

    /// Whether the current parenthesis holds a declarator and not parameters.
    fn at_inner_declarator(&self) -> bool {
        self.at(Punct::LParen) && self.is_inner_declarator(1)
    }

    /// Whether a parenthesis in which the token `ahead` is the first holds a declarator and not
    /// parameters.
    fn is_inner_declarator(&self, ahead: usize) -> bool {
        let mut inner = self.upcoming().skip(ahead).peekable();
        let is_word = |it: &Token| it.kind == TokenKind::Ident && is_declarator_word(it.text);
        while let Some(word) = inner.next_if(is_word) {
            if is_calling_convention(word.text) {
                return true;
            }
        }
        match inner.next().map(|it| it.kind) {
            Some(TokenKind::Punct(Punct::Star | Punct::LParen)) => true,
            Some(TokenKind::Ident) => {
                let mut is =
                    |punct| inner.next().map(|it| it.kind) == Some(TokenKind::Punct(punct));
                is(Punct::RParen) && is(Punct::LParen)
            }
            _ => false,
        }
    }

    /// Passes the words of C that may stand before a pointer or a name, in any order.
    fn declarator_words(&mut self) -> Parse<Words> {
        let mut words = Words::default();
        while self.kind() == TokenKind::Ident {
            let text = self.token().text;
            if !kw::may_be(text) {
                break;
            }
            if text == kw::CONST {
                words.is_const = true;
                self.bump();
            } else if text == kw::DECLSPEC {
                self.declspec()?;
            } else if is_calling_convention(text) && !self.names_something() {
                words.is_cdecl |= is_cdecl_word(text);
                self.bump();
            } else if !self.qualifier() {
                break;
            }
        }
        Ok(words)
    }

    /// Whether the current word of the language is the declared name.
    pub(super) fn names_something(&self) -> bool {
        match self.peek(1).kind {
            // `HRESULT far(long a)` names a method. In `int far (*a)(void)`, `far` is no name.
            TokenKind::Punct(Punct::LParen) => !self.is_inner_declarator(2),
            TokenKind::Punct(punct) => matches!(
                punct,
                Punct::Comma
                    | Punct::RParen
                    | Punct::Semi
                    | Punct::LBracket
                    | Punct::Eq
                    | Punct::Colon
            ),
            _ => false,
        }
    }

    /// Passes a qualifier that doesn't change the type. Returns whether there was one.
    pub(super) fn qualifier(&mut self) -> bool {
        let token = self.token();
        if token.kind != TokenKind::Ident || !kw::may_be(token.text) {
            return false;
        }
        if is_qualifier(token.text) && !self.names_something() {
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

/// Whether this word of C may stand before a pointer or a name.
fn is_declarator_word(text: Symbol) -> bool {
    kw::may_be(text) && (text == kw::CONST || is_qualifier(text) || is_calling_convention(text))
}

/// Whether this word changes no type.
pub(super) fn is_qualifier(text: Symbol) -> bool {
    [
        kw::VOLATILE,
        kw::UNALIGNED,
        kw::UNALIGNED_,
        kw::W64,
        kw::PTR32,
        kw::PTR64,
        kw::SPTR,
        kw::UPTR,
        kw::FAR,
        kw::FAR_,
        kw::FAR__,
        kw::FAR___,
        kw::NEAR,
        kw::NEAR_,
        kw::NEAR__,
        kw::NEAR___,
        kw::HUGE,
        kw::HUGE_,
        kw::HUGE__,
        kw::RPC_FAR,
        kw::RESTRICT,
        kw::RESTRICT_,
        kw::EXPORT,
        kw::EXPORT_,
        kw::LOADDS,
        kw::LOADDS_,
        kw::SAVEREGS,
    ]
    .contains(&text)
}

fn is_cdecl_word(text: Symbol) -> bool {
    [
        kw::CDECL,
        kw::CDECL_,
        kw::CDECL__,
        kw::CDECL___,
        kw::WINAPIV,
        kw::STDMETHODVCALLTYPE,
        kw::STDAPIVCALLTYPE,
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
            kw::PASCAL___,
            kw::THISCALL,
            kw::VECTORCALL,
            kw::FORTRAN,
            kw::WINAPI,
            kw::APIENTRY,
            kw::CALLBACK,
            kw::STDMETHODCALLTYPE,
            kw::STDAPICALLTYPE,
            kw::NTAPI,
        ]
        .contains(&text)
}
