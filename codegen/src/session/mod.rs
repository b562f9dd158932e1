//! The session: files, texts, names and problems of one compilation, which all stages share.

mod decode;
mod loader;
mod predefined;

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::source::{File, Reached, SourceMap};
use crate::token::Interner;
pub(crate) use loader::{Loader, Missing};

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
    /// The macros that the user passes in, with their bodies.
    pub defines: Vec<(String, String)>,
    /// The text that defines these macros and MIDL's, and the position of its first byte, which is
    /// the first of all. There is none if the text is too long to have positions.
    pub(crate) predefined: Option<(Arc<File>, u32)>,
}

impl Session {
    /// Returns a session that looks for imports in the folders `include` and defines the macros
    /// `defines` (name and body) before each file. A name may have a parameter list: `F(x)`.
    pub fn new(include: Vec<PathBuf>, defines: Vec<(String, String)>) -> Self {
        let loader = Loader::new(include);
        let predefined = loader.embed(predefined::PATH, &predefined::text(&defines));
        Self::with(loader, defines, &predefined)
    }

    /// Returns a session in which another thread reads one file, to be merged into this one. Both
    /// share the loader's files. Returns none where the text of the macros has no positions.
    pub(crate) fn fork(&self) -> Option<Self> {
        let (file, _) = self.predefined.as_ref()?;
        Some(Self::with(self.loader.clone(), self.defines.clone(), file))
    }

    fn with(loader: Loader, defines: Vec<(String, String)>, predefined: &Arc<File>) -> Self {
        let mut sources = SourceMap::default();
        let base = sources.add(predefined, Reached::Named);
        Self {
            sources,
            loader,
            names: Interner::default(),
            diagnostics: Diagnostics::default(),
            defines,
            predefined: base.map(|base| (predefined.clone(), base)),
        }
    }
}
