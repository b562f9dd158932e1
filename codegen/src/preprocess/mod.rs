//! Files to tokens: a C preprocessor as MIDL runs one.
//!
//! [`preprocess`] turns one file, with all that it includes, into the token stream that `parse`
//! reads. An import is no include: the parser reads it, and the imported file is preprocessed on
//! its own, with none of the importing file's macros.
//!
//! The lexer cuts a file into tokens, `directive` carries out the lines that begin with `#`, and
//! `expand` replaces macros in the others.

mod arguments;
mod budget;
mod condition;
mod conditional;
mod define;
mod directive;
mod expand;
mod fold;
mod include;
mod lexer;
mod literal;
mod macros;
mod pragma;
mod predefined;
mod sal;
mod scan;
mod substitute;
#[cfg(test)]
mod testing;
pub(crate) mod windows;

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Problem};
use crate::session::Session;
use crate::source::{ExpansionId, File, FileId, Reached, Span};
use crate::token::{FoldedMacros, Punct, Symbol, Token, TokenKind, TokenStream};
use conditional::Conditional;
use expand::Expander;
use lexer::{Lexeme, Lexer, Sink};
pub(crate) use literal::content as literal_content;
use macros::MacroTable;
pub(crate) use predefined::PredefinedMacros;
use windows::WindowsHeaders;

/// How many bytes of IDL make a token, where a file has many.
const BYTES_PER_TOKEN: usize = 4;

/// Returns the tokens of `file` and of what it includes, ending in [`TokenKind::Eof`].
///
/// `reached` says how the file came into the compilation, and places in it lead back there.
/// Problems go to the session's diagnostics; what can be read is returned all the same.
///
/// ```
/// use comidl_codegen::internal::preprocess::preprocess;
/// use comidl_codegen::internal::session::Session;
/// use comidl_codegen::internal::source::Reached;
///
/// let mut session = Session::new(vec![], vec![]);
/// let text = "#define METHOD(name) HRESULT name()\nMETHOD(Start);";
/// let file = session.loader.embed("example.idl", text);
/// let stream = preprocess(&mut session, &file, Reached::Named);
/// let texts: Vec<&str> = stream.unfolded().map(|it| session.names.text(it.text)).collect();
/// assert_eq!(texts, ["HRESULT", "Start", "(", ")", ";", ""]);
/// ```
pub fn preprocess(session: &mut Session, file: &Arc<File>, reached: Reached) -> TokenStream {
    let predefined = PredefinedMacros::read(session);
    preprocess_behind(&predefined, session, file, reached)
}

/// Returns the tokens of `file` as [`preprocess`]. The session, or that which it is a clone of, has read
/// the `predefined` macros.
pub(crate) fn preprocess_behind(
    predefined: &PredefinedMacros,
    session: &mut Session,
    file: &Arc<File>,
    reached: Reached,
) -> TokenStream {
    let Some(base) = session.sources.add(file, reached) else {
        let path = file.path().to_owned();
        session
            .diagnostics
            .report(Problem::TooLarge { path }, Span::NONE);
        return TokenStream::from(vec![end(Span::NONE)]);
    };
    let mut preprocessor = Preprocessor::new(session, predefined.table());
    preprocessor
        .tokens
        .reserve((file.text().len() / BYTES_PER_TOKEN).min(MAX_TOKENS));
    preprocessor.files.push(Frame::new(file.clone(), base));
    preprocessor.run();
    let last = base + file.text().len() as u32;
    let (mut tokens, macros) = (preprocessor.tokens, preprocessor.folded);
    tokens.push(end(Span {
        lo: last,
        hi: last,
        expansion: ExpansionId::NONE,
    }));
    TokenStream { tokens, macros }
}

/// Returns the tokens of a piece of C that a `cpp_quote` holds, ending in [`TokenKind::Eof`]. Each
/// has the place `span`. Macros aren't replaced, and the `#` of a directive is a token. An
/// incomplete piece, as a comment that another `cpp_quote` closes, is no problem.
pub fn quoted(session: &mut Session, text: &str, span: Span) -> TokenStream {
    let mut unheard = Diagnostics::default();
    let mut lexer = Lexer::new(text.into(), 0);
    let mut tokens = Vec::new();
    loop {
        let lexeme = lexer.next(&mut Sink {
            names: &mut session.names,
            diagnostics: &mut unheard,
        });
        let lexeme = Lexeme { span, ..lexeme };
        if is_bad_literal(session, &lexeme) {
            // What follows has no value, which isn't ours to report.
            tokens.push(end(span));
            return TokenStream::from(tokens);
        }
        tokens.push(finish(session, lexeme));
        if lexeme.is_end() {
            return TokenStream::from(tokens);
        }
    }
}

