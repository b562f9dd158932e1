//! Building for Windows on Debian: with the Rust that Debian has.

use std::path::PathBuf;
use std::process::Command;

use crate::{GCC_I686, GCC_X86_64, Tool, debian_rust, root};

/// A Windows to build for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowsTarget {
    /// The one that Wine runs: without `bcryptprimitives.dll`, which Wine 8 doesn't have.
    X86_64,
    /// The same with 32 bits, where COM's calling convention is stdcall.
    I686,
    /// The one that users build for, and that Wine 8 doesn't run.
    Users,
}

impl WindowsTarget {
    /// Returns Rust's name of the target.
    pub const fn triple(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64-win7-windows-gnu",
            Self::I686 => "i686-win7-windows-gnu",
            Self::Users => "x86_64-pc-windows-gnu",
        }
    }

    /// The C compiler for it, which links as well.
    pub const fn c_compiler(self) -> Tool {
        match self {
            Self::X86_64 | Self::Users => GCC_X86_64,
            Self::I686 => GCC_I686,
        }
    }

    /// Returns whether this machine can build for it; see [`Tool::or_left_out`].
    pub fn or_left_out(self, test: &str) -> bool {
        debian_rust::or_left_out(test) && self.c_compiler().or_left_out(test)
    }

    /// Debian's cargo, set up to build for the target; the subcommand is the first of `arguments`.
    pub fn cargo(self, arguments: &[&str]) -> Command {
        let mut cargo = debian_rust::cargo(arguments, self.triple(), &build_folder());
        cargo.env(self.variable("LINKER"), self.c_compiler().name);
        cargo
    }

    /// The variable with which cargo is told something about the target.
    fn variable(self, what: &str) -> String {
        let triple = self.triple().to_uppercase().replace('-', "_");
        format!("CARGO_TARGET_{triple}_{what}")
    }

    /// Returns the folder in which cargo builds for the target.
    pub fn folder(self) -> PathBuf {
        build_folder().join(self.triple()).join("debug")
    }
}

fn build_folder() -> PathBuf {
    root().join("target/tests/windows")
}
