//! Tokens to syntax: MIDL's classic language, COM's and WinRT's.
//!
//! The parser knows no names: whether `X` is a type or a constant is told by where it stands,
//! and where that doesn't tell, the syntax keeps both readings. After an error it goes on at the
//! next declaration, so that one run reports all errors of a file.

pub mod ast;

mod attribute;
mod declaration;
mod declarator;
mod dispinterface;
mod enumeration;
mod expression;
mod folded;
mod import;
mod interface;
mod known_attributes;
mod library;
mod pack;
mod quoted;
mod record;
mod specifier;
#[cfg(test)]
mod tests;
mod winrt;

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Problem, Reported};
use crate::source::Span;
use crate::symbol::{Interner, Symbol};
use crate::token::{Punct, Token, TokenKind};
use crate::token_stream::{Folds, TokenStream, WrittenOut};
use ast::{File, Name};

pub use known_attributes::Place;

/// How deep declarations, declarators and expressions may be nested in each other. Real IDL stays
/// below 20; the limit keeps the stack from running out on input that is made for it.
const NESTING: u32 = 100;

/// Parses the tokens of one file, whose last is [`TokenKind::Eof`].
///
/// What can't be understood is reported and left out of the result.
pub fn parse(row: TokenStream, names: &mut Interner, diagnostics: &mut Diagnostics) -> File {
    let mut parser = Parser::new(row.tokens, &row.folds, names, diagnostics);
    let declarations = parser.declarations(Until::EndOfFile);
    File { declarations }
}

/// Parses tokens that must be one expression, as the value of a macro in a `cpp_quote` is; none
/// where they are something else, which is no error: macros hold anything.
pub fn expression(row: TokenStream, names: &mut Interner) -> Option<ast::Expression> {
    let mut diagnostics = Diagnostics::default();
    let mut parser = Parser::new(row.tokens, &row.folds, names, &mut diagnostics);
    let expression = parser.expression().ok()?;
    (parser.at_end() && !diagnostics.has_errors()).then_some(expression)
}

type Parse<T> = Result<T, Reported>;

/// Where a row of declarations ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    EndOfFile,
    ClosingBrace,
}

/// The state of parsing one file.
struct Parser<'a> {
    /// The last is [`TokenKind::Eof`].
    tokens: Vec<Token>,
    position: usize,
    /// What the folded tokens stand for, and what is known of that as an expression.
    folds: &'a Folds,
    folded: FxHashMap<u32, Option<folded::Folded>>,
    names: &'a mut Interner,
    diagnostics: &'a mut Diagnostics,
    depth: u32,
    /// The greatest depth so far.
    deepest: u32,
    /// How many operators of chains the outermost expression at hand has so far.
    operators: Option<usize>,
    /// How many bodies of structs, unions and enumerations there were so far.
    bodies: usize,
    packs: pack::Packs,
    quotes: quoted::Conditions,
    /// Attributes of lists that don't end yet.
    listed: Vec<ast::Attribute>,
    /// Parameters of functions whose list doesn't end yet.
    passed: Vec<ast::Parameter>,
    /// What the attributes' names mean that were met and have no fixed symbols.
    attributes: FxHashMap<Symbol, Option<&'static known_attributes::Known>>,
    /// The `>>` at hand has closed one list of type arguments and closes another.
    half_shift: bool,
}

impl<'a> Parser<'a> {
    fn new(
        mut tokens: Vec<Token>,
        folds: &'a Folds,
        names: &'a mut Interner,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let last = tokens.last().copied();
        if last.is_none_or(|it| it.kind != TokenKind::Eof) {
            tokens.push(Token {
                kind: TokenKind::Eof,
                text: Symbol::EMPTY,
                span: last.map_or(Span::NONE, |it| it.span),
                spaced: false,
            });
        }
        let mut parser = Self {
            tokens,
            position: 0,
            folds,
            folded: FxHashMap::default(),
            names,
            diagnostics,
            depth: 0,
            deepest: 0,
            operators: None,
            bodies: 0,
            packs: pack::Packs::default(),
            quotes: quoted::Conditions::default(),
            listed: Vec::new(),
            passed: Vec::new(),
            attributes: FxHashMap::default(),
            half_shift: false,
        };
        parser.apply_pragmas();
        parser
    }

