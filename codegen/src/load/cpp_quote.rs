//! Parses what the macros of a `cpp_quote` stand for.

use crate::parse::ast::{Define, Expression};
use crate::parse::parse_expression;
use crate::preprocess::quoted;
use crate::session::Session;
use crate::source::Span;

/// Parses what a quoted macro stands for. Every place in the expression is `span`. Returns none
/// if the macro stands for no expression.
///
/// This is done when a value is needed: most quoted macros are never used, and the place is that of
/// the call where the macro has parameters.
pub(crate) fn quoted_expression(
    session: &mut Session,
    define: &Define,
    span: Span,
) -> Option<Expression> {
    let text = session.names.text(define.value).to_owned();
    let stream = quoted(session, &text, span);
    parse_expression(stream, &mut session.names)
}
