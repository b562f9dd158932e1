//! `comidl inspect`.

use std::io::{self, Write};

use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::emit::inspect::{dot, table};

use crate::Outcome;
use crate::arguments::{InspectArguments, InspectFormat, Verbosity};
use crate::progress::Progress;
use crate::report;

pub(crate) fn run(arguments: InspectArguments, verbosity: Verbosity) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let options = arguments.input.into_options()?;
    let target = options.target.clone();
    let mut progress = Progress::new(options.idl.len(), verbosity);
    progress.stage("reading");
    let mut compilation = Compilation::read(options);
    progress.done(&compilation.session);
    let asked = compilation.origins_of(&arguments.origin);
    let outcome = report::print(&compilation.session, message_format)?;
    if let Outcome::Failed = outcome {
        return Ok(outcome);
    }
    if !arguments.origin.is_empty() {
        io::stdout().write_all(asked.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let model = &compilation.model;
    let text = match arguments.format {
        InspectFormat::Table => table::text(model, &target, &compilation.origins()),
        InspectFormat::Json => compilation.document().map(|document| document.to_text()),
        InspectFormat::Dot => Ok(dot::text(model)),
    };
    let text = text.map_err(io::Error::other)?;
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
