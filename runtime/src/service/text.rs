//! Strings that the wrappers pass to methods: UTF-16, ending in NUL.

use crate::error::E_INVALIDARG;
use crate::{Error, Result};
use windows_core::PCWSTR;

/// A string as a method takes it.
pub(crate) struct WideString(Vec<u16>);

impl WideString {
    /// Fails with E_INVALIDARG for text with a NUL in it, which would end there.
    pub(crate) fn new(text: &str) -> Result<Self> {
        Self::of_units(text.encode_utf16())
    }

    /// As [`new`](Self::new), for UTF-16 that need not be well-formed.
    pub(crate) fn of_units(units: impl Iterator<Item = u16>) -> Result<Self> {
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

    /// Lives as long as `self`, for the structures of BITS that hold strings without `const`.
    #[cfg(feature = "bits")]
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
}
