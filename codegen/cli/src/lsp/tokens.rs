//! The tokens of a text that needn't be whole, with the brackets around them: where a declaration begins and ends,
//! and in which body it stands.

use std::ops::Range;

use comidl_codegen::internal::docs::{Outline, Token, TokenKind};

/// A text with its tokens.
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) outline: Outline,
}

/// What the body is in which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    File,
    Interface,
    Record,
    Enum,
    Class,
    Module,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let outline = Outline::new(text);
        Self { text, outline }
    }

    pub(super) fn of(&self, token: &Token) -> &'t str {
        &self.text[token.range.clone()]
    }

    pub(super) fn at(&self, index: usize) -> &'t str {
        self.of(&self.outline.tokens[index])
    }

    pub(super) fn kind(&self, index: usize) -> TokenKind {
        self.outline.tokens[index].kind
    }

    /// Returns the token before another one in the same brackets. A pair of brackets counts as its closing
    /// one.
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        let tokens = &self.outline.tokens;
        let first = match tokens[index] {
            Token {
                kind: TokenKind::Close,
                partner: Some(open),
                ..
            } => open,
            _ => index,
        };
        let before = first.checked_sub(1)?;
        (Some(before) != tokens[index].parent).then_some(before)
    }

    /// Returns the token behind another one in the same brackets. A pair of brackets counts as its opening
    /// one.
    pub(super) fn after(&self, index: usize) -> Option<usize> {
        let tokens = &self.outline.tokens;
        let last = match tokens[index] {
            Token {
                kind: TokenKind::Open,
                partner: Some(close),
                ..
            } => close,
            Token {
                kind: TokenKind::Open,
                ..
            } => return None,
            _ => index,
        };
        let next = tokens.get(last + 1)?;
        (next.parent == tokens[index].parent).then_some(last + 1)
    }

    /// Returns the bytes of the whole declaration around a token that is its name.
    pub(super) fn declaration(&self, offset: usize) -> Option<Range<usize>> {
        let name = self.outline.token_at(offset)?;
        let (mut first, mut last) = (name, name);
        while let Some(before) = self.before(first) {
            if self.ends_declaration(before) {
                break;
            }
            first = match self.outline.tokens[before].partner {
                Some(open) => open,
                None => before,
            };
        }
        while let Some(after) = self.after(last) {
            last = self.outline.tokens[after].partner.unwrap_or(after);
            let is_end = match self.at(after) {
                ";" => true,
                "," => self.is_in_list(name),
                // A body that a declarator follows is of a type.
                "{" => !self.is_type_body(after),
                _ => false,
            };
            if is_end {
                break;
            }
        }
        if last != name && self.at(last) == "," {
            last -= 1;
        }
        // The `;` behind a body belongs to it.
        if let Some(after) = self.after(last)
            && self.at(after) == ";"
        {
            last = after;
        }
        let tokens = &self.outline.tokens;
        Some(tokens[first].range.start..tokens[last].range.end)
    }

    /// Returns whether a token is one of a list that commas separate: of parameters or enumerators.
    fn is_in_list(&self, index: usize) -> bool {
        match self.outline.tokens[index].parent {
            Some(open) => self.at(open) == "(" || self.body(open) == Body::Enum,
            None => false,
        }
    }

    /// Returns whether a token ends the declaration before it.
    pub(super) fn ends_declaration(&self, index: usize) -> bool {
        match (self.kind(index), self.at(index)) {
            (TokenKind::Directive, _) | (_, ";") => true,
            (_, ",") => self.is_in_list(index),
            (TokenKind::Close, "}") => match self.outline.tokens[index].partner {
                Some(open) => !self.is_type_body(open),
                None => true,
            },
            // `cpp_quote("…")` needs no `;`.
            (TokenKind::Close, ")") => match self.before(index) {
                Some(word) => matches!(self.at(word), "cpp_quote" | "importlib" | "midl_pragma"),
                None => false,
            },
            _ => false,
        }
    }

    /// Returns whether a brace opens the body of a struct, union or enumeration.
    pub(super) fn is_type_body(&self, open: usize) -> bool {
        matches!(self.body(open), Body::Record | Body::Enum)
    }

    /// Returns what the body is that a brace opens.
    pub(super) fn body(&self, open: usize) -> Body {
        let mut before = self.before(open);
        while let Some(index) = before {
            let body = match self.at(index) {
                "interface" | "dispinterface" => Body::Interface,
                "struct" | "union" => Body::Record,
                "enum" => Body::Enum,
                "coclass" | "runtimeclass" => Body::Class,
                "module" => Body::Module,
                "library" | "namespace" => Body::File,
                ";" | "}" => return Body::File,
                _ => {
                    before = self.before(index);
                    continue;
                }
            };
            return body;
        }
        Body::File
    }

    /// Returns the word that is being typed at a byte, up to there.
    pub(super) fn prefix(&self, offset: usize) -> Range<usize> {
        let offset = self.text.floor_char_boundary(offset);
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        self.text[..offset].trim_end_matches(is_part).len()..offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_goes_from_its_attributes_to_its_end() {
        let of = |text: &str| {
            let offset = text.find('|').expect("a place is marked");
            let text = text.replacen('|', "", 1);
            let range = Text::new(&text)
                .declaration(offset)
                .expect("a word is there");
            text[range].to_owned()
        };
        assert_eq!(
            of("long a; [object] interface |IA { } long b;"),
            "[object] interface IA { }"
        );
        assert_eq!(
            of("typedef struct { long a; } |S, *P; long b;"),
            "typedef struct { long a; } S, *P;"
        );
        assert_eq!(
            of("interface IA { } typedef struct |S { } S;"),
            "typedef struct S { } S;"
        );
        assert_eq!(
            of("interface IA { long a(); [id(1)] long |b(int c); }"),
            "[id(1)] long b(int c);"
        );
        assert_eq!(of("enum E { A = 1, |B = 2, C };"), "B = 2");
        assert_eq!(
            of("cpp_quote(\"x\") const long |A = 1;"),
            "const long A = 1;"
        );
    }
}
