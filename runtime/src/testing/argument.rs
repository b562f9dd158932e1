//! The arguments of a method of the services' objects, and its result.

use crate::error::{E_INVALIDARG, E_POINTER};
use crate::{HRESULT, text};
use windows_core::{Error, PCWSTR, Result};

/// A success with fewer elements than the caller asked for.
pub(super) const S_FALSE: HRESULT = HRESULT(1);

/// Returns a code, success or not, as the result of a method.
pub(super) fn code<T>(code: HRESULT) -> Result<T> {
    Err(Error::from_hresult(code))
}

/// Returns a string that a caller passed.
pub(super) fn text(string: &PCWSTR) -> Result<String> {
    optional_text(string)?.ok_or_else(|| Error::from_hresult(E_INVALIDARG))
}

/// Returns a string that a caller passed; `None` for null.
pub(super) fn optional_text(string: &PCWSTR) -> Result<Option<String>> {
    if string.is_null() {
        return Ok(None);
    }
    // SAFETY: not null, and ends in NUL, by each method's contract.
    let units = unsafe { std::slice::from_raw_parts(string.0, text::length(string.0)) };
    Ok(Some(
        String::from_utf16(units).map_err(|_| Error::from_hresult(E_INVALIDARG))?,
    ))
}

/// Writes a result that a method returns through a pointer.
pub(super) fn write<T>(pointer: *mut T, value: T) -> Result<()> {
    if pointer.is_null() {
        return code(E_POINTER);
    }
    // SAFETY: not null, so it can be written to, by each method's contract.
    unsafe { pointer.write(value) };
    Ok(())
}

/// Returns the elements that a caller passed with their number.
pub(super) fn elements<'a, T>(count: u32, first: *const T) -> Result<&'a [T]> {
    match count {
        0 => Ok(&[]),
        _ if first.is_null() => code(E_POINTER),
        // SAFETY: not null, and as many, by each method's contract; used only during the call.
        _ => Ok(unsafe { std::slice::from_raw_parts(first, count as usize) }),
    }
}
