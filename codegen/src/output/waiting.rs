//! Files that wait beside their places, so that each comes there whole.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The beginning of the names of files that wait. [`NAME_LENGTH`] digits and letters follow.
const PREFIX: &str = ".comidl-";

const NAME_LENGTH: usize = 6;

/// How often another name is tried where the first is taken.
const MAX_TRIES: usize = 100;

/// A file that waits. It is removed with this value, unless it came to its place.
pub(super) struct WaitingFile(PathBuf);

impl WaitingFile {
    /// Writes a new file with this content to `folder`. It has the permissions of any other file of the user.
    pub(super) fn write(folder: &Path, bytes: &[u8]) -> io::Result<Self> {
        let (mut file, waiting) = Self::make(folder)?;
        file.write_all(bytes)?;
        Ok(waiting)
    }

    fn make(folder: &Path) -> io::Result<(File, Self)> {
        let mut tries = 0;
        loop {
            let path = folder.join(random_name());
            tries += 1;
            match File::create_new(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < MAX_TRIES => {
                }
                made => return Ok((made?, Self(path))),
            }
        }
    }

    /// Returns the path at which the file waits.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Puts the file in its place, where it replaces another one.
    pub(super) fn put(mut self, place: &Path) -> io::Result<()> {
        fs::rename(&self.0, place)?;
        self.0.clear();
        Ok(())
    }
}

impl Drop for WaitingFile {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            fs::remove_file(&self.0).ok();
        }
    }
}

fn random_name() -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    // Even the hash of nothing is random, since each of these states has keys of its own.
    let mut rest = RandomState::new().build_hasher().finish();
    let digits = std::iter::repeat_with(|| {
        let digit = DIGITS[(rest % 36) as usize];
        rest /= 36;
        char::from(digit)
    });
    PREFIX.chars().chain(digits.take(NAME_LENGTH)).collect()
}

/// Whether a file of this name is one that waits.
pub(super) fn is_waiting(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|it| {
        it.len() == NAME_LENGTH && it.bytes().all(|it| it.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_are_known_again() {
        let names: Vec<String> = (0..100).map(|_| random_name()).collect();
        for (index, name) in names.iter().enumerate() {
            assert!(is_waiting(OsStr::new(name)), "{name}");
            assert!(!names[..index].contains(name), "{name}");
        }
    }

    #[test]
    fn a_file_that_comes_to_no_place_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let waiting = WaitingFile::write(folder.path(), b"x").unwrap();
        assert_eq!(fs::read(waiting.path()).unwrap(), b"x");
        drop(waiting);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_in_its_place_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.rs");
        fs::write(&place, "before").unwrap();
        let waiting = WaitingFile::write(folder.path(), b"after").unwrap();
        waiting.put(&place).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"after");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
