//! Finds and reads files, and remembers what it looked for.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::decode::decode;
use super::{File, FileId};
use crate::diagnostics::Problem;

/// No single file may be larger: what is, isn't IDL (a device that never ends, say).
const LARGEST_FILE: u64 = 512 << 20;

/// Reads files by path or by the name that an `import` or `#include` gives.
///
/// Windows IDL is careless about case and separators: `#include "Wine\OAIDL.idl"` finds
/// `wine/oaidl.idl`. Where a name fits exactly, that file is taken.
///
/// A clone of it shares what it knows, for use by another thread.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    include: Arc<[PathBuf]>,
    known: Arc<Mutex<Known>>,
}

/// What was read, and what was looked for.
#[derive(Debug, Default)]
struct Known {
    /// By the path as it is spelled, which is shown: `a.idl` and `./a.idl` would be equal as paths.
    files: FxHashMap<OsString, Arc<File>>,
    identities: FxHashMap<PathBuf, FileId>,
    next_id: u32,
    folders: FxHashMap<PathBuf, Option<Folder>>,
    opened: BTreeSet<PathBuf>,
    missing: BTreeSet<Missing>,
}

/// A place where a file was looked for and wasn't.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The folder that was searched: an include folder, or that of the file that gives the name.
    pub folder: PathBuf,
    /// What was looked for there. In an absolute name, `folder` has no part.
    pub name: PathBuf,
}

impl Missing {
    /// Where the file would be.
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }
}

/// What a folder holds: names by their lower-case form.
#[derive(Debug, Default)]
struct Folder {
    /// The folder itself, without links on the way to it.
    path: PathBuf,
    names: FxHashMap<String, Vec<OsString>>,
    /// The names that stand for something elsewhere.
    links: FxHashSet<OsString>,
}

impl Loader {
    /// A loader that looks into these folders, in order, for what isn't beside the file that
    /// names it.
    pub fn new(include: Vec<PathBuf>) -> Self {
        Self {
            include: include.into(),
            ..Self::default()
        }
    }

    /// Reads the file at `path`; one that was read before isn't read again.
    ///
    /// # Errors
    ///
    /// [`Problem::UnreadableFile`], [`Problem::NotText`] or [`Problem::TooLarge`].
    pub fn open(&self, path: &Path) -> Result<Arc<File>, Problem> {
        if let Some(file) = self.known().files.get(path.as_os_str()) {
            return Ok(file.clone());
        }
        let bytes = self.bytes(path)?;
        let text: Arc<str> = decode(bytes)
            .map_err(|offset| Problem::NotText {
                path: path.to_owned(),
                offset,
            })?
            .into();
        let mut known = self.known();
        let identity = known.identity(path);
        // Another thread may have been quicker.
        if let Some(file) = known.files.get(path.as_os_str()) {
            return Ok(file.clone());
        }
        let id = match known.identities.get(&identity) {
            Some(id) => *id,
            None => {
                let id = known.new_id();
                known.identities.insert(identity, id);
                id
            }
        };
        let file = Arc::new(File::new(id, path.to_owned(), text));
        known.files.insert(path.into(), file.clone());
        Ok(file)
    }

    /// Reads the file at `path`, which need not be text.
    ///
    /// # Errors
    ///
    /// [`Problem::UnreadableFile`] or [`Problem::TooLarge`].
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, Problem> {
        let bytes = read(path)?;
        self.known().note_opened(path);
        Ok(bytes)
    }

    /// A file that isn't on disk: `text` under the name `path`, which places in it will show.
    pub fn embed(&self, path: &str, text: &str) -> Arc<File> {
        let id = self.known().new_id();
        Arc::new(File::new(id, path.into(), text.into()))
    }

    /// The file that an `import` or `#include` in the folder `beside` means by `name`: looked for
    /// there (not with [`None`], as `#include <x>` has it), then in the include folders.
    ///
    /// # Errors
    ///
    /// [`Problem::MissingFile`] if it is nowhere, else as [`Loader::open`].
    pub fn find(&self, name: &str, beside: Option<&Path>) -> Result<Arc<File>, Problem> {
        let name = PathBuf::from(name.replace('\\', "/"));
        let folders: Vec<PathBuf> = match name.is_absolute() {
            true => vec![PathBuf::new()],
            false => beside
                .map(Path::to_owned)
                .into_iter()
                .chain(self.include.iter().cloned())
                .collect(),
        };
        for folder in &folders {
            let located = self.known().locate(folder, &name);
            if let Some(path) = located {
                return self.open(&path);
            }
        }
        Err(Problem::MissingFile {
            name: name.display().to_string(),
            searched: describe(&folders),
        })
    }

