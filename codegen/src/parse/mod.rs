//! Tokens to syntax: MIDL's classic language, COM's and WinRT's.
//!
//! The parser knows no names: the place of `X` tells whether it is a type or a constant, and where
//! the place doesn't tell, the syntax keeps both readings. After an error the parser goes on at
//! the next declaration, so that one run reports all errors of a file.

mod apicontract;
pub(crate) mod ast;
mod attribute;
mod attribute_type;
mod coclass;
mod constant;
mod cpp_quote;
mod cursor;
mod declaration;
mod declarator;
mod declare;
mod declare_guid;
mod delegate;
mod dispinterface;
mod enumeration;
mod expression;
mod function;
mod import;
mod importlib;
mod interface;
mod library;
mod midl3;
mod module;
mod namespace;
mod other_language;
mod parameterized;
mod pragma;
mod record;
mod recovery;
mod specifier;
#[cfg(test)]
mod tests;
mod typedef;
mod unclosed;
mod variable;

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostics, Problem, Reported};
use crate::source::Span;
use crate::token::{FoldedMacros, Interner, Punct, Symbol, Token, TokenKind, TokenStream};
use ast::{Name, SyntaxTree};
use attribute::AttributeEntry;
pub(crate) use attribute::similar as similar_attribute;
pub use attribute::{AttributePlace, allowed_at, described};
use cursor::Cursor;
use declaration::Until;
use midl3::Midl3;

/// How deep declarations, declarators and expressions may be nested in each other. Real IDL stays
/// below 20; the limit keeps the stack from running out on input that is made for it.
const MAX_NESTING: u32 = 100;

/// Parses the tokens of one file.
///
/// Reports what isn't well-formed and leaves it out of the result. A file with such errors may be in another
/// language: that alone is reported, and the file is empty then.
pub fn parse(
    stream: TokenStream,
    names: &mut Interner,
    diagnostics: &mut Diagnostics,
) -> SyntaxTree {
    let before = diagnostics.mark();
    let mut parser = Parser::new(stream.tokens, &stream.macros, names, diagnostics);
    let declarations = parser.declarations(Until::EndOfFile);
    let is_suspect = parser.midl3.first().is_some()
        || parser.is_doubtful
        || !parser.custom_attributes.is_empty()
        || parser.diagnostics.has_errors_since(&before);
    if is_suspect && parser.report_other_language() {
        diagnostics.keep_other_language(&before);
        return SyntaxTree::default();
    }
    SyntaxTree {
        declarations,
        custom_attributes: parser.custom_attributes,
    }
}

/// Parses tokens that must be one expression, as those of a macro in a `cpp_quote` are. Returns
/// none where they are something else, which is no error: macros stand for anything.
pub(crate) fn parse_expression(
    stream: TokenStream,
    names: &mut Interner,
) -> Option<ast::Expression> {
    let mut diagnostics = Diagnostics::default();
    let mut parser = Parser::new(stream.tokens, &stream.macros, names, &mut diagnostics);
    let expression = parser.expression().ok()?;
    (parser.at_end() && !diagnostics.has_errors()).then_some(expression)
}

type Parse<T> = Result<T, Reported>;

/// The state of parsing one file.
struct Parser<'a> {
    cursor: Cursor<'a>,
    names: &'a mut Interner,
    diagnostics: &'a mut Diagnostics,
    depth: u32,
    /// The greatest depth so far.
    deepest: u32,
    /// How many operators of chains the current outermost expression has so far.
    operators: Option<usize>,
    /// How many bodies of structs, unions and enumerations there were so far.
    bodies: usize,
    /// Whether the current declaration stands in a `module`.
    in_module: bool,
    /// Whether the current declaration stands in a `namespace`.
    in_namespace: bool,
    midl3: Midl3,
    packs: pragma::Packs,
    quotes: cpp_quote::Conditions,
    /// The declarations of the lists that aren't closed yet.
    open_declarations: Vec<ast::Declaration>,
    /// The attributes of the lists that aren't closed yet.
    open_attributes: Vec<ast::Attribute>,
    /// The parameters of the functions whose list isn't closed yet.
    open_parameters: Vec<ast::Parameter>,
    /// The names of the attributes that aren't in the table.
    custom_attributes: Vec<Name>,
    /// The entries of the attribute table for names that have no fixed symbol.
    attribute_entries: FxHashMap<Symbol, Option<&'static AttributeEntry>>,
    /// Whether brackets are open where the file ends; none before that end was met.
    has_unclosed: Option<bool>,
    /// Something is well-formed here and stands for more in another language.
    is_doubtful: bool,
    /// The current `>>` has closed one list of type arguments and closes another.
    half_shift: bool,
}

