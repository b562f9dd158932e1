//! `comidl`: the command line of the generator. Each command is a file: it makes a compilation of
//! its arguments, and prints what came of it.

mod arguments;
mod build;
mod check;
mod doc;
mod inspect;
mod progress;
mod report;
mod summary;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use comidl_codegen::internal::compile::Compilation;

use arguments::{Arguments, Command};

/// How a command ended. A wrong call has no outcome: clap ends the process with status 2.
enum Outcome {
    Done,
    /// The input has errors, and they are printed.
    Failed,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Doc(arguments) => doc::run(arguments),
        Command::Inspect(arguments) => inspect::run(arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        // Whoever reads the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(io::stderr(), "comidl: cannot print: {error}").ok();
            ExitCode::FAILURE
        }
    }
}

/// Leaves the memory of `compilation` to the system, which takes it back in one piece when the
/// process ends. Dropping each node of the syntax and the model would only take time.
fn leave_to_the_system(compilation: Compilation) {
    std::mem::forget(compilation);
}
