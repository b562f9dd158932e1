//! A file's text, with its lines and columns.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The identity of a file. Two files of one [`Loader`](crate::session::Loader) have the same identity
/// exactly when they are the same file on disk, however their paths are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// A file that was read.
#[derive(Debug)]
pub struct File {
    id: FileId,
    path: PathBuf,
    text: Arc<str>,
    /// Whether no message may show its text.
    is_hidden: bool,
    lines: OnceLock<Box<[usize]>>,
}

/// A line and a column, both counted from 1. Columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl File {
    pub(crate) fn new(id: FileId, path: PathBuf, text: Arc<str>) -> Self {
        Self {
            id,
            path,
            text,
            is_hidden: false,
            lines: OnceLock::new(),
        }
    }

    /// Returns the file, whose text no message may show.
    pub(crate) fn hidden(self) -> Self {
        Self {
            is_hidden: true,
            ..self
        }
    }

    /// Returns whether no message may show its text.
    pub fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// Returns the identity.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// Returns the path, as the user gave it or with an include folder before it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the text, without a byte order mark.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Returns the line and column of a byte offset. An offset beyond the end is at the end, one
    /// within a character at that character.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_number(offset);
        let start = self.line_starts()[line - 1];
        LineColumn {
            line,
            column: 1 + self.text[start..offset].chars().count(),
        }
    }

    /// Returns the line of a byte offset.
    pub fn line_number(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= offset)
    }

    /// Returns the bytes of the line with this byte offset, without the line's end.
    pub fn line(&self, offset: usize) -> Range<usize> {
        let starts = self.line_starts();
        let after = self.line_number(offset);
        let start = starts[after - 1];
        let end = starts.get(after).map_or(self.text.len(), |next| next - 1);
        let text = &self.text[start..end];
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }

    /// Returns the byte offset at which each line begins. There is always a first line.
    pub fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            // Lines are so short that a search for each costs more than a look at each byte.
            let bytes = self.text.bytes().enumerate();
            let after_newlines = bytes.filter(|(_, byte)| *byte == b'\n');
            [0].into_iter()
                .chain(after_newlines.map(|(offset, _)| offset + 1))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let place = File::new(FileId(0), PathBuf::new(), text.into()).line_column(offset);
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("/* é */ x", 9), (1, 9));
    }

    #[test]
    fn a_line_begins_after_its_newline() {
        assert_eq!(at("a\r\nb", 3), (2, 1));
        assert_eq!(at("a\nb", 1), (1, 2));
    }

    #[test]
    fn a_line_goes_up_to_its_end() {
        let file = File::new(FileId(0), PathBuf::new(), "ab\r\n\nc".into());
        let line = |offset| &file.text()[file.line(offset)];
        assert_eq!(
            [0, 2, 3, 4, 5, 6].map(line),
            ["ab", "ab", "ab", "", "c", "c"]
        );
    }

    #[test]
    fn the_end_of_the_text_is_a_place() {
        assert_eq!(at("a\n", 2), (2, 1));
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("a", 9), (1, 2));
    }
}
