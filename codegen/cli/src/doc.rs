//! `comidl doc`.

use std::io::{self, Write};

use comidl_codegen::internal::compile::{Compilation, Form};
use comidl_codegen::internal::output;

use crate::arguments::{DocArguments, MessageFormat};
use crate::progress::Progress;
use crate::{Outcome, leave_to_the_system, report, summary};

pub(crate) fn run(arguments: DocArguments) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let options = arguments.input.into_options();
    output::recover(&arguments.out);
    let progress = Progress::new(options.idl.len());
    progress.stage("reading");
    let mut compilation = Compilation::read(options);
    progress.stage("writing");
    let outputs = compilation.emit(&[Form::Page], &arguments.out);
    compilation.write(&outputs);
    drop(progress);
    let outcome = report::print(&compilation.session, message_format)?;
    if let (Outcome::Done, MessageFormat::Human) = (&outcome, message_format) {
        io::stdout().write_all(summary::written(&outputs).as_bytes())?;
    }
    leave_to_the_system(compilation);
    Ok(outcome)
}
