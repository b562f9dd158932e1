//! A folder for what a library can only write to a file.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The beginning of the names of these folders, and of the files beside them.
const PREFIX: &str = "comidl-";

/// The extension of the file beside a folder that its process has locked. The system unlocks the file when
/// the process ends.
const LOCK: &str = "lock";

/// How often a name is tried. A process that sweeps may take the file of a name that isn't locked yet.
const MAX_TRIES: usize = 10;

/// A folder in the system's temporary one, which is removed with this value. If the process is killed, a
/// later one removes it.
pub(super) struct Scratch {
    folder: PathBuf,
    _lock: NamedTempFile,
}

impl Scratch {
    /// Makes an empty folder, and removes those that killed processes left.
    pub(super) fn new() -> io::Result<Self> {
        Self::within(&std::env::temp_dir())
    }

    fn within(parent: &Path) -> io::Result<Self> {
        sweep(parent);
        let mut tries = 0;
        let lock = loop {
            let lock = locked_file(parent)?;
            tries += 1;
            // Nobody takes a file that is locked, but the file may be gone already.
            if lock.path().exists() || tries == MAX_TRIES {
                break lock;
            }
        };
        let folder = lock.path().with_extension("");
        fs::create_dir(&folder)?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Returns the path of the folder.
    pub(super) fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    /// Removes the folder. The file beside it goes afterwards, so that no folder is without one.
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Makes a file with a new name, and locks it.
fn locked_file(parent: &Path) -> io::Result<NamedTempFile> {
    let suffix = format!(".{LOCK}");
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(PREFIX).suffix(&suffix).tempfile_in(parent)?;
    file.as_file().lock().ok();
    Ok(file)
}

/// Removes the folders whose processes are gone, and the files beside them.
fn sweep(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX)
            && path.extension() == Some(OsStr::new(LOCK));
        if !is_ours || !entry.file_type().is_ok_and(|it| it.is_file()) {
            continue;
        }
        // The lock is held until both are gone.
        if let Ok(lock) = File::open(&path)
            && lock.try_lock().is_ok()
        {
            fs::remove_dir_all(path.with_extension("")).ok();
            fs::remove_file(&path).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_whose_process_is_gone_is_removed_and_no_other() {
        let parent = tempfile::tempdir().unwrap();
        let path = |name: &str| parent.path().join(name);
        for folder in ["comidl-gone", "comidl-of-somebody", "other"] {
            fs::create_dir(path(folder)).unwrap();
        }
        fs::write(path("comidl-gone").join("half"), "").unwrap();
        for lock in ["comidl-gone.lock", "comidl-younger.lock", "other.lock"] {
            fs::write(path(lock), "").unwrap();
        }
        let alive = Scratch::within(parent.path()).unwrap();
        let next = Scratch::within(parent.path()).unwrap();
        for gone in ["comidl-gone", "comidl-gone.lock", "comidl-younger.lock"] {
            assert!(!path(gone).exists(), "{gone}");
        }
        for kept in ["comidl-of-somebody", "other", "other.lock"] {
            assert!(path(kept).exists(), "{kept}");
        }
        assert!(alive.path().exists() && next.path().exists());
        drop((alive, next));
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 3);
    }
}
