//! A line on the terminal that names the running stage while many files are compiled.

use std::io::{self, IsTerminal, Write};

/// Below this many files nobody waits long enough to read the line.
const MANY: usize = 20;

/// The line; it is erased when this is dropped. Into a pipe nothing is written.
pub(crate) struct Progress {
    files: usize,
    is_shown: bool,
}

impl Progress {
    /// Makes the line for a compilation of this many input files.
    pub(crate) fn new(files: usize) -> Self {
        let is_shown = files >= MANY && io::stderr().is_terminal();
        Self { files, is_shown }
    }

    /// Shows that a stage begins.
    pub(crate) fn stage(&self, name: &str) {
        if self.is_shown {
            write!(io::stderr(), "\r\x1b[K{name} {} files", self.files).ok();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            write!(io::stderr(), "\r\x1b[K").ok();
        }
    }
}
