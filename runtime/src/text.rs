//! Strings as methods take and return them: UTF-16, ending in NUL.

use crate::error::E_INVALIDARG;
use crate::{Error, Result};
use std::path::Path;
use windows_core::PCWSTR;

/// The number of units before the NUL. (`PCWSTR::len` asks C's `wcslen`, whose units are twice as
/// wide off Windows.)
///
/// # Safety
///
/// `text` isn't null, and ends in NUL.
pub(crate) unsafe fn length(text: *const u16) -> usize {
    // SAFETY: the contract above: no unit before the NUL is out of bounds, nor is the NUL.
    (0..)
        .take_while(|&index| unsafe { *text.add(index) } != 0)
        .count()
}

/// A string as a method takes it.
pub(crate) struct WideString(Vec<u16>);

impl WideString {
    /// Fails with E_INVALIDARG for text with a NUL in it, which would end there.
    pub(crate) fn new(text: &str) -> Result<Self> {
        Self::of_units(text.encode_utf16())
    }

    /// As [`new`](Self::new); a path of Windows keeps what isn't well-formed UTF-16.
    pub(crate) fn of_path(path: &Path) -> Result<Self> {
        #[cfg(windows)]
        return Self::of_units(std::os::windows::ffi::OsStrExt::encode_wide(
            path.as_os_str(),
        ));
        #[cfg(not(windows))]
        return match path.to_str() {
            Some(text) => Self::new(text),
            None => Err(Error::new(E_INVALIDARG, "the path isn't UTF-8")),
        };
    }

    fn of_units(units: impl Iterator<Item = u16>) -> Result<Self> {
        let mut units: Vec<u16> = units.collect();
        if units.contains(&0) {
            return Err(Error::new(E_INVALIDARG, "the text has a NUL in it"));
        }
        units.push(0);
        Ok(Self(units))
    }

    /// Lives as long as `self`.
    pub(crate) fn as_pcwstr(&self) -> PCWSTR {
        PCWSTR(self.0.as_ptr())
    }

    /// Lives as long as `self`, for structures that hold strings without `const`.
    pub(crate) fn as_mut_ptr(&mut self) -> *mut u16 {
        self.0.as_mut_ptr()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ends_in_nul_and_has_no_other() {
        assert_eq!(WideString::new("aé").unwrap().0, [0x61, 0xE9, 0]);
        assert_eq!(
            WideString::new("a\0b").err().map(|error| error.code()),
            Some(E_INVALIDARG)
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let path = std::ffi::OsStr::from_bytes(b"/tmp/\xFF");
        assert!(WideString::of_path(Path::new(path)).is_err());
    }
}
