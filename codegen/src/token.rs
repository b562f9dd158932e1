//! What the preprocessor hands to the parser: a flat row of tokens.

use crate::source::Span;
use crate::symbol::Symbol;

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
    /// A call of a macro that stands for a row of numbers and operators, which a
    /// [`TokenStream`](crate::token_stream::TokenStream) has once for all calls. Its spelling is the macro's name; its place
    /// is that name where it is defined, as one of this call.
    Folded,
    /// The end of the file, once, as the last token.
    Eof,
}

macro_rules! puncts {
    ($($name:ident $text:literal)*) => {
        /// Operators and brackets.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Punct { $($name),* }

        impl Punct {
            /// All of them, longer spellings before their prefixes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// As it is written.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

puncts! {
    Ellipsis "..." ShlEq "<<=" ShrEq ">>="
    HashHash "##" Shl "<<" Shr ">>" Le "<=" Ge ">=" EqEq "==" Ne "!=" AndAnd "&&" OrOr "||"
    ColonColon "::" Arrow "->" DotDot ".."
    Hash "#" LParen "(" RParen ")" LBracket "[" RBracket "]" LBrace "{" RBrace "}"
    Comma "," Semi ";" Colon ":" Dot "." Eq "=" Lt "<" Gt ">"
    Plus "+" Minus "-" Star "*" Slash "/" Percent "%" Amp "&" Pipe "|" Caret "^" Tilde "~"
    Not "!" Question "?" At "@" Backslash "\\" Dollar "$" Backtick "`"
}
