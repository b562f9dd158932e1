//! Rust text, laid out by one rule: a list stands on one line, and the content of a block is
//! indented by four columns.
//!
//! No pretty-printer lays the text out: in an unoptimised build script it would cost several times
//! what all the other stages cost together.

use std::fmt::{self, Write};

use super::template;

/// The text of a file or of a part of one, and how deep its end is nested.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) depth: usize,
}

impl Code {
    /// The text so far.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: fmt::Arguments<'_>) {
        let start = self.text.len();
        self.indent();
        let indented = self.text.len();
        self.text
            .write_fmt(line)
            .expect("writing to a string can't fail");
        if self.text.len() == indented {
            self.text.truncate(start);
        }
        self.text.push('\n');
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

    /// Writes `head {`; what follows is one level deeper until [`Self::close`].
    pub(super) fn open(&mut self, head: fmt::Arguments<'_>) {
        self.line(format_args!("{head} {{"));
        self.depth += 1;
    }

    /// Ends what [`Self::open`] began, with `end`: `}` and what comes right after it.
    pub(super) fn close(&mut self, end: &str) {
        self.depth -= 1;
        self.line(format_args!("{end}"));
    }

    /// Writes a list on a line: `head`, the items, and `tail`.
    pub(super) fn list(&mut self, head: &str, items: &[String], tail: &str) {
        self.line(format_args!("{head}{}{tail}", items.join(", ")));
    }

    /// Writes a call on a line: `head`, the arguments, and `tail`.
    pub(super) fn call(&mut self, head: &str, items: &[String], tail: &str) {
        self.list(head, items, tail);
    }

    /// Writes the head of a function: `head`, its generic parameters, its parameters, and `tail`,
    /// which begins with the closing bracket.
    pub(super) fn generic_function(
        &mut self,
        head: &str,
        generics: &[String],
        params: &[String],
        tail: &str,
    ) {
        let generics = if generics.is_empty() {
            String::new()
        } else {
            format!("<{}>", generics.join(", "))
        };
        self.list(&format!("{head}{generics}("), params, tail);
    }

    /// One level deeper.
    pub(super) fn deeper(&mut self) {
        self.depth += 1;
    }

    /// One level back.
    pub(super) fn shallower(&mut self) {
        self.depth -= 1;
    }
}