    /// The token at hand, the first of what it stands for if it is folded. The last of all is
    /// never passed. This is asked several times for each token: nothing of it is out of line but
    /// what is rare.
    #[inline(always)]
    fn token(&self) -> Token {
        let token = self.at_hand();
        match token.kind {
            TokenKind::Folded => self.first_folded(token),
            _ => token,
        }
    }

    #[cold]
    fn first_folded(&self, token: Token) -> Token {
        self.folds.first(token)
    }

    /// The token at hand, folded as it may be.
    #[inline(always)]
    fn at_hand(&self) -> Token {
        self.tokens[self.position]
    }

    /// The token `ahead` of the one at hand, pragmas not counted beyond the first.
    fn peek(&self, ahead: usize) -> Token {
        let coming = self.tokens.get(self.position..=self.position + ahead);
        match coming {
            Some(coming) if coming.iter().all(|it| it.kind != TokenKind::Folded) => coming[ahead],
            _ => self.peek_written_out(ahead),
        }
    }

    fn peek_written_out(&self, ahead: usize) -> Token {
        let mut coming = self.coming();
        coming
            .nth(ahead)
            .unwrap_or(self.tokens[self.tokens.len() - 1])
    }

    /// The tokens from the one at hand on.
    fn coming(&self) -> WrittenOut<'_> {
        self.folds.written_out(&self.tokens[self.position..])
    }

    fn span(&self) -> Span {
        self.token().span
    }

    /// The place of the token before the one at hand.
    fn previous_span(&self) -> Span {
        match self.position.checked_sub(1) {
            Some(before) => self.folds.end(self.tokens[before]),
            None => self.span(),
        }
    }

    /// The kind of the token at hand. It alone is most of what is asked for, and a folded token
    /// is no reason to make up a whole one before that is known.
    #[inline(always)]
    fn kind(&self) -> TokenKind {
        match self.at_hand().kind {
            TokenKind::Folded => self.first_kind(),
            kind => kind,
        }
    }

    #[cold]
    fn first_kind(&self) -> TokenKind {
        self.folds.first(self.at_hand()).kind
    }

    fn at_end(&self) -> bool {
        self.kind() == TokenKind::Eof
    }

    #[inline(always)]
    fn bump(&mut self) -> Token {
        if self.at_hand().kind == TokenKind::Folded {
            self.unfold();
        }
        let token = self.at_hand();
        if token.kind != TokenKind::Eof {
            self.position += 1;
            if self.at_hand().kind == TokenKind::Pragma {
                self.apply_pragmas();
            }
        }
        token
    }

    fn at(&self, punct: Punct) -> bool {
        self.kind() == TokenKind::Punct(punct)
    }

    fn at_keyword(&self, keyword: Symbol) -> bool {
        self.kind() == TokenKind::Ident && self.token().text == keyword
    }

    fn eat(&mut self, punct: Punct) -> bool {
        let found = self.at(punct);
        if found {
            self.bump();
        }
        found
    }

    fn eat_keyword(&mut self, keyword: Symbol) -> bool {
        let found = self.at_keyword(keyword);
        if found {
            self.bump();
        }
        found
    }

    fn expect(&mut self, punct: Punct) -> Parse<Span> {
        if self.at(punct) {
            Ok(self.bump().span)
        } else {
            Err(self.unexpected(&format!("`{}`", punct.text())))
        }
    }

    /// A name, which any word may be.
    fn name(&mut self, what: &str) -> Parse<Name> {
        let token = self.token();
        if token.kind == TokenKind::Ident {
            self.bump();
            Ok(Name {
                text: token.text,
                span: token.span,
            })
        } else {
            Err(self.unexpected(what))
        }
    }

    /// `.`-separated names.
    fn path(&mut self, what: &str) -> Parse<Vec<Name>> {
        let first = self.name(what)?;
        self.path_from(first, what)
    }

    /// Likewise, where the first is read.
    fn path_from(&mut self, first: Name, what: &str) -> Parse<Vec<Name>> {
        let mut path = vec![first];
        while self.at(Punct::Dot) && self.peek(1).kind == TokenKind::Ident {
            self.bump();
            path.push(self.name(what)?);
        }
        Ok(path)
    }

    /// A closing `>`: the first half of a `>>` leaves the other for the list around.
    fn closing_angle(&mut self) -> Parse<()> {
        if self.at(Punct::Shr) && !self.half_shift {
            self.half_shift = true;
            return Ok(());
        }
        if self.half_shift {
            self.half_shift = false;
            self.bump();
            return Ok(());
        }
        self.expect(Punct::Gt).map(|_| ())
    }

    /// Reports that something else than `expected` stands here.
    fn unexpected(&mut self, expected: &str) -> Reported {
        let token = self.token();
        let found = self.describe(token);
        let problem = Problem::Unexpected {
            expected: expected.into(),
            found,
        };
        let mut diagnostic = Diagnostic::new(problem, token.span);
        if token.kind == TokenKind::Eof {
            diagnostic.span = self.previous_span();
        }
        self.diagnostics.push(diagnostic);
        Reported
    }

    fn describe(&self, token: Token) -> String {
        let text = self.names.text(token.text);
        match token.kind {
            TokenKind::Punct(punct) => format!("`{}`", punct.text()),
            TokenKind::String | TokenKind::WideString => "a string".into(),
            TokenKind::Char | TokenKind::WideChar => "a character".into(),
            TokenKind::Pragma => "a `#pragma`".into(),
            TokenKind::Eof => "the end of the file".into(),
            TokenKind::Ident | TokenKind::Number | TokenKind::Folded => format!("`{text}`"),
        }
    }

    /// Runs `parse` one level deeper, unless that is too deep.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth == NESTING {
            return Err(self.too_deep());
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// Reports that the limit is reached, and reads no further.
    fn too_deep(&mut self) -> Reported {
        let problem = Problem::NestedTooDeep {
            limit: NESTING as usize,
        };
        self.diagnostics.report(problem, self.span());
        self.position = self.tokens.len() - 1;
        Reported
    }

    /// Goes to where a declaration can start: behind the `;` that ends the broken one, behind its
    /// closing brace, or before a brace that closes what it stands in.
    fn recover(&mut self) {
        let mut open = 0_u32;
        loop {
            match self.kind() {
                TokenKind::Eof => return,
                TokenKind::Punct(Punct::LBrace) => open += 1,
                TokenKind::Punct(Punct::RBrace) if open == 0 => return,
                TokenKind::Punct(Punct::RBrace) => {
                    open -= 1;
                    if open == 0 {
                        self.bump();
                        self.eat(Punct::Semi);
                        return;
                    }
                }
                TokenKind::Punct(Punct::Semi) if open == 0 => {
                    self.bump();
                    return;
                }
                _ => {}
            }
            self.bump();
        }
    }

    /// Goes to the brace that closes what is open here.
    fn skip_to_closing_brace(&mut self) {
        let mut open = 0_u32;
        loop {
            match self.kind() {
                TokenKind::Eof => return,
                TokenKind::Punct(Punct::LBrace) => open += 1,
                TokenKind::Punct(Punct::RBrace) if open == 0 => return,
                TokenKind::Punct(Punct::RBrace) => open -= 1,
                _ => {}
            }
            self.bump();
        }
    }

    /// Whether `token` is the word `keyword`.
    fn is_keyword(token: Token, keyword: Symbol) -> bool {
        token.kind == TokenKind::Ident && token.text == keyword
    }
}
