//! Finds and reads files, and remembers where it looked.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::decode::decode;
use crate::diagnostics::Problem;
use crate::source::{File, FileId};

/// The most bytes that a file may have. A larger one isn't IDL; it may be a device that never ends.
pub const MAX_FILE_SIZE: u64 = 128 << 20;

/// Reads files by path or by the name that an `import` or `#include` gives.
///
/// Windows IDL is careless about case and separators: `#include "Wine\OAIDL.idl"` finds
/// `wine/oaidl.idl`. Where a name fits exactly, that file is taken.
///
/// A clone shares all files that were read and found, for use by another thread.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    include: Arc<[PathBuf]>,
    /// The folders, without links, to which IDL is confined; none where it may name any file.
    confines: Option<Arc<[PathBuf]>>,
    /// The texts that stand for those of files, by the files' paths without links.
    texts: Texts,
    state: Arc<Mutex<State>>,
}

/// Texts by the paths of their files without links: those that an editor has changed and not saved.
pub type Texts = Arc<FxHashMap<PathBuf, Arc<str>>>;

/// The files that were read, and the places that were searched.
#[derive(Debug, Default)]
struct State {
    /// By the path as it is written, which is shown to the user: `a.idl` and `./a.idl` are equal as
    /// paths.
    files: FxHashMap<OsString, Arc<File>>,
    identities: FxHashMap<PathBuf, FileId>,
    next_id: u32,
    folders: FxHashMap<PathBuf, Option<Folder>>,
    opened: BTreeSet<PathBuf>,
    missing: BTreeSet<Missing>,
}

/// A place that was searched for a file in vain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The folder that was searched: an include folder, or that of the file that gives the name.
    pub folder: PathBuf,
    /// The name that was searched for. `folder` has no part in an absolute one.
    pub name: PathBuf,
}

impl Missing {
    /// Returns the path that the file would have.
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }
}

/// The entries of a folder.
#[derive(Debug, Default)]
struct Folder {
    /// The folder's path, without links.
    path: PathBuf,
    /// The names, by their lower-case form.
    names: FxHashMap<String, Vec<OsString>>,
    /// The names that are links.
    links: FxHashSet<OsString>,
}

impl Loader {
    /// Returns a loader that searches these folders, in order, for a file that isn't beside the one
    /// that names it.
    pub fn new(include: Vec<PathBuf>) -> Self {
        Self {
            include: include.into(),
            ..Self::default()
        }
    }

