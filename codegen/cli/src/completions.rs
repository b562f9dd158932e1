//! `comidl completions`.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::arguments::{Arguments, CompletionsArguments};
use crate::{Outcome, refuse};

pub(crate) fn run(arguments: &CompletionsArguments) -> io::Result<Outcome> {
    let Some(shell) = arguments.shell.or_else(Shell::from_env) else {
        refuse("completions", "`SHELL` names no shell: name one");
    };
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "comidl", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}
