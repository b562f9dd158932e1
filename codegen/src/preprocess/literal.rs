//! The content of string and character literals.

use std::borrow::Cow;

/// Returns the content of a literal: without prefix and quotes, escapes replaced.
///
/// `\xNN` and `\NNN` stand for the character with that number, which for a narrow literal means
/// Latin-1. Two that are a pair of surrogates stand for one character. A number that no character has
/// becomes U+FFFD; [`bad_escape`] finds it. An escape that C doesn't have stands for the character
/// after the backslash.
pub(crate) fn content(literal: &str) -> Cow<'_, str> {
    let inner = inside(literal);
    if inner.contains('\\') {
        Cow::Owned(unescape(inner))
    } else {
        Cow::Borrowed(inner)
    }
}

/// Returns the first escape of a literal whose number no character has.
pub(super) fn bad_escape(literal: &str) -> Option<&str> {
    let mut rest = inside(literal);
    while let Some(index) = rest.find('\\') {
        let (character, after) = character(&rest[index + 1..]);
        if character.is_none() {
            return Some(&rest[index..rest.len() - after.len()]);
        }
        rest = after;
    }
    None
}

/// Returns the surrogate that is the whole content of a wide character: `L'\xd800'` is a number, and
/// no character.
pub(super) fn surrogate(literal: &str) -> Option<u16> {
    let (value, after) = escape(inside(literal).strip_prefix('\\')?);
    let is_surrogate = (0xd800..0xe000).contains(&value);
    (after.is_empty() && is_surrogate).then_some(value as u16)
}

/// Returns what stands between the quotes.
fn inside(literal: &str) -> &str {
    let unprefixed = literal.strip_prefix('L').unwrap_or(literal);
    let mut characters = unprefixed.chars();
    let quote = characters.next();
    let inner = characters.as_str();
    match inner.chars().next_back() {
        last if last == quote => &inner[..inner.len() - 1],
        _ => inner,
    }
}

/// Returns a string literal with this content.
pub(super) fn quote(content: &str) -> String {
    let mut literal = String::from('"');
    escape_into(content, &mut literal);
    literal.push('"');
    literal
}

/// Appends `text` as the inside of a string literal.
pub(super) fn escape_into(text: &str, literal: &mut String) {
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            literal.push('\\');
        }
        literal.push(character);
    }
}

fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(index) = rest.find('\\') {
        result.push_str(&rest[..index]);
        let (character, after) = character(&rest[index + 1..]);
        result.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = after;
    }
    result + rest
}

/// Returns the character that the escape at the start of `text`, after its backslash, stands for,
/// with the next one if both are a pair of surrogates, and the rest of the text. The character is none
/// if no character has the number.
fn character(text: &str) -> (Option<char>, &str) {
    let (value, after) = escape(text);
    if let (Ok(high), Some(next)) = (u16::try_from(value), after.strip_prefix('\\')) {
        let (low, behind) = escape(next);
        if let Ok(low) = u16::try_from(low)
            && let [Ok(character)] = char::decode_utf16([high, low]).collect::<Vec<_>>()[..]
        {
            return (Some(character), behind);
        }
    }
    (char::from_u32(value), after)
}

/// Returns the number that the escape at the start of `text`, after its backslash, stands for, and the
/// rest of the text.
fn escape(text: &str) -> (u32, &str) {
    let mut characters = text.chars();
    let Some(character) = characters.next() else {
        return ('\\'.into(), text);
    };
    let after = characters.as_str();
    let plain = match character {
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        'x' if after.starts_with(|it: char| it.is_ascii_hexdigit()) => {
            return number(after, 16, usize::MAX);
        }
        '0'..='7' => return number(text, 8, 3),
        other => other,
    };
    (plain.into(), after)
}

fn number(text: &str, radix: u32, digits: usize) -> (u32, &str) {
    let length = text
        .chars()
        .take(digits)
        .take_while(|digit| digit.is_digit(radix))
        .count();
    let (digits, after) = text.split_at(length);
    (
        u32::from_str_radix(digits, radix).unwrap_or(u32::MAX),
        after,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_prefix_are_no_content() {
        assert_eq!(content(r#""plain""#), "plain");
        assert_eq!(content(r#"L"wide""#), "wide");
        assert_eq!(content("L'w'"), "w");
        assert_eq!(content(r#""""#), "");
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        assert_eq!(content(r#""a\tb\n\\\"""#), "a\tb\n\\\"");
        assert_eq!(content(r"'\''"), "'");
        assert_eq!(content(r#""\x41\102\0""#), "AB\0");
        assert_eq!(content(r#"L"\x20AC""#), "€");
    }

    #[test]
    fn an_escape_that_is_unknown_or_out_of_range_is_kept_readable() {
        assert_eq!(content(r#""\q""#), "q");
        assert_eq!(content(r#"L"\xD800 \xFFFFFFFFFF""#), "\u{fffd} \u{fffd}");
    }

    #[test]
    fn two_surrogates_are_one_character_and_one_alone_is_none() {
        assert_eq!(content(r#"L"a\xD83D\xDE00 b""#), "a\u{1f600} b");
        assert_eq!(bad_escape(r#"L"a\xD83D\xDE00 b""#), None);
        assert_eq!(bad_escape(r#"L"\n\xD83D b""#), Some(r"\xD83D"));
        assert_eq!(bad_escape(r#"L"\xDE00\xD83D""#), Some(r"\xDE00"));
        assert_eq!(bad_escape(r#""\x110000""#), Some(r"\x110000"));
        assert_eq!(bad_escape(r#""\x10FFFF\377\q""#), None);
    }

    #[test]
    fn a_wide_character_may_be_a_surrogate() {
        assert_eq!(surrogate(r"L'\xd800'"), Some(0xd800));
        assert_eq!(surrogate(r"L'\xDFFF'"), Some(0xdfff));
        assert_eq!(surrogate(r"L'\xe000'"), None);
        assert_eq!(surrogate(r"L'\xd800a'"), None);
        assert_eq!(surrogate(r"L'a'"), None);
    }

    #[test]
    fn an_unterminated_literal_has_its_content_up_to_the_end() {
        assert_eq!(content("\"abc"), "abc");
        assert_eq!(content("\""), "");
        assert_eq!(content("\"a\\"), "a\\");
    }
}
