//! `comidl build`.

use std::io::{self, Write};
use std::path::Path;

use comidl_codegen::internal::compile::{Form, Resolved};
use comidl_codegen::internal::output::{self, Output};

use crate::arguments::{BuildArguments, MessageFormat, Verbosity};
use crate::progress::Progress;
use crate::{Outcome, leave_to_the_system, refuse, report, summary};

/// The name of standard output in the place of a folder.
pub(crate) const STDOUT: &str = "-";

pub(crate) fn run(arguments: BuildArguments, verbosity: Verbosity) -> io::Result<Outcome> {
    let message_format = arguments.input.message_format;
    let mut options = arguments.input.into_options()?;
    let is_to_stdout = arguments.out_dir == Path::new(STDOUT);
    let mut forms: Vec<Form> = Vec::new();
    for mut asked in arguments.emit {
        forms.append(&mut asked.forms);
        options.windows_bindgen.append(&mut asked.windows_bindgen);
    }
    if forms.is_empty() {
        forms = match is_to_stdout {
            true => vec![Form::Rust],
            false => vec![Form::Rust, Form::Winmd, Form::Rdl],
        };
    }
    forms.sort_unstable();
    forms.dedup();
    if is_to_stdout && forms.len() > 1 {
        refuse(
            "build",
            "standard output takes one form: name it by `--emit`",
        );
    }
    if !is_to_stdout {
        output::recover(&arguments.out_dir);
    }
    let mut progress = Progress::new(options.idl.len(), verbosity);
    progress.stage("reading");
    let resolved = Resolved::read(options);
    progress.stage("verifying");
    let (mut compilation, verified) = resolved.verify();
    progress.stage("emitting");
    let outputs = compilation.emit(&forms, &arguments.out_dir);
    if !is_to_stdout {
        compilation.write(&outputs);
    }
    progress.done(&compilation.session);
    let outcome = report::print(&compilation.session, message_format)?;
    if let Outcome::Done = outcome {
        if is_to_stdout {
            print(&outputs)?;
        } else if message_format == MessageFormat::Human && verbosity != Verbosity::Quiet {
            summary::print(&compilation, &verified, &outputs)?;
        }
    }
    leave_to_the_system(compilation);
    Ok(outcome)
}

/// Writes the only output to standard output.
///
/// # Errors
///
/// If there are several, as of a form that is a whole package, or if it can't be written.
pub(crate) fn print(outputs: &[Output]) -> io::Result<()> {
    match outputs {
        [output] => io::stdout().write_all(&output.bytes),
        _ => Err(io::Error::other(format!(
            "these are {} files, and standard output takes one",
            outputs.len()
        ))),
    }
}
