//! `comidl lsp`: a language server for IDL, over standard input and output.
//!
//! [`server`] takes what the editor says, [`analyses`] compiles the documents beside it, and each answer has
//! a file of its own. Nothing here knows IDL: all of that is the compiler's.

mod analyses;
mod completion;
mod context;
mod definition;
mod diagnostics;
mod documents;
mod hover;
mod meaning;
mod metadata_idl;
mod positions;
mod references;
mod rename;
mod server;
mod settings;
mod snapshot;
mod symbols;
mod uri;

use std::io;

use lsp_server::Connection;

use crate::Outcome;

/// Serves one editor, until it says that it goes.
pub(crate) fn run() -> io::Result<Outcome> {
    let (connection, threads) = Connection::stdio();
    let served = server::serve(connection);
    // The threads of standard input and output end when the connection does.
    if served.is_ok() {
        threads.join()?;
    }
    served.map(|()| Outcome::Done)
}
