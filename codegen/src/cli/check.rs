//! `comidl check`.

use std::io;

use comidl_codegen::compile::Resolved;

use super::Outcome;
use super::arguments::{CheckArguments, MessageFormat};
use super::progress::Progress;
use super::{report, summary};

pub(super) fn run(arguments: CheckArguments) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let options = arguments.input.into_options();
    let progress = Progress::new(options.idl.len());
    progress.stage("reading");
    let resolved = Resolved::read(options);
    progress.stage("verifying");
    let (compilation, verified) = resolved.verify();
    drop(progress);
    let outcome = report::print(&compilation.session, message_format)?;
    if let (Outcome::Done, MessageFormat::Human) = (&outcome, message_format) {
        summary::print(&compilation.model, &verified, &[])?;
    }
    // The process ends here, and the system takes its memory back in one piece.
    std::mem::forget(compilation);
    Ok(outcome)
}
