//! A folder for what a library can only write to a file.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

/// The beginning of the names of these folders.
const PREFIX: &str = "comidl-";

/// The file in each that its process has locked. The system unlocks it when the process ends.
const LOCK: &str = "lock";

/// How old a folder without its lock must be. A process that is alive has long made it by then.
const STALE: Duration = Duration::from_secs(60 * 60);

/// A folder in the system's temporary one, which is removed with this value. If the process is killed, a
/// later one removes it.
pub(super) struct Scratch {
    folder: TempDir,
    _lock: File,
}

impl Scratch {
    /// Makes an empty folder, and removes those that killed processes left.
    pub(super) fn new() -> io::Result<Self> {
        Self::within(&std::env::temp_dir())
    }

    fn within(parent: &Path) -> io::Result<Self> {
        sweep(parent);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        // The file gets its name when it is locked, so that nobody takes the folder for a stale one.
        let unnamed = folder.path().join("new");
        let lock = File::create_new(&unnamed)?;
        lock.lock().ok();
        fs::rename(unnamed, folder.path().join(LOCK))?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Returns the path of the folder.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folders whose processes are gone.
fn sweep(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_ours && entry.file_type().is_ok_and(|it| it.is_dir()) && is_stale(&entry.path()) {
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// Whether no process has the folder.
fn is_stale(folder: &Path) -> bool {
    let lock = folder.join(LOCK);
    if fs::symlink_metadata(&lock).is_ok_and(|it| it.is_file()) {
        return File::open(lock).is_ok_and(|lock| lock.try_lock().is_ok());
    }
    let modified = fs::metadata(folder).and_then(|it| it.modified());
    modified.is_ok_and(|it| it.elapsed().is_ok_and(|age| age > STALE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_whose_process_is_gone_is_removed_and_no_other() {
        let parent = tempfile::tempdir().unwrap();
        let path = |name: &str| parent.path().join(name);
        for name in ["comidl-gone", "comidl-young", "other"] {
            fs::create_dir(path(name)).unwrap();
        }
        fs::write(path("comidl-gone").join(LOCK), "").unwrap();
        let alive = Scratch::within(parent.path()).unwrap();
        let next = Scratch::within(parent.path()).unwrap();
        assert!(!path("comidl-gone").exists());
        assert!(path("comidl-young").exists() && path("other").exists());
        assert!(alive.path().exists() && next.path().exists());
        drop((alive, next));
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 2);
    }
}
