//! `comidl doc`.

use std::io::{self, Write};
use std::path::Path;

use comidl_codegen::internal::compile::{Compilation, Form};
use comidl_codegen::internal::output;

use crate::arguments::{DocArguments, MessageFormat, Verbosity};
use crate::build::{STDOUT, print};
use crate::progress::Progress;
use crate::{Outcome, leave_to_the_system, report, summary};

pub(crate) fn run(arguments: DocArguments, verbosity: Verbosity) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let options = arguments.input.into_options()?;
    let is_to_stdout = arguments.out == Path::new(STDOUT);
    if !is_to_stdout {
        output::recover(&arguments.out);
    }
    let mut progress = Progress::new(options.idl.len(), verbosity);
    progress.stage("reading");
    let mut compilation = Compilation::read(options);
    progress.stage("writing");
    let outputs = compilation.emit(&[Form::Page], &arguments.out);
    if !is_to_stdout {
        compilation.write(&outputs);
    }
    progress.done(&compilation.session);
    let outcome = report::print(&compilation.session, message_format)?;
    if let Outcome::Done = outcome {
        if is_to_stdout {
            print(&outputs)?;
        } else if message_format == MessageFormat::Human && verbosity != Verbosity::Quiet {
            io::stdout().write_all(summary::written(&outputs).as_bytes())?;
        }
    }
    leave_to_the_system(compilation);
    Ok(outcome)
}
