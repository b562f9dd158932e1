//! The class of an object: a constant with what the object has to know about the type of its value.

use super::{Header, Object};
use std::alloc::Layout;
use std::ffi::c_void;
use std::mem::{ManuallyDrop, needs_drop, offset_of};
use windows_core::{GUID, Interface};

/// An interface and its bases, implemented by slots over a `T`.
///
/// A marker type implements it, once for all `T` with the trait that says what the slots do. Then
/// [`create`](super::create) makes an object of any of these `T`.
///
/// # Safety
///
/// - `CLASS` was made for this `T`; its vtable begins with [`UNKNOWN`](super::UNKNOWN), and its
///   other slots keep the contracts of `Interface`'s methods when they are called with the
///   interface pointer of an object that `create` made of this chain and a `T`.
/// - `T` may be used from any thread and lives as long as it likes: it is `Send`, `Sync` and
///   `'static`, which the trait that says what the slots do asks of it. (A bound here would be one
///   more error for each type that isn't.)
/// - The IIDs that `CLASS` was given are of interfaces whose vtables are beginnings of
///   `Interface`'s.
pub unsafe trait Chain<T> {
    /// The most derived interface of the chain. The vtables of the others are prefixes of its vtable.
    type Interface: Interface;

    /// The type of its vtable.
    type Vtable: 'static;

    /// The vtable of `Interface`, with the description of the object before it.
    const CLASS: &'static Class<Self::Vtable>;
}

/// A vtable, and before it the description of its objects, for the code that all objects share.
#[repr(C)]
pub struct Class<V> {
    about: About,
    vtable: V,
}

/// The description of an object, which is found through the vtable that the object points to.
pub(super) struct About {
    /// The IIDs of the interfaces that the vtable serves, without IUnknown.
    pub(super) iids: &'static [GUID],
    /// The layout of the whole allocation.
    pub(super) layout: Layout,
    /// Drops the value, and leaves the memory; `None` for a type that needs no drop.
    pub(super) drop_value: Option<unsafe fn(*mut Header)>,
    /// Returns the name of the value's type, for messages.
    pub(super) type_name: fn() -> &'static str,
}

impl<V> Class<V> {
    /// Returns the class of the objects of a `T` that answer to `iids` and IUnknown with `vtable`.
    pub const fn new<T>(iids: &'static [GUID], vtable: V) -> Self {
        const { assert!(offset_of!(Self, vtable) == size_of::<About>()) };
        Self {
            about: About {
                iids,
                layout: Layout::new::<Object<T>>(),
                drop_value: if needs_drop::<T>() {
                    Some(drop_value::<T>)
                } else {
                    None
                },
                type_name: std::any::type_name::<T>,
            },
            vtable,
        }
    }

    /// Returns the pointer that objects of this class begin with.
    pub(super) fn vtable(&'static self) -> *const c_void {
        // From the whole class and not from its field, so that it may be walked back to `about`.
        (&raw const *self)
            .wrapping_byte_add(size_of::<About>())
            .cast()
    }
}

impl About {
    /// Returns the description of the object with this header.
    ///
    /// # Safety
    ///
    /// `header` is of an object that `create` made and whose memory is still there.
    #[inline(always)]
    pub(super) unsafe fn of(header: *mut Header) -> &'static Self {
        // SAFETY: `interface` was made by `Class::vtable`, which steps over the `About` of a
        // constant class.
        unsafe { &*(*header).interface.cast::<Self>().sub(1) }
    }
}

/// # Safety
///
/// `header` is of an object that was made of a `T`; its value is there, nobody else uses it, and
/// nobody will.
unsafe fn drop_value<T>(header: *mut Header) {
    let object = header.cast::<Object<T>>();
    // SAFETY: the contract above; the value isn't touched again.
    unsafe { ManuallyDrop::drop(&mut (*object).value) };
}
