//! The value behind an interface.

use super::class::About;
use super::unknown::query_interface;
use std::any::TypeId;
use std::fmt;
use std::ops::Deref;
use std::ptr::NonNull;
use windows_core::{IUnknown, Interface};

/// A reference to the value of a callback's object. It keeps the object.
pub struct Handle<T> {
    object: IUnknown,
    value: NonNull<T>,
}

/// Returns the value behind an interface: the struct that was made into the object.
///
/// It is `None` for an object of another struct or of another library, and for a `local` object on another
/// thread than its own.
///
#[cfg_attr(feature = "bits", doc = "```")]
#[cfg_attr(not(feature = "bits"), doc = "```ignore")]
/// use comidl::bindings::IBackgroundCopyCallback;
/// use comidl::bits::BitsCallback;
/// use comidl::{bits_callback, value_of};
///
/// #[bits_callback]
/// struct Named(&'static str);
/// impl BitsCallback for Named {}
///
/// let callback = IBackgroundCopyCallback::from(Named("update"));
/// assert_eq!(value_of::<Named>(&callback).unwrap().0, "update");
/// assert!(value_of::<String>(&callback).is_none());
/// ```
#[must_use]
pub fn value_of<T: 'static>(interface: &impl Interface) -> Option<Handle<T>> {
    let object: IUnknown = interface.cast().ok()?;
    let slot = Interface::vtable(&object).QueryInterface;
    if !std::ptr::fn_addr_eq(
        slot,
        query_interface as unsafe extern "system" fn(_, _, _) -> _,
    ) {
        return None;
    }
    let header = object.as_raw().cast();
    // SAFETY: the slot is that of the first interface pointer of an object that `create` made; the reference
    // keeps it.
    let object_type = unsafe { About::object(header) };
    if object_type.type_id != TypeId::of::<T>() {
        return None;
    }
    // SAFETY: as above.
    let value = unsafe { (object_type.value)(header.cast()) }?.cast();
    Some(Handle { object, value })
}

impl<T> Deref for Handle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the reference keeps the object and the value, which has this type. A handle doesn't leave its
        // thread.
        unsafe { self.value.as_ref() }
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        Self {
            object: self.object.clone(),
            value: self.value,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}
