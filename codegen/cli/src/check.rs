//! `comidl check`.

use std::io;

use comidl_codegen::internal::compile::Resolved;

use crate::arguments::{CheckArguments, MessageFormat, Verbosity};
use crate::progress::Progress;
use crate::{Outcome, leave_to_the_system, report, summary};

pub(crate) fn run(arguments: CheckArguments, verbosity: Verbosity) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let options = arguments.input.into_options()?;
    let mut progress = Progress::new(options.idl.len(), verbosity);
    progress.stage("reading");
    let resolved = Resolved::read(options);
    progress.stage("verifying");
    let (mut compilation, verified) = resolved.verify();
    compilation.check_callbacks();
    progress.done(&compilation.session);
    let outcome = report::print(&compilation.session, message_format)?;
    if let (Outcome::Done, MessageFormat::Human) = (&outcome, message_format)
        && verbosity != Verbosity::Quiet
    {
        summary::print(&compilation, &verified, &[])?;
    }
    leave_to_the_system(compilation);
    Ok(outcome)
}
