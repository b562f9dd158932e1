//! Compiling IDL that stands in a test.

use std::path::{Path, PathBuf};

use comidl_codegen::internal::compile::{Compilation, Options, Resolved};
use comidl_codegen::internal::diagnostics::render;
use tempfile::TempDir;

/// IDL files in a folder of their own.
pub struct Sources {
    folder: TempDir,
    named: PathBuf,
}

impl Sources {
    /// One file, `test.idl`.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    pub fn new(idl: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the IDL");
        let named = folder.path().join("test.idl");
        let sources = Self { folder, named };
        sources.with("test.idl", idl)
    }

    /// Another file beside it.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[must_use]
    pub fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.folder.path().join(name), text).expect("the IDL can be written");
        self
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the options to compile `test.idl`.
    pub fn options(&self) -> Options {
        Options {
            idl: vec![self.named.clone()],
            ..Options::default()
        }
    }

    /// Returns the messages of `check` about `test.idl`.
    pub fn check(&self) -> String {
        let (compilation, _) = Resolved::read(self.options()).verify();
        self.said(&compilation)
    }

    /// Returns the messages of a compilation without the folder's name, which changes from run to run.
    pub fn said(&self, compilation: &Compilation) -> String {
        let folder = self.folder.path().display().to_string();
        let said = outcome(compilation);
        said.replace(&format!("{folder}/"), "")
            .replace(&folder, ".")
    }
}

/// Returns all problems of a compilation as people see them, without colours.
pub fn outcome(compilation: &Compilation) -> String {
    let session = &compilation.session;
    render(&session.diagnostics, &session.sources, false)
}
