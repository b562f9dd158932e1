//! The COM object that stands behind every callback: a Rust value with vtables before it.
//!
//! The slots of an interface are written once for all types `T` that implement its trait (see
//! [`crate::bits::BitsCallbackChain`]), and collected in a [`Class`]. [`create`] puts a value and
//! its class together into one allocation:
//!
//! ```text
//!    interface ────────────▶ Class: | what it answers to, size, drop | vtable: QueryInterface, ... |
//!    weak reference source ▶ static vtable                            ▲
//!    weak reference ───────▶ static vtable                            └ interface points here
//!    strong count, weak count
//!    marshaler (Windows)
//!    value: T
//! ```
//!
//! Everything that doesn't depend on `T` (`QueryInterface`, `AddRef`, `Release`, the tear-offs) is
//! code of this crate, compiled once, that finds what it needs to know about `T` just before the
//! vtable. That is why this isn't `windows_core::ComObject`: there each type gets copies of its
//! own; counting goes through compare-and-exchange, for the sake of weak references that a callback
//! rarely meets (53 instructions for a pair of AddRef and Release, 24 here); and a panic in a slot
//! ends the process.
//!
//! A value with weak references is dropped when the last strong reference goes, and its memory
//! stays until the last weak one goes, as with [`std::sync::Arc`].

mod argument;
mod borrow;
mod class;
mod contain;
mod count;
mod link;
#[cfg(windows)]
mod marshal;
mod unknown;
mod weak;

#[doc(hidden)]
pub use bitflags::bitflags;

pub use argument::{TaskString, clear, clear_several, give, query, slice, slice_mut, take_back};
pub use borrow::Borrow;
pub use class::{Chain, Class};
pub(crate) use contain::drop_payload;
pub use contain::{call, call_or, refuse_argument, refuse_null};
pub use link::{Events, Link, Through};
pub use unknown::UNKNOWN;

use count::RefCount;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use windows_core::Interface;
use windows_core::imp::{IWeakReference_Vtbl, IWeakReferenceSource_Vtbl};

/// What all objects begin with, whatever value they hold.
#[repr(C)]
struct Header {
    /// The vtable of the class; this field is the identity of the object.
    interface: *const c_void,
    source: *const IWeakReferenceSource_Vtbl,
    weak_reference: *const IWeakReference_Vtbl,
    /// The references to the object.
    strong: RefCount,
    /// The weak references, and one more for all the strong ones together.
    weak: RefCount,
    #[cfg(windows)]
    marshaler: marshal::Marshaler,
}

/// A header with its value.
#[repr(C)]
struct Object<T> {
    header: Header,
    value: ManuallyDrop<T>,
}

/// Makes an object of the class that `C` gives to a `T`, and returns its only reference.
///
/// One allocation, which lasts until the last reference, strong or weak, is released; the value is
/// dropped with the last strong one, on the thread that released it.
pub fn create<C: Chain<T>, T>(value: T) -> C::Interface {
    let object = Box::new(Object {
        header: Header {
            interface: C::CLASS.vtable(),
            source: &weak::SOURCE,
            weak_reference: &weak::REFERENCE,
            strong: RefCount::one(),
            weak: RefCount::one(),
            #[cfg(windows)]
            marshaler: marshal::Marshaler::none(),
        },
        value: ManuallyDrop::new(value),
    });
    let interface: *mut c_void = Box::into_raw(object).cast();
    // SAFETY: the object begins with a pointer to the vtable of `C::Interface`, by `Chain`'s
    // contract, and this is the one reference that its count begins with.
    unsafe { C::Interface::from_raw(interface) }
}

/// The value of an object.
///
/// # Safety
///
/// `this` is the interface pointer of an object that [`create`] made of a `T`, and somebody holds a
/// reference to it for as long as the result is used.
#[inline(always)]
unsafe fn value<'a, T>(this: *mut c_void) -> &'a T {
    // SAFETY: the interface pointer is the address of the object, whose value is there until the
    // last reference goes, by the contract above.
    unsafe { &(*this.cast::<Object<T>>()).value }
}

/// Compiles for what may be used from any thread, as a callback is: the service calls on threads of
/// its own, several at a time. For generated code, about each field of a callback.
#[doc(hidden)]
pub const fn callable_from_any_thread<Field: ?Sized + Send + Sync>() {}
