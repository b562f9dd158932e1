//! Writes the outputs of a compilation: every file whole, and all of them or none.

mod journal;
mod lock;
mod waiting;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use journal::Journal;
use lock::FolderLock;
use waiting::WaitingFile;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The path of the file.
    pub path: PathBuf,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// The largest file that an output replaces. Its content is kept until all outputs are in their places.
const MAX_REPLACED: u64 = 1 << 30;

/// Writes the files, and makes the folders that they need. `inputs` are the files that were read: none of
/// them is replaced.
///
/// Each file is first written beside its place under another name. When all are there, they are
/// renamed, so that a reader never sees half a file. A file that has its content already is left
/// alone, so that a build system sees no change where there is none. If a rename fails, those before
/// it are undone. If the process is killed between two of them, the next one that writes to the folder
/// does the rest ([`recover`]). Another process that writes to the folder waits.
///
/// # Errors
///
/// [`Problem::UnwritableFolder`], [`Problem::UnwritableFile`], [`Problem::ReplacesInput`] or
/// [`Problem::OutputTwice`]. The files are then as they were before.
pub fn write_all(outputs: &[Output], inputs: &BTreeSet<PathBuf>) -> Result<(), Problem> {
    let mut folders = BTreeSet::new();
    for output in outputs {
        folders.insert(made_folder(folder(&output.path))?);
    }
    // All processes lock folders in one order.
    let locks: Vec<_> = folders
        .iter()
        .map(|folder| FolderLock::wait(folder))
        .collect();
    folders.iter().for_each(|folder| journal::recover(folder));
    check_places(outputs, inputs)?;
    let staged = outputs
        .iter()
        .filter_map(|output| stage(output).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    let journals = write_journals(&folders, &staged)?;
    let published = publish(staged);
    drop(journals);
    drop(locks);
    published
}

/// Completes or removes what a process left in `folder` that was killed while it wrote there.
pub fn recover(folder: &Path) {
    if let Ok(folder) = fs::canonicalize(non_empty(folder)) {
        let lock = FolderLock::wait(&folder);
        journal::recover(&folder);
        drop(lock);
    }
}

/// Makes a folder, unless it is there. Returns its path without links.
fn made_folder(folder: &Path) -> Result<PathBuf, Problem> {
    let unwritable = |error: io::Error| Problem::UnwritableFolder {
        path: folder.to_owned(),
        reason: error.to_string(),
    };
    fs::create_dir_all(folder).map_err(unwritable)?;
    fs::canonicalize(folder).map_err(unwritable)
}

/// Checks that no output has the place of an input or of another output.
fn check_places(outputs: &[Output], inputs: &BTreeSet<PathBuf>) -> Result<(), Problem> {
    let inputs: HashSet<PathBuf> = inputs
        .iter()
        .filter_map(|it| fs::canonicalize(it).ok())
        .collect();
    let mut places = HashSet::new();
    for output in outputs {
        let path = output.path.clone();
        let folder = fs::canonicalize(folder(&path)).unwrap_or_default();
        let place = folder.join(path.file_name().unwrap_or_default());
        let is_input = fs::canonicalize(&path).is_ok_and(|it| inputs.contains(&it));
        if is_input || inputs.contains(&place) {
            return Err(Problem::ReplacesInput { path });
        }
        if !places.insert(place) {
            return Err(Problem::OutputTwice { path });
        }
    }
    Ok(())
}

/// Writes a journal to each folder in which several files wait.
fn write_journals(
    folders: &BTreeSet<PathBuf>,
    staged: &[Staged<'_>],
) -> Result<Vec<Journal>, Problem> {
    let mut journals = Vec::new();
    if staged.len() < 2 {
        return Ok(journals);
    }
    for folder in folders {
        let is_here = |staged: &&Staged<'_>| {
            let own = staged.file.path().parent();
            own.is_some_and(|own| fs::canonicalize(own).is_ok_and(|own| own == *folder))
        };
        let here = staged.iter().filter(is_here);
        let moves: Vec<_> = here
            .map(|staged| (staged.file.path(), staged.path))
            .collect();
        let journal = Journal::write(folder, &moves);
        journals.extend(journal.map_err(|error| unwritable(folder, &error))?);
    }
    Ok(journals)
}

/// Puts the files in their places.
fn publish(staged: Vec<Staged<'_>>) -> Result<(), Problem> {
    let mut done = Vec::new();
    for staged in staged {
        match staged.publish() {
            Ok(published) => done.push(published),
            Err(problem) => {
                done.into_iter().rev().for_each(Published::undo);
                return Err(problem);
            }
        }
    }
    Ok(())
}

/// A file that is written, beside its place.
struct Staged<'a> {
    path: &'a Path,
    file: WaitingFile,
    /// The content of the file at that place, if there is one.
    before: Option<Vec<u8>>,
}

/// A file that is in its place.
struct Published<'a> {
    path: &'a Path,
    before: Option<Vec<u8>>,
}

/// Writes `output` beside its place, unless its place has the same content.
fn stage(output: &Output) -> Result<Option<Staged<'_>>, Problem> {
    let path = output.path.as_path();
    let before = before(path)?;
    if before.as_ref() == Some(&output.bytes) {
        return Ok(None);
    }
    let file = WaitingFile::write(folder(path), &output.bytes)
        .map_err(|error| unwritable(path, &error))?;
    Ok(Some(Staged { path, file, before }))
}

