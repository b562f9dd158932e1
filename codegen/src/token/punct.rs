//! Operators and brackets.

macro_rules! puncts {
    ($($name:ident $text:literal)*) => {
        /// An operator or a bracket.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Punct { $($name),* }

        impl Punct {
            /// All of them. Longer ones stand before their prefixes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the text.
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
