//! The COM object behind every callback: a Rust value with vtables before it.
//!
//! Generated code writes the slots of an interface once, for each [`Place`] at which an object has a value
//! with its trait, and collects them in a [`Class`]. [`create`] puts a value and its class together into
//! one allocation:
//!
//! ```text
//!    interface ────────────▶ Class: | IIDs, size, drop               | vtable: QueryInterface, ... |
//!    weak reference source ▶ static vtable                            ▲
//!    error support ────────▶ static vtable                            └ interface points here
//!    weak reference ───────▶ static vtable
//!    strong count, weak count
//!    marshaler (Windows)
//!    further interfaces ───▶ the vtable of a Class for each, whose slots step back to the object
//!    value: T
//! ```
//!
//! What holds the value ([`Stored`]) knows which threads may use it: any ([`Shared`]), or the one that made
//! it ([`Local`]). With [`Several`], it has further interface pointers before the value. [`First`] and
//! [`Further`] are the places of the pointers.
//!
//! Code that doesn't depend on `T` (`QueryInterface`, `AddRef`, `Release`, the tear-offs) is compiled
//! once, in this crate. It finds what it needs to know about `T` just before the vtable.
//!
//! `windows_core::ComObject` does other things: each type gets copies of that code; its counts use
//! compare-and-exchange, for the sake of weak references, which few callbacks meet, and a pair of
//! AddRef and Release takes about twice as many instructions; and a panic in a slot ends the process.
//!
//! The value is dropped with the last strong reference, and the memory stays until the last weak
//! reference goes, as with [`std::sync::Arc`].

mod agile;
mod apart;
mod argument;
mod borrow;
mod class;
mod count;
mod enumeration;
mod error_support;
mod handle;
mod in_out;
#[cfg(all(test, loom))]
mod interleavings;
mod into_object;
mod link;
#[cfg(windows)]
mod marshal;
mod owned;
mod panic_boundary;
mod place;
mod task_array;
mod task_string;
mod token;
mod unknown;
mod weak;

#[doc(hidden)]
pub use bitflags::bitflags;

pub use agile::Agile;
pub use apart::{Apart, Written, written};
pub use argument::{
    cells, clear, clear_counted, clear_several, finish, fits, give, query, slice, slice_mut,
    take_back,
};
pub use borrow::Borrow;
pub use class::{Chain, Class, ObjectType};
pub use enumeration::Enumeration;
pub use handle::{Handle, value_of};
pub use in_out::InOut;
pub use into_object::{IntoObject, Parts, Serves, create_agile, into_interface};
pub use link::{Events, Link, Through};
pub use owned::{Owned, create_owned};
pub use panic_boundary::{Refusal, call, call_or, refuse_count, refuse_elements, refuse_null};
pub(crate) use panic_boundary::{drop_payload, failed};
pub use place::{
    AgileStored, Chains, First, Further, FurtherInterface, Local, Place, Pointers, Several, Shared,
    Stored,
};

pub use task_array::{IntoElement, TaskArray};
pub use task_string::{TaskCString, TaskString};
#[doc(inline)]
pub use token::Unknown;
#[doc(hidden)]
pub use token::UnknownChain;

pub(crate) use error_support::supports_errors;

use count::RefCount;
use error_support::SupportErrorInfo_Vtbl;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use windows_core::Interface;
use windows_core::imp::{IWeakReference_Vtbl, IWeakReferenceSource_Vtbl};

/// The beginning of every object, whatever value it holds.
#[repr(C)]
struct Header {
    /// The vtable of the class; this field is the identity of the object.
    interface: *const c_void,
    source: *const IWeakReferenceSource_Vtbl,
    error_support: *const SupportErrorInfo_Vtbl,
    weak_reference: *const IWeakReference_Vtbl,
    /// The references to the object.
    strong: RefCount,
    /// The weak references, and one more for all the strong ones together.
    weak: RefCount,
    #[cfg(windows)]
    marshaler: marshal::Marshaler,
}

/// An object: a header and its value.
#[repr(C)]
struct Object<T> {
    header: Header,
    value: ManuallyDrop<T>,
}

/// Makes an object of the class that `C` gives to an `S`, and returns its only reference.
///
/// It makes one allocation, which lasts until the last reference, strong or weak, is released. The
/// value is dropped with the last strong reference, on the thread that releases it, unless it belongs to
/// another thread.
pub fn create<C: Chain<First<S>>, S: Stored>(value: S::Value) -> C::Interface {
    let object = Box::new(Object {
        header: Header {
            interface: C::CLASS.vtable(),
            source: &weak::SOURCE,
            error_support: &error_support::SUPPORT,
            weak_reference: &weak::REFERENCE,
            strong: RefCount::one(),
            weak: RefCount::one(),
            #[cfg(windows)]
            marshaler: marshal::Marshaler::none(),
        },
        value: ManuallyDrop::new(S::new(value)),
    });
    let interface: *mut c_void = Box::into_raw(object).cast();
    // SAFETY: the object begins with a pointer to the vtable of `C::Interface`, by `Chain`'s
    // contract, and this is the one reference that its count begins with.
    unsafe { C::Interface::from_raw(interface) }
}

/// A type that any thread may use, as a callback's has to be: a service calls on threads of its own, several
/// at a time.
#[diagnostic::on_unimplemented(
    message = "other threads can't use `{Self}`, and a callback may be called on any",
    label = "not `Send` and `Sync`",
    note = "share it by what threads may share, such as `Arc` and `Mutex`",
    note = "or make an object that lives on the thread that makes it: `#[comidl::callback(TheTrait, local)]`"
)]
pub trait AnyThread: Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Send + Sync> AnyThread for T {}

/// Compiles if any thread may use a `Field`. Generated code calls it for each field of a callback.
#[doc(hidden)]
pub const fn callable_from_any_thread<Field: ?Sized + AnyThread>() {}
