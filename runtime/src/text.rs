//! Text that a caller passes to a method: UTF-16, ending in NUL or counted.

use crate::task_memory::BString;
use std::fmt::{self, Write};
use windows_core::PCWSTR;

/// Text that a caller passes: UTF-16, which need not be well-formed. It is borrowed as a `&WideStr`, as
/// [`str`] is as a `&str`.
///
/// ```
/// use comidl::WideStr;
///
/// let units: Vec<u16> = "grün".encode_utf16().collect();
/// let text = WideStr::new(&units);
/// assert_eq!(text, "grün");
/// assert_eq!(text.to_string(), "grün");
/// assert_eq!(text.units().len(), 4);
/// ```
///
/// `Display` writes U+FFFD in place of units that aren't well-formed; [`units`](Self::units) has them
/// all.
#[derive(PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct WideStr([u16]);

impl WideStr {
    /// Returns the units as text.
    pub const fn new(units: &[u16]) -> &Self {
        // SAFETY: the types are one by `repr(transparent)`.
        unsafe { &*(std::ptr::from_ref(units) as *const Self) }
    }

    /// Returns the UTF-16 units, without a NUL at the end.
    pub const fn units(&self) -> &[u16] {
        &self.0
    }

    /// Returns whether the text is empty.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text that an `LPCWSTR` points to; `None` for null.
    ///
    /// # Safety
    ///
    /// `text` is null, or ends in NUL and isn't changed as long as the result is used.
    pub unsafe fn from_pcwstr<'a>(text: PCWSTR) -> Option<&'a Self> {
        if text.0.is_null() {
            return None;
        }
        // SAFETY: not null, so as long as `length` says.
        let units = unsafe { std::slice::from_raw_parts(text.0, length(text.0)) };
        Some(Self::new(units))
    }

    /// Returns the text of a `BSTR`; the empty text for null.
    ///
    /// # Safety
    ///
    /// `text` is null or a BSTR, and isn't changed as long as the result is used.
    pub unsafe fn from_bstr<'a>(text: *const u16) -> &'a Self {
        // SAFETY: the contract above.
        Self::new(unsafe { BString::units_of(text) })
    }
}

impl fmt::Display for WideStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = char::decode_utf16(self.0.iter().copied());
        for char in text {
            f.write_char(char.unwrap_or(char::REPLACEMENT_CHARACTER))?;
        }
        Ok(())
    }
}

impl fmt::Debug for WideStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl PartialEq<str> for WideStr {
    fn eq(&self, other: &str) -> bool {
        other.encode_utf16().eq(self.0.iter().copied())
    }
}

impl PartialEq<&str> for WideStr {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq<str> for &WideStr {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

/// Returns the number of units before the NUL. (`PCWSTR::len` calls C's `wcslen`, whose units are
/// twice as wide off Windows.)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_ends_where_the_nul_is_and_null_is_none() {
        let text: Vec<u16> = "a\u{1F980}\0b\0".encode_utf16().collect();
        // SAFETY: it ends in NUL; null is allowed.
        unsafe {
            let view = WideStr::from_pcwstr(PCWSTR(text.as_ptr())).unwrap();
            assert_eq!(*view, "a\u{1F980}");
            assert_eq!(WideStr::from_pcwstr(PCWSTR::null()), None);
            assert!(WideStr::from_bstr(std::ptr::null()).is_empty());
        }
    }

    #[test]
    fn what_is_not_well_formed_is_replaced_and_kept() {
        let text = WideStr::new(&[0x61, 0xD800, 0x62]);
        assert_eq!(text.to_string(), "a\u{FFFD}b");
        assert_eq!(format!("{text:?}"), "\"a\u{FFFD}b\"");
        assert_eq!(text.units()[1], 0xD800);
    }
}
