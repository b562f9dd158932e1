//! The session: files, texts, names and problems of one compilation, which all stages share.

mod decode;
mod loader;
mod predefined;

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::source::{File, Reached, SourceMap};
use crate::token::{Interner, Symbol};
pub(crate) use loader::{Loader, Missing};
pub use loader::{MAX_FILE_SIZE, Texts};
use predefined::Predefined;
pub(crate) use predefined::Processor;

/// How many bytes the files that one file includes may have together.
const MAX_INCLUDED: usize = 64 << 20;

/// One compilation: its texts, names and problems. A clone shares the loader's files.
#[derive(Clone, Debug)]
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
    /// How many bytes of that text define MIDL's macros.
    pub(crate) predefined_by_midl: u32,
    /// The macros that depend on the processor.
    pub(crate) of_processor: Arc<[Symbol]>,
    /// How many bytes one file may include.
    pub(crate) max_included: usize,
    /// A file asked for one of those macros, so that its meaning may be another for another target.
    pub(crate) asks_for_processor: bool,
}

impl Session {
    /// Returns a session that looks for imports in the folders `include` and defines the macros
    /// `defines` (name and body) before each file. A name may have a parameter list: `F(x)`. Other
    /// macros are those for x86-64.
    pub fn new(include: Vec<PathBuf>, defines: Vec<(String, String)>) -> Self {
        Self::for_processor(include, defines, Processor::default())
    }

    /// Returns a session as [`Session::new`], with the macros for `processor`.
    pub fn for_processor(
        include: Vec<PathBuf>,
        defines: Vec<(String, String)>,
        processor: Processor,
    ) -> Self {
        let loader = Loader::new(include);
        let predefined = Predefined::new(&defines, processor);
        let file = loader.embed(predefined::PATH, &predefined.text);
        let mut session = Self::with(loader, defines, &file);
        session.predefined_by_midl = predefined.own as u32;
        let names = predefined.of_processor.into_iter();
        session.of_processor = names.map(|name| session.names.intern(name)).collect();
        session
    }

    /// Returns a session in which another thread reads one file, to be merged into this one. Both
    /// share the loader's files. Returns none where the text of the macros has no positions.
    pub(crate) fn fork(&self) -> Option<Self> {
        let (file, _) = self.predefined.as_ref()?;
        let mut fork = Self::with(self.loader.clone(), self.defines.clone(), file);
        fork.predefined_by_midl = self.predefined_by_midl;
        let names = self.of_processor.iter();
        let names = names.map(|name| fork.names.intern(self.names.text(*name)));
        fork.of_processor = names.collect();
        Some(fork)
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
            predefined_by_midl: 0,
            of_processor: Arc::default(),
            max_included: MAX_INCLUDED,
            asks_for_processor: false,
        }
    }
}
