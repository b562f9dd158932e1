//! The commands, each a file: from arguments to a compilation, and from its outcome to what is
//! printed and the exit status.

mod arguments;
mod build;
mod check;
mod inspect;
mod progress;
mod regen;
mod report;
mod summary;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// How a command ended. Wrong calls don't get here: clap ends them with status 2.
enum Outcome {
    Done,
    /// The input has errors, and they are printed.
    Failed,
}

/// Runs what the command line says.
pub(crate) fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Inspect(arguments) => inspect::run(arguments),
        Command::Regen(arguments) => regen::run(&arguments),
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
