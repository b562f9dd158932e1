//! What is known of a document: its last analysis, and questions about places in it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use comidl_codegen::internal::analysis::{Analysis, Meaning, Use, Visible};
use comidl_codegen::internal::diagnostics::Severity;
use comidl_codegen::internal::model::Model;
use comidl_codegen::internal::source::{SourceMap, Span};
use comidl_codegen::internal::token::Symbol;

use super::documents::identity;

/// The analysis of one document.
pub(super) struct Snapshot {
    /// The path of the document's file, without links.
    pub(super) path: PathBuf,
    pub(super) analysis: Analysis,
    /// The paths without links of the files that the analysis read, by their paths as they were read.
    identities: OnceCell<HashMap<PathBuf, PathBuf>>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// The path of the file, without links.
    pub(super) path: PathBuf,
    /// The bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Place {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Snapshot {
    pub(super) fn new(path: PathBuf, analysis: Analysis) -> Self {
        Self {
            path,
            analysis,
            identities: OnceCell::new(),
        }
    }

    /// Returns the path without links of a file that the analysis read. What the compiler brings with it is
    /// no file.
    fn identity_of(&self, path: &Path) -> Option<&Path> {
        let identities = self.identities.get_or_init(|| {
            let paths = self.sources().inclusions().iter().map(|it| it.file.path());
            let files = paths.filter(|path| path.is_absolute());
            files
                .map(|path| (path.to_owned(), identity(path)))
                .collect()
        });
        identities.get(path).map(PathBuf::as_path)
    }

    pub(super) fn sources(&self) -> &SourceMap {
        &self.analysis.compilation.session.sources
    }

    pub(super) fn model(&self) -> &Model {
        &self.analysis.compilation.model
    }

    /// Returns the text of a name.
    pub(super) fn name(&self, symbol: Symbol) -> &str {
        self.analysis.compilation.session.names.text(symbol)
    }

    /// Returns the text that was analysed.
    pub(super) fn text(&self) -> &str {
        let own = self.own_text();
        own.map_or("", |inclusion| inclusion.1)
    }

    /// Returns the first position of the document in the analysis, and its text.
    fn own_text(&self) -> Option<(u32, &str)> {
        let mut inclusions = self.sources().inclusions().iter();
        let own = inclusions.find(|it| it.file.path() == self.path)?;
        Some((own.start, own.file.text()))
    }

    /// Returns the name at a byte of the document, and what it means.
    pub(super) fn use_at(&self, offset: usize) -> Option<&Use> {
        let (start, _) = self.own_text()?;
        let at = start.checked_add(u32::try_from(offset).ok()?)?;
        let uses = self.analysis.index.uses.iter();
        let touched = uses.filter(|it| it.name.span.lo <= at && at <= it.name.span.hi);
        // A name that begins at the cursor is nearer than one that ends there, and a short one, as of a
        // macro's argument, than the one around it.
        touched.min_by_key(|it| (it.name.span.hi == at, it.name.span.hi - it.name.span.lo))
    }

    /// Returns what a name means that isn't known by its place, because the syntax around it is broken.
    pub(super) fn meaning_of(&self, name: &str) -> Option<Meaning> {
        let found = self.visible(name);
        found.map(|visible| Meaning::Defined(visible.name.span))
    }

    fn visible(&self, name: &str) -> Option<&Visible> {
        let mut visible = self.analysis.index.visible.iter();
        visible.find(|it| self.name(it.name.text) == name)
    }

    /// Returns the place where a span was written, in a file that there is.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        let (file, range) = self.sources().range(span)?;
        Some(Place {
            path: self.identity_of(file.path())?.to_owned(),
            start: range.start,
            end: range.end,
        })
    }

    /// Returns the text of the file at `path`, if the analysis read it.
    pub(super) fn text_of(&self, path: &Path) -> Option<&str> {
        let inclusions = self.sources().inclusions().iter();
        let mut files = inclusions.map(|it| &it.file);
        let found = files.find(|file| self.identity_of(file.path()) == Some(path));
        found.map(|file| &**file.text())
    }

    /// Returns whether the syntax of the document is whole, so that nothing of it is left out.
    pub(super) fn is_whole(&self) -> bool {
        let diagnostics = &self.analysis.compilation.session.diagnostics;
        !diagnostics.iter().any(|diagnostic| {
            let code = diagnostic.problem.code();
            let is_syntax = code.starts_with("IDL02") || code.starts_with("IDL03");
            is_syntax && diagnostic.problem.severity() == Severity::Error
        })
    }
}

/// Returns the word of `text` that a byte touches.
pub(super) fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let offset = text.floor_char_boundary(offset);
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let start = text[..offset].trim_end_matches(is_part).len();
    let rest = &text[offset..];
    let end = offset + rest.len() - rest.trim_start_matches(is_part).len();
    (start < end).then_some(start..end)
}
