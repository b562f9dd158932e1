//! The arguments of slots, turned into values of Rust's and back.

use crate::error::E_UNEXPECTED;
use crate::{Error, Result};
use std::any::Any;
use std::cell::Cell;
use std::ffi::c_void;
use windows_core::{GUID, IUnknown, Interface};

/// Returns the values that a caller passes by pointer and count; `None` for null with a count above
/// zero.
///
/// # Safety
///
/// `first` is null, or points to `count` values, which nobody changes as long as the result is
/// used.
#[inline(always)]
pub unsafe fn slice<'a, T>(first: *const T, count: usize) -> Option<&'a [T]> {
    if count == 0 {
        return Some(&[]);
    }
    // SAFETY: not null, so the contract above.
    (!first.is_null()).then(|| unsafe { std::slice::from_raw_parts(first, count) })
}

/// Returns the values that a caller has room for, or passes to be changed; `None` for null with a
/// count above zero.
///
/// # Safety
///
/// `first` is null, or points to `count` values that nobody else uses as long as the result is.
#[inline(always)]
pub unsafe fn slice_mut<'a, T>(first: *mut T, count: usize) -> Option<&'a mut [T]> {
    if count == 0 {
        return Some(&mut []);
    }
    // SAFETY: not null, so the contract above.
    (!first.is_null()).then(|| unsafe { std::slice::from_raw_parts_mut(first, count) })
}

/// Returns the values that a caller has room for, or passes to be changed, and that another argument of
/// the call may be as well; `None` for null with a count above zero.
///
/// # Safety
///
/// `first` is null, or points to `count` values, which this thread alone uses as long as the result is
/// used, and to which there is no reference.
#[inline(always)]
pub unsafe fn cells<'a, T>(first: *mut T, count: usize) -> Option<&'a [Cell<T>]> {
    // SAFETY: a cell is in memory as its value; the contract above.
    unsafe { slice(first.cast::<Cell<T>>(), count) }
}

/// Zeroes the target of an out pointer: a call that fails leaves nothing in it that the caller could
/// take for a value.
///
/// # Safety
///
/// `out` is null, or points to room for a `T`, of which nothing has to be released, and all zeros
/// are a value of it.
#[inline(always)]
pub unsafe fn clear<T>(out: *mut T) {
    // SAFETY: the contract above.
    unsafe { clear_several(out, 1) };
}

/// [`clear`] for an array.
///
/// # Safety
///
/// The contract of `clear`, for `count` values.
#[inline(always)]
pub unsafe fn clear_several<T>(out: *mut T, count: usize) {
    if !out.is_null() {
        // SAFETY: not null, so the contract above.
        unsafe { out.write_bytes(0, count) };
    }
}

/// [`clear`] for an array with a caller's count, which may be negative: nothing is there then.
///
/// # Safety
///
/// The contract of `clear`, for `count` values.
pub unsafe fn clear_counted<T>(out: *mut T, count: impl TryInto<usize>) {
    // SAFETY: the contract above.
    unsafe { clear_several(out, count.try_into().unwrap_or(0)) };
}

/// Releases the values that a failing call has put into an array, and zeroes the array again.
///
/// # Safety
///
/// `out` is null, or points to `count` values, and all zeros are a value of `T`.
#[cold]
pub unsafe fn take_back<T>(out: *mut T, count: usize) {
    // SAFETY: the contract above; a value that is taken leaves zeros, so nothing releases it again.
    unsafe {
        if let Some(values) = slice_mut(out, count) {
            for value in values {
                let taken = std::ptr::read(value);
                clear(&raw mut *value);
                drop(taken);
            }
        }
    }
}

/// Checks how many elements a method reports that it has written.
///
/// # Errors
///
/// E_UNEXPECTED for more than there is room for, which the caller would read beyond its array.
#[inline(always)]
pub fn fits<N: TryInto<usize>>(reported: N, room: usize) -> Result<()> {
    if reported.try_into().is_ok_and(|reported| reported <= room) {
        return Ok(());
    }
    Err(Error::new(
        E_UNEXPECTED,
        "the method reports more elements than there is room for",
    ))
}

