//! The parser's place among the tokens of a file.
//!
//! The grammar reads tokens only through the methods here. They hide two things from it: a
//! `#pragma` is applied when it is passed, and a macro call that the preprocessor kept folded is
//! unfolded, or taken as the expression that it stands for.

mod folded;

use rustc_hash::FxHashMap;

use super::{Parse, Parser};
use crate::source::Span;
use crate::token::{FoldedMacros, Punct, Symbol, Token, TokenKind, Unfolded};
use folded::FoldedExpression;

/// The tokens of a file and a position in them.
pub(super) struct Cursor<'a> {
    /// The last is [`TokenKind::Eof`].
    tokens: Vec<Token>,
    position: usize,
    /// The tokens that folded calls stand for.
    macros: &'a FoldedMacros,
    /// The macros that were parsed so far, by the position of their names where they are defined;
    /// none for one that is no expression.
    expressions: FxHashMap<u32, Option<FoldedExpression>>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(mut tokens: Vec<Token>, macros: &'a FoldedMacros) -> Self {
        let last = tokens.last().copied();
        if last.is_none_or(|token| token.kind != TokenKind::Eof) {
            tokens.push(Token {
                kind: TokenKind::Eof,
                text: Symbol::EMPTY,
                span: last.map_or(Span::NONE, |token| token.span),
                spaced: false,
            });
        }
        Self {
            tokens,
            position: 0,
            macros,
            expressions: FxHashMap::default(),
        }
    }

    /// The current token, which may be folded.
    #[inline(always)]
    fn current(&self) -> Token {
        self.tokens[self.position]
    }
}

impl Parser<'_> {
    /// The current token. The last of all is never passed.
    ///
    /// The grammar asks for it several times for each token, so only the rare case is out of line.
    #[inline(always)]
    pub(super) fn token(&self) -> Token {
        let token = self.cursor.current();
        match token.kind {
            TokenKind::FoldedCall => self.first_unfolded(token),
            _ => token,
        }
    }

    #[cold]
    fn first_unfolded(&self, token: Token) -> Token {
        self.cursor.macros.first(token)
    }

    /// The kind of the current token. Most questions of the grammar are about nothing else, so no
    /// whole token is made of a folded one.
    #[inline(always)]
    pub(super) fn kind(&self) -> TokenKind {
        match self.cursor.current().kind {
            TokenKind::FoldedCall => self.first_unfolded_kind(),
            kind => kind,
        }
    }

    #[cold]
    fn first_unfolded_kind(&self) -> TokenKind {
        self.cursor.macros.first(self.cursor.current()).kind
    }

    /// The span of the current token.
    pub(super) fn span(&self) -> Span {
        self.token().span
    }

    /// The span of the token before the current one.
    pub(super) fn previous_span(&self) -> Span {
        match self.cursor.position.checked_sub(1) {
            Some(before) => self.cursor.macros.end(self.cursor.tokens[before]),
            None => self.span(),
        }
    }

    /// The token that is `ahead` tokens behind the current one.
    pub(super) fn peek(&self, ahead: usize) -> Token {
        let Cursor {
            tokens, position, ..
        } = &self.cursor;
        match tokens.get(*position..=position + ahead) {
            Some(coming)
                if coming
                    .iter()
                    .all(|token| token.kind != TokenKind::FoldedCall) =>
            {
                coming[ahead]
            }
            _ => self.peek_unfolded(ahead),
        }
    }

    fn peek_unfolded(&self, ahead: usize) -> Token {
        let tokens = &self.cursor.tokens;
        self.upcoming()
            .nth(ahead)
            .unwrap_or(tokens[tokens.len() - 1])
    }

    /// The tokens from the current one on.
    pub(super) fn upcoming(&self) -> Unfolded<'_> {
        let coming = &self.cursor.tokens[self.cursor.position..];
        self.cursor.macros.unfolded(coming)
    }

    /// All tokens of the file, with the macros that are folded.
    pub(super) fn all_tokens(&self) -> &[Token] {
        &self.cursor.tokens
    }

    /// A number that tells whether tokens were passed.
    pub(super) fn position(&self) -> usize {
        self.cursor.position
    }

    /// Whether all tokens are passed.
    pub(super) fn at_end(&self) -> bool {
        self.kind() == TokenKind::Eof
    }

    /// Passes the current token and returns it.
    #[inline(always)]
    pub(super) fn bump(&mut self) -> Token {
        if self.cursor.current().kind == TokenKind::FoldedCall {
            self.unfold();
        }
        let token = self.cursor.current();
        if token.kind != TokenKind::Eof {
            self.cursor.position += 1;
            if self.cursor.current().kind == TokenKind::Pragma {
                self.pass_pragmas();
            }
        }
        token
    }

    /// Applies and passes the pragmas that come next, so that the grammar never sees one.
    pub(super) fn pass_pragmas(&mut self) {
        while let Some(token) = self.cursor.tokens.get(self.cursor.position)
            && token.kind == TokenKind::Pragma
        {
            let token = *token;
            self.cursor.position += 1;
            self.apply_pragma(token);
        }
    }

    /// Passes all tokens.
    pub(super) fn skip_to_end(&mut self) {
        self.cursor.position = self.cursor.tokens.len() - 1;
    }

    /// Whether the current token is this operator or bracket.
    pub(super) fn at(&self, punct: Punct) -> bool {
        self.kind() == TokenKind::Punct(punct)
    }

    /// Whether the current token is this word.
    pub(super) fn at_keyword(&self, keyword: Symbol) -> bool {
        self.kind() == TokenKind::Ident && self.token().text == keyword
    }

    /// Whether the current token is this word, and `(` follows.
    pub(super) fn at_call_of(&self, keyword: Symbol) -> bool {
        self.at_keyword(keyword) && self.peek(1).kind == TokenKind::Punct(Punct::LParen)
    }

    /// Passes the current token if it is this operator or bracket. Returns whether it is.
    pub(super) fn eat(&mut self, punct: Punct) -> bool {
        let found = self.at(punct);
        if found {
            self.bump();
        }
        found
    }

    /// Passes the current token if it is this word. Returns whether it is.
    pub(super) fn eat_keyword(&mut self, keyword: Symbol) -> bool {
        let found = self.at_keyword(keyword);
        if found {
            self.bump();
        }
        found
    }

    /// Passes this operator or bracket, or reports that another token stands here. What ends something is
    /// missing behind what it should end, and anything else where the other token stands.
    pub(super) fn expect(&mut self, punct: Punct) -> Parse<Span> {
        if self.at(punct) {
            return Ok(self.bump().span);
        }
        let expected = format!("`{}`", punct.text());
        match punct {
            Punct::Semi => {
                let reported = self.missing(&expected);
                // Whatever the `;` should end is whole: what follows is read as if it were there.
                if self.begins_declaration() {
                    Ok(self.previous_span())
                } else {
                    Err(reported)
                }
            }
            Punct::RParen | Punct::RBracket | Punct::RBrace | Punct::Gt => {
                Err(self.missing(&expected))
            }
            _ => Err(self.unexpected(&expected)),
        }
    }
}
