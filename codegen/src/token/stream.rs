//! The tokens of a file, among which each macro of numbers and operators is kept once.
//!
//! Real IDL numbers its members with macros that are made of each other: thousands of sums of the
//! same numbers. A call of such a macro is one token, [`TokenKind::FoldedCall`], and the tokens
//! that it stands for are kept beside the others.

use rustc_hash::FxHashMap;

use super::{Token, TokenKind};
use crate::source::{ExpansionId, Span};

/// The tokens of a file, ending in [`TokenKind::Eof`].
#[derive(Clone, Debug, Default)]
pub struct TokenStream {
    /// The tokens, some of them folded.
    pub(crate) tokens: Vec<Token>,
    /// The macros that the folded ones call.
    pub(crate) macros: FoldedMacros,
}

impl TokenStream {
    /// Returns all tokens, none of them folded.
    ///
    /// ```
    /// use comidl_codegen::internal::preprocess::preprocess;
    /// use comidl_codegen::internal::session::Session;
    /// use comidl_codegen::internal::source::Reached;
    ///
    /// let mut session = Session::new(vec![], vec![]);
    /// let text = "#define FIRST (1000 + 1)\n[id(FIRST)]";
    /// let file = session.loader.embed("example.idl", text);
    /// let stream = preprocess(&mut session, &file, Reached::Named);
    /// let texts: Vec<&str> = stream.unfolded().map(|it| session.names.text(it.text)).collect();
    /// assert_eq!(texts.concat(), "[id((1000+1))]");
    /// ```
    pub fn unfolded(&self) -> impl Iterator<Item = Token> {
        self.macros.unfolded(&self.tokens)
    }
}

impl From<Vec<Token>> for TokenStream {
    /// Makes a stream of tokens that aren't folded.
    fn from(tokens: Vec<Token>) -> Self {
        Self {
            tokens,
            macros: FoldedMacros::default(),
        }
    }
}

/// The macros that were folded, by where the macro's name is defined.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoldedMacros {
    by_definition: FxHashMap<u32, FoldedMacro>,
}

/// The tokens that a macro stands for. There are at least two.
#[derive(Clone, Debug)]
pub(crate) struct FoldedMacro {
    /// The tokens of the first call. Some of them may be folded, too.
    pub(crate) tokens: Vec<Token>,
    /// The first token, unfolded.
    first: Token,
    /// The place of the last token, unfolded.
    end: Span,
    /// The expansion of the first call. The expansions of the macros in it follow.
    pub(crate) expansion: ExpansionId,
}

impl FoldedMacros {
    /// Returns the macro whose name is defined at `definition`.
    pub(crate) fn get(&self, definition: Span) -> Option<&FoldedMacro> {
        self.by_definition.get(&definition.lo)
    }

    /// Adds the macro that is defined at `definition` and stands for `tokens`. They came out of
    /// `expansion` and those that follow it.
    pub(crate) fn insert(&mut self, definition: Span, tokens: Vec<Token>, expansion: ExpansionId) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let fold = FoldedMacro {
            first: self.first(*first),
            end: self.end(*last),
            tokens,
            expansion,
        };
        self.by_definition.insert(definition.lo, fold);
    }

    /// Returns `token`, or the first of those that it stands for.
    pub(crate) fn first(&self, token: Token) -> Token {
        self.of(token)
            .map_or(token, |fold| fold.token(token, 0, fold.first))
    }

    /// Returns the place of `token`, or of the last of those that it stands for.
    pub(crate) fn end(&self, token: Token) -> Span {
        self.of(token)
            .map_or(token.span, |fold| fold.place(token, fold.end))
    }

    /// Returns the macro that `token` calls, if it is folded.
    pub(crate) fn of(&self, token: Token) -> Option<&FoldedMacro> {
        match token.kind {
            TokenKind::FoldedCall => self.get(token.span),
            _ => None,
        }
    }

    /// Returns `tokens`, in which those that the folded ones stand for replace them.
    pub(crate) fn unfolded<'a>(&'a self, tokens: &'a [Token]) -> Unfolded<'a> {
        Unfolded {
            macros: self,
            around: Vec::new(),
            at: Part {
                tokens,
                next: 0,
                call: None,
            },
        }
    }
}

impl FoldedMacro {
    /// Whether another call, which began with `expansion`, has made `tokens` out of the same
    /// expansions.
    pub(crate) fn is(&self, tokens: &[Token], expansion: ExpansionId) -> bool {
        let behind = expansion.0.wrapping_sub(self.expansion.0);
        self.tokens.len() == tokens.len()
            && std::iter::zip(&self.tokens, tokens).all(|(known, token)| {
                let span = moved(known.span, behind);
                (known.kind, known.text, span) == (token.kind, token.text, token.span)
            })
    }

    /// Returns the place in the call `folded` that corresponds to `span` of the first call.
    pub(crate) fn place(&self, folded: Token, span: Span) -> Span {
        moved(span, folded.span.expansion.0.wrapping_sub(self.expansion.0))
    }

    /// Returns the token of the call `folded` that corresponds to the one with this index of the
    /// first call.
    fn token(&self, folded: Token, index: usize, token: Token) -> Token {
        Token {
            span: self.place(folded, token.span),
            spaced: if index == 0 {
                folded.spaced
            } else {
                token.spaced
            },
            ..token
        }
    }
}

/// Returns `span`, moved by `behind` expansions.
fn moved(span: Span, behind: u32) -> Span {
    Span {
        expansion: ExpansionId(span.expansion.0.wrapping_add(behind)),
        ..span
    }
}

/// Tokens, none of them folded.
#[derive(Clone, Debug)]
pub(crate) struct Unfolded<'a> {
    macros: &'a FoldedMacros,
    /// The tokens around the current macro, the innermost last.
    around: Vec<Part<'a>>,
    at: Part<'a>,
}

/// Tokens that are being read.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    tokens: &'a [Token],
    next: usize,
    /// The call that they came out of.
    call: Option<(&'a FoldedMacro, Token)>,
}

impl Iterator for Unfolded<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        loop {
            let Some(token) = self.at.tokens.get(self.at.next) else {
                self.at = self.around.pop()?;
                continue;
            };
            let token = match self.at.call {
                Some((fold, folded)) => fold.token(folded, self.at.next, *token),
                None => *token,
            };
            self.at.next += 1;
            let Some(fold) = self.macros.of(token) else {
                return Some(token);
            };
            let part = Part {
                tokens: &fold.tokens,
                next: 0,
                call: Some((fold, token)),
            };
            self.around.push(std::mem::replace(&mut self.at, part));
        }
    }
}
