//! The ground that the tests of this folder share: paths, tools of the machine, packages to build.

mod blocks;
mod browser;
mod consumer;
mod corpus;
pub mod debian_rust;
mod drift;
pub mod fuzz;
mod idl;
mod listed;
mod package;
mod summary;
mod taken;
mod valgrind;
mod windows;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub use blocks::{Block, blocks};
pub use browser::Browser;
pub use consumer::Consumer;
pub use corpus::{in_parallel, widl, wine_files, wine_files_that_are_whole, wine_options};
pub use drift::{wine_drift, wine_drifts};
pub use idl::{Sources, outcome};
pub use listed::listed;
pub use package::{Package, Said, target};
pub use summary::{shown, summarize};
pub use taken::{Taken, interface, taken, taken_with};
pub use valgrind::{Program, VALGRIND};
pub use windows::WindowsTarget;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are a folder of the workspace")
        .to_path_buf()
}

/// The IDL files of Debian's package `libwine-dev`.
pub const WINE_IDL: &str = "/usr/include/wine/wine/windows";

/// A tool that some tests need and that isn't part of Rust, with the Debian package that has it.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// The program to run, or the folder to look into.
    pub name: &'static str,
    /// The package.
    pub package: &'static str,
}

/// MinGW's C compiler for 64 bits.
pub const GCC_X86_64: Tool = Tool {
    name: "x86_64-w64-mingw32-gcc",
    package: "gcc-mingw-w64-x86-64",
};

/// MinGW's C compiler for 32 bits.
pub const GCC_I686: Tool = Tool {
    name: "i686-w64-mingw32-gcc",
    package: "gcc-mingw-w64-i686",
};

/// Wine's IDL compiler.
pub const WIDL: Tool = Tool {
    name: "widl",
    package: "wine64-tools",
};

/// Wine.
pub const WINE: Tool = Tool {
    name: "wine",
    package: "wine",
};

/// A browser.
pub const CHROMIUM: Tool = Tool {
    name: "chromium",
    package: "chromium",
};

/// Wine's IDL files.
pub const CORPUS: Tool = Tool {
    name: WINE_IDL,
    package: "libwine-dev",
};

/// Wine for programs of 32 bits, in a Debian of its own.
pub const DEBIAN_32: Tool = Tool {
    name: concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../target/tests/debian-32/is-complete"
    ),
    package: "a 32-bit Debian in a folder, of tests/run.sh",
};

/// The Python of `tests/run.sh`, which has `dnfile`.
pub const PYTHON: Tool = Tool {
    name: concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../target/tests/python/bin/python"
    ),
    package: "dnfile, from PyPI",
};

impl Tool {
    /// Returns whether the machine has the tool.
    pub fn is_there(self) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(self.name).exists())
    }

    /// Returns whether the machine has the tool. If it doesn't, reports on standard error (past the
    /// harness's capture) that `test` is left out.
    ///
    /// # Panics
    ///
    /// When `COMIDL_TESTS_WITHOUT` is set and the package isn't one of those that it names, with `;`
    /// between them. `tests/run.sh` sets it after it installed everything.
    pub fn or_left_out(self, test: &str) -> bool {
        if self.is_there() {
            return true;
        }
        let without = std::env::var("COMIDL_TESTS_WITHOUT");
        assert!(
            without.is_err() || without.is_ok_and(|it| it.split(';').any(|it| it == self.package)),
            "{test} needs {} (package {})",
            self.name,
            self.package
        );
        let message = format!(
            "left out: {test} (needs {}, package {})\n",
            self.name, self.package
        );
        // `eprintln!` would be captured, and a case left out in silence looks like one that passed.
        std::io::stderr().write_all(message.as_bytes()).ok();
        false
    }

    /// Runs it and returns what it printed.
    ///
    /// # Panics
    ///
    /// When it can't be started.
    pub fn run<I: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = I>) -> Output {
        Command::new(self.name)
            .args(arguments)
            .output()
            .unwrap_or_else(|error| panic!("cannot run {}: {error}", self.name))
    }
}
