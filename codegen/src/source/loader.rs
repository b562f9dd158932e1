//! Finds and reads files, and remembers what it looked for.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use super::decode::decode;
use super::{File, FileId};
use crate::diagnostics::Problem;

/// No single file may be larger: what is, isn't IDL (a device that never ends, say).
const LARGEST_FILE: u64 = 512 << 20;

/// Reads files by path or by the name that an `import` or `#include` gives.
///
/// Windows IDL is careless about case and separators: `#include "Wine\OAIDL.idl"` finds
/// `wine/oaidl.idl`. Where a name fits exactly, that file is taken.
#[derive(Debug, Default)]
pub struct Loader {
    include: Vec<PathBuf>,
    files: HashMap<PathBuf, Rc<File>>,
    identities: HashMap<PathBuf, FileId>,
    next_id: u32,
    folders: HashMap<PathBuf, Option<Folder>>,
    opened: Vec<PathBuf>,
    missing: BTreeSet<PathBuf>,
}

/// What a folder holds: names by their lower-case form.
#[derive(Debug, Default)]
struct Folder {
    names: HashMap<String, Vec<OsString>>,
}

impl Loader {
    /// A loader that looks into these folders, in order, for what isn't beside the file that
    /// names it.
    pub fn new(include: Vec<PathBuf>) -> Self {
        Self {
            include,
            ..Self::default()
        }
    }

    /// Reads the file at `path`; one that was read before isn't read again.
    ///
    /// # Errors
    ///
    /// [`Problem::UnreadableFile`], [`Problem::NotText`] or [`Problem::TooLarge`].
    pub fn open(&mut self, path: &Path) -> Result<Rc<File>, Problem> {
        if let Some(file) = self.files.get(path) {
            return Ok(file.clone());
        }
        let bytes = read(path)?;
        let text: Rc<str> = decode(bytes)
            .map_err(|offset| Problem::NotText {
                path: path.display().to_string(),
                offset: offset.to_string(),
            })?
            .into();
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let id = match self.identities.get(&identity) {
            Some(id) => *id,
            None => {
                let id = self.new_id();
                self.identities.insert(identity, id);
                id
            }
        };
        let file = Rc::new(File::new(id, path.to_owned(), text));
        self.files.insert(path.to_owned(), file.clone());
        self.opened.push(path.to_owned());
        Ok(file)
    }

    /// A file that isn't on disk: `text` under the name `path`, which places in it will show.
    pub fn embed(&mut self, path: &str, text: &str) -> Rc<File> {
        Rc::new(File::new(self.new_id(), path.into(), text.into()))
    }

    /// The file that an `import` or `#include` in the folder `beside` means by `name`: looked for
    /// there (not with [`None`], as `#include <x>` has it), then in the include folders.
    ///
    /// # Errors
    ///
    /// [`Problem::MissingFile`] if it is nowhere, else as [`Loader::open`].
    pub fn find(&mut self, name: &str, beside: Option<&Path>) -> Result<Rc<File>, Problem> {
        let name = PathBuf::from(name.replace('\\', "/"));
        let folders: Vec<PathBuf> = beside
            .map(Path::to_owned)
            .into_iter()
            .chain(self.include.iter().cloned())
            .collect();
        for folder in &folders {
            if let Some(path) = self.locate(folder, &name) {
                return self.open(&path);
            }
            self.missing.insert(folder.join(&name));
        }
        Err(Problem::MissingFile {
            name: name.display().to_string(),
            searched: describe(&folders),
        })
    }

    /// Every file that was read, in the order of reading.
    pub fn opened(&self) -> &[PathBuf] {
        &self.opened
    }

    /// Every path at which a file was looked for and wasn't: were one made there, the result
    /// would be another.
    pub fn missing(&self) -> impl Iterator<Item = &Path> {
        self.missing.iter().map(PathBuf::as_path)
    }

    fn new_id(&mut self) -> FileId {
        self.next_id += 1;
        FileId(self.next_id)
    }

    /// The file that `name` means in `folder`, each component matched without regard to case
    /// where no exact match is there.
    fn locate(&mut self, folder: &Path, name: &Path) -> Option<PathBuf> {
        let mut path = folder.to_owned();
        for component in name.components() {
            match component {
                Component::Normal(part) => {
                    let listed = match self.folder(&path) {
                        Some(listing) => listing.spelled(part.to_str()?)?,
                        None => part.to_owned(),
                    };
                    path.push(listed);
                }
                other => path.push(other),
            }
        }
        path.is_file().then_some(path)
    }

    /// What `path` holds; none if it can't be listed.
    fn folder(&mut self, path: &Path) -> Option<&Folder> {
        if !self.folders.contains_key(path) {
            let listing = Folder::list(path);
            self.folders.insert(path.to_owned(), listing);
        }
        self.folders[path].as_ref()
    }
}

impl Folder {
    fn list(path: &Path) -> Option<Self> {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let mut folder = Self::default();
        for entry in fs::read_dir(path).ok()?.flatten() {
            let name = entry.file_name();
            let key = name.to_string_lossy().to_lowercase();
            folder.names.entry(key).or_default().push(name);
        }
        for names in folder.names.values_mut() {
            names.sort();
        }
        Some(folder)
    }

    /// The name that is really there for `name`.
    fn spelled(&self, name: &str) -> Option<OsString> {
        let candidates = self.names.get(&name.to_lowercase())?;
        let exact = candidates.iter().find(|candidate| *candidate == name);
        exact.or(candidates.first()).cloned()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|error| Problem::UnreadableFile {
            path: shown.clone(),
            reason: error.to_string(),
        })?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Problem::TooLarge { path: shown });
    }
    Ok(bytes)
}

fn describe(folders: &[PathBuf]) -> String {
    let shown = |folder: &PathBuf| match folder.as_os_str().is_empty() {
        true => "`.`".to_owned(),
        false => format!("`{}`", folder.display()),
    };
    let shown: Vec<String> = folders.iter().map(shown).collect();
    shown.join(", ")
}
