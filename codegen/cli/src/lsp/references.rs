//! Find references: all places of a workspace that mean one definition.
//!
//! The files that have the name at all are compiled together, once. What each name in them means is asked of
//! the compiler, so that a comment or another thing of the same name doesn't count. That may take longer
//! than an editor waits elsewhere, so the server gives it a thread of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comidl_codegen::internal::analysis::{Analysis, Meaning};
use comidl_codegen::internal::compile::Options;
use comidl_codegen::internal::metadata::Metadata;
use comidl_codegen::internal::session::Texts;
use lsp_types::{Location, Uri};
use serde_json::Value;

use super::documents::Documents;
use super::positions::Lines;
use super::rename::Renaming;
use super::requests::About;
use super::snapshot::{Place, Snapshot};
use super::{meaning, rename, uri};

/// How many files of a workspace are searched.
const MAX_FILES: usize = 20_000;

/// How deep folders are searched.
const MAX_DEPTH: usize = 30;

/// The definition whose references are searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// What has its name at this place.
    Defined(Place),
    /// What metadata has under the name.
    Metadata,
}

/// A search, with all that it needs on another thread.
pub(super) struct Search {
    pub(super) name: String,
    pub(super) target: Target,
    pub(super) texts: Texts,
    options: Options,
    metadata: Arc<Metadata>,
    /// The editor's own names of the files that it has open.
    uris: BTreeMap<PathBuf, Uri>,
    what: What,
}

/// What is searched for.
enum What {
    /// The references, with or without the definition itself.
    References(bool),
    /// What a new name changes.
    Rename(Renaming),
}

impl Search {
    /// Prepares the search for the references of the thing at the cursor.
    pub(super) fn references(about: &About<'_>, declares: bool) -> Option<Self> {
        Self::new(about, What::References(declares))
    }

    /// Prepares the search for what changes when the thing at the cursor gets another name.
    ///
    /// # Errors
    ///
    /// Why it can't get that name, for the user.
    pub(super) fn rename(about: &About<'_>, new_name: String) -> Result<Self, String> {
        rename::prepare(about)?;
        let renaming = Renaming::new(new_name, about.workspace)?;
        let search = Self::new(about, What::Rename(renaming));
        search.ok_or_else(|| rename::NOTHING.to_owned())
    }

    fn new(about: &About<'_>, what: What) -> Option<Self> {
        // What an older text tells has other places by now.
        let named = meaning::at(about.latest, None, about.offset)?;
        let (target, is_everywhere) = match named.meaning {
            Meaning::Metadata => (Target::Metadata, true),
            Meaning::Macro(span) => (Target::Defined(named.snapshot.place(span)?), true),
            Meaning::Defined(span) => {
                let visible = &named.snapshot.analysis.index.visible;
                let is_visible = visible.iter().any(|it| it.name.span == span);
                (Target::Defined(named.snapshot.place(span)?), is_visible)
            }
        };
        let texts = about.documents.texts();
        let mut files = BTreeSet::from([about.latest.path.clone()]);
        if is_everywhere {
            let read = about.latest.sources().inclusions().iter();
            let read = read.map(|it| super::documents::identity(it.file.path()));
            let mut candidates: BTreeSet<PathBuf> = read.filter(|it| is_idl(it)).collect();
            candidates.extend(texts.keys().cloned());
            for folder in about.workspace {
                add_idl_files(folder, 0, &mut candidates);
            }
            files.extend(
                candidates
                    .into_iter()
                    .filter(|path| has(path, &named.name, &texts)),
            );
        }
        Some(Self {
            name: named.name,
            target,
            options: about
                .settings
                .options(files.into_iter().collect(), about.workspace),
            metadata: Arc::clone(about.metadata),
            texts,
            uris: uris(about.documents),
            what,
        })
    }