    /// Confines the names in IDL to the include folders and to the folders of the files at `paths`,
    /// which the user names. An absolute path is an error. A name may lead out of these folders by
    /// `..` or by a link, but the text of a file there is never shown.
    pub(crate) fn confine<'p>(&mut self, paths: impl Iterator<Item = &'p Path>) {
        let folders = paths.map(|path| path.parent().unwrap_or(path));
        let folders = folders.chain(self.include.iter().map(PathBuf::as_path));
        // Many files have the same folder, and to follow its links takes a call for each component.
        let folders: BTreeSet<&Path> = folders.map(non_empty).collect();
        let folders = folders.into_iter();
        self.confines = Some(folders.filter_map(|it| fs::canonicalize(it).ok()).collect());
    }

    /// Lets these texts stand for those of the files. No file need be there.
    pub(crate) fn replace_texts(&mut self, texts: Texts) {
        self.texts = texts;
    }

    /// Lets the text in `bytes` stand for that of the file at `path`, which need not be there.
    ///
    /// # Errors
    ///
    /// [`Problem::NotText`] or [`Problem::TooLarge`]; the text is empty then.
    pub(crate) fn replace_bytes(&mut self, path: &Path, bytes: Vec<u8>) -> Result<(), Problem> {
        let is_too_large = bytes.len() as u64 > MAX_FILE_SIZE;
        let decoded = match is_too_large {
            true => Err(Problem::TooLarge {
                path: path.to_owned(),
            }),
            false => decode(bytes).map_err(|offset| Problem::NotText {
                path: path.to_owned(),
                offset,
            }),
        };
        let (text, result) = match decoded {
            Ok(text) => (text, Ok(())),
            Err(problem) => (String::new(), Err(problem)),
        };
        Arc::make_mut(&mut self.texts).insert(path.to_owned(), text.into());
        result
    }

    /// Returns the text that stands for that of the file at `path`, if there is one.
    fn replaced(&self, path: &Path) -> Option<Arc<str>> {
        if self.texts.is_empty() {
            return None;
        }
        let mut state = self.state();
        let text = self.texts.get(&state.identity(path))?;
        state.note_opened(path);
        Some(text.clone())
    }

    /// Returns whether the text of the file at this path, without links, may be shown.
    fn may_show(&self, identity: &Path) -> bool {
        let Some(folders) = &self.confines else {
            return true;
        };
        // What stands for a file comes from the user.
        self.texts.contains_key(identity)
            || folders.iter().any(|folder| identity.starts_with(folder))
    }

    /// Reads the file at `path`, unless it was read before.
    ///
    /// # Errors
    ///
    /// [`Problem::UnreadableFile`], [`Problem::NotText`] or [`Problem::TooLarge`].
    pub fn open(&self, path: &Path) -> Result<Arc<File>, Problem> {
        if let Some(file) = self.state().files.get(path.as_os_str()) {
            return Ok(file.clone());
        }
        let text = match self.replaced(path) {
            Some(text) => text,
            None => {
                let decoded = decode(self.bytes(path)?);
                let not_text = |offset| Problem::NotText {
                    path: path.to_owned(),
                    offset,
                };
                decoded.map_err(not_text)?.into()
            }
        };
        let mut state = self.state();
        let identity = state.identity(path);
        // Another thread may have read the file meanwhile.
        if let Some(file) = state.files.get(path.as_os_str()) {
            return Ok(file.clone());
        }
        let id = match state.identities.get(&identity) {
            Some(id) => *id,
            None => {
                let id = state.new_id();
                state.identities.insert(identity.clone(), id);
                id
            }
        };
        let file = File::new(id, path.to_owned(), text);
        let file = Arc::new(if self.may_show(&identity) {
            file
        } else {
            file.hidden()
        });
        state.files.insert(path.into(), file.clone());
        Ok(file)
    }

    /// Reads the file at `path`, which needn't be text.
    ///
    /// # Errors
    ///
    /// [`Problem::UnreadableFile`] or [`Problem::TooLarge`].
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, Problem> {
        let bytes = read(path)?;
        self.state().note_opened(path);
        Ok(bytes)
    }

    /// Returns a file that isn't on disk. Places in `text` show it under the name `path`.
    pub fn embed(&self, path: &str, text: &str) -> Arc<File> {
        let id = self.state().new_id();
        Arc::new(File::new(id, path.into(), text.into()))
    }

    /// Returns the file that an `import` or `#include` in the folder `beside` means by `name`.
    /// Searches that folder first, unless it is [`None`] as for `#include <x>`, then the include
    /// folders.
    ///
    /// # Errors
    ///
    /// [`Problem::MissingFile`] if it is in none of them, [`Problem::AbsolutePath`] if the name is
    /// absolute and the loader is [confined](Self::confine), else as [`Loader::open`].
    pub fn find(&self, name: &str, beside: Option<&Path>) -> Result<Arc<File>, Problem> {
        let name = PathBuf::from(name.replace('\\', "/"));
        if name.has_root() && self.confines.is_some() {
            return Err(Problem::AbsolutePath {
                name: name.display().to_string(),
            });
        }
        let folders: Vec<PathBuf> = if name.is_absolute() {
            vec![PathBuf::new()]
        } else {
            let beside = beside.map(Path::to_owned).into_iter();
            beside.chain(self.include.iter().cloned()).collect()
        };
        for folder in &folders {
            let located = self.state().locate(folder, &name);
            if let Some(path) = located {
                return self.open(&path);
            }
        }
        Err(Problem::MissingFile {
            name: name.display().to_string(),
            searched: describe(&folders),
        })
    }

    /// Returns the IDL files that an `import` in a file of the folder `beside` could name: those in
    /// that folder and in the include folders, each folder's sorted by name. Reads none of them.
    pub fn within_reach(&self, beside: &Path) -> Vec<PathBuf> {
        let mut folders = vec![beside.to_owned()];
        folders.extend(self.include.iter().cloned());
        let mut files = Vec::new();
        let mut state = self.state();
        for folder in folders {
            let listing = state.folder(&folder).into_iter();
            let names = listing.flat_map(|folder| folder.names.values());
            let is_idl = |name: &&OsString| {
                let extension = Path::new(name).extension();
                extension.is_some_and(|it| it.eq_ignore_ascii_case("idl"))
            };
            let mut names: Vec<OsString> = names.flatten().filter(is_idl).cloned().collect();
            names.sort();
            // A file that another of the same name hides can't be imported.
            names.retain(|name| {
                !files
                    .iter()
                    .any(|file: &PathBuf| file.file_name() == Some(name))
            });
            files.extend(names.into_iter().map(|name| folder.join(name)));
        }
        files
    }

    /// Returns every file that was read.
    pub fn opened(&self) -> BTreeSet<PathBuf> {
        self.state().opened.clone()
    }

    /// Returns every place that was searched for a file in vain. A file that is made there later
    /// may change the result.
    pub fn missing(&self) -> BTreeSet<Missing> {
        self.state().missing.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn new_id(&mut self) -> FileId {
        self.next_id += 1;
        FileId(self.next_id)
    }

    /// Returns the file that `name` means in `folder`, and notes the place if it isn't there.
    fn locate(&mut self, folder: &Path, name: &Path) -> Option<PathBuf> {
        let located = self.matched(folder, name);
        // A name that matches but for the case of letters yields to one that matches exactly.
        if located.as_deref() != Some(&*folder.join(name)) {
            let (folder, name) = (folder.to_owned(), name.to_owned());
            self.missing.insert(Missing { folder, name });
        }
        located
    }

    /// Returns the file that `name` matches in `folder`. Where a component has no exact match, its
    /// case is ignored.
    fn matched(&mut self, folder: &Path, name: &Path) -> Option<PathBuf> {
        let mut path = folder.to_owned();
        for component in name.components() {
            match component {
                Component::Normal(part) => {
                    let listed = match self.folder(&path) {
                        Some(listing) => listing.best_match(part.to_str()?)?,
                        None => part.to_owned(),
                    };
                    path.push(listed);
                }
                other => path.push(other),
            }
        }
        // What is neither a file nor a folder is found, so that the error says what it is.
        let is_there = || fs::metadata(&path).is_ok_and(|it| !it.is_dir());
        (self.files.contains_key(path.as_os_str()) || is_there()).then_some(path)
    }

    /// Remembers that a file was read. Keeps the same one of several texts that are equal as paths,
    /// whichever thread was quicker.
    fn note_opened(&mut self, path: &Path) {
        let noted = self.opened.get(path);
        if noted.is_none_or(|noted| path.as_os_str() < noted.as_os_str()) {
            self.opened.replace(path.to_owned());
        }
    }

    /// Returns the path without links of the file at `path`.
    fn identity(&mut self, path: &Path) -> PathBuf {
        // Links on the way to a folder are followed once, for all files in it.
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name())
            && let Some(folder) = self.folder(folder)
            && folder.holds(name)
        {
            return folder.path.join(name);
        }
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }

    /// Returns the entries of the folder at `path`; none if it can't be listed.
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
        let path = non_empty(path);
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

    /// Whether an entry has exactly this name and isn't a link.
    fn holds(&self, name: &OsStr) -> bool {
        let candidates = self.names.get(&name.to_string_lossy().to_lowercase());
        candidates.is_some_and(|names| names.iter().any(|it| it == name))
            && !self.links.contains(name)
    }

    /// Returns the entry that `name` matches best.
    fn best_match(&self, name: &str) -> Option<OsString> {
        let candidates = self.names.get(&name.to_lowercase())?;
        let exact = candidates.iter().find(|candidate| *candidate == name);
        exact.or(candidates.first()).cloned()
    }
}

