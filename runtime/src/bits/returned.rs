//! Strings and arrays that methods of BITS return in task memory, for the caller to free.

use crate::service::call::value;
use crate::task_memory::TaskMemory;
use crate::{Result, Success};
use windows_core::PWSTR;

/// Returns the text of a string that a method returned, and frees the string; `None` for null. What
/// isn't well-formed UTF-16 becomes U+FFFD.
///
/// # Safety
///
/// `raw` is null, or ends in NUL and is task memory that the caller owns.
pub(crate) unsafe fn take_string(raw: PWSTR) -> Option<String> {
    // SAFETY: the contract above.
    let memory = unsafe { TaskMemory::from_raw(raw.0) }?;
    // SAFETY: not null, and ends in NUL.
    let units = unsafe {
        let length = crate::text::length(raw.0);
        std::slice::from_raw_parts(memory.as_ptr(), length)
    };
    Some(String::from_utf16_lossy(units))
}

/// Returns the values of an array that a method returned, and frees the array; no values for null.
///
/// # Safety
///
/// `raw` is null, or points to `count` initialized values and is task memory that the caller owns.
pub(crate) unsafe fn take_array<T: Copy>(raw: *mut T, count: usize) -> Vec<T> {
    // SAFETY: the contract above.
    let Some(memory) = (unsafe { TaskMemory::from_raw(raw) }) else {
        return Vec::new();
    };
    // SAFETY: not null, so the contract above.
    unsafe { std::slice::from_raw_parts(memory.as_ptr(), count) }.to_vec()
}

/// Calls a method, and returns the string that it returns; the empty string for null.
///
/// # Safety
///
/// Where `method` succeeds it has written null or a NUL-terminated string in task memory, the
/// caller's to free.
pub(crate) unsafe fn string(method: impl FnOnce(*mut PWSTR) -> Result<Success>) -> Result<String> {
    let string = value(method)?;
    // SAFETY: the contract above.
    Ok(unsafe { take_string(string) }.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_no_string_and_no_values() {
        // SAFETY: null is allowed.
        unsafe {
            assert_eq!(take_string(PWSTR::null()), None);
            assert!(take_array(std::ptr::null_mut::<u8>(), 3).is_empty());
        }
    }

    #[test]
    fn a_string_comes_back_as_it_was_given() {
        for text in ["", "a", "C:\\häuser\\🦀.bin"] {
            let units: Vec<u16> = text.encode_utf16().chain([0]).collect();
            let memory = TaskMemory::copy_of(&units).unwrap();
            let memory = std::mem::ManuallyDrop::new(memory);
            // SAFETY: it ends in NUL, and is given away.
            let taken = unsafe { take_string(PWSTR(memory.as_ptr())) };
            assert_eq!(taken.as_deref(), Some(text));
        }
    }
}
