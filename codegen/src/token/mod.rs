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

pub use interner::Interner;
pub use punct::Punct;
pub use stream::TokenStream;
pub(crate) use stream::{FoldedMacro, FoldedMacros, Unfolded};
pub use symbol::Symbol;

/// One token of preprocessed IDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its spelling. Of a string or character literal: the decoded content without quotes,
    /// prefix and escapes. Of [`TokenKind::Pragma`]: the line after `#pragma`, trimmed.
    pub text: Symbol,
    /// Where it stands.
    pub span: Span,
    /// White space (or a comment, or a line's start) stands before it.
    pub spaced: bool,
}

/// The kinds of token that IDL distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name or keyword: IDL's keywords are known by their place, so the parser decides.
    Ident,
    /// A preprocessing number, as C has it: starts with a digit (or `.` and a digit) and goes on
    /// through letters, digits, `_`, `.`, and a sign after `e`/`E`/`p`/`P`. A uuid's groups may
    /// thus be glued or split; the parser joins them by spelling.
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