/// Returns the content of the file at `path`, if there is one. Anything but a regular file is no output.
fn before(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unwritable(path, &error)),
    };
    let refused = |reason: &str| Problem::UnwritableFile {
        path: path.to_owned(),
        reason: reason.into(),
    };
    if !metadata.is_file() {
        return Err(refused("it is not a regular file"));
    }
    if metadata.len() > MAX_REPLACED {
        return Err(refused("it is too large to be an output"));
    }
    fs::read(path)
        .map(Some)
        .map_err(|error| unwritable(path, &error))
}

impl<'a> Staged<'a> {
    fn publish(self) -> Result<Published<'a>, Problem> {
        let path = self.path;
        self.file
            .put(path)
            .map_err(|error| unwritable(path, &error))?;
        let before = self.before;
        Ok(Published { path, before })
    }
}

impl Published<'_> {
    /// Restores the file that was there before. If even that fails, nothing better can be done.
    fn undo(self) {
        match self.before {
            Some(bytes) => {
                if let Ok(file) = WaitingFile::write(folder(self.path), &bytes) {
                    file.put(self.path).ok();
                }
            }
            None => {
                fs::remove_file(self.path).ok();
            }
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().map_or(Path::new("."), non_empty)
}

/// Returns `.` for the empty path, and any other path itself.
fn non_empty(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::UnwritableFile {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(folder: &Path, name: &str, text: &str) -> Output {
        Output {
            path: folder.join(name),
            bytes: text.into(),
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn folders_are_made_and_nothing_else_is_left_behind() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        let outputs = [output(&folder, "x.rs", "x"), output(&folder, "x.rdl", "y")];
        write_all(&outputs, &BTreeSet::new()).unwrap();
        assert_eq!(names(&folder), ["x.rdl", "x.rs"]);
        assert_eq!(fs::read(folder.join("x.rs")).unwrap(), b"x");
    }

    #[test]
    fn when_one_file_cannot_be_written_the_others_stay_as_they_were() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        fs::write(folder.join("a.rs"), "before").unwrap();
        fs::create_dir(folder.join("b.winmd")).unwrap();
        let outputs = [
            output(folder, "a.rs", "after"),
            output(folder, "b.winmd", "new"),
        ];
        let problem = write_all(&outputs, &BTreeSet::new()).unwrap_err();
        assert_eq!(problem.code(), "IDL0802");
        assert_eq!(fs::read(folder.join("a.rs")).unwrap(), b"before");
        assert_eq!(names(folder), ["a.rs", "b.winmd"]);
    }

    #[test]
    fn files_that_were_replaced_are_restored() {
        let root = tempfile::tempdir().unwrap();
        let (old, new) = (root.path().join("old"), root.path().join("new"));
        fs::write(&old, "after").unwrap();
        fs::write(&new, "after").unwrap();
        let published = |path, before| Published { path, before };
        published(old.as_path(), Some(b"before".to_vec())).undo();
        published(new.as_path(), None).undo();
        assert_eq!(fs::read(&old).unwrap(), b"before");
        assert!(!new.exists());
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        let problem = write_all(
            &[output(&file.join("below"), "x.rs", "x")],
            &BTreeSet::new(),
        )
        .unwrap_err();
        assert_eq!(problem.code(), "IDL0801");
    }

    #[test]
    fn an_unchanged_file_keeps_its_time() {
        let root = tempfile::tempdir().unwrap();
        let outputs = [output(root.path(), "x.rs", "x")];
        write_all(&outputs, &BTreeSet::new()).unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        let file = fs::File::options().write(true).open(&outputs[0].path);
        file.unwrap().set_modified(long_ago).unwrap();
        write_all(&outputs, &BTreeSet::new()).unwrap();
        let modified = fs::metadata(&outputs[0].path).unwrap().modified().unwrap();
        assert_eq!(modified, long_ago);
    }

    #[test]
    fn no_output_replaces_a_file_that_was_read() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        fs::write(folder.join("vendor.winmd"), "read").unwrap();
        fs::create_dir(folder.join("sub")).unwrap();
        let inputs = BTreeSet::from([folder.join("sub/../vendor.winmd")]);
        let outputs = [
            output(folder, "vendor.rs", "new"),
            output(folder, "vendor.winmd", "new"),
        ];
        let problem = write_all(&outputs, &inputs).unwrap_err();
        assert_eq!(problem.code(), "IDL0804");
        assert_eq!(fs::read(folder.join("vendor.winmd")).unwrap(), b"read");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.join("vendor.winmd"), folder.join("link.rs"))
                .unwrap();
            let problem = write_all(&[output(folder, "link.rs", "new")], &inputs).unwrap_err();
            assert_eq!(problem.code(), "IDL0804");
        }
        assert_eq!(names(&folder.join("sub")), [""; 0]);
    }

    #[test]
    fn two_outputs_have_two_places() {
        let root = tempfile::tempdir().unwrap();
        let outputs = [
            output(root.path(), "a.rs", "one"),
            output(&root.path().join("."), "a.rs", "two"),
        ];
        assert_eq!(
            write_all(&outputs, &BTreeSet::new()).unwrap_err().code(),
            "IDL0805"
        );
        assert_eq!(names(root.path()), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_a_device_is_no_output() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.rs");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()));
        let write = || write_all(&[output(root.path(), "a.rs", "x")], &BTreeSet::new());
        assert_eq!(write().unwrap_err().code(), "IDL0802");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        assert_eq!(write().unwrap_err().code(), "IDL0802");
    }
}
