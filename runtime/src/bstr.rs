//! `BSTR`, the string of OLE Automation, on every system.

#[cfg(windows)]
pub use windows_core::BSTR;

#[cfg(not(windows))]
pub use elsewhere::BSTR;

#[cfg(not(windows))]
mod elsewhere {
    use crate::task_memory::BString;
    use std::fmt;
    use std::mem::ManuallyDrop;
    use std::ops::Deref;
    use std::string::FromUtf16Error;

    /// A length-prefixed wide string, as OLE lays it out: the length in bytes, the characters, to whose
    /// first it points, and a null character. An empty string is a null pointer.
    ///
    /// On Windows it is that of `windows-core`. Elsewhere its memory is C's, as all memory that crosses an
    /// interface.
    ///
    /// ```
    /// use comidl::BSTR;
    ///
    /// let name = BSTR::from("lamp");
    /// assert_eq!(name, "lamp");
    /// assert_eq!(name.len(), 4);
    /// ```
    #[repr(transparent)]
    pub struct BSTR(BString);

    impl BSTR {
        /// Returns an empty string.
        pub const fn new() -> Self {
            Self(BString::empty())
        }

        /// Returns a copy of `value`.
        ///
        /// # Panics
        ///
        /// If there is no memory for it, or if it takes 4 GiB.
        pub fn from_wide(value: &[u16]) -> Self {
            Self(BString::of_units(value).expect("there is memory for a BSTR of less than 4 GiB"))
        }

        /// Takes over a string that [`into_raw`](Self::into_raw) gave away, or one of the other side.
        ///
        /// # Safety
        ///
        /// `raw` is null or such a string, and nobody else's.
        pub unsafe fn from_raw(raw: *const u16) -> Self {
            // SAFETY: the caller's promise.
            Self(unsafe { BString::from_raw(raw.cast_mut()) })
        }

        /// Gives the string away.
        pub fn into_raw(self) -> *const u16 {
            // Not the address of the units, which isn't null where there are none.
            ManuallyDrop::new(self).0.as_raw()
        }

        /// Returns the text, with what is no Unicode replaced.
        pub fn display(&self) -> impl fmt::Display + '_ {
            &self.0
        }
    }

    impl Deref for BSTR {
        type Target = [u16];

        fn deref(&self) -> &[u16] {
            self.0.units()
        }
    }

    impl Clone for BSTR {
        fn clone(&self) -> Self {
            Self::from_wide(self)
        }
    }

    impl Default for BSTR {
        fn default() -> Self {
            Self::new()
        }
    }

    impl fmt::Debug for BSTR {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.display())
        }
    }

    impl PartialEq for BSTR {
        fn eq(&self, other: &Self) -> bool {
            **self == **other
        }
    }

    impl Eq for BSTR {}

    impl<T: AsRef<str> + ?Sized> PartialEq<T> for BSTR {
        fn eq(&self, other: &T) -> bool {
            self.iter().copied().eq(other.as_ref().encode_utf16())
        }
    }

    impl From<&str> for BSTR {
        fn from(value: &str) -> Self {
            let value: Vec<u16> = value.encode_utf16().collect();
            Self::from_wide(&value)
        }
    }

    impl From<String> for BSTR {
        fn from(value: String) -> Self {
            value.as_str().into()
        }
    }

    impl TryFrom<&BSTR> for String {
        type Error = FromUtf16Error;

        fn try_from(value: &BSTR) -> Result<Self, Self::Error> {
            Self::from_utf16(value)
        }
    }

    impl windows_core::imp::TypeKind for BSTR {
        type TypeKind = windows_core::imp::CloneType;
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::BSTR;

    #[test]
    fn a_string_goes_over_an_interface_and_comes_back() {
        let raw = BSTR::from("lämp").into_raw();
        // SAFETY: the string was just given away.
        let back = unsafe { BSTR::from_raw(raw) };
        assert_eq!(back, "lämp");
        assert_eq!(String::try_from(&back.clone()).unwrap(), "lämp");
    }

    #[test]
    fn an_empty_string_is_null() {
        assert!(BSTR::from("").into_raw().is_null());
        // SAFETY: null is a string.
        assert_eq!(unsafe { BSTR::from_raw(std::ptr::null()) }, "");
    }
}
