//! Problems, on standard error.

use std::io::{self, Write};

use comidl_codegen::diagnostics::{render, render_json};
use comidl_codegen::session::Session;

use super::Outcome;
use super::arguments::MessageFormat;

/// Prints all problems of the session, and says whether one of them is an error.
pub(super) fn print(session: &Session, format: MessageFormat) -> io::Result<Outcome> {
    let (diagnostics, sources) = (&session.diagnostics, &session.sources);
    match format {
        // Colours are dropped where standard error isn't a terminal that shows them.
        MessageFormat::Human => {
            let text = render(diagnostics, sources, true);
            anstream::stderr().write_all(text.as_bytes())?;
        }
        MessageFormat::Json => {
            let text = render_json(diagnostics, sources);
            io::stderr().write_all(text.as_bytes())?;
        }
    }
    Ok(match diagnostics.has_errors() {
        true => Outcome::Failed,
        false => Outcome::Done,
    })
}
