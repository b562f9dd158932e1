//! The journal of a set of outputs, so that a set which a killed process has begun to put in its place
//! is completed by the next process.
//!
//! A journal is there only while complete files wait beside their places. Whoever finds one puts them
//! there. Files that wait without a journal belong to a set that isn't complete, and are removed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::waiting::{WaitingFile, is_waiting};

/// The name of a journal.
const NAME: &str = ".comidl-journal";

/// The largest journal. There are a few outputs.
const MAX_JOURNAL: u64 = 64 << 10;

/// The extensions of outputs. A journal that someone else wrote moves nothing else.
const EXTENSIONS: &[&str] = &["rs", "winmd", "rdl", "json"];

/// A journal that is in its place.
pub(super) struct Journal(PathBuf);

impl Journal {
    /// Writes a journal to `folder`: each file that waits there, and its name when it is in its place.
    /// Returns none where a name isn't text, or isn't that of an output.
    pub(super) fn write(folder: &Path, moves: &[(&Path, &Path)]) -> io::Result<Option<Self>> {
        let mut text = String::new();
        for (from, to) in moves {
            let [Some(from), Some(to)] = [from, to].map(|path| path.file_name()?.to_str()) else {
                return Ok(None);
            };
            if !is_move(from, to) {
                return Ok(None);
            }
            text += &format!("{from}\0{to}\0");
        }
        let path = folder.join(NAME);
        WaitingFile::write(folder, text.as_bytes())?.put(&path)?;
        Ok(Some(Self(path)))
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

/// Completes the set in `folder` that a killed process left, or removes what there is of it. Nobody else
/// may write to the folder meanwhile.
pub(super) fn recover(folder: &Path) {
    let path = folder.join(NAME);
    if let Some(text) = read(&path) {
        let mut names = text.split('\0');
        while let (Some(from), Some(to)) = (names.next(), names.next()) {
            let from_path = folder.join(from);
            if is_move(from, to) && is_regular(&from_path) {
                fs::rename(from_path, folder.join(to)).ok();
            }
        }
        fs::remove_file(path).ok();
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        if is_waiting(&entry.file_name()) && is_regular(&entry.path()) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

fn read(path: &Path) -> Option<String> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let is_journal = metadata.is_file() && metadata.len() <= MAX_JOURNAL;
    is_journal.then(|| fs::read_to_string(path).ok())?
}

/// Whether a file called `from` may get the name `to` in the same folder.
fn is_move(from: &str, to: &str) -> bool {
    let extension = Path::new(to).extension().and_then(OsStr::to_str);
    let is_name = Path::new(to).file_name() == Some(OsStr::new(to));
    is_waiting(OsStr::new(from)) && is_name && extension.is_some_and(|it| EXTENSIONS.contains(&it))
}

fn is_regular(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|it| it.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a folder with these files, recovers it, and returns what is there then.
    fn recovered(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        recover(folder.path());
        let entries = fs::read_dir(folder.path()).unwrap().flatten();
        let mut found: Vec<_> = entries
            .map(|it| {
                (
                    it.file_name().into_string().unwrap(),
                    fs::read_to_string(it.path()).unwrap(),
                )
            })
            .collect();
        found.sort();
        found
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files
            .iter()
            .map(|(name, text)| (name.to_string(), text.to_string()))
            .collect()
    }

    #[test]
    fn a_set_that_is_begun_is_completed() {
        let found = recovered(&[
            ("a.rs", "new"),
            ("b.winmd", "old"),
            (".comidl-bbbbbb", "new"),
            (NAME, ".comidl-aaaaaa\0a.rs\0.comidl-bbbbbb\0b.winmd\0"),
        ]);
        assert_eq!(found, owned(&[("a.rs", "new"), ("b.winmd", "new")]));
    }

    #[test]
    fn a_set_that_is_not_complete_is_removed() {
        let found = recovered(&[
            ("a.rs", "old"),
            (".comidl-aaaaaa", "ne"),
            (".comidl-x", "user's"),
        ]);
        assert_eq!(found, owned(&[(".comidl-x", "user's"), ("a.rs", "old")]));
    }

    #[test]
    fn a_journal_of_someone_else_moves_nothing_but_outputs_of_the_folder() {
        for journal in [
            ".comidl-aaaaaa\0../a.rs\0",
            ".comidl-aaaaaa\0/tmp/a.rs\0",
            ".comidl-aaaaaa\0a.idl\0",
            "secret.txt\0a.rs\0",
            "..\0a.rs\0",
            "",
        ] {
            let found = recovered(&[
                ("a.idl", "old"),
                ("secret.txt", "s"),
                (NAME, journal),
                (".comidl-aaaaaa", "x"),
            ]);
            assert_eq!(
                found,
                owned(&[("a.idl", "old"), ("secret.txt", "s")]),
                "{journal:?}"
            );
        }
    }
}
