//! Diagnostics: the problems of all analyses, by the files in which they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use comidl_codegen::internal::diagnostics::{Severity, Shown};
use comidl_codegen::internal::source;
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position, Range,
};

use super::documents::{Documents, identity};
use super::positions::Lines;
use super::snapshot::Snapshot;

/// The problems of one analysis, by file.
type ByFile = BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>>;

/// The problems that the editor shows.
#[derive(Default)]
pub(super) struct Diagnostics {
    /// The problems by the document whose analysis found them.
    by_document: BTreeMap<PathBuf, ByFile>,
}

impl Diagnostics {
    /// Replaces the problems that the analysis of a document found. Returns the files whose problems may
    /// be others.
    pub(super) fn replace(
        &mut self,
        snapshot: &Snapshot,
        documents: &Documents,
    ) -> BTreeSet<PathBuf> {
        let found = problems(snapshot, documents);
        let mut files: BTreeSet<PathBuf> = found.keys().cloned().collect();
        // The document's own problems are always told, so that an editor sees that there are none.
        files.insert(snapshot.path.clone());
        let before = self.by_document.insert(snapshot.path.clone(), found);
        files.extend(before.into_iter().flat_map(BTreeMap::into_keys));
        files
    }

    /// Forgets the problems that the analysis of a document found. Returns the files that had any.
    pub(super) fn forget(&mut self, document: &Path) -> BTreeSet<PathBuf> {
        let before = self.by_document.remove(document);
        let mut files: BTreeSet<_> = before.into_iter().flat_map(BTreeMap::into_keys).collect();
        files.insert(document.to_owned());
        files
    }

    /// Returns the problems in a file. Several analyses may have found the same one.
    pub(super) fn of(&self, file: &Path) -> Vec<lsp_types::Diagnostic> {
        let mut all: Vec<lsp_types::Diagnostic> = Vec::new();
        let found = self.by_document.values().filter_map(|it| it.get(file));
        for diagnostic in found.flatten() {
            if !all.contains(diagnostic) {
                all.push(diagnostic.clone());
            }
        }
        all
    }
}

/// Returns the problems of an analysis.
fn problems(snapshot: &Snapshot, documents: &Documents) -> ByFile {
    let session = &snapshot.analysis.compilation.session;
    let mut by_file = ByFile::new();
    let mut locations = Locations::default();
    for diagnostic in session.diagnostics.iter() {
        let shown = Shown::new(diagnostic, &session.sources);
        let mut marks = shown.marks.iter();
        let (path, range) = match marks.next() {
            Some(first) => locations.of(&first.place),
            // A problem of the whole, as that nothing is defined.
            None => {
                let start = Position::default();
                (snapshot.path.clone(), Range::new(start, start))
            }
        };
        let related = marks.filter_map(|mark| {
            let (path, range) = locations.of(&mark.place);
            Some(DiagnosticRelatedInformation {
                location: Location::new(documents.uri(&path)?, range),
                message: mark.label.clone(),
            })
        });
        let problem = &diagnostic.problem;
        let code = NumberOrString::String(problem.code().to_owned());
        let related: Vec<_> = related.collect();
        let reported = lsp_types::Diagnostic {
            range,
            severity: Some(match problem.severity() {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
            }),
            code: Some(code),
            source: Some("comidl".to_owned()),
            message: message(&problem.message(), &shown),
            related_information: Some(related).filter(|related| !related.is_empty()),
            ..lsp_types::Diagnostic::default()
        };
        by_file.entry(path).or_default().push(reported);
    }
    by_file
}

/// Returns the message with all that explains the problem.
fn message(problem: &str, shown: &Shown<'_>) -> String {
    let label = shown.marks.first().map(|mark| mark.label.as_str());
    let label = label.filter(|label| !label.is_empty());
    let notes = shown.notes.iter().map(|note| format!("\nnote: {note}"));
    let help = shown.help.iter().map(|help| format!("\nhelp: {help}"));
    let label = label.into_iter().map(|label| format!("\n{label}"));
    let parts = label.chain(help).chain(notes);
    problem.to_owned() + &parts.collect::<String>()
}

/// Finds places in files, whose lines are counted once.
#[derive(Default)]
struct Locations {
    lines: BTreeMap<PathBuf, (PathBuf, Lines)>,
}

impl Locations {
    fn of(&mut self, place: &source::Place<'_>) -> (PathBuf, Range) {
        let (text, range) = (place.text, &place.range);
        let key = place.path.to_owned();
        let (path, lines) = self.lines.entry(key).or_insert_with(|| {
            let path = identity(place.path);
            (path, Lines::new(text))
        });
        (path.clone(), lines.range(text, range))
    }
}
