//! What only shows on the Windows ABI, and against a BITS service that is a process of its own: with
//! Debian's Rust for Windows, MinGW's C compiler and Wine.
//!
//! Each part says what it has shown; `docs/testing.md` lists the parts.

mod build;
mod client;
mod crates;
mod download;
mod process;
mod server;
mod summary;
mod system;

use build::Target;
use comidl_tests::{DEBIAN_32, GCC_I686, GCC_X86_64, RUST_SOURCE, Tool, WINE};

/// Whether programs can be built for the target and run; if not, says that `test` is left out.
fn can_run(target: Target, test: &str) -> bool {
    let tools: &[Tool] = match target {
        Target::X86_64 => &[RUST_SOURCE, GCC_X86_64, WINE],
        Target::I686 => &[RUST_SOURCE, GCC_I686, WINE, DEBIAN_32],
    };
    tools.iter().all(|tool| tool.or_left_out(test))
}

/// The title of what is shown for several targets.
fn title(what: &str, target: Target) -> String {
    format!("{what} on {}", target.triple())
}