/// Gives the values that a method returned to the caller: `give` writes them.
///
/// # Errors
///
/// The error of the method or of `give`. A [success code](crate::success) is an error here, after `give`.
#[inline(always)]
pub fn finish<V: Any>(returned: Result<V>, give: impl FnOnce(V) -> Result<()>) -> Result<()> {
    match returned {
        Ok(values) => give(values),
        Err(error) => finish_otherwise(error, give),
    }
}

#[cold]
fn finish_otherwise<V: Any>(error: Error, give: impl FnOnce(V) -> Result<()>) -> Result<()> {
    if !error.has_values() {
        return Err(error);
    }
    let code = error.code();
    let values = error.into_value().map_err(|_| {
        Error::new(
            E_UNEXPECTED,
            "the values beside the success code aren't those that the method returns",
        )
    })?;
    give(values)?;
    Err(code.into())
}

/// Writes a result, unless the caller passed null.
///
/// # Safety
///
/// `out` is null, or points to room for a `T`.
#[inline(always)]
pub unsafe fn give<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not null, so the contract above.
        unsafe { out.write(value) };
    }
}

/// Writes the interface of an object that a caller asks for by IID, unless the caller passed null.
///
/// # Errors
///
/// The code of the object's QueryInterface: E_NOINTERFACE, mostly.
///
/// # Safety
///
/// `out` is null, or points to room for a pointer.
pub unsafe fn query(object: &IUnknown, iid: &GUID, out: *mut *mut c_void) -> Result<()> {
    if out.is_null() {
        return Ok(());
    }
    // SAFETY: not null, so the contract above.
    let code = unsafe { object.query(iid, out) };
    if code.is_ok() {
        Ok(())
    } else {
        Err(code.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr::{null, null_mut};
    use std::rc::Rc;
    use windows_core::HRESULT;

    #[test]
    fn null_is_no_values_and_never_some() {
        // SAFETY: null is allowed.
        unsafe {
            assert_eq!(slice::<u8>(null(), 0), Some(&[][..]));
            assert_eq!(slice::<u8>(null(), 1), None);
            assert_eq!(slice_mut::<u8>(null_mut(), 1), None);
            clear::<u8>(null_mut());
            take_back::<u8>(null_mut(), 3);
            give(null_mut(), 1);
        }
    }

    #[test]
    fn what_is_taken_back_is_released_and_zero() {
        let value = Rc::new(());
        let mut out = [Some(value.clone()), None, Some(value.clone())];
        // SAFETY: three values, and `None` of an `Option<Rc>` is zero.
        unsafe { take_back(out.as_mut_ptr(), 3) };
        assert!(out.iter().all(Option::is_none));
        assert_eq!(Rc::strong_count(&value), 1);
    }

    #[test]
    fn a_success_gives_its_values_and_then_its_code() {
        const S_FALSE: HRESULT = HRESULT(1);
        let mut given = Vec::new();
        let mut give = |value: i32| {
            given.push(value);
            Ok(())
        };
        assert_eq!(finish(Ok(1), &mut give), Ok(()));
        assert_eq!(
            finish(crate::success(S_FALSE, 2), &mut give),
            Err(S_FALSE.into())
        );
        assert_eq!(finish(Err(S_FALSE.into()), &mut give), Err(S_FALSE.into()));
        let other = crate::success(S_FALSE, 2_u8).map(i32::from);
        assert_eq!(finish(other, &mut give), Err(E_UNEXPECTED.into()));
        assert_eq!(given, [1, 2]);
    }

    #[test]
    fn no_more_elements_are_reported_than_there_is_room_for() {
        assert_eq!(fits(3_u32, 3), Ok(()));
        assert_eq!(fits(0_i32, 0), Ok(()));
        assert!(fits(4_u32, 3).is_err());
        assert!(fits(-1_i32, 3).is_err());
    }
}
