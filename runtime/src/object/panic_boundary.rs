//! The boundary that no panic crosses, for both ways in which an object runs a callback's code: the
//! call of a slot, and the drop of the value.

use super::class::About;
use super::{Header, value};
use crate::panic::{CallbackPanic, report};
use crate::{Error, Result};
use std::any::{Any, type_name};
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use windows_core::HRESULT;

/// Calls `body` with the value of an object, and returns its result as an HRESULT: S_OK, the code of
/// the error, or E_UNEXPECTED for a panic, which is reported to the panic hook.
///
/// `method` is the name of the slot for the hook.
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
    // A panic leaves the value as it would leave the data of a thread: the standard library's locks
    // are poisoned.
    match catch_unwind(AssertUnwindSafe(|| Error::result_code(body(value)))) {
        Ok(code) => code,
        Err(payload) => panicked(type_name::<T>, method, payload),
    }
}

/// As [`call`], for a slot that returns something other than an HRESULT: it returns `on_panic` where
/// the body panics.
///
/// # Safety
///
/// The contract of `call`.
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

/// Returns what a slot returns, before it calls anything, for a null that its contract rules out.
#[cold]
#[inline(never)]
pub extern "C" fn refuse_null() -> HRESULT {
    crate::error::E_POINTER
}

/// Returns what a slot returns, before it calls anything, for a negative count.
#[cold]
#[inline(never)]
pub extern "C" fn refuse_argument() -> HRESULT {
    crate::error::E_INVALIDARG
}

/// Drops the value of an object, and reports a panic in its `Drop` to the panic hook.
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

/// Reports a panic to the hook, and returns the code for the caller.
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

/// Drops the payload of a panic, then the payload that this drop throws, and so on, up to a limit.
pub(crate) fn drop_payload(mut payload: Box<dyn Any + Send>) {
    const MAX_PANICS: usize = 16;
    for _ in 0..MAX_PANICS {
        match catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            Ok(()) => return,
            Err(next) => payload = next,
        }
    }
    // Each drop throws a payload of the same kind: dropping them never ends.
    std::mem::forget(payload);
}
