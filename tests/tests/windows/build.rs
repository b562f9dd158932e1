//! Building for Windows, with Debian's Rust, which has the standard library's source.

use comidl_tests::root;
use std::path::PathBuf;
use std::process::Command;

/// A target to build for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The one that Wine runs: without `bcryptprimitives.dll`, which Wine 8 doesn't have.
    X86_64,
    /// The same with 32 bits, where COM's calling convention is stdcall.
    I686,
}

impl Target {
    pub(crate) const fn triple(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64-win7-windows-gnu",
            Self::I686 => "i686-win7-windows-gnu",
        }
    }

    pub(crate) const fn c_compiler(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64-w64-mingw32-gcc",
            Self::I686 => "i686-w64-mingw32-gcc",
        }
    }

    /// The variable with which cargo is told something about the target.
    pub(crate) fn variable(self, what: &str) -> String {
        let triple = self.triple().to_uppercase().replace('-', "_");
        format!("CARGO_TARGET_{triple}_{what}")
    }

    /// Where cargo puts what it builds for the target.
    pub(crate) fn folder(self) -> PathBuf {
        build_folder().join(self.triple()).join("debug")
    }
}

fn build_folder() -> PathBuf {
    root().join("target/tests/windows")
}

/// Debian's cargo, set up to build for the target; the subcommand is the first of `arguments`.
pub(crate) fn cargo(target: Target, arguments: &[&str]) -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args(arguments)
        .args([
            "--quiet",
            "--locked",
            "-Zbuild-std=std,panic_unwind",
            "--target",
        ])
        .arg(target.triple())
        .arg("--target-dir")
        .arg(build_folder())
        .current_dir(root())
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTDOC", "/usr/bin/rustdoc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env(target.variable("LINKER"), target.c_compiler())
        // Nobody debugs here, and it halves the time that linking takes.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0");
    // What the cargo around this test says to its own programs isn't for another toolchain.
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

/// Builds packages of the workspace.
pub(crate) fn build(target: Target, packages: &[&str]) {
    let mut arguments = vec!["build"];
    for package in packages {
        arguments.extend(["--package", package]);
    }
    succeed(&mut cargo(target, &arguments));
}

/// Runs something that has to succeed; returns what it printed.
pub(crate) fn succeed(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?} failed:\n{printed}\n{errors}"
    );
    printed
}
