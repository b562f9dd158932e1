//! Counting what a program does, by Valgrind: the same on a busy machine as on an idle one.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::{Said, Tool};

/// Valgrind, which runs a program on a processor of its own making and counts.
pub const VALGRIND: Tool = Tool {
    name: "valgrind",
    package: "valgrind",
};

/// A program with its arguments.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
    fails: bool,
}

impl Program {
    /// The program at `path`, with these arguments.
    pub fn new<I: Into<OsString>>(
        path: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = I>,
    ) -> Self {
        Self {
            path: path.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            fails: false,
        }
    }

    /// Returns the same program where it has to fail.
    pub fn that_fails(self) -> Self {
        Self {
            fails: true,
            ..self
        }
    }

    /// The command that runs it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments);
        command
    }

    /// Returns the number of instructions that the program executes, in all its threads. Programs that
    /// it starts aren't counted.
    ///
    /// # Panics
    ///
    /// When it fails and shouldn't, or doesn't and should; and when Valgrind isn't there.
    pub fn instructions(&self) -> u64 {
        let options = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
        // `==4711== Collected : 123456`
        self.number_after(&options, "Collected : ")
    }

    /// Returns the number of basic blocks that the program executes: runs of some instructions, up to a
    /// jump. It grows as that of instructions, and Valgrind counts it in a tenth of the time.
    ///
    /// # Panics
    ///
    /// As [`Program::instructions`].
    pub fn blocks(&self) -> u64 {
        // `--4711-- scheduler: 123,456 event checks.`
        self.number_after(&["--tool=none", "--stats=yes"], "scheduler: ")
    }

    /// Returns the number of its memory allocations.
    ///
    /// # Panics
    ///
    /// As [`Program::instructions`].
    pub fn allocations(&self) -> u64 {
        // `==4711==   total heap usage: 1,234 allocs, 1,230 frees, 56,789 bytes allocated`
        self.number_after(
            &["--tool=memcheck", "--leak-check=no"],
            "total heap usage: ",
        )
    }

    /// Returns how many bytes it has allocated at once, at most.
    ///
    /// # Panics
    ///
    /// As [`Program::instructions`].
    pub fn peak_heap(&self) -> u64 {
        // `==4711== At t-gmax: 1,234,567 bytes in 8,901 blocks`
        let options = ["--tool=dhat", "--dhat-out-file=/dev/null"];
        self.number_after(&options, "At t-gmax: ")
    }

    fn number_after(&self, options: &[&str], label: &str) -> u64 {
        let mut command = Command::new(VALGRIND.name);
        command.args(options).arg(&self.path).args(&self.arguments);
        let Said {
            success,
            stdout,
            stderr: said,
        } = Said::of(&mut command);
        assert_ne!(success, self.fails, "{stdout}\n{said}");
        let number = said.split_once(label).map(|(_, rest)| {
            rest.chars()
                .take_while(|it| it.is_ascii_digit() || *it == ',')
                .filter(char::is_ascii_digit)
                .collect::<String>()
        });
        number
            .and_then(|digits| digits.parse().ok())
            .unwrap_or_else(|| panic!("no {label:?} in what valgrind says:\n{said}"))
    }
}