    /// The IDL files in the folder `beside` and in the include folders, where an `import` in a file
    /// of `beside` would look; each folder's by name. They aren't read.
    pub fn within_reach(&self, beside: &Path) -> Vec<PathBuf> {
        let mut folders = vec![beside.to_owned()];
        folders.extend(self.include.iter().cloned());
        let mut files = Vec::new();
        let mut known = self.known();
        for folder in folders {
            let listing = known.folder(&folder).into_iter();
            let names = listing.flat_map(|it| it.names.values());
            let is_idl = |name: &&OsString| {
                let extension = Path::new(name).extension();
                extension.is_some_and(|it| it.eq_ignore_ascii_case("idl"))
            };
            let mut names: Vec<OsString> = names.flatten().filter(is_idl).cloned().collect();
            names.sort();
            // One that another of the same name hides is out of reach.
            names.retain(|name| {
                !files
                    .iter()
                    .any(|it: &PathBuf| it.file_name() == Some(name))
            });
            files.extend(names.into_iter().map(|name| folder.join(name)));
        }
        files
    }

    /// Every file that was read.
    pub fn opened(&self) -> BTreeSet<PathBuf> {
        self.known().opened.clone()
    }

    /// Every place at which a file was looked for and wasn't: were one made there, the result
    /// would be another.
    pub fn missing(&self) -> BTreeSet<Missing> {
        self.known().missing.clone()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn new_id(&mut self) -> FileId {
        self.next_id += 1;
        FileId(self.next_id)
    }

    /// The file that `name` means in `folder`.
    fn locate(&mut self, folder: &Path, name: &Path) -> Option<PathBuf> {
        let located = self.matched(folder, name);
        // A file that fits but for the case of letters yields to one that fits exactly.
        if located.as_deref() != Some(&*folder.join(name)) {
            let (folder, name) = (folder.to_owned(), name.to_owned());
            self.missing.insert(Missing { folder, name });
        }
        located
    }

    /// The file that `name` fits in `folder`, each component matched without regard to case
    /// where no exact match is there.
    fn matched(&mut self, folder: &Path, name: &Path) -> Option<PathBuf> {
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
        (self.files.contains_key(path.as_os_str()) || path.is_file()).then_some(path)
    }

    /// Remembers that a file was read. Of spellings that are equal as paths one is kept, whichever
    /// thread was quicker.
    fn note_opened(&mut self, path: &Path) {
        let known = self.opened.get(path);
        if known.is_none_or(|known| path.as_os_str() < known.as_os_str()) {
            self.opened.replace(path.to_owned());
        }
    }

    /// The one path of the file at `path`, of all that lead to it.
    fn identity(&mut self, path: &Path) -> PathBuf {
        // The way to a folder is followed once, for all files in it.
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name())
            && let Some(folder) = self.folder(folder)
            && folder.holds(name)
        {
            return folder.path.join(name);
        }
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
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
        let mut folder = Self {
            path: fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
            ..Self::default()
        };
        for entry in fs::read_dir(path).ok()?.flatten() {
            let name = entry.file_name();
            let key = name.to_string_lossy().to_lowercase();
            if entry.file_type().is_ok_and(|it| it.is_symlink()) {
                folder.links.insert(name.clone());
            }
            folder.names.entry(key).or_default().push(name);
        }
        for names in folder.names.values_mut() {
            names.sort();
        }
        Some(folder)
    }

    /// Whether exactly `name` is there, and not as a link.
    fn holds(&self, name: &OsStr) -> bool {
        let candidates = self.names.get(&name.to_string_lossy().to_lowercase());
        candidates.is_some_and(|it| it.iter().any(|it| it == name)) && !self.links.contains(name)
    }

