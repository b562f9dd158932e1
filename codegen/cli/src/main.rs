//! `comidl`: the command line of the generator. Each command is a file: it makes a compilation of
//! its arguments, and prints what came of it.

mod arguments;
mod build;
mod check;
mod completions;
mod doc;
mod examples;
mod explain;
mod inspect;
mod lsp;
mod man;
mod new;
mod progress;
mod report;
mod summary;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use comidl_codegen::internal::compile::Compilation;

use arguments::{Arguments, Command};

/// How a command ended. A wrong call has no outcome: clap ends the process with status 2.
enum Outcome {
    Done,
    /// The input has errors, and they are printed.
    Failed,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let verbosity = arguments.verbosity();
    let outcome = match arguments.command {
        Command::Build(arguments) => build::run(arguments, verbosity),
        Command::Check(arguments) => check::run(arguments, verbosity),
        Command::Doc(arguments) => doc::run(arguments, verbosity),
        Command::Inspect(arguments) => inspect::run(arguments, verbosity),
        Command::New(arguments) => new::run(arguments, verbosity),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
        Command::Lsp(_) => lsp::run(),
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

/// Ends the process with status 2, as clap does where an argument is wrong, and says what is.
fn refuse(command: &str, message: impl Display) -> ! {
    let mut all = Arguments::command();
    all.build();
    let refuse = |of: &mut clap::Command| of.error(ErrorKind::ValueValidation, message).exit();
    match all.find_subcommand_mut(command) {
        Some(subcommand) => refuse(subcommand),
        None => refuse(&mut all),
    }
}

/// Leaves the memory of `compilation` to the system, which takes it back in one piece when the
/// process ends. Dropping each node of the syntax and the model would only take time.
fn leave_to_the_system(compilation: Compilation) {
    std::mem::forget(compilation);
}
