//! Functions that the tests of the preprocessor share.

use super::preprocess;
use crate::session::Session;
use crate::source::Reached;
use crate::token::{Token, TokenKind};

/// Returns the tokens of `text`, with a space between two of them. There must be no problem.
pub(super) fn tokens(text: &str) -> String {
    let (tokens, problems) = run(text);
    assert!(problems.is_empty(), "{problems:?}");
    tokens
}

/// Returns the problems of `text`: the code of each, and the text of its place.
pub(super) fn problems(text: &str) -> Vec<String> {
    run(text).1
}

/// Returns the tokens and the problems of `text`.
pub(super) fn run(text: &str) -> (String, Vec<String>) {
    let mut session = Session::new(vec![], vec![]);
    let file = session.loader.embed("test.idl", text);
    let stream = preprocess(&mut session, &file, Reached::Named);
    let tokens: Vec<Token> = stream.unfolded().collect();
    let (end, tokens) = tokens.split_last().expect("there is an end");
    assert_eq!(end.kind, TokenKind::Eof);
    (shown(&session, tokens), said(&session))
}

/// Returns tokens as text, with a space between two of them.
pub(super) fn shown(session: &Session, tokens: &[Token]) -> String {
    let texts = tokens.iter().map(|token| {
        let text = session.names.text(token.text);
        match token.kind {
            TokenKind::String => format!("{text:?}"),
            TokenKind::WideString => format!("L{text:?}"),
            TokenKind::Char => format!("'{}'", text.escape_debug()),
            TokenKind::WideChar => format!("L'{}'", text.escape_debug()),
            TokenKind::Pragma => format!("#pragma<{text}>"),
            _ => text.to_owned(),
        }
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Returns the problems of a session: the code of each, and the text of its place.
pub(super) fn said(session: &Session) -> Vec<String> {
    let said = session.diagnostics.iter().map(|diagnostic| {
        let place = session.sources.outermost(diagnostic.span);
        let place = session.sources.text(place);
        format!("{} {place}", diagnostic.problem.code())
    });
    said.collect()
}
