//! Lets one process at a time write to a folder.

use std::fs::File;
use std::io;
use std::path::Path;

/// A folder to which no other process writes as long as this value lives, not even if the process that
/// has it is killed.
pub(super) struct FolderLock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl FolderLock {
    /// Waits until no other process has the folder. Returns none where the file system has no locks.
    pub(super) fn wait(folder: &Path) -> Option<Self> {
        locked(folder).ok().map(Self)
    }
}

/// Opens the folder itself, so that no file is left behind.
#[cfg(not(windows))]
fn locked(folder: &Path) -> io::Result<File> {
    let file = File::open(folder)?;
    file.lock()?;
    Ok(file)
}

/// Makes a file that Windows removes with its last handle. Nobody else can open it.
#[cfg(windows)]
fn locked(folder: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    use std::time::Duration;

    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    loop {
        let opened = File::options()
            .write(true)
            .create(true)
            .share_mode(0)
            .custom_flags(FILE_FLAG_DELETE_ON_CLOSE)
            .open(folder.join(".comidl-lock"));
        match opened {
            Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => {
                std::thread::sleep(Duration::from_millis(10));
            }
            opened => return opened,
        }
    }
}
