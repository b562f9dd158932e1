//! The border that no panic crosses, in either direction a call can take: into a slot, and into
//! the drop of a value.

use super::class::About;
use super::{Header, value};
use crate::panic::{CallbackPanic, report};
use crate::{Error, Result};
use std::any::{Any, type_name};
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use windows_core::HRESULT;

/// Calls `body` with the value of an object, and turns what comes of it into an HRESULT: S_OK, the
/// code of the error, or E_UNEXPECTED for a panic, which the panic hook is told of.
///
/// `method` is how the hook names the slot.
///
/// # Safety
///
/// `this` is the interface pointer of an object that [`create`](super::create) made of a `T`, and
/// the caller holds a reference to it.
#[inline(always)]
pub unsafe fn call<T>(
    this: *mut c_void,
    method: &'static str,
    body: impl FnOnce(&T) -> Result<()>,
) -> HRESULT {
    // SAFETY: the contract above.
    let value = unsafe { value::<T>(this) };
    // What a panic leaves behind in the value is what it would leave behind in a thread's: the
    // standard library's locks are poisoned by it.
    match catch_unwind(AssertUnwindSafe(|| Error::result_code(body(value)))) {
        Ok(code) => code,
        Err(payload) => panicked(type_name::<T>, method, payload),
    }
}

/// As [`call`], for a slot that returns something else than an HRESULT, and so `on_panic` where the
/// body panics.
///
/// # Safety
///
/// As that of `call`.
#[inline(always)]
pub unsafe fn call_or<T, R>(
    this: *mut c_void,
    method: &'static str,
    on_panic: R,
    body: impl FnOnce(&T) -> R,
) -> R {
    // SAFETY: the contract above.
    let value = unsafe { value::<T>(this) };
    match catch_unwind(AssertUnwindSafe(|| body(value))) {
        Ok(result) => result,
        Err(payload) => {
            _ = panicked(type_name::<T>, method, payload);
            on_panic
        }
    }
}

/// What a slot returns, before anything is called, for a null where its contract promises more.
#[cold]
#[inline(never)]
pub extern "C" fn refuse_null() -> HRESULT {
    crate::error::E_POINTER
}

/// What a slot returns, before anything is called, for a count that is less than nothing.
#[cold]
#[inline(never)]
pub extern "C" fn refuse_argument() -> HRESULT {
    crate::error::E_INVALIDARG
}

/// Drops the value of an object; a panic in its `Drop` goes to the panic hook.
///
/// # Safety
///
/// The last strong reference is gone, and this is called once.
pub(super) unsafe fn drop_value(header: *mut Header) {
    // SAFETY: the memory is there until the weak references go.
    let about = unsafe { About::of(header) };
    let Some(drop_value) = about.drop_value else {
        return;
    };
    // SAFETY: the contract above is `drop_value`'s.
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| unsafe { drop_value(header) })) {
        _ = panicked(about.type_name, "Drop", payload);
    }
}

/// Tells the hook, and returns what the service is told.
#[cold]
#[inline(never)]
fn panicked(
    type_name: fn() -> &'static str,
    method: &'static str,
    payload: Box<dyn Any + Send>,
) -> HRESULT {
    report(&CallbackPanic::new(type_name(), method, &*payload));
    drop_payload(payload);
    crate::error::E_UNEXPECTED
}

/// Drops what was thrown, and what its `Drop` throws, as long as that comes to an end.
pub(crate) fn drop_payload(mut payload: Box<dyn Any + Send>) {
    const PATIENCE: usize = 16;
    for _ in 0..PATIENCE {
        match catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            Ok(()) => return,
            Err(next) => payload = next,
        }
    }
    // A payload that throws its like when it is dropped: no number of turns would do.
    std::mem::forget(payload);
}
