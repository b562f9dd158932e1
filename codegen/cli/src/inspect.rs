//! `comidl inspect`.

use std::io::{self, Write};

use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::emit::inspect::{dot, json::Document, table};

use crate::Outcome;
use crate::arguments::{InspectArguments, InspectFormat};
use crate::report;

pub(crate) fn run(arguments: InspectArguments) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let options = arguments.input.into_options();
    let target = options.target.clone();
    let compilation = Compilation::read(options);
    let outcome = report::print(&compilation.session, message_format)?;
    if let Outcome::Failed = outcome {
        return Ok(outcome);
    }
    let (model, origins) = (&compilation.model, compilation.origins());
    let text = match arguments.format {
        InspectFormat::Table => table::text(model, &target, &origins),
        InspectFormat::Json => {
            Document::new(model, &target, &origins).map(|document| document.to_text())
        }
        InspectFormat::Dot => Ok(dot::text(model)),
    };
    let text = text.map_err(io::Error::other)?;
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