/// Whether a lexeme is a literal with an escape that stands for no character.
fn is_bad_literal(session: &Session, lexeme: &Lexeme) -> bool {
    use TokenKind::{Char, String, WideChar, WideString};
    let literal = session.names.text(lexeme.text);
    match lexeme.kind {
        WideChar if literal::surrogate(literal).is_some() => false,
        String | WideString | Char | WideChar => literal::bad_escape(literal).is_some(),
        _ => false,
    }
}

/// How many tokens a file may have, with all that it includes and all that macros make.
const MAX_TOKENS: usize = 8 << 20;

/// One run over one file.
struct Preprocessor<'s> {
    session: &'s mut Session,
    /// The files that are being read, the including ones below the included.
    files: Vec<Frame>,
    macros: MacroTable,
    expander: Expander,
    /// The files that said `#pragma once`.
    once: HashSet<FileId>,
    windows: WindowsHeaders,
    /// How many files were included so far, and how many bytes they have.
    included: usize,
    included_bytes: usize,
    tokens: Vec<Token>,
    folded: FoldedMacros,
    /// The position in `tokens` of the last token that kept a macro from being folded.
    obstacle: usize,
    /// A limit was exceeded, and the rest of all files is skipped.
    given_up: bool,
}

/// A file that is being read.
struct Frame {
    lexer: Lexer,
    file: Arc<File>,
    /// The conditionals that are open, the innermost last.
    conditionals: Vec<Conditional>,
}

impl Frame {
    fn new(file: Arc<File>, base: u32) -> Self {
        Self {
            lexer: Lexer::new(file.text().clone(), base),
            file,
            conditionals: Vec::new(),
        }
    }
}

impl<'s> Preprocessor<'s> {
    fn new(session: &'s mut Session, macros: MacroTable) -> Self {
        Self {
            session,
            files: Vec::new(),
            macros,
            expander: Expander::default(),
            once: HashSet::new(),
            windows: WindowsHeaders::default(),
            included: 0,
            included_bytes: 0,
            tokens: Vec::new(),
            folded: FoldedMacros::default(),
            obstacle: 0,
            given_up: false,
        }
    }

    /// Reads all files to their ends. The functions that are called for every token are inlined
    /// here, since to hand a token on through memory costs more than to read it.
    fn run(&mut self) {
        while !self.given_up && !self.files.is_empty() {
            let lexeme = self.expanded();
            if !lexeme.is_end() {
                let token = finish(self.session, lexeme);
                self.tokens.push(token);
                if self.tokens.len() > MAX_TOKENS {
                    self.too_many_tokens(lexeme.span);
                }
            } else if self.expander.runaway {
                self.recover();
            } else {
                self.leave_file();
            }
        }
    }

    #[cold]
    fn too_many_tokens(&mut self, span: Span) {
        let limit = MAX_TOKENS;
        self.report(Problem::TooManyTokens { limit }, span);
        self.given_up = true;
    }

    /// The next token of the file on top. Carries out the directives before it.
    #[inline(always)]
    fn next_in_file(&mut self) -> Lexeme {
        loop {
            let lexeme = self.lex(Lexer::next);
            if !(lexeme.first && lexeme.is(Punct::Hash)) {
                return lexeme;
            }
            if let Some(pragma) = self.directive(lexeme.span) {
                return pragma;
            }
            if self.given_up {
                return self.lex(|lexer, sink| {
                    lexer.skip_to_end();
                    lexer.next(sink)
                });
            }
        }
    }

