//! One analysis for an editor: the stages up to the comparison with metadata, and the index of names.
//!
//! An editor analyses a file again after each change. The metadata stays open between the analyses, and
//! the texts that aren't saved stand for the files.

use std::sync::Arc;

use crate::compile::{Compilation, Options, Resolved, open_metadata};
use crate::diagnostics::Problem;
use crate::metadata::Metadata;
use crate::resolve::Index;
use crate::session::{Loader, Texts};

/// What an editor knows of an input file.
pub struct Analysis {
    /// The texts, problems and meanings.
    pub compilation: Compilation,
    /// The names of the input files.
    pub index: Index,
}

impl Analysis {
    /// Opens the metadata that the analyses with these options need.
    ///
    /// # Errors
    ///
    /// The problem of a metadata file that can't be read, or isn't metadata.
    pub fn open_metadata(options: &Options) -> Result<Arc<Metadata>, Problem> {
        open_metadata(&Loader::default(), &options.winmd).map(Arc::new)
    }

    /// Reads the input files, of which `texts` may replace some, and compares them with metadata.
    pub fn new(options: Options, metadata: &Arc<Metadata>, texts: Texts) -> Self {
        let mut session = options.session();
        session.loader.replace_texts(texts);
        let mut index = Index::default();
        let metadata = Arc::clone(metadata);
        let known = Arc::clone(&metadata);
        let resolved = Resolved::read_with(session, options, Some(metadata), |session, units| {
            index = Index::new(session, units, &known);
        });
        let (mut compilation, _) = resolved.verify();
        compilation.check_callbacks();
        Self { compilation, index }
    }
}
