//! The stages of a compilation as they run: a line on the terminal while many files are compiled, and their
//! times for who asks for them.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use comidl_codegen::internal::session::Session;

use crate::arguments::Verbosity;

/// Below this many files nobody waits long enough to read the line.
const MANY: usize = 20;

/// Shows the stages on standard error. The line is erased when this is dropped. Into a pipe it is not written.
pub(crate) struct Progress {
    files: usize,
    verbosity: Verbosity,
    is_shown: bool,
    /// The stage that runs, and since when.
    running: Option<(&'static str, Instant)>,
}

impl Progress {
    /// Makes the line for a compilation of this many input files.
    pub(crate) fn new(files: usize, verbosity: Verbosity) -> Self {
        let is_shown =
            verbosity == Verbosity::Normal && files >= MANY && io::stderr().is_terminal();
        Self {
            files,
            verbosity,
            is_shown,
            running: None,
        }
    }

    /// Shows that a stage begins.
    pub(crate) fn stage(&mut self, name: &'static str) {
        self.end_stage();
        self.running = Some((name, Instant::now()));
        if self.is_shown {
            write!(io::stderr(), "\r\x1b[K{name} {} files", self.files).ok();
        }
    }

    /// Shows that the last stage is done, and the files that were read.
    pub(crate) fn done(mut self, session: &Session) {
        self.end_stage();
        if self.verbosity == Verbosity::Verbose {
            for path in session.loader.opened() {
                writeln!(io::stderr(), "read {}", path.display()).ok();
            }
        }
    }

    fn end_stage(&mut self) {
        if let Some((name, since)) = self.running.take()
            && self.verbosity == Verbosity::Verbose
        {
            let milliseconds = since.elapsed().as_secs_f64() * 1000.0;
            writeln!(io::stderr(), "{name}: {milliseconds:.1} ms").ok();
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
