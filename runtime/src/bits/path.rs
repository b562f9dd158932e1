//! Paths that the wrappers pass to methods.

use crate::Result;
use crate::service::text::WideString;
use std::path::Path;

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
