//! Plain text as Markdown that reads the same: nothing in it is markup but code, links to the types of
//! the bindings, and addresses of the web.

use super::doc::Links;

/// Returns a line of text as Markdown. White space at its beginning and in a row must be gone: four
/// spaces would begin a piece of code.
pub(super) fn line(text: &str, links: &Links) -> String {
    let text = without_controls(text);
    let mut markdown = String::with_capacity(text.len() + 8);
    let mut rest = &text[..];
    while let Some(char) = rest.chars().next() {
        let (written, length) = if rest.starts_with("http://") || rest.starts_with("https://") {
            address(rest)
        } else if char == '`' {
            span(rest, links)
        } else if char.is_alphanumeric() || char == '_' {
            word(rest, &markdown, links)
        } else {
            let length = char.len_utf8();
            (escaped(char, &rest[length..], &markdown), length)
        };
        markdown.push_str(&written);
        rest = &rest[length..];
    }
    markdown
}

/// Returns text as a piece of code.
pub(super) fn code(text: &str) -> String {
    let text = without_controls(text);
    let text = text.trim();
    let longest = text.split(|char| char != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Returns text without the characters that Rust refuses in a comment or that hide what stands there.
pub(super) fn without_controls(text: &str) -> String {
    let is_kept = |char: &char| {
        !char.is_control()
            && !matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let spaced = text.chars().map(|char| match char {
        '\t' | '\n' | '\r' => ' ',
        char => char,
    });
    spaced.filter(is_kept).collect()
}

/// Returns the address at the beginning of `text` as a link, and its length. What ends a sentence or
/// a parenthesis isn't a part of it.
fn address(text: &str) -> (String, usize) {
    let end = text.find(|char: char| char.is_whitespace() || "<>\"'`[]{}|\\^".contains(char));
    let address = &text[..end.unwrap_or(text.len())];
    let mut address = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    while address.ends_with(')') && !address.contains('(') {
        address = address[..address.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    }
    if address.split("//").nth(1).is_none_or(str::is_empty) {
        let scheme = text.find(':').unwrap_or(0);
        return (text[..scheme].into(), scheme);
    }
    (format!("<{address}>"), address.len())
}

/// Returns the piece of code at the beginning of `text`, between two backticks, and its length. A
/// backtick that begins none is a character like others.
fn span(text: &str, links: &Links) -> (String, usize) {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let inner = text[ticks..].split('`').next().unwrap_or_default();
    let is_closed = text[ticks + inner.len()..].starts_with('`');
    let is_doubled = text[ticks + inner.len()..].starts_with("``");
    if ticks > 1 || !is_closed || is_doubled || inner.trim().is_empty() {
        return ("\\`".repeat(ticks), ticks);
    }
    let length = inner.len() + 2;
    match links.get(inner) {
        Some(link) => (link.clone(), length),
        None => (text[..length].into(), length),
    }
}

/// Returns the word at the beginning of `text`, and its length. The name of a type is a link, unless
/// it may as well be a word of the language.
fn word(text: &str, before: &str, links: &Links) -> (String, usize) {
    let end = text.find(|char: char| !(char.is_alphanumeric() || char == '_'));
    let word = &text[..end.unwrap_or(text.len())];
    let is_name = word.contains('_') || word.chars().skip(1).any(char::is_uppercase);
    match links.get(word) {
        Some(link) if is_name => return (link.clone(), word.len()),
        _ => {}
    }
    // Between letters, `_` is no emphasis. A number at the beginning would begin a list.
    let begins = word.len() - word.trim_start_matches('_').len();
    let ends = word.len() - word.trim_end_matches('_').len();
    let number_of_list = before.is_empty()
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && text[word.len()..].starts_with([')', '.']);
    if number_of_list {
        let mark = &text[word.len()..word.len() + 1];
        return (format!("{word}\\{mark}"), word.len() + 1);
    }
    if begins == word.len() {
        return ("\\_".repeat(begins), word.len());
    }
    let middle = &word[begins..word.len() - ends];
    let written = format!("{}{middle}{}", "\\_".repeat(begins), "\\_".repeat(ends));
    (written, word.len())
}

/// Returns a character as Markdown, between what is before it and behind it.
fn escaped(char: char, behind: &str, before: &str) -> String {
    let begins_line = before.is_empty();
    let is_markup = match char {
        '\\' | '*' | '[' | ']' | '<' | '~' | '|' => true,
        '&' => behind.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '#'),
        // `->` is read as it is.
        '>' | '#' | '=' | '+' => begins_line,
        '-' => begins_line && !behind.starts_with(' '),
        _ => false,
    };
    if is_markup {
        format!("\\{char}")
    } else {
        char.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn links() -> Links {
        let link = |name: &str| (name.to_owned(), format!("[`{name}`]"));
        ["ILamp", "Lamp"].map(link).into_iter().collect()
    }

    #[test]
    fn text_reads_as_it_was_written() {
        for (text, expected) in [
            ("a plain sentence.", "a plain sentence."),
            ("an array[n] of <T>", "an array\\[n\\] of \\<T>"),
            ("*strong* ~no~", "\\*strong\\* \\~no\\~"),
            ("p->q && r", "p->q && r"),
            ("&lt; &#60;", "\\&lt; \\&#60;"),
            ("# no title", "\\# no title"),
            ("1. no list", "1\\. no list"),
            ("- a list", "- a list"),
            ("BG_JOB_STATE", "BG_JOB_STATE"),
            ("_In_ __x__ _", "\\_In\\_ \\_\\_x\\_\\_ \\_"),
            ("C:\\Windows", "C:\\\\Windows"),
        ] {
            assert_eq!(line(text, &links()), expected);
        }
    }

    #[test]
    fn the_name_of_a_type_is_a_link() {
        for (text, expected) in [
            ("an ILamp's", "an [`ILamp`]'s"),
            ("`ILamp`", "[`ILamp`]"),
            ("Lamp and `Lamp`", "Lamp and [`Lamp`]"),
            ("[ILamp]", "\\[[`ILamp`]\\]"),
            ("ILamps", "ILamps"),
        ] {
            assert_eq!(line(text, &links()), expected);
        }
    }

    #[test]
    fn an_address_is_a_link_without_the_end_of_the_sentence() {
        for (text, expected) in [
            ("See http://a.b/c_d.", "See <http://a.b/c_d>."),
            ("(https://a.b)", "(<https://a.b>)"),
            ("https://a.b/c(d)", "<https://a.b/c(d)>"),
            ("http:// is", "http:// is"),
            ("<https://a.b>", "\\<<https://a.b>>"),
        ] {
            assert_eq!(line(text, &links()), expected);
        }
    }

    #[test]
    fn a_backtick_is_code_only_in_a_pair() {
        for (text, expected) in [
            ("`a[0]`", "`a[0]`"),
            ("`a' [b]", "\\`a' \\[b\\]"),
            ("```c", "\\`\\`\\`c"),
            ("``", "\\`\\`"),
            ("a ` b ``", "a \\` b \\`\\`"),
        ] {
            assert_eq!(line(text, &links()), expected);
        }
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_makes_it_panic_or_begin_another_line(text in ".*") {
            let written = line(&text, &links());
            prop_assert!(!written.contains(['\n', '\r']));
            prop_assert!(!code(&text).contains(['\n', '\r']));
        }
    }
}
