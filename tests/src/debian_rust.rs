//! The Rust of Debian, which builds its standard library too: for Windows, and for the sanitizer of threads.

use std::path::Path;
use std::process::Command;

use crate::{Tool, root};

/// Debian's cargo and, because it depends on that, Debian's rustc.
pub const CARGO: Tool = Tool {
    name: "/usr/bin/cargo",
    package: "cargo-web",
};

/// The source of the standard library, in the version of [`CARGO`].
pub const STD: Tool = Tool {
    name: "/usr/lib/rustlib/src/rust/library",
    package: "rust-web-src",
};

/// Returns whether this machine has it; see [`Tool::or_left_out`].
pub fn or_left_out(test: &str) -> bool {
    [CARGO, STD].iter().all(|tool| tool.or_left_out(test))
}

/// Debian's cargo, set up to build for `target` into `folder`; the subcommand is the first of `arguments`.
pub fn cargo(arguments: &[&str], target: &str, folder: &Path) -> Command {
    let mut cargo = Command::new(CARGO.name);
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
        .args(arguments)
        .args(["--quiet", "-Zbuild-std=std,panic_unwind"])
        .args(["--target", target])
        .current_dir(root())
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTDOC", "/usr/bin/rustdoc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder)
        // Nobody debugs here, and it halves the time that linking takes.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TERM_COLOR", "never");
    cargo
}
