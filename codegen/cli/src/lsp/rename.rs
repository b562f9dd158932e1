//! Rename: in all files, with a name that can be, and with nothing else changed.
//!
//! Whether a name can be isn't guessed by rules: the changed texts are compiled, and each name in them must
//! mean what it meant before.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comidl_codegen::internal::analysis::Meaning;
use comidl_codegen::internal::compile::macro_name;
use comidl_codegen::internal::diagnostics::Severity;
use comidl_codegen::internal::session::Texts;
use lsp_types::{PrepareRenameResponse, TextEdit, Uri, WorkspaceEdit};

use super::meaning;
use super::positions::Lines;
use super::references::{Search, Target, Uses};
use super::requests::About;
use super::snapshot::{Place, Snapshot};

/// What is said where there is nothing to rename.
pub(super) const NOTHING: &str = "there is no name here that can be changed";

/// Returns the name at the cursor.
///
/// # Errors
///
/// Why it can't be changed, for the user.
pub(super) fn prepare(about: &About<'_>) -> Result<PrepareRenameResponse, String> {
    let named = meaning::at(about.latest, None, about.offset).ok_or(NOTHING)?;
    let name = &named.name;
    let definition = match named.meaning {
        Meaning::Metadata => {
            return Err(format!(
                "no file here defines `{name}`, so it keeps its name"
            ));
        }
        Meaning::Macro(_) => {
            return Err(format!(
                "`{name}` is a macro: other files may ask whether it is defined"
            ));
        }
        Meaning::Defined(span) => named.snapshot.place(span),
    };
    let Some(definition) = definition else {
        return Err(format!("`{name}` is a name of every IDL"));
    };
    if !is_ours(&definition.path, about) {
        let path = definition.path.display();
        return Err(format!(
            "`{name}` is defined outside of the workspace, in `{path}`"
        ));
    }
    let text = about.latest.text();
    if text.get(named.span.clone()) != Some(name) {
        return Err(NOTHING.to_owned());
    }
    Ok(PrepareRenameResponse::RangeWithPlaceholder {
        range: Lines::new(text).range(text, &named.span),
        placeholder: name.clone(),
    })
}

fn is_ours(path: &Path, about: &About<'_>) -> bool {
    about.documents.get(path).is_some() || about.workspace.iter().any(|it| path.starts_with(it))
}

/// A new name.
pub(super) struct Renaming {
    new_name: String,
    /// The folders whose files may change.
    workspace: Vec<PathBuf>,
}

impl Renaming {
    /// Returns the renaming to `new_name`.
    ///
    /// # Errors
    ///
    /// The text is no name.
    pub(super) fn new(new_name: String, workspace: &[PathBuf]) -> Result<Self, String> {
        // Macros are called as all else is.
        if macro_name(&new_name).is_err() || new_name.contains('(') {
            return Err(format!("`{new_name}` is no name"));
        }
        let workspace = workspace.to_vec();
        Ok(Self {
            new_name,
            workspace,
        })
    }

    /// Returns the changes of all files.
    ///
    /// # Errors
    ///
    /// Why the name can't be changed everywhere, for the user.
    pub(super) fn edit(&self, search: &Search, found: &Uses) -> Result<WorkspaceEdit, String> {
        // A declaration that isn't whole may have the name, too, and the compiler leaves it out.
        if !found.snapshot.is_whole() {
            let name = &search.name;
            return Err(format!(
                "`{name}` keeps its name while files that have it have errors of syntax"
            ));
        }
        let by_file = self.by_file(search, found)?;
        self.check(search, found, &by_file)?;
        // The type of the protocol's library has URIs as keys, which compare by their texts.
        #[expect(clippy::mutable_key_type, reason = "nothing changes the keys")]
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for (path, places) in &by_file {
            let (Some(uri), Some(text)) = (search.uri(path), found.snapshot.text_of(path)) else {
                return Err(format!("`{}` can't be changed", path.display()));
            };
            let lines = Lines::new(text);
            let edits = places.iter().map(|place| {
                TextEdit::new(lines.range(text, &place.range()), self.new_name.clone())
            });
            changes.insert(uri, edits.collect());
        }
        Ok(WorkspaceEdit::new(changes))
    }

    /// Returns the places to change, by file.
    fn by_file<'f>(
        &self,
        search: &Search,
        found: &'f Uses,
    ) -> Result<BTreeMap<&'f Path, Vec<&'f Place>>, String> {
        let (by_file, name) = (found.by_file(), &search.name);
        for (path, places) in &by_file {
            let text = found.snapshot.text_of(path).unwrap_or_default();
            let is_written = |place: &&Place| text.get(place.range()) == Some(name);
            if !places.iter().all(is_written) {
                let path = path.display();
                return Err(format!("a macro puts `{name}` together, in `{path}`"));
            }
            let is_ours = search.texts.contains_key(*path)
                || self.workspace.iter().any(|folder| path.starts_with(folder));
            if !is_ours {
                let path = path.display();
                return Err(format!(
                    "`{name}` is named outside of the workspace, in `{path}`"
                ));
            }
        }
        Ok(by_file)
    }

    /// Checks that with the new name everything means what it meant.
    fn check(
        &self,
        search: &Search,
        found: &Uses,
        by_file: &BTreeMap<&Path, Vec<&Place>>,
    ) -> Result<(), String> {
        let Target::Defined(definition) = &search.target else {
            return Err(NOTHING.to_owned());
        };
        let mut texts = (*search.texts).clone();
        let mut places = BTreeSet::new();
        let mut moved = definition.clone();
        for (path, of_file) in by_file {
            let mut text = found.snapshot.text_of(path).unwrap_or_default().to_owned();
            let longer = self.new_name.len() as isize - search.name.len() as isize;
            for (before, place) in of_file.iter().enumerate().rev() {
                text.replace_range(place.range(), &self.new_name);
                let start = place.start.saturating_add_signed(longer * before as isize);
                let end = start + self.new_name.len();
                let path = place.path.clone();
                let new = Place { path, start, end };
                if *place == definition {
                    moved = new.clone();
                }
                places.insert(new);
            }
            texts.insert(path.to_path_buf(), text.into());
        }
        let texts: Texts = Arc::new(texts);
        let after = search.uses(&self.new_name, &Target::Defined(moved), texts);
        if after.places != places || errors(&after.snapshot) > errors(&found.snapshot) {
            return Err(format!(
                "`{}` can't be the new name: it would mean something else, or nothing",
                self.new_name
            ));
        }
        Ok(())
    }
}

/// Returns the number of errors that names can make. A difference from metadata is the user's wish.
fn errors(snapshot: &Snapshot) -> usize {
    let diagnostics = &snapshot.analysis.compilation.session.diagnostics;
    let errors = diagnostics.iter().filter(|it| {
        it.problem.severity() == Severity::Error && !it.problem.code().starts_with("IDL07")
    });
    errors.count()
}
