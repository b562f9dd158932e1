//! Tests on the Windows ABI, and against a BITS service that is a process of its own. They use Debian's
//! Rust for Windows, MinGW's C compiler and Wine.
//!
//! Each part says what it has shown; `docs/testing.md` lists the parts.

mod client;
mod crates;
mod download;
mod process;
mod server;
mod summary;
mod system;

use comidl_tests::{DEBIAN_32, Said, Tool, WINE, WindowsTarget};

/// Returns whether programs can be built for the target, and run where Wine runs them; if not, says that
/// `test` is left out.
fn can_run(target: WindowsTarget, test: &str) -> bool {
    summary::begin();
    let system: &[Tool] = match target {
        WindowsTarget::X86_64 => &[WINE],
        WindowsTarget::I686 => &[WINE, DEBIAN_32],
        WindowsTarget::Users => &[],
    };
    target.or_left_out(test) && system.iter().all(|tool| tool.or_left_out(test))
}

/// Builds a package of the workspace.
fn build(target: WindowsTarget, package: &str) {
    let build = ["build", "--locked", "--package", package];
    Said::of(&mut target.cargo(&build)).well();
}

/// The title of what is shown for several targets.
fn title(what: &str, target: WindowsTarget) -> String {
    format!("{what} on {}", target.triple())
}
