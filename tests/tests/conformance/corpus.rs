//! The files: Wine's IDL, and the header that `widl` makes of each.

use std::path::PathBuf;
use std::sync::OnceLock;

use comidl_tests::{root, wine_files_that_are_whole};

/// An IDL file that `widl` accepts by itself.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Its name without the extension.
    pub(crate) name: String,
    /// The IDL.
    pub(crate) idl: PathBuf,
    /// The header that `widl` made.
    pub(crate) header: PathBuf,
}

impl Source {
    /// The name of the IDL file.
    pub(crate) fn file(&self) -> String {
        format!("{}.idl", self.name)
    }
}

/// Returns the folder of headers, objects and the report.
pub(crate) fn folder() -> PathBuf {
    root().join("target/conformance")
}

/// Returns all files that `widl` accepts by themselves, by name.
pub(crate) fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let headers = folder().join("headers");
        let files = wine_files_that_are_whole(&headers).into_iter();
        let source = |idl: PathBuf| {
            let name = idl.file_stem().expect("a file has a name");
            let name = name.to_string_lossy().into_owned();
            let header = headers.join(format!("{name}.h"));
            Source { name, idl, header }
        };
        files.map(source).collect()
    })
}
