//! The class of an object: a constant with what the object has to know about the type of its value.

use super::{First, FurtherInterface, Header, Object, Place, Stored};
use std::alloc::Layout;
use std::any::TypeId;
use std::ffi::c_void;
use std::mem::{ManuallyDrop, needs_drop, offset_of};
use std::ptr::NonNull;
use windows_core::{GUID, Interface};

/// An interface and its bases, implemented by slots over the value at a [`Place`] of an object.
///
/// A marker type implements it, once for all places whose values have the trait that says what the slots do.
/// Then [`create`](super::create) makes an object of any of these values.
///
/// # Safety
///
/// - `CLASS` was made for this `P`; its vtable begins with `P::UNKNOWN`, and its other slots keep the contracts
///   of `Interface`'s methods when they are called with the interface pointer at this place of an object
///   that holds a `P::Stored`.
/// - The IIDs that `CLASS` was given are of interfaces whose vtables are beginnings of
///   `Interface`'s.
pub unsafe trait Chain<P: Place> {
    /// The most derived interface of the chain. The vtables of the others are prefixes of its vtable.
    type Interface: Interface;

    /// The type of its vtable.
    type Vtable: 'static;

    /// The vtable of `Interface`, with the description of the object before it.
    const CLASS: &'static Class<Self::Vtable>;
}

/// A vtable, and before it the description of its objects, for the code that all objects share.
#[derive(Debug)]
#[repr(C)]
pub struct Class<V> {
    about: About,
    vtable: V,
}

/// The description of an object, which is found through the vtable that the object points to.
#[derive(Debug)]
pub(super) struct About {
    /// The IIDs of the interfaces that the vtable serves, without IUnknown.
    pub(super) iids: &'static [GUID],
    /// The object; nothing is there behind a vtable that isn't the first of its object.
    object: Option<ObjectType>,
}

/// What the code that all objects share has to know of one.
#[derive(Debug)]
pub struct ObjectType {
    /// The interface pointers behind the first one.
    pub(super) further: &'static [FurtherInterface],
    /// Whether any thread may use the object.
    pub(super) is_agile: bool,
    /// The layout of the whole allocation.
    pub(super) layout: Layout,
    /// Drops the value, and leaves the memory; `None` for a type that needs no drop.
    pub(super) drop_value: Option<unsafe fn(*mut Header)>,
    /// Returns the name of the value's type, for messages.
    pub(super) type_name: fn() -> &'static str,
    /// The type of the value.
    pub(super) type_id: TypeId,
    /// Returns the value, on a thread that may use it.
    pub(super) value: unsafe fn(*mut c_void) -> Option<NonNull<c_void>>,
}

impl ObjectType {
    /// Returns what there is to know of an object that holds an `S`.
    pub(super) const fn of<S: Stored>() -> Self {
        Self {
            further: S::FURTHER,
            is_agile: S::IS_AGILE,
            layout: Layout::new::<Object<S>>(),
            drop_value: if needs_drop::<S>() {
                Some(drop_value::<S>)
            } else {
                None
            },
            type_name: std::any::type_name::<S::Value>,
            type_id: TypeId::of::<S::Value>(),
            value: value::<S>,
        }
    }

    /// Returns the interface pointer behind the first one that serves the IID.
    #[inline(always)]
    pub(super) fn further(
        &self,
        is_it: impl Fn(&GUID) -> bool,
    ) -> Option<&'static FurtherInterface> {
        let mut further = self.further.iter();
        further.find(|further| further.iids.iter().any(&is_it))
    }
}

impl<V> Class<V> {
    /// Returns the class of the objects that answer to `iids` and IUnknown with `vtable` at the place `P`.
    pub const fn new<P: Place>(iids: &'static [GUID], vtable: V) -> Self {
        const { assert!(offset_of!(Self, vtable) == size_of::<About>()) };
        Self {
            about: About {
                iids,
                object: P::OBJECT,
            },
            vtable,
        }
    }

    /// Returns the IIDs that the vtable answers to, without IUnknown.
    pub(super) const fn iids(&self) -> &'static [GUID] {
        self.about.iids
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

    /// Returns what there is to know of the object.
    ///
    /// # Safety
    ///
    /// The contract of `of`.
    #[inline(always)]
    pub(super) unsafe fn object(header: *mut Header) -> &'static ObjectType {
        // SAFETY: the contract above; the class of an object's first pointer describes the object.
        unsafe { Self::of(header).object.as_ref().unwrap_unchecked() }
    }
}

/// # Safety
///
/// `this` is the first interface pointer of an object that holds an `S`, and somebody holds a reference to it.
unsafe fn value<S: Stored>(this: *mut c_void) -> Option<NonNull<c_void>> {
    // SAFETY: the contract above.
    let stored = unsafe { First::<S>::stored(this) };
    // SAFETY: it was asked whether this thread may use it.
    let value = stored.is_here().then(|| unsafe { stored.get() });
    value.map(|value| NonNull::from(value).cast())
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
