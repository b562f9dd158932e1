//! Paths that the wrappers pass to methods, and that methods return.

use crate::service::call::value;
use crate::service::text::WideString;
use crate::task_memory::TaskMemory;
use crate::{Result, Success};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use windows_core::PWSTR;

/// Returns a path as a method takes it. A path of Windows keeps what isn't well-formed UTF-16.
///
/// # Errors
///
/// E_INVALIDARG for a path with a NUL in it, and, off Windows, for one that isn't UTF-8.
pub(crate) fn wide_path(path: &Path) -> Result<WideString> {
    #[cfg(windows)]
    return WideString::of_units(std::os::windows::ffi::OsStrExt::encode_wide(
        path.as_os_str(),
    ));
    #[cfg(not(windows))]
    return match path.to_str() {
        Some(text) => WideString::new(text),
        None => Err(crate::Error::new(
            crate::error::E_INVALIDARG,
            "the path isn't UTF-8",
        )),
    };
}

/// Calls a method, and returns the path that it returns; the empty path for null. A path of Windows keeps what isn't
/// well-formed UTF-16.
///
/// # Safety
///
/// Where `method` succeeds it has written null or a NUL-terminated string in task memory, the caller's to free.
pub(crate) unsafe fn path(method: impl FnOnce(*mut PWSTR) -> Result<Success>) -> Result<PathBuf> {
    let raw = value(method)?;
    // SAFETY: the contract above.
    let Some(memory) = (unsafe { TaskMemory::from_raw(raw.0) }) else {
        return Ok(PathBuf::new());
    };
    // SAFETY: not null, and ends in NUL.
    let units = unsafe {
        let length = crate::text::length(raw.0);
        std::slice::from_raw_parts(memory.as_ptr(), length)
    };
    #[cfg(windows)]
    let path: OsString = std::os::windows::ffi::OsStringExt::from_wide(units);
    #[cfg(not(windows))]
    let path = OsString::from(String::from_utf16_lossy(units));
    Ok(path.into())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_not_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let path = std::ffi::OsStr::from_bytes(b"/tmp/\xFF");
        assert!(wide_path(Path::new(path)).is_err());
    }
}
