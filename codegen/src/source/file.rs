//! A file's text, with its lines and columns.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The identity of a file. Two files of one [`Loader`](crate::session::Loader) have the same identity
/// exactly when they are the same file on disk, however their paths are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// How many bytes a block has.
const BLOCK: usize = 4096;

/// A file that was read.
#[derive(Debug)]
pub struct File {
    id: FileId,
    path: PathBuf,
    text: Arc<str>,
    /// Whether no message may show its text.
    is_hidden: bool,
    /// How many newlines there are before each [`BLOCK`] of the text, once a line was asked for. They are
    /// counted faster than the places of all are noted.
    newlines: OnceLock<Box<[usize]>>,
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
            newlines: OnceLock::new(),
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
        LineColumn {
            line: self.line_number(offset),
            column: 1 + self.text[self.line_start(offset)..offset].chars().count(),
        }
    }

    /// Returns the line of a byte offset.
    pub fn line_number(&self, offset: usize) -> usize {
        let text = self.text.as_bytes();
        let offset = offset.min(text.len());
        let block = offset / BLOCK;
        1 + self.newlines()[block] + newlines(&text[block * BLOCK..offset])
    }

    /// Returns the bytes of the line with this byte offset, without the line's end.
    pub fn line(&self, offset: usize) -> Range<usize> {
        let text = self.text.as_bytes();
        let offset = offset.min(text.len());
        let start = self.line_start(offset);
        let rest = text[offset..].iter().position(|byte| *byte == b'\n');
        let line = &text[start..rest.map_or(text.len(), |rest| offset + rest)];
        start..start + line.strip_suffix(b"\r").unwrap_or(line).len()
    }

    /// Returns the byte offset at which the line with this one begins.
    fn line_start(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset];
        let newline = before.iter().rposition(|byte| *byte == b'\n');
        newline.map_or(0, |newline| newline + 1)
    }

    /// Returns how many newlines there are before each block of the text.
    fn newlines(&self) -> &[usize] {
        self.newlines.get_or_init(|| {
            let mut before = 0;
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let counts = blocks.map(|block| {
                before += newlines(block);
                before
            });
            [0].into_iter().chain(counts).collect()
        })
    }
}

/// Returns how many newlines there are.
fn newlines(text: &[u8]) -> usize {
    // A byte can count a piece, so that the processor can count many bytes at once.
    let pieces = text.chunks(u8::MAX.into());
    let count = |piece: &[u8]| -> u8 { piece.iter().map(|byte| u8::from(*byte == b'\n')).sum() };
    pieces.map(|piece| usize::from(count(piece))).sum()
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
    fn lines_are_counted_however_long_the_text_is() {
        let text = "\n\na\r\n".repeat(BLOCK);
        let file = File::new(FileId(0), PathBuf::new(), text.as_str().into());
        for offset in (0..=text.len())
            .step_by(509)
            .chain([BLOCK, 2 * BLOCK, text.len()])
        {
            let mut before = text[..offset].split('\n');
            let expected = LineColumn {
                line: before.clone().count(),
                column: 1 + before.next_back().map_or(0, str::len),
            };
            assert_eq!(file.line_column(offset), expected);
        }
    }

    #[test]
    fn the_end_of_the_text_is_a_place() {
        assert_eq!(at("a\n", 2), (2, 1));
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("a", 9), (1, 2));
    }
}
