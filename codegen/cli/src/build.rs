//! `comidl build`.

use std::io;

use comidl_codegen::internal::compile::{Form, Resolved};
use comidl_codegen::internal::output;

use crate::arguments::{BuildArguments, MessageFormat};
use crate::progress::Progress;
use crate::{Outcome, leave_to_the_system, report, summary};

pub(crate) fn run(arguments: BuildArguments) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let mut options = arguments.input.into_options();
    let mut forms: Vec<Form> = Vec::new();
    for mut asked in arguments.emit {
        forms.append(&mut asked.forms);
        options.windows_bindgen.append(&mut asked.windows_bindgen);
    }
    forms.sort_unstable();
    forms.dedup();
    output::recover(&arguments.out_dir);
    let progress = Progress::new(options.idl.len());
    progress.stage("reading");
    let resolved = Resolved::read(options);
    progress.stage("verifying");
    let (mut compilation, verified) = resolved.verify();
    progress.stage("emitting");
    let outputs = compilation.emit(&forms, &arguments.out_dir);
    compilation.write(&outputs);
    drop(progress);
    let outcome = report::print(&compilation.session, message_format)?;
    if let (Outcome::Done, MessageFormat::Human) = (&outcome, message_format) {
        summary::print(&compilation, &verified, &outputs)?;
    }
    leave_to_the_system(compilation);
    Ok(outcome)
}
