//! Files to tokens: a C preprocessor as MIDL runs one.
//!
//! [`preprocess`] turns one file, with all that it includes, into the row of tokens that `parse`
//! reads. An import is no include: it is the parser's, and the imported file is preprocessed on
//! its own, with none of the importing file's macros.

mod lexer;
mod literal;

use std::rc::Rc;

use crate::diagnostics::{Diagnostics, Problem};
use crate::session::Session;
use crate::source::{File, Reached, Span};
use crate::token::{Token, TokenKind};
use lexer::{Lexeme, Lexer, Sink, Spellings};

/// The tokens of `file` and of what it includes, ending in [`TokenKind::Eof`].
///
/// `reached` says how the file came into the compilation; places in it lead back there. Problems
/// go to the session's diagnostics, and what can be read is returned all the same.
pub fn preprocess(session: &mut Session, file: &Rc<File>, reached: Reached) -> Vec<Token> {
    let Some(base) = session.sources.add(file, reached) else {
        let path = file.path().display().to_string();
        session
            .diagnostics
            .report(Problem::TooLarge { path }, Span::NONE);
        return vec![end(Span::NONE)];
    };
    let spellings = Spellings::new(&mut session.names);
    let mut lexer = Lexer::new(file.text().clone(), base);
    let mut tokens = Vec::new();
    loop {
        let lexeme = lexer.next(&mut Sink {
            names: &mut session.names,
            diagnostics: &mut session.diagnostics,
            spellings: &spellings,
        });
        tokens.push(finish(session, lexeme));
        if lexeme.is_end() {
            return tokens;
        }
    }
}

/// The tokens of a piece of C that IDL quotes (the content of a `cpp_quote`), each with the place
/// `span`, ending in [`TokenKind::Eof`]. Macros aren't expanded, a directive's `#` is a token, and
/// what isn't complete (a comment that another `cpp_quote` closes) is no problem.
pub fn quoted(session: &mut Session, text: &str, span: Span) -> Vec<Token> {
    let spellings = Spellings::new(&mut session.names);
    let mut unheard = Diagnostics::default();
    let mut lexer = Lexer::new(text.into(), 0);
    let mut tokens = Vec::new();
    loop {
        let lexeme = lexer.next(&mut Sink {
            names: &mut session.names,
            diagnostics: &mut unheard,
            spellings: &spellings,
        });
        let lexeme = Lexeme { span, ..lexeme };
        tokens.push(finish(session, lexeme));
        if lexeme.is_end() {
            return tokens;
        }
    }
}

fn end(span: Span) -> Token {
    Token {
        kind: TokenKind::Eof,
        text: crate::symbol::Symbol::EMPTY,
        span,
        spaced: true,
    }
}

/// What the parser sees of a token: a literal's content in place of its spelling.
fn finish(session: &mut Session, lexeme: Lexeme) -> Token {
    use TokenKind::{Char, String, WideChar, WideString};
    let text = match lexeme.kind {
        String | WideString | Char | WideChar => {
            let spelled = session.names.shared(lexeme.text);
            session.names.intern(&literal::content(&spelled))
        }
        _ => lexeme.text,
    };
    Token {
        kind: lexeme.kind,
        text,
        span: lexeme.span,
        spaced: lexeme.spaced,
    }
}
