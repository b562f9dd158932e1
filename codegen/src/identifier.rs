//! What a name is: for IDL, for contracts, for metadata, and for the Rust that is made of them.

use crate::limits::MAX_IDENTIFIER;

/// Returns whether `text` is an identifier of C, and no longer than any tool takes. Rust has no others
/// but for letters beyond ASCII, which no IDL has.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = bytes.next();
    first.is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.len() <= MAX_IDENTIFIER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_digits_and_underscores_and_begins_with_no_digit() {
        for name in ["a", "_", "__C1", "ILamp2"] {
            assert!(is_identifier(name), "{name}");
        }
        let others = [
            "",
            "1a",
            "a-b",
            "a.b",
            "a b",
            "r#a",
            "\u{e4}",
            "a\n",
            "Vec<u8>",
            "a\u{202e}",
        ];
        for text in others {
            assert!(!is_identifier(text), "{text}");
        }
    }

    #[test]
    fn a_name_is_as_long_as_the_limit_at_most() {
        assert!(is_identifier(&"a".repeat(MAX_IDENTIFIER)));
        assert!(!is_identifier(&"a".repeat(MAX_IDENTIFIER + 1)));
    }
}