/// Reads a regular file: exactly the bytes that it says it has. A device or a pipe may never end, and so
/// may a file that grows, or one of the kernel's, which says that it is empty.
fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |reason: String| Problem::UnreadableFile {
        path: path.to_owned(),
        reason,
    };
    let irregular = || unreadable("it is not a regular file".into());
    let failed = |error: io::Error| unreadable(error.to_string());
    // To open a pipe may already wait without end.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(irregular());
    }
    let file = fs::File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(irregular());
    }
    let size = metadata.len();
    if size > MAX_FILE_SIZE {
        return Err(Problem::TooLarge {
            path: path.to_owned(),
        });
    }
    if size == 0 {
        return Ok(Vec::new());
    }
    // One byte more than the file has, so that one read finds the end.
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(size + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 != size {
        return Err(unreadable("it changed while it was read".into()));
    }
    Ok(bytes)
}

/// Returns `.` for the empty path, and any other path itself.
fn non_empty(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Says in a message which folders were searched.
fn describe(folders: &[PathBuf]) -> String {
    if folders.is_empty() {
        return "not found, for no include folder is given".to_owned();
    }
    let shown = |folder: &PathBuf| {
        if folder.as_os_str().is_empty() {
            "`.`".to_owned()
        } else {
            format!("`{}`", folder.display())
        }
    };
    let shown: Vec<String> = folders.iter().map(shown).collect();
    format!("not found in {}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a folder with these files. The text of each is its path.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    /// Returns the text of the file that `name` means beside these files. Their folder `sys` is the
    /// include folder.
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
    fn an_absolute_name_is_an_error_where_names_are_confined() {
        let folder = folder(&["a.idl"]);
        let path = folder.path().join("a.idl");
        let mut loader = Loader::default();
        loader.confine([path.as_path()].into_iter());
        let problem = loader.find(path.to_str().unwrap(), None).unwrap_err();
        assert_eq!(problem.code(), "IDL0116");
        let beside = loader.find("a.idl", Some(folder.path())).unwrap();
        assert!(!beside.is_hidden());
    }

    #[test]
    fn a_file_outside_of_the_named_folders_is_read_and_not_shown() {
        let folder = folder(&["in/a.idl", "in/sub/b.idl", "out/c.idl", "sys/d.idl"]);
        let path = |name: &str| folder.path().join(name);
        #[cfg(unix)]
        std::os::unix::fs::symlink(path("out/c.idl"), path("in/link.idl")).unwrap();
        let mut loader = Loader::new(vec![path("sys")]);
        loader.confine([path("in/a.idl").as_path()].into_iter());
        let is_hidden = |name: &str| {
            let file = loader.find(name, Some(&path("in"))).unwrap();
            file.is_hidden()
        };
        assert!(!is_hidden("sub/b.idl"));
        assert!(!is_hidden("d.idl"));
        assert!(is_hidden("../out/c.idl"));
        #[cfg(unix)]
        assert!(is_hidden("link.idl"));
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_read_whatever_leads_to_them() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["a.idl/x"]);
        let path = |name: &str| folder.path().join(name);
        symlink("/dev/zero", path("device.idl")).unwrap();
        symlink(path("loop.idl"), path("loop.idl")).unwrap();
        let fifo = std::process::Command::new("mkfifo")
            .arg(path("pipe.idl"))
            .status();
        assert!(fifo.is_ok_and(|status| status.success()));
        symlink(path("pipe.idl"), path("link.idl")).unwrap();
        let loader = Loader::default();
        let code = |name: &str| loader.find(name, Some(folder.path())).unwrap_err().code();
        assert_eq!(code("device.idl"), "IDL0101");
        assert_eq!(code("pipe.idl"), "IDL0101");
        assert_eq!(code("link.idl"), "IDL0101");
        assert_eq!(code("loop.idl"), "IDL0102");
        assert_eq!(code("a.idl"), "IDL0102");
        assert_eq!(loader.open(&path("a.idl")).unwrap_err().code(), "IDL0101");
    }

    /// The kernel's files say that they are empty. Some never end.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_says_it_is_empty_is_not_read() {
        let loader = Loader::default();
        let file = loader.open(Path::new("/proc/self/environ")).unwrap();
        assert_eq!(&**file.text(), "");
    }

    #[test]
    fn one_file_has_one_identity_however_its_path_is_written() {
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
    fn files_that_were_read_and_that_were_missing_are_remembered() {
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
    fn a_name_in_another_case_is_missing_as_it_is_written() {
        let folder = folder(&["A.idl"]);
        let loader = Loader::default();
        loader.find("a.idl", Some(folder.path())).unwrap();
        let missing: Vec<PathBuf> = loader.missing().iter().map(Missing::path).collect();
        assert_eq!(missing, [folder.path().join("a.idl")]);
    }

    #[test]
    fn the_problem_of_a_missing_file_tells_which_folders_were_searched() {
        let Err(problem) = Loader::new(vec!["one".into(), "two".into()]).find("a.idl", None) else {
            panic!("it isn't there");
        };
        assert_eq!(problem.label(), "not found in `one`, `two`");
        let problem = Loader::default().find("a.idl", None).unwrap_err();
        assert_eq!(problem.label(), "not found, for no include folder is given");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("binary"), b"MZ\0").unwrap();
        let loader = Loader::default();
        let code = |name: &str| loader.open(&folder.path().join(name)).unwrap_err().code();
        assert_eq!(code("nowhere"), "IDL0101");
        assert_eq!(code(""), "IDL0101");
        assert_eq!(code("binary"), "IDL0104");
    }
}
