//! Text that others wrote, within the comments of the bindings.

/// Returns `text` as one line of a comment: what would end the line, or show it to people otherwise
/// than rustc reads it, is replaced.
pub(super) fn one_line(text: &str) -> String {
    let replaced = text.chars().map(|character| {
        if is_plain(character) {
            character
        } else {
            char::REPLACEMENT_CHARACTER
        }
    });
    replaced.collect()
}

/// Whether a character is neither a control character, nor a separator of lines, nor one that changes
/// the direction of the text. rustc refuses the last.
fn is_plain(character: char) -> bool {
    let is_separator = matches!(character, '\u{2028}' | '\u{2029}');
    let is_direction = matches!(
        character,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    let is_control = character.is_control() && character != '\t';
    !(is_control || is_separator || is_direction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line_and_reads_as_it_stands() {
        for end in [
            "\n", "\r", "\r\n", "\u{b}", "\u{85}", "\u{2028}", "\u{202e}", "\u{2066}",
        ] {
            let line = one_line(&format!("a{end}fn evil() {{}}"));
            assert_eq!(line.lines().count(), 1);
            assert!(!line.contains(end), "{line:?}");
        }
        assert_eq!(
            one_line("h\u{e4}\u{df}lich */ // \t\"x\""),
            "h\u{e4}\u{df}lich */ // \t\"x\""
        );
    }
}
