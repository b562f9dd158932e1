//! `comidl lsp`: a language server for IDL, over standard input and output.
//!
//! [`server`] takes what the editor says, [`analyses`] compiles the documents beside it, and [`requests`] says
//! which file answers what. Nothing here knows IDL: all of that is the compiler's.

mod analyses;
mod completion;
mod context;
mod definition;
mod diagnostics;
mod documents;
mod handshake;
mod hover;
mod meaning;
mod metadata_idl;
mod positions;
mod references;
mod rename;
mod requests;
mod server;
mod settings;
mod snapshot;
mod symbols;
mod tokens;
mod uri;

use std::io::{self, Write};

use lsp_server::Connection;

use crate::Outcome;

/// Serves one editor, until it says that it goes.
pub(crate) fn run() -> io::Result<Outcome> {
    let (connection, threads) = Connection::stdio();
    let served = server::serve(connection);
    match served {
        Ok(()) => {
            // The threads of standard input and output end when the connection does.
            threads.join()?;
            Ok(Outcome::Done)
        }
        Err(error) => {
            writeln!(io::stderr(), "comidl: {error}").ok();
            Ok(Outcome::Failed)
        }
    }
}
