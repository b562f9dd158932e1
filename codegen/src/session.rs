//! What all stages of one compilation share.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostics::{Diagnostics, Problem};
use crate::source::{File, Loader, SourceMap, Span};
use crate::symbol::Interner;
use crate::token::Token;

/// One compilation: its texts, names and problems.
#[derive(Debug)]
pub struct Session {
    /// All texts, and the places in them.
    pub sources: SourceMap,
    /// Finds and reads files.
    pub loader: Loader,
    /// All names.
    pub names: Interner,
    /// All problems.
    pub diagnostics: Diagnostics,
    /// The macros that the user defines from outside, with their bodies.
    pub defines: Vec<(String, String)>,
    /// The text that defines them, and the position of its first byte, once that was needed.
    pub(crate) predefined: Option<(Rc<File>, u32)>,
}

impl Session {
    /// A compilation that looks for imports in the folders `include` and defines the macros
    /// `defines` (name and body; a name may carry a parameter list, `F(x)`) at the head of each
    /// file.
    pub fn new(include: Vec<PathBuf>, defines: Vec<(String, String)>) -> Self {
        Self {
            sources: SourceMap::default(),
            loader: Loader::new(include),
            names: Interner::default(),
            diagnostics: Diagnostics::default(),
            defines,
            predefined: None,
        }
    }

    /// The file that `import` names with the string `name`. It is taken as it is spelled: in
    /// `import "ole\oaidl.idl"` the backslash separates folders.
    ///
    /// # Errors
    ///
    /// [`Problem::MissingFile`] if there is none in reach, else as [`Loader::open`]. It isn't
    /// reported: metadata may stand in for a file that is missing.
    pub fn import(&mut self, name: &Token) -> Result<Rc<File>, Problem> {
        let written = self.sources.text(name.span);
        let written = match written
            .strip_prefix('"')
            .and_then(|it| it.strip_suffix('"'))
        {
            Some(raw) => raw.to_owned(),
            None => self.names.text(name.text).to_owned(),
        };
        let beside = self.folder(name.span);
        self.loader.find(&written, Some(&beside))
    }

    /// The folder of the file in which `span` was written.
    pub(crate) fn folder(&self, span: Span) -> PathBuf {
        self.sources
            .inclusion(self.sources.outermost(span))
            .and_then(|inclusion| inclusion.file.path().parent())
            .map(Path::to_owned)
            .unwrap_or_default()
    }
}