impl<'a> Parser<'a> {
    fn new(
        tokens: Vec<Token>,
        macros: &'a FoldedMacros,
        names: &'a mut Interner,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let mut parser = Self {
            cursor: Cursor::new(tokens, macros),
            names,
            diagnostics,
            depth: 0,
            deepest: 0,
            operators: None,
            bodies: 0,
            in_module: false,
            in_namespace: false,
            midl3: Midl3::default(),
            packs: pragma::Packs::default(),
            quotes: cpp_quote::Conditions::default(),
            open_declarations: Vec::new(),
            open_attributes: Vec::new(),
            open_parameters: Vec::new(),
            custom_attributes: Vec::new(),
            attribute_entries: FxHashMap::default(),
            has_unclosed: None,
            is_doubtful: false,
            half_shift: false,
        };
        parser.pass_pragmas();
        parser
    }

    /// A name, which any word may be.
    fn name(&mut self, what: &str) -> Parse<Name> {
        let token = self.token();
        if token.kind == TokenKind::Ident {
            self.bump();
            Ok(Name {
                text: self.unescaped(token.text),
                span: token.span,
            })
        } else {
            Err(self.unexpected(what))
        }
    }

    /// Returns the name that `word` is. `@` escapes a keyword, so that it is a name everywhere.
    fn unescaped(&mut self, word: Symbol) -> Symbol {
        if !self.names.is_escaped(word) {
            return word;
        }
        let name = self.names.text(word)[1..].to_owned();
        self.names.intern(&name)
    }

    /// Names with `.` between them.
    fn path(&mut self, what: &str) -> Parse<Vec<Name>> {
        let first = self.name(what)?;
        self.path_from(first, what)
    }

    /// Names with `.` between them. The first is read already.
    fn path_from(&mut self, first: Name, what: &str) -> Parse<Vec<Name>> {
        let mut path = vec![first];
        while self.at(Punct::Dot) && self.peek(1).kind == TokenKind::Ident {
            self.bump();
            path.push(self.name(what)?);
        }
        Ok(path)
    }

    /// A string. Adjacent strings are joined.
    fn string(&mut self, what: &str) -> Parse<Name> {
        let is_string = |kind| matches!(kind, TokenKind::String | TokenKind::WideString);
        let first = self.token();
        if !is_string(first.kind) {
            return Err(self.unexpected(what));
        }
        self.bump();
        if !is_string(self.kind()) {
            return Ok(Name {
                text: first.text,
                span: first.span,
            });
        }
        let mut text = self.names.text(first.text).to_owned();
        let mut span = first.span;
        while is_string(self.kind()) {
            let token = self.bump();
            text.push_str(self.names.text(token.text));
            span = span.to(token.span);
        }
        Ok(Name {
            text: self.names.intern(&text),
            span,
        })
    }

    /// Reports that another token stands where `expected` should. At the end of the file, the brackets that
    /// are still open say more.
    fn unexpected(&mut self, expected: &str) -> Reported {
        let token = self.token();
        let place = match token.kind {
            TokenKind::Eof => self.previous_span(),
            _ => token.span,
        };
        self.unexpected_at(place, expected)
    }

    /// Reports that `expected` is missing behind the token before the current one.
    fn missing(&mut self, expected: &str) -> Reported {
        let before = self.previous_span();
        let behind = Span {
            lo: before.hi,
            ..before
        };
        self.unexpected_at(behind, expected)
    }

    fn unexpected_at(&mut self, span: Span, expected: &str) -> Reported {
        let token = self.token();
        if token.kind == TokenKind::Eof && self.report_unclosed() {
            return Reported;
        }
        let problem = Problem::Unexpected {
            expected: expected.into(),
            found: self.describe(token),
        };
        self.diagnostics.report(problem, span);
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
            TokenKind::Ident | TokenKind::Number | TokenKind::FoldedCall => format!("`{text}`"),
        }
    }

    /// Runs `parse` one level deeper, or reports that this is too deep.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth == MAX_NESTING {
            return Err(self.too_deep());
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// Reports that declarations are nested too deep, and passes all other tokens.
    fn too_deep(&mut self) -> Reported {
        let problem = Problem::NestedTooDeep {
            limit: MAX_NESTING as usize,
        };
        self.diagnostics.report(problem, self.span());
        self.skip_to_end();
        Reported
    }

    /// Whether `token` is the word `keyword`.
    fn is_keyword(token: Token, keyword: Symbol) -> bool {
        token.kind == TokenKind::Ident && token.text == keyword
    }
}
