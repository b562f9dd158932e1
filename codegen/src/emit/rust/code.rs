//! Rust text, laid out by one rule: a list stands on one line, and the content of a block is
//! indented by four columns.
//!
//! No pretty-printer lays the text out: in an unoptimised build script it would cost several times
//! what all the other stages cost together.

use super::template;

/// The text of a file or of a part of one, and how deep its end is nested.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) depth: usize,
}

impl Code {
    /// Returns the text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Writes an empty line.
    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes a [template](super::template), at the depth of the text so far.
    pub(super) fn template(&mut self, text: &str, values: template::Values<'_>) {
        template::write(self, text, values);
    }

    /// Writes the spaces at the beginning of a line.
    pub(super) fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }
}
