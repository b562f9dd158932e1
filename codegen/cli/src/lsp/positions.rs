//! Positions: the protocol counts lines and UTF-16 units, the compiler counts bytes.

use std::ops::Range;

use lsp_types::Position;

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text. As the protocol has it, a line ends with `\n`, `\r\n` or `\r`.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = ends.map(|(at, _)| at + 1);
        Self {
            starts: [0].into_iter().chain(starts).collect(),
        }
    }

    /// Returns the byte at a position of `text`. A position beyond the end of a line is at its end, one
    /// within a character at that character.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else {
            return text.len();
        };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        let mut units = position.character as usize;
        for (at, character) in content.char_indices() {
            if units < character.len_utf16() {
                return start + at;
            }
            units -= character.len_utf16();
        }
        start + content.len()
    }

    /// Returns the position of a byte of `text`.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = &text[self.starts[line]..offset];
        let units: usize = before.chars().map(char::len_utf16).sum();
        // A text has no more bytes than the compiler reads, 128 MiB.
        Position::new(line as u32, units as u32)
    }

    /// Returns the positions of a range of bytes.
    pub(super) fn range(&self, text: &str, range: &Range<usize>) -> lsp_types::Range {
        lsp_types::Range {
            start: self.position(text, range.start),
            end: self.position(text, range.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\u{e9}\u{1f980}b\r\nsecond\rthird\n";

    #[test]
    fn columns_count_units_of_utf_16() {
        let lines = Lines::new(TEXT);
        let at = |offset| {
            let Position { line, character } = lines.position(TEXT, offset);
            (line, character)
        };
        assert_eq!(at(TEXT.find('b').unwrap()), (0, 4));
        assert_eq!(at(TEXT.find("econd").unwrap()), (1, 1));
        assert_eq!(at(TEXT.find("third").unwrap()), (2, 0));
        assert_eq!(at(TEXT.len()), (3, 0));
    }

    #[test]
    fn each_character_is_where_its_position_says() {
        let lines = Lines::new(TEXT);
        for (offset, character) in TEXT.char_indices() {
            if !matches!(character, '\r' | '\n') {
                let position = lines.position(TEXT, offset);
                assert_eq!(lines.offset(TEXT, position), offset, "{character:?}");
            }
        }
    }

    #[test]
    fn a_position_that_is_not_in_the_text_is_at_the_nearest_place_that_is() {
        let lines = Lines::new(TEXT);
        let at = |line, character| lines.offset(TEXT, Position::new(line, character));
        assert_eq!(at(0, 99), TEXT.find('\r').unwrap());
        assert_eq!(at(0, 3), TEXT.find('\u{1f980}').unwrap());
        assert_eq!(at(99, 0), TEXT.len());
    }
}