    /// Lets the lexer of the file on top read.
    #[inline(always)]
    fn lex<T>(&mut self, read: impl FnOnce(&mut Lexer, &mut Sink<'_>) -> T) -> T {
        let top = self.files.last_mut().expect("a file is being read");
        let mut sink = Sink {
            names: &mut self.session.names,
            diagnostics: &mut self.session.diagnostics,
        };
        read(&mut top.lexer, &mut sink)
    }

    fn report(&mut self, problem: Problem, span: Span) {
        self.session.diagnostics.report(problem, span);
    }

    fn text(&self, symbol: Symbol) -> String {
        self.session.names.text(symbol).to_owned()
    }
}

fn end(span: Span) -> Token {
    Token {
        kind: TokenKind::Eof,
        text: Symbol::EMPTY,
        span,
        spaced: true,
    }
}

/// Returns the token that the parser sees: a literal's content replaces its text.
#[inline(always)]
fn finish(session: &mut Session, lexeme: Lexeme) -> Token {
    use TokenKind::{Char, String, WideChar, WideString};
    let (kind, text) = match lexeme.kind {
        String | WideString | Char | WideChar => content(session, &lexeme),
        kind => (kind, lexeme.text),
    };
    Token {
        kind,
        text,
        span: lexeme.span,
        spaced: lexeme.spaced,
    }
}

/// Returns the kind and the text of the token that a literal is. A surrogate is a number. An escape that
/// stands for no character is reported.
#[inline(never)]
fn content(session: &mut Session, lexeme: &Lexeme) -> (TokenKind, Symbol) {
    let literal = session.names.text(lexeme.text);
    let content = literal::content(literal).into_owned();
    if content.contains(char::REPLACEMENT_CHARACTER) {
        if lexeme.kind == TokenKind::WideChar
            && let Some(surrogate) = literal::surrogate(literal)
        {
            let number = session.names.intern(&surrogate.to_string());
            return (TokenKind::Number, number);
        }
        if let Some(escape) = literal::bad_escape(literal) {
            let escape = escape.to_owned();
            let problem = Problem::BadEscape { escape };
            session.diagnostics.report(problem, lexeme.span);
        }
    }
    (lexeme.kind, session.names.intern(&content))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::testing::{run, said, shown};
    use super::*;

    #[test]
    fn a_quoted_piece_of_c_is_neither_expanded_nor_judged() {
        let mut session = Session::new(vec![], vec![]);
        let span = Span {
            lo: 7,
            hi: 9,
            expansion: ExpansionId::NONE,
        };
        let stream = quoted(&mut session, "#define __midl \"it's\" /* 'open", span);
        let tokens = stream.tokens;
        assert_eq!(shown(&session, &tokens), "# define __midl \"it's\" ");
        assert!(tokens.iter().all(|token| token.span == span));
        assert!(said(&session).is_empty());
    }

    #[test]
    fn macros_end_with_their_file() {
        let mut session = Session::new(vec![], vec![]);
        let first = session.loader.embed("a.idl", "#define A 1\nA");
        let second = session.loader.embed("b.idl", "A");
        preprocess(&mut session, &first, Reached::Named);
        let stream = preprocess(&mut session, &second, Reached::Named);
        assert_eq!(shown(&session, &stream.tokens), "A ");
    }

    #[test]
    fn white_space_before_a_token_is_known() {
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("a.idl", "#define D d\na b/**/D\n-D(");
        let stream = preprocess(&mut session, &file, Reached::Named);
        let spaced: Vec<bool> = stream.unfolded().map(|token| token.spaced).collect();
        assert_eq!(spaced, [true, true, true, true, false, false, true]);
    }

    /// Pieces that mean something to a preprocessor, so that chance finds their combinations.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "#",
            "##",
            "\n",
            "\n#",
            " ",
            "\\\n",
            "\\",
            "\"",
            "'",
            "/*",
            "*/",
            "//",
            "(",
            ")",
            ",",
            "...",
            "define ",
            "undef ",
            "if ",
            "ifdef ",
            "elif ",
            "else",
            "endif",
            "include ",
            "pragma ",
            "pack",
            "once",
            "line ",
            "error ",
            "defined",
            "__VA_ARGS__",
            "__LINE__",
            "A",
            "B",
            "F",
            "F(",
            "F(x) ",
            "x",
            "A B",
            "1",
            "0x",
            "/ 0",
            "?",
            ":",
            "<",
            ">",
            "L",
            "é",
            "\u{1}",
            "\r\n",
            "-",
            "!",
            "&&",
            "||",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            run(&text);
        }

        #[test]
        fn no_pieces_make_it_panic(text in pieces()) {
            run(&text);
        }
    }
}
