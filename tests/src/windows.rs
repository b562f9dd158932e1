//! Building for Windows on Debian: with the Rust that Debian has, and the standard library's source.

use std::path::PathBuf;
use std::process::Command;

use crate::{GCC_I686, GCC_X86_64, Tool, root};

/// Debian's cargo and, because it depends on that, Debian's rustc.
const CARGO: Tool = Tool {
    name: "/usr/bin/cargo",
    package: "cargo-web",
};

/// The source of the standard library, in the version of [`CARGO`].
const STD: Tool = Tool {
    name: "/usr/lib/rustlib/src/rust/library",
    package: "rust-web-src",
};

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
        [CARGO, STD, self.c_compiler()]
            .iter()
            .all(|tool| tool.or_left_out(test))
    }

    /// Debian's cargo, set up to build for the target; the subcommand is the first of `arguments`.
    pub fn cargo(self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(CARGO.name);
        cargo
            .args(arguments)
            .args(["--quiet", "-Zbuild-std=std,panic_unwind"])
            .args(["--target", self.triple()])
            .current_dir(root())
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTDOC", "/usr/bin/rustdoc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", build_folder())
            .env(self.variable("LINKER"), self.c_compiler().name)
            // Nobody debugs here, and it halves the time that linking takes.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never");
        // The cargo around this test sets these for its own toolchain.
        for name in [
            "CARGO",
            "LD_LIBRARY_PATH",
            "RUSTFLAGS",
            "RUSTC_WRAPPER",
            "RUSTUP_TOOLCHAIN",
        ] {
            cargo.env_remove(name);
        }
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
