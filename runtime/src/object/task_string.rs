//! Strings in task memory, which whoever gets one frees.

use crate::error::{E_INVALIDARG, E_OUTOFMEMORY};
use crate::task_memory::TaskMemory;
use crate::text::length;
use crate::{Error, Result, WideStr};
use std::ffi::CStr;
use std::fmt;
use std::ops::Deref;

/// A string in task memory, ending in NUL, as a method takes or returns one through `LPWSTR *`. An
/// `Option<TaskString>` is a pointer that may be null.
///
/// It is a [`WideStr`], and frees its memory when it is dropped.
///
/// ```
/// use comidl::TaskString;
///
/// let text = TaskString::new("grün")?;
/// assert_eq!(*text, *"grün");
/// assert_eq!(text.to_string(), "grün");
/// # Ok::<(), comidl::Error>(())
/// ```
#[repr(transparent)]
pub struct TaskString(TaskMemory<u16>);

// SAFETY: it is its memory's only owner, and the allocator is there for all threads.
unsafe impl Send for TaskString {}
// SAFETY: nothing changes it through a reference.
unsafe impl Sync for TaskString {}

impl TaskString {
    /// Returns a copy of `text`.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for text with a NUL in it, where the string would end; E_OUTOFMEMORY.
    pub fn new(text: &str) -> Result<Self> {
        let units: Vec<u16> = text.encode_utf16().chain([0]).collect();
        if units[..units.len() - 1].contains(&0) {
            return Err(Error::new(E_INVALIDARG, "the text has a NUL in it"));
        }
        let memory = TaskMemory::copy_of(&units);
        memory.map(Self).ok_or_else(|| E_OUTOFMEMORY.into())
    }
}

impl Deref for TaskString {
    type Target = WideStr;

    fn deref(&self) -> &WideStr {
        let text = self.0.as_ptr();
        // SAFETY: the string ends in NUL, and nothing changes it while `self` is borrowed.
        WideStr::new(unsafe { std::slice::from_raw_parts(text, length(text)) })
    }
}

impl Clone for TaskString {
    /// Returns a copy.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    fn clone(&self) -> Self {
        let mut units = self.units().to_vec();
        units.push(0);
        Self(TaskMemory::copy_of(&units).expect("there is memory for a copy of a string"))
    }
}

impl PartialEq for TaskString {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for TaskString {}

impl fmt::Display for TaskString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Debug for TaskString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// A string of bytes in task memory, ending in NUL, as a method takes or returns one through `LPSTR *`. An
/// `Option<TaskCString>` is a pointer that may be null.
///
/// It is a [`CStr`], and frees its memory when it is dropped.
#[repr(transparent)]
pub struct TaskCString(TaskMemory<u8>);

// SAFETY: it is its memory's only owner, and the allocator is there for all threads.
unsafe impl Send for TaskCString {}
// SAFETY: nothing changes it through a reference.
unsafe impl Sync for TaskCString {}

impl TaskCString {
    /// Returns a copy of `text`.
    ///
    /// # Errors
    ///
    /// E_OUTOFMEMORY.
    pub fn new(text: &CStr) -> Result<Self> {
        let memory = TaskMemory::copy_of(text.to_bytes_with_nul());
        memory.map(Self).ok_or_else(|| E_OUTOFMEMORY.into())
    }
}

impl Deref for TaskCString {
    type Target = CStr;

    fn deref(&self) -> &CStr {
        // SAFETY: the string ends in NUL, and nothing changes it while `self` is borrowed.
        unsafe { CStr::from_ptr(self.0.as_ptr().cast()) }
    }
}

impl Clone for TaskCString {
    /// Returns a copy.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    fn clone(&self) -> Self {
        Self::new(self).expect("there is memory for a copy of a string")
    }
}

impl PartialEq for TaskCString {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for TaskCString {}

impl fmt::Debug for TaskCString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_end_early_is_refused() {
        assert!(TaskString::new("a\0b").is_err());
        assert!(TaskString::new("").is_ok());
    }

    #[test]
    fn a_copy_is_equal_and_null_is_none() {
        let text = TaskString::new("grün").unwrap();
        assert_eq!(text.clone(), text);
        assert_eq!(format!("{text} {text:?}"), "grün \"grün\"");
        let narrow = TaskCString::new(c"plain").unwrap();
        assert_eq!(narrow.clone(), narrow);
        assert_eq!(size_of::<Option<TaskString>>(), size_of::<*mut u16>());
    }
}
