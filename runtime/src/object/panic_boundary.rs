//! The boundary that no panic crosses, for both ways in which an object runs a callback's code: the
//! call of a slot, and the drop of the value.

use super::class::About;
use super::{Header, Place, Stored};
use crate::fault::{CallbackFault, FaultCause, report};
use crate::{Error, Result};
use std::any::Any;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use windows_core::{HRESULT, IUnknown, Interface};

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
    let stored = unsafe { P::stored(this) };
    // The constant comes first: the compiler drops the rest for an agile object before it optimizes.
    if !P::Stored::IS_AGILE && !stored.is_here() {
        // SAFETY: the contract above.
        return unsafe { wrong_thread(P::identity(this), method) };
    }
    // SAFETY: this thread may use the value.
    let value = unsafe { stored.get() };
    // A panic leaves the value as it would leave the data of a thread: the standard library's locks
    // are poisoned.
    let identity = P::identity(this);
    match catch_unwind(AssertUnwindSafe(|| body(value))) {
        Ok(Ok(())) => HRESULT(0),
        // SAFETY: the contract above.
        Ok(Err(error)) => unsafe { failed(this, identity, error) },
        // SAFETY: the contract above.
        Err(payload) => unsafe { panicked(identity, method, payload) },
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
    let stored = unsafe { P::stored(this) };
    if !P::Stored::IS_AGILE && !stored.is_here() {
        // SAFETY: the contract above.
        _ = unsafe { wrong_thread(P::identity(this), method) };
        return on_panic;
    }
    // SAFETY: this thread may use the value.
    let value = unsafe { stored.get() };
    let identity = P::identity(this);
    match catch_unwind(AssertUnwindSafe(|| body(value))) {
        Ok(result) => result,
        Err(payload) => {
            // SAFETY: the contract above.
            _ = unsafe { panicked(identity, method, payload) };
            on_panic
        }
    }
}

/// Returns the code of a method's error. For a failure, the caller finds what else there is to say in the
/// error object of the thread.
///
/// # Safety
///
/// `this` is an interface pointer of the object whose first one is `identity`, and somebody holds a reference
/// to it.
#[cold]
#[inline(never)]
#[expect(
    improper_ctypes_definitions,
    reason = "the ABI says that no panic leaves it; only Rust calls it"
)]
pub(crate) unsafe extern "C" fn failed(
    this: *mut c_void,
    identity: *mut c_void,
    error: Error,
) -> HRESULT {
    let code = error.code();
    if code.is_err() {
        // SAFETY: the contract above.
        let (interface, object) =
            unsafe { (About::of(this.cast()).iids, About::object(identity.cast())) };
        let interface = interface.first().unwrap_or(&IUnknown::IID);
        error.publish(interface, (object.type_name)());
    }
    // The source of an error is the program's, and so is its drop.
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(error))) {
        drop_payload(payload);
    }
    code
}

/// A parameter for which a slot refuses some arguments, with what the hook is told of it.
#[derive(Debug)]
pub struct Refusal {
    method: &'static str,
    parameter: &'static str,
}

impl Refusal {
    /// Returns the refusal of a method, by the names of the IDL.
    pub const fn new(method: &'static str, parameter: &'static str) -> Self {
        Self { method, parameter }
    }
}

/// Tells the hook of a null that the method can't take, and returns what the slot returns for it, before
/// it calls anything.
///
/// # Safety
///
/// `identity` is the first interface pointer of an object, and somebody holds a reference to it.
#[cold]
#[inline(never)]
pub unsafe extern "C" fn refuse_null(identity: *mut c_void, refusal: &'static Refusal) -> HRESULT {
    let cause = FaultCause::Null(refusal.parameter);
    // SAFETY: the contract above.
    unsafe { tell(identity, refusal.method, cause) };
    crate::error::E_POINTER
}

/// As [`refuse_null`], for an array whose elements have another type.
///
/// # Safety
///
/// The contract of `refuse_null`.
#[cold]
#[inline(never)]
pub unsafe extern "C" fn refuse_elements(
    identity: *mut c_void,
    refusal: &'static Refusal,
) -> HRESULT {
    let cause = FaultCause::ElementType(refusal.parameter);
    // SAFETY: the contract above.
    unsafe { tell(identity, refusal.method, cause) };
    crate::error::E_INVALIDARG
}

/// As [`refuse_null`], for a negative count.
///
/// # Safety
///
/// The contract of `refuse_null`.
#[cold]
#[inline(never)]
pub unsafe extern "C" fn refuse_count(identity: *mut c_void, refusal: &'static Refusal) -> HRESULT {
    let cause = FaultCause::NegativeCount(refusal.parameter);
    // SAFETY: the contract above.
    unsafe { tell(identity, refusal.method, cause) };
    crate::error::E_INVALIDARG
}

/// Tells the hook of a call from a thread that the value doesn't belong to, and returns the code for the
/// caller.
///
/// # Safety
///
/// The contract of `refuse_null`.
#[cold]
#[inline(never)]
#[expect(
    improper_ctypes_definitions,
    reason = "the ABI says that no panic leaves it; only Rust calls it"
)]
unsafe extern "C" fn wrong_thread(identity: *mut c_void, method: &'static str) -> HRESULT {
    // SAFETY: the contract above.
    unsafe { tell(identity, method, FaultCause::WrongThread) };
    crate::error::RPC_E_WRONG_THREAD
}

/// Tells the hook of a fault in a method of an object.
///
/// # Safety
///
/// `identity` is the first interface pointer of an object whose memory is still there.
unsafe fn tell(identity: *mut c_void, method: &'static str, cause: FaultCause<'_>) {
    // SAFETY: the contract above.
    let object = unsafe { About::object(identity.cast()) };
    report(&CallbackFault::new((object.type_name)(), method, cause));
    // The caller finds no older error there.
    crate::error::clear_info();
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
        // SAFETY: the memory is there, as above.
        _ = unsafe { panicked(header.cast(), "Drop", payload) };
    }
}

/// Reports a panic to the hook, and returns the code for the caller.
///
/// # Safety
///
/// The contract of `tell`.
#[cold]
#[inline(never)]
#[expect(
    improper_ctypes_definitions,
    reason = "the ABI says that no panic leaves it; only Rust calls it"
)]
unsafe extern "C" fn panicked(
    identity: *mut c_void,
    method: &'static str,
    payload: Box<dyn Any + Send>,
) -> HRESULT {
    // SAFETY: the contract above.
    unsafe { tell(identity, method, FaultCause::Panic(&*payload)) };
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
