//! The boundary that no panic crosses, for both ways in which an object runs a callback's code: the
//! call of a slot, and the drop of the value.

use super::class::About;
use super::{Header, Place};
use crate::fault::{CallbackFault, FaultCause, report};
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
/// `this` is the interface pointer at the place `P` of an object that [`create`](super::create) made of a
/// `P::Stored`, and the caller holds a reference to it.
#[inline(always)]
pub unsafe fn call<P: Place>(
    this: *mut c_void,
    method: &'static str,
    body: impl FnOnce(&P::Value) -> Result<()>,
) -> HRESULT {
    // SAFETY: the contract above.
    let Some(value) = (unsafe { P::value(this) }) else {
        return wrong_thread(type_name::<P::Value>, method);
    };
    // A panic leaves the value as it would leave the data of a thread: the standard library's locks
    // are poisoned.
    match catch_unwind(AssertUnwindSafe(|| Error::result_code(body(value)))) {
        Ok(code) => code,
        Err(payload) => panicked(type_name::<P::Value>, method, payload),
    }
}

/// As [`call`], for a slot that returns something other than an HRESULT: it returns `on_panic` where
/// the body panics.
///
/// # Safety
///
/// The contract of `call`.
#[inline(always)]
pub unsafe fn call_or<P: Place, R>(
    this: *mut c_void,
    method: &'static str,
    on_panic: R,
    body: impl FnOnce(&P::Value) -> R,
) -> R {
    // SAFETY: the contract above.
    let Some(value) = (unsafe { P::value(this) }) else {
        _ = wrong_thread(type_name::<P::Value>, method);
        return on_panic;
    };
    match catch_unwind(AssertUnwindSafe(|| body(value))) {
        Ok(result) => result,
        Err(payload) => {
            _ = panicked(type_name::<P::Value>, method, payload);
            on_panic
        }
    }
}

/// A parameter for which a slot refuses some arguments, with what the hook is told of it.
pub struct Refusal {
    type_name: fn() -> &'static str,
    method: &'static str,
    parameter: &'static str,
}

impl Refusal {
    /// Returns the refusal of a method over a `T`, by the names of the IDL.
    pub const fn new<T>(method: &'static str, parameter: &'static str) -> Self {
        Self {
            type_name: type_name::<T>,
            method,
            parameter,
        }
    }

    fn report(&self, cause: FaultCause<'_>) {
        report(&CallbackFault::new((self.type_name)(), self.method, cause));
    }
}

/// Tells the hook of a null that the method can't take, and returns what the slot returns for it, before
/// it calls anything.
#[cold]
#[inline(never)]
pub extern "C" fn refuse_null(refusal: &'static Refusal) -> HRESULT {
    refusal.report(FaultCause::Null(refusal.parameter));
    crate::error::E_POINTER
}

/// As [`refuse_null`], for a negative count.
#[cold]
#[inline(never)]
pub extern "C" fn refuse_count(refusal: &'static Refusal) -> HRESULT {
    refusal.report(FaultCause::NegativeCount(refusal.parameter));
    crate::error::E_INVALIDARG
}

/// Tells the hook of a call from a thread that the value doesn't belong to, and returns the code for the
/// caller.
#[cold]
#[inline(never)]
fn wrong_thread(type_name: fn() -> &'static str, method: &'static str) -> HRESULT {
    let cause = FaultCause::WrongThread;
    report(&CallbackFault::new(type_name(), method, cause));
    crate::error::RPC_E_WRONG_THREAD
}

/// Drops the value of an object, and reports a panic in its `Drop` to the panic hook.
///
/// # Safety
///
/// The last strong reference is gone, and this is called once.
pub(super) unsafe fn drop_value(header: *mut Header) {
    // SAFETY: the memory is there until the weak references go.
    let object = unsafe { About::object(header) };
    let Some(drop_value) = object.drop_value else {
        return;
    };
    // SAFETY: the contract above is `drop_value`'s.
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| unsafe { drop_value(header) })) {
        _ = panicked(object.type_name, "Drop", payload);
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
    let cause = FaultCause::Panic(&*payload);
    report(&CallbackFault::new(type_name(), method, cause));
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
