//! `comidl`: the command line of the generator.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A compilation is a great many small pieces of memory. The system's allocator, Windows' above all,
/// takes a quarter of the time to hand them out.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
