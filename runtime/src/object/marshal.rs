//! IMarshal on Windows: COM's free-threaded marshaler, aggregated, made when it is first asked for.
//!
//! With the marshaler, other apartments of the process get the object itself and no proxy, and a call
//! arrives on the thread that makes it. Other processes get the standard marshaling.

use super::Header;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};
use windows_core::imp::{CoCreateFreeThreadedMarshaler, IMarshal};
use windows_core::{HRESULT, IUnknown, Interface};

/// The non-delegating IUnknown of the marshaler, which its object owns; null until it is made.
pub(super) struct Marshaler(AtomicPtr<c_void>);

impl Marshaler {
    pub(super) const fn none() -> Self {
        Self(AtomicPtr::new(null_mut()))
    }

    /// # Safety
    ///
    /// The object is being destroyed: nobody uses its marshaler.
    pub(super) unsafe fn release(&self) {
        let inner = self.0.swap(null_mut(), Ordering::Acquire);
        if !inner.is_null() {
            // SAFETY: the object owned this reference.
            drop(unsafe { IUnknown::from_raw(inner) });
        }
    }
}

/// Answers QueryInterface for IMarshal.
///
/// # Safety
///
/// The caller holds a reference to the object, and `interface` is writable.
pub(super) unsafe fn query(header: *mut Header, interface: *mut *mut c_void) -> HRESULT {
    // SAFETY: the caller's reference keeps the object.
    let slot = unsafe { &(*header).marshaler.0 };
    let mut inner = slot.load(Ordering::Acquire);
    if inner.is_null() {
        // SAFETY: the object is the outer unknown, which the marshaler doesn't count.
        let made = unsafe { CoCreateFreeThreadedMarshaler(header.cast(), &mut inner) };
        if made.is_err() {
            return made;
        }
        if let Err(other) =
            slot.compare_exchange(null_mut(), inner, Ordering::AcqRel, Ordering::Acquire)
        {
            // SAFETY: another thread was first; this one's reference is its own to give up.
            drop(unsafe { IUnknown::from_raw(inner) });
            inner = other;
        }
    }
    // SAFETY: `inner` is the IUnknown that the object owns. Its IMarshal counts on the object.
    unsafe {
        let inner = std::mem::ManuallyDrop::new(IUnknown::from_raw(inner));
        inner.query(&IMarshal::IID, interface)
    }
}
