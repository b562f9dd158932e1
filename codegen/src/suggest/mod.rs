//! Explains errors about unknown names by the files within reach that nobody imports. One of them
//! may define the name. Or one includes the file with the error, which is then only a part of it.
//!
//! The step follows `resolve`, and reads files only where there is such an error. It reads each file
//! once, for all unknown names. How much it reads and parses is limited, because an explanation must
//! cost little.

mod nearby_file;
mod scan;

use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, undefined_name};
use crate::session::Session;
use crate::source::{Reached, Span};
use nearby_file::{NearbyFile, ParseBudget, read};

/// For how many unknown names files are searched. The first ones show a user with more of them what
/// is wrong.
const MAX_NAMES: usize = 10;

/// How many of the files that define a name are shown.
const MAX_FILES_SHOWN: usize = 3;

/// An error about an unknown name.
struct Unknown {
    name: String,
    /// Its place, by which the error is found again.
    span: Span,
    /// The file that the user or an import names, with the error in it.
    path: PathBuf,
    /// Whether the user names this file.
    is_input: bool,
}

impl Unknown {
    fn of(diagnostic: &Diagnostic, session: &Session) -> Option<Self> {
        let name = undefined_name(&diagnostic.problem)?.to_owned();
        let sources = &session.sources;
        let inclusion = sources.inclusion(sources.outermost(diagnostic.span))?;
        Some(Self {
            name,
            span: diagnostic.span,
            path: inclusion.file.path().to_owned(),
            is_input: inclusion.reached == Reached::Named,
        })
    }

    fn folder(&self) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).to_owned()
    }

    /// Returns the name of the file with the error.
    fn file_name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

/// Adds notes about the files within reach to the first errors about unknown names, and moves the
/// files that can't be found before all that follows from them.
pub(crate) fn explain(session: &mut Session) {
    session.diagnostics.causes_first();
    let errors = session.diagnostics.iter();
    let unknown = errors.filter_map(|error| Unknown::of(error, session));
    let unknown: Vec<Unknown> = unknown
        .filter(|unknown| !unknown.name.is_empty())
        .take(MAX_NAMES)
        .collect();
    let mut budget = ParseBudget::default();
    let mut notes: Vec<(&str, Span, Vec<String>)> = Vec::new();
    for group in unknown.chunk_by(|a, b| a.folder() == b.folder()) {
        let names: Vec<&str> = group.iter().map(|unknown| &*unknown.name).collect();
        let mut files = read(session.loader.within_reach(&group[0].folder()), &names);
        for unknown in group {
            let found = notes_of(session, unknown, &mut files, &mut budget);
            notes.push((&unknown.name, unknown.span, found));
        }
    }
    session.diagnostics.annotate(|diagnostic| {
        let Some(name) = undefined_name(&diagnostic.problem) else {
            return Vec::new();
        };
        let mut notes = notes.iter_mut();
        let found = notes.find(|(of, span, _)| *of == name && *span == diagnostic.span);
        found.map_or_else(Vec::new, |(.., notes)| std::mem::take(notes))
    });
}

/// Returns the notes of an error. `files` are those within its reach.
fn notes_of(
    session: &Session,
    unknown: &Unknown,
    files: &mut [NearbyFile],
    budget: &mut ParseBudget,
) -> Vec<String> {
    let own_name = unknown.file_name();
    let mut notes = Vec::new();
    for file in files.iter_mut().filter(|file| *file.name() != *own_name) {
        // A file that uses this one can't be imported by it.
        if notes.len() < MAX_FILES_SHOWN
            && !file.uses(&own_name)
            && file.defines(&unknown.name, &session.defines, budget)
        {
            let name = file.name();
            notes.push(format!("`{name}` defines it: `import \"{name}\";`"));
        }
    }
    let own = files.iter().find(|file| *file.name() == *own_name);
    if unknown.is_input && own.is_none_or(|own| !own.imports) {
        let opened = session.loader.opened();
        let user = files.iter().find(|file| {
            *file.name() != *own_name && file.uses(&own_name) && !opened.contains(&file.path)
        });
        notes.extend(user.map(|user| {
            format!(
                "`{own_name}` is a part of `{}`, which includes or imports it: compile that instead",
                user.name()
            )
        }));
    }
    notes
}
