//! Problems, on standard error.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use comidl_codegen::internal::diagnostics::{render, render_json};
use comidl_codegen::internal::session::Session;

use crate::Outcome;
use crate::arguments::MessageFormat;

/// Prints all problems of the session, and says whether one of them is an error.
pub(crate) fn print(session: &Session, format: MessageFormat) -> io::Result<Outcome> {
    let (diagnostics, sources) = (&session.diagnostics, &session.sources);
    match format {
        MessageFormat::Human => match AutoStream::choice(&io::stderr()) {
            // One write of plain text. A stream that strips colours writes the text between them bit by bit.
            ColorChoice::Never => {
                let text = render(diagnostics, sources, false);
                io::stderr().write_all(text.as_bytes())?;
            }
            _ => {
                let text = render(diagnostics, sources, true);
                anstream::stderr().write_all(text.as_bytes())?;
            }
        },
        MessageFormat::Json => {
            let text = render_json(diagnostics, sources);
            io::stderr().write_all(text.as_bytes())?;
        }
    }
    Ok(if diagnostics.has_errors() {
        Outcome::Failed
    } else {
        Outcome::Done
    })
}
