//! `comidl man`.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use crate::arguments::{Arguments, ManArguments};
use crate::{Outcome, refuse};

pub(crate) fn run(arguments: &ManArguments) -> io::Result<Outcome> {
    let mut all = Arguments::command();
    all.build();
    let about = match &arguments.command {
        None => all,
        Some(name) => {
            let Some(command) = all.find_subcommand(name) else {
                refuse("man", format!("comidl has no command `{name}`"));
            };
            command.clone()
        }
    };
    let mut page = Vec::new();
    Man::new(about).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Outcome::Done)
}