    /// The name that is really there for `name`.
    fn spelled(&self, name: &str) -> Option<OsString> {
        let candidates = self.names.get(&name.to_lowercase())?;
        let exact = candidates.iter().find(|candidate| *candidate == name);
        exact.or(candidates.first()).cloned()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| {
            // With a byte more than there should be, one reading finds the end.
            let size = file.metadata()?.len().min(LARGEST_FILE);
            bytes.reserve_exact(size as usize + 1);
            file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)
        })
        .map_err(|error| Problem::UnreadableFile {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Problem::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// Where a file was looked for, as a message says it.
fn describe(folders: &[PathBuf]) -> String {
    if folders.is_empty() {
        return "not found, for no include folder is given".to_owned();
    }
    let shown = |folder: &PathBuf| match folder.as_os_str().is_empty() {
        true => "`.`".to_owned(),
        false => format!("`{}`", folder.display()),
    };
    let shown: Vec<String> = folders.iter().map(shown).collect();
    format!("not found in {}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that holds these files, each with its own path as text.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    /// The text of what `name` means in the file `main.idl` of a folder with these files, with
    /// its folder `sys` as include folder.
    fn found(files: &[&str], name: &str) -> Option<String> {
        let folder = folder(files);
        let loader = Loader::new(vec![folder.path().join("sys")]);
        let file = loader.find(name, Some(folder.path())).ok()?;
        Some(file.text().to_string())
    }

    #[test]
    fn a_file_beside_the_one_that_names_it_comes_first() {
        assert_eq!(found(&["a.idl", "sys/a.idl"], "a.idl").unwrap(), "a.idl");
        assert_eq!(found(&["sys/a.idl"], "a.idl").unwrap(), "sys/a.idl");
        assert_eq!(found(&["b.idl"], "a.idl"), None);
    }

    #[test]
    fn case_is_disregarded_where_no_name_fits_exactly() {
        assert_eq!(
            found(&["Sub/OAIdl.Idl"], "SUB/oaidl.idl").unwrap(),
            "Sub/OAIdl.Idl"
        );
        assert_eq!(found(&["A.idl", "a.idl"], "a.idl").unwrap(), "a.idl");
        assert_eq!(found(&["A.IDL", "A.idl"], "a.idl").unwrap(), "A.IDL");
        assert_eq!(found(&["A.idl", "sys/a.idl"], "a.idl").unwrap(), "A.idl");
    }

    #[test]
    fn a_backslash_separates_folders() {
        assert_eq!(found(&["sub/a.idl"], r"sub\a.idl").unwrap(), "sub/a.idl");
        assert_eq!(
            found(&["a.idl", "sys/x.idl"], r".\sys\..\a.idl").unwrap(),
            "a.idl"
        );
    }

    #[test]
    fn a_folder_is_no_file() {
        assert_eq!(
            found(&["a.idl/x", "sys/a.idl"], "a.idl").unwrap(),
            "sys/a.idl"
        );
        assert_eq!(found(&["a.idl"], "a.idl/b.idl"), None);
        assert_eq!(found(&["a.idl"], ""), None);
    }

    #[test]
    fn an_absolute_name_is_found_where_it_says() {
        let folder = folder(&["a.idl"]);
        let path = folder.path().join("A.IDL");
        let file = Loader::default()
            .find(path.to_str().unwrap(), None)
            .unwrap();
        assert_eq!(&**file.text(), "a.idl");
    }

    #[test]
    fn one_file_has_one_identity_however_it_is_spelled() {
        let folder = folder(&["a.idl", "sub/b.idl"]);
        let loader = Loader::default();
        let id = |name: &str| loader.find(name, Some(folder.path())).unwrap().id();
        assert_eq!(id("a.idl"), id("sub/../A.idl"));
        assert_ne!(id("a.idl"), id("sub/b.idl"));
    }

    #[test]
    fn a_file_has_the_path_by_which_it_was_opened_whoever_opened_it_before() {
        let folder = folder(&["a.idl"]);
        let loader = Loader::default();
        for name in ["a.idl", "./a.idl", "a.idl"] {
            let path = folder.path().join(name);
            let file = loader.open(&path).unwrap();
            assert_eq!(file.path().as_os_str(), path.as_os_str());
            assert_eq!(
                file.id(),
                loader.open(&folder.path().join("a.idl")).unwrap().id()
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn one_file_has_one_identity_whatever_links_lead_to_it() {
        let folder = folder(&["sub/a.idl"]);
        let link = |to: &str, name: &str| {
            std::os::unix::fs::symlink(folder.path().join(to), folder.path().join(name)).unwrap();
        };
        link("sub", "folder");
        link("sub/a.idl", "file.idl");
        let loader = Loader::default();
        let id = |name: &str| loader.open(&folder.path().join(name)).unwrap().id();
        assert_eq!(id("folder/a.idl"), id("sub/a.idl"));
        assert_eq!(id("file.idl"), id("sub/a.idl"));
    }

    #[test]
    fn what_was_read_and_what_was_missed_is_known() {
        let folder = folder(&["sys/a.idl"]);
        let sys = folder.path().join("sys");
        let loader = Loader::new(vec![sys.clone()]);
        loader.find("a.idl", Some(folder.path())).unwrap();
        loader.find("a.idl", Some(&sys)).unwrap();
        loader.find("b.idl", None).unwrap_err();
        assert_eq!(loader.opened(), [sys.join("a.idl")].into());
        let missing: Vec<PathBuf> = loader.missing().iter().map(Missing::path).collect();
        assert_eq!(missing, [folder.path().join("a.idl"), sys.join("b.idl")]);
    }

    #[test]
    fn a_name_in_another_case_is_missed_as_it_is_spelled() {
        let folder = folder(&["A.idl"]);
        let loader = Loader::default();
        loader.find("a.idl", Some(folder.path())).unwrap();
        let missing: Vec<PathBuf> = loader.missing().iter().map(Missing::path).collect();
        assert_eq!(missing, [folder.path().join("a.idl")]);
    }

    #[test]
    fn what_is_missing_says_where_it_was_looked_for() {
        let Err(problem) = Loader::new(vec!["one".into(), "two".into()]).find("a.idl", None) else {
            panic!("it isn't there");
        };
        assert_eq!(problem.label(), "not found in `one`, `two`");
        let problem = Loader::default().find("a.idl", None).unwrap_err();
        assert_eq!(problem.label(), "not found, for no include folder is given");
    }

    #[test]
    fn what_cannot_be_read_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("binary"), b"MZ\0").unwrap();
        let loader = Loader::default();
        let code = |name: &str| loader.open(&folder.path().join(name)).unwrap_err().code();
        assert_eq!(code("nowhere"), "E0101");
        assert_eq!(code(""), "E0101");
        assert_eq!(code("binary"), "E0104");
    }
}
