//! The table of all problems: code, message, what the marked place is, what to do.
//!
//! `E01xx` source files, `E02xx` preprocessor, `E03xx` syntax, `E04xx` names and types,
//! `E05xx` values, `E06xx` attributes and uuids, `E07xx` metadata, `E08xx` output,
//! `W…` warnings. A code is never given to another problem once it was released.

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The run goes on.
    Warning,
}

macro_rules! problems {
    ($(
        $(#[$doc:meta])*
        $name:ident $code:literal { $($field:ident),* } $message:literal,
        label $label:literal $(, help $help:literal)?;
    )*) => {
        /// All that can be wrong with an input, as one table.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "a field is a piece of the message and named for it")]
        pub enum Problem {
            $($(#[$doc])* $name { $($field: String),* },)*
        }

        impl Problem {
            /// The codes of all problems, in the order of the table.
            pub const CODES: &[&str] = &[$($code),*];

            /// The stable code, `E0401` say.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),* }
            }

            /// What is wrong, in one line.
            #[allow(unused_variables)]
            pub fn message(&self) -> String {
                match self { $(Self::$name { $($field),* } => format!($message)),* }
            }

            /// What the marked place is; empty where the message says it all.
            #[allow(unused_variables)]
            pub fn label(&self) -> String {
                match self { $(Self::$name { $($field),* } => format!($label)),* }
            }

            /// What to do about it, where that is known.
            #[allow(unused_variables)]
            pub fn help(&self) -> Option<String> {
                match self {
                    $(Self::$name { $($field),* } => None$(.or(Some(format!($help))))?,)*
                }
            }
        }
    };
}

impl Problem {
    /// Errors have codes in `E`, warnings in `W`.
    pub fn severity(&self) -> Severity {
        if self.code().starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

problems! {
    /// A file that was named can't be opened or read.
    UnreadableFile "E0101" { path, reason } "cannot read `{path}`: {reason}", label "named here";
    /// `import` or `#include` of a file that is nowhere.
    MissingFile "E0102" { name, searched } "cannot find `{name}`", label "not found in {searched}",
        help "add the folder that holds it with `-I`";
    /// A file that imports itself, directly or through others.
    ImportCycle "E0103" { chain } "import cycle: {chain}", label "this import closes the cycle";
    /// Bytes that are no text.
    NotText "E0104" { path, offset } "`{path}` is not a text file (byte {offset} is zero)",
        label "", help "IDL is read as UTF-8, UTF-16 with a byte order mark, or Latin-1";
    /// Too much input for positions to be numbered.
    TooLarge "E0105" { path } "the input is too large: more than 2 GiB with `{path}`", label "";
    /// Includes nested without end.
    IncludeDepth "E0106" { limit } "includes are nested more than {limit} deep",
        label "included here again", help "guard the file with `#pragma once` or `#ifndef`";

    /// `/*` without `*/`.
    UnterminatedComment "E0201" {} "unterminated comment", label "opened here and never closed",
        help "close it with `*/`";
    /// A string without its closing quote on the same line.
    UnterminatedString "E0202" {} "unterminated string", label "no `\"` follows on this line";
    /// A character literal without its closing quote on the same line.
    UnterminatedChar "E0203" {} "unterminated character literal",
        label "no `'` follows on this line";
    /// What begins no token.
    StrayCharacters "E0204" { text } "`{text}` is no part of IDL",
        label "not expected outside a comment or a string";
    /// Something else than the grammar wants.
    Unexpected "E0301" { expected, found } "expected {expected}, found {found}",
        label "expected {expected}";
    /// Nesting that has no end, or no sense.
    NestedTooDeep "E0302" { limit } "this is nested more than {limit} levels deep",
        label "the limit is reached here";
    /// A bracket without its partner.
    Unclosed "E0303" { bracket } "`{bracket}` is never closed", label "opened here";
    /// `unsigned float`.
    BadTypeWords "E0304" {} "these words make no type together", label "no such type",
        help "write one of `char`, `short`, `long`, `hyper`, with `signed` or `unsigned` before it";
    /// `pipe` types, which COM doesn't have.
    Pipe "E0305" {} "`pipe` is a type of DCE RPC that COM interfaces can't have",
        label "not in COM";
    /// `''`, or a character that is too wide.
    BadCharacter "E0306" {} "this character has no value", label "empty, or too many characters";
    /// `#pragma pack` that makes no sense.
    BadPragma "W0307" { text } "`#pragma {text}` is ignored: it is malformed",
        label "ignored", help "`pack` takes 1, 2, 4, 8 or 16, `push` and `pop`";

    /// An attribute that MIDL hasn't.
    UnknownAttribute "E0601" { name } "unknown attribute `{name}`",
        label "MIDL has no such attribute";
    /// An attribute of something else.
    MisplacedAttribute "E0602" { name, place, places } "`{name}` can't be on {place}",
        label "not on {place}", help "`{name}` goes on {places}";
    /// An attribute that makes sense once.
    RepeatedAttribute "E0603" { name } "`{name}` is given twice", label "again here",
        help "remove one of them";
    /// An attribute without what it needs.
    MissingArgument "E0604" { name } "`{name}` needs an argument",
        label "expected `(` behind this";
    /// A uuid that is none.
    MalformedUuid "E0605" { text } "`{text}` is not a uuid", label "malformed",
        help "a uuid has 8-4-4-4-12 hexadecimal digits: 00000000-0000-0000-c000-000000000046";

    /// A `--winmd` that can't be read as metadata.
    NotMetadata "E0701" { path, reason } "`{path}` is not Windows metadata: {reason}", label "",
        help "give a `.winmd` file";
}