    /// Searches, and returns the answer.
    ///
    /// # Errors
    ///
    /// Why a name can't be changed, for the user.
    pub(super) fn run(self) -> Result<Value, String> {
        let found = self.uses(&self.name, &self.target, self.texts.clone());
        let value = match &self.what {
            What::References(declares) => {
                let is_definition =
                    |place: &Place| matches!(&self.target, Target::Defined(it) if it == place);
                let mut locations = Vec::new();
                for (path, places) in found.by_file() {
                    let (Some(uri), Some(text)) = (self.uri(path), found.snapshot.text_of(path))
                    else {
                        continue;
                    };
                    let lines = Lines::new(text);
                    let shown = places.iter().filter(|it| *declares || !is_definition(it));
                    let ranges = shown.map(|place| lines.range(text, &place.range()));
                    locations.extend(ranges.map(|range| Location::new(uri.clone(), range)));
                }
                serde_json::to_value(locations)
            }
            What::Rename(renaming) => serde_json::to_value(renaming.edit(&self, &found)?),
        };
        value.map_err(|error| error.to_string())
    }

    /// Compiles the files with these texts, and finds the places that have `name` and mean `target`.
    pub(super) fn uses(&self, name: &str, target: &Target, texts: Texts) -> Uses {
        let analysis = Analysis::new(self.options.clone(), &self.metadata, texts);
        let path = self.options.idl.first().cloned().unwrap_or_default();
        let snapshot = Snapshot::new(path, analysis);
        let means_it = |meaning| match (target, meaning) {
            (Target::Metadata, Meaning::Metadata) => true,
            (Target::Defined(place), Meaning::Defined(span) | Meaning::Macro(span)) => {
                snapshot.place(span).as_ref() == Some(place)
            }
            _ => false,
        };
        let uses = snapshot.analysis.index.uses.iter();
        let named = uses.filter(|it| snapshot.name(it.name.text) == name);
        let meant = named.filter(|it| means_it(it.meaning));
        let places = meant.filter_map(|it| snapshot.place(it.name.span));
        let places = places.collect();
        Uses { snapshot, places }
    }

    /// Returns the URI of a file: the editor's own, if the file is open there.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        self.uris.get(path).cloned().or_else(|| uri::of(path))
    }
}

/// The places that mean the target of a search.
pub(super) struct Uses {
    /// The files, compiled together.
    pub(super) snapshot: Snapshot,
    /// The places that have the name of the search.
    pub(super) places: BTreeSet<Place>,
}

impl Uses {
    /// Returns the places by file.
    pub(super) fn by_file(&self) -> BTreeMap<&Path, Vec<&Place>> {
        let mut by_file: BTreeMap<&Path, Vec<&Place>> = BTreeMap::new();
        for place in &self.places {
            by_file.entry(&place.path).or_default().push(place);
        }
        by_file
    }
}

fn uris(documents: &Documents) -> BTreeMap<PathBuf, Uri> {
    let paths = documents.paths().cloned();
    let open = paths.filter_map(|path| {
        let uri = documents.uri(&path)?;
        Some((path, uri))
    });
    open.collect()
}

fn is_idl(path: &Path) -> bool {
    let extension = path.extension();
    path.is_absolute() && extension.is_some_and(|it| it.eq_ignore_ascii_case("idl"))
}

/// Adds the IDL files of a folder and of those in it. Hidden folders and those of build tools have copies.
fn add_idl_files(folder: &Path, depth: usize, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if files.len() >= MAX_FILES {
            return;
        }
        let (path, name) = (entry.path(), entry.file_name());
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let name = name.to_string_lossy();
        // A link to a folder may lead back.
        if kind.is_dir() {
            let is_built = matches!(&*name, "target" | "node_modules") || name.starts_with('.');
            if depth < MAX_DEPTH && !is_built {
                add_idl_files(&path, depth + 1, files);
            }
        } else if is_idl(&path) {
            files.insert(super::documents::identity(&path));
        }
    }
}

/// Returns whether the text of a file has the name anywhere.
fn has(path: &Path, name: &str, texts: &Texts) -> bool {
    match texts.get(path) {
        Some(text) => text.contains(name),
        // In whatever encoding the file is, a name is ASCII; UTF-16 has a zero behind each letter.
        None => fs::read(path).is_ok_and(|bytes| {
            let wide: Vec<u8> = name.bytes().flat_map(|byte| [byte, 0]).collect();
            contains(&bytes, name.as_bytes()) || contains(&bytes, &wide)
        }),
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    let Some((first, rest)) = part.split_first() else {
        return true;
    };
    let starts = bytes.iter().enumerate().filter(|(_, byte)| *byte == first);
    let mut behind = starts.map(|(at, _)| &bytes[at + 1..]);
    behind.any(|behind| behind.starts_with(rest))
}
