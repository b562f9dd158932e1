//! Tokens: what the preprocessor hands to the parser.
//!
//! Each file builds on those before it: `symbol`, `punct`, `keyword` (the symbols of fixed
//! position), `interner` (all symbols), the tokens here, and `stream`.

mod interner;
pub(crate) mod keyword;
mod punct;
mod stream;
mod symbol;

use crate::source::Span;

pub(crate) use interner::Interner;
pub(crate) use punct::Punct;
pub use stream::TokenStream;
pub(crate) use stream::{FoldedMacro, FoldedMacros, Unfolded};
pub use symbol::Symbol;

/// One token of preprocessed IDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The kind.
    pub kind: TokenKind,
    /// The text as it is written. Of a string or character literal it is the decoded content,
    /// without quotes, prefix and escapes; of [`TokenKind::Pragma`] the line after `#pragma`,
    /// trimmed.
    pub text: Symbol,
    /// Where it stands.
    pub span: Span,
    /// White space (or a comment, or a line's start) stands before it.
    pub spaced: bool,
}

/// The kinds of token that IDL distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name or keyword. The parser tells them apart by their places.
    Ident,
    /// A preprocessing number of C: it starts with a digit (or `.` and a digit) and goes on through
    /// letters, digits, `_`, `.`, and a sign after `e`/`E`/`p`/`P`. So a token may hold several
    /// groups of a uuid or a part of one; the parser joins the texts.
    Number,
    /// `"…"`.
    String,
    /// `L"…"`.
    WideString,
    /// `'…'`.
    Char,
    /// `L'…'`.
    WideChar,
    /// An operator or a bracket.
    Punct(Punct),
    /// A `#pragma` that means something after preprocessing (`pack`, `midl_echo`).
    Pragma,
    /// A call of a macro that stands for numbers and operators. A [`TokenStream`] holds these
    /// tokens once for all calls. The text is the macro's name; the span is that name where it is
    /// defined, in the expansion of this call.
    FoldedCall,
    /// The end of the file, once, as the last token.
    Eof,
}
