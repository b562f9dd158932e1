//! The documents that are open in the editor. Their texts stand for the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comidl_codegen::internal::session::Texts;
use lsp_types::{Position, TextDocumentContentChangeEvent, Uri};

use super::positions::Lines;
use super::uri;

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    /// The name that the editor gives it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: Arc<str>,
}

impl Document {
    /// Applies changes, one after the other.
    fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            self.text = match change.range {
                None => change.text.into(),
                Some(range) => {
                    let lines = Lines::new(&self.text);
                    let start = lines.offset(&self.text, range.start);
                    let end = lines.offset(&self.text, range.end).max(start);
                    [&self.text[..start], &change.text, &self.text[end..]]
                        .concat()
                        .into()
                }
            };
        }
    }

    /// Returns the byte at a position.
    pub(super) fn offset(&self, position: Position) -> usize {
        Lines::new(&self.text).offset(&self.text, position)
    }
}

/// All open documents, by the paths of their files without links.
#[derive(Debug, Default)]
pub(super) struct Documents {
    by_path: BTreeMap<PathBuf, Document>,
}

impl Documents {
    /// Adds a document, and returns its path. A document that is no file isn't kept.
    pub(super) fn open(&mut self, uri: Uri, version: i32, text: String) -> Option<PathBuf> {
        let path = identity(&uri::path(&uri)?);
        let text = text.into();
        let document = Document { uri, version, text };
        self.by_path.insert(path.clone(), document);
        Some(path)
    }

    /// Changes a document, and returns its path.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> Option<PathBuf> {
        let path = identity(&uri::path(uri)?);
        let document = self.by_path.get_mut(&path)?;
        document.version = version;
        document.change(changes);
        Some(path)
    }

    /// Removes a document, and returns its path.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<PathBuf> {
        let path = identity(&uri::path(uri)?);
        self.by_path.remove(&path).map(|_| path)
    }

    /// Returns the document of the file at `path`.
    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.by_path.get(path)
    }

    /// Returns the paths of all documents.
    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.by_path.keys()
    }

    /// Returns the texts of all documents.
    pub(super) fn texts(&self) -> Texts {
        let texts = self.by_path.iter();
        Arc::new(
            texts
                .map(|(path, document)| (path.clone(), document.text.clone()))
                .collect(),
        )
    }

    /// Returns the URI of a file: the editor's own, if the file is open there.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        match self.by_path.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri::of(path),
        }
    }
}

/// Returns the path of a file without links. Where there is no such file, that is the path itself.
pub(super) fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use lsp_types::Range;

    use super::*;

    #[test]
    fn changes_apply_one_after_the_other() {
        let mut document = Document {
            uri: Uri::from_str("file:///a.idl").unwrap(),
            version: 0,
            text: "/* \u{1f980} */ long a;\n".into(),
        };
        let change = |from, to, text: &str| TextDocumentContentChangeEvent {
            range: Some(Range::new(Position::new(0, from), Position::new(0, to))),
            range_length: None,
            text: text.into(),
        };
        document.change(vec![change(9, 13, "short"), change(15, 16, "b")]);
        assert_eq!(&*document.text, "/* \u{1f980} */ short b;\n");
        // The end may stand before the start, and both beyond the text.
        document.change(vec![change(200, 3, "!")]);
        assert_eq!(&*document.text, "/* \u{1f980} */ short b;!\n");
    }
}
