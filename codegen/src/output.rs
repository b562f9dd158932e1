//! Writes the outputs of a compilation: every file whole, and all of them or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diagnostics::Problem;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The path of the file.
    pub path: PathBuf,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// Writes the files, and makes the folders that they need.
///
/// Each file is first written beside its place under another name. When all are there, they are
/// renamed, so that a reader never sees half a file. A file that has its content already is left
/// alone, so that a build system sees no change where there is none. If a rename fails, those before
/// it are undone.
///
/// # Errors
///
/// [`Problem::UnwritableFolder`] or [`Problem::UnwritableFile`]. The files are then as they were
/// before.
pub fn write_all(outputs: &[Output]) -> Result<(), Problem> {
    let staged = outputs
        .iter()
        .filter_map(|output| stage(output).transpose())
        .collect::<Result<Vec<_>, _>>()?;
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
    file: NamedTempFile,
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
    let folder = folder(path);
    fs::create_dir_all(folder).map_err(|error| Problem::UnwritableFolder {
        path: folder.to_owned(),
        reason: error.to_string(),
    })?;
    let before = match fs::read(path) {
        Ok(bytes) if bytes == output.bytes => return Ok(None),
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(unwritable(path, &error)),
    };
    let file = write_beside(path, &output.bytes).map_err(|error| unwritable(path, &error))?;
    Ok(Some(Staged { path, file, before }))
}

impl<'a> Staged<'a> {
    fn publish(self) -> Result<Published<'a>, Problem> {
        let path = self.path;
        self.file
            .persist(path)
            .map_err(|failed| unwritable(path, &failed.error))?;
        let before = self.before;
        Ok(Published { path, before })
    }
}

impl Published<'_> {
    /// Restores the file that was there before. If even that fails, nothing better can be done.
    fn undo(self) {
        match self.before {
            Some(bytes) => {
                if let Ok(file) = write_beside(self.path, &bytes) {
                    file.persist(self.path).ok();
                }
            }
            None => {
                fs::remove_file(self.path).ok();
            }
        }
    }
}

fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".comidl-");
    // A temporary file can be read by its owner alone. An output is like any other file of the user.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
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
        write_all(&outputs).unwrap();
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
        let problem = write_all(&outputs).unwrap_err();
        assert_eq!(problem.code(), "E0802");
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
        let problem = write_all(&[output(&file.join("below"), "x.rs", "x")]).unwrap_err();
        assert_eq!(problem.code(), "E0801");
    }

    #[test]
    fn an_unchanged_file_keeps_its_time() {
        let root = tempfile::tempdir().unwrap();
        let outputs = [output(root.path(), "x.rs", "x")];
        write_all(&outputs).unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        let file = fs::File::options().write(true).open(&outputs[0].path);
        file.unwrap().set_modified(long_ago).unwrap();
        write_all(&outputs).unwrap();
        let modified = fs::metadata(&outputs[0].path).unwrap().modified().unwrap();
        assert_eq!(modified, long_ago);
    }
}
