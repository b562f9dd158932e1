//! The content of string and character literals.

use std::borrow::Cow;

/// Returns the content of a literal: without prefix and quotes, escapes replaced.
///
/// `\xNN` and `\NNN` stand for the character with that number, which for a narrow literal means
/// Latin-1. A number that no character has (a surrogate) becomes U+FFFD. An escape that C doesn't
/// have stands for the character after the backslash.
pub(crate) fn content(literal: &str) -> Cow<'_, str> {
    let unprefixed = literal.strip_prefix('L').unwrap_or(literal);
    let mut characters = unprefixed.chars();
    let quote = characters.next();
    let inner = characters.as_str();
    let inner = match inner.chars().next_back() {
        last if last == quote => &inner[..inner.len() - 1],
        _ => inner,
    };
    if inner.contains('\\') {
        Cow::Owned(unescape(inner))
    } else {
        Cow::Borrowed(inner)
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
        let (character, after) = escape(&rest[index + 1..]);
        result.push(character);
        rest = after;
    }
    result + rest
}

/// Returns the character that the escape at the start of `text`, after its backslash, stands for,
/// and the rest of the text.
fn escape(text: &str) -> (char, &str) {
    let mut characters = text.chars();
    let Some(character) = characters.next() else {
        return ('\\', text);
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
    (plain, after)
}

fn number(text: &str, radix: u32, digits: usize) -> (char, &str) {
    let length = text
        .chars()
        .take(digits)
        .take_while(|digit| digit.is_digit(radix))
        .count();
    let (digits, after) = text.split_at(length);
    let value = u32::from_str_radix(digits, radix).ok();
    let character = value.and_then(char::from_u32);
    (character.unwrap_or(char::REPLACEMENT_CHARACTER), after)
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
    fn an_unterminated_literal_has_its_content_up_to_the_end() {
        assert_eq!(content("\"abc"), "abc");
        assert_eq!(content("\""), "");
        assert_eq!(content("\"a\\"), "a\\");
    }
}
