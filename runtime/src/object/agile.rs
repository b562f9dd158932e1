//! Interfaces whose objects any thread may call.

use super::{AgileStored, IntoObject, Parts, into_interface};
use std::fmt;
use std::ops::Deref;
use windows_core::Interface;

/// An interface of an agile object: any thread may call it, and several at a time.
///
/// An interface says nothing about threads: COM's objects may belong to one thread, and an object that
/// answers for `IAgileObject` may do so wrongly. (windows-rs's `#[implement]` makes such an object of
/// any struct, also of one with an [`Rc`](std::rc::Rc) in it.) So functions that lend an object to
/// other threads take an `Agile`. It is made in one of two ways:
///
/// - From a callback, by `From`. The attribute has checked that threads may share it.
/// - With [`new`](Self::new), by whoever knows the object.
///
/// Another way for an object of one thread is windows-rs's `AgileReference`, which brings each call to
/// that thread.
///
#[cfg_attr(feature = "bits", doc = "```")]
#[cfg_attr(not(feature = "bits"), doc = "```ignore")]
/// use comidl::bits::BitsCallback;
/// use comidl::{Agile, IUnknown, bits_callback};
///
/// #[bits_callback]
/// struct Silent;
/// impl BitsCallback for Silent {}
///
/// let callback = Agile::<IUnknown>::from(Silent);
/// std::thread::spawn(move || drop(callback)).join().unwrap();
/// ```
#[repr(transparent)]
#[derive(Clone, PartialEq, Eq)]
pub struct Agile<I>(I);

// SAFETY: any thread may call the object and release it, by `new`'s contract.
unsafe impl<I> Send for Agile<I> {}
// SAFETY: as above, several threads at a time.
unsafe impl<I> Sync for Agile<I> {}

impl<I: Interface> Agile<I> {
    /// Takes over an interface of an object that is known to be agile.
    ///
    /// # Safety
    ///
    /// Any thread may call the object's methods, through any of its interfaces, several threads at a time,
    /// and any thread may release it.
    pub unsafe fn new(interface: I) -> Self {
        Self(interface)
    }

    /// Returns another interface of the object.
    ///
    /// # Errors
    ///
    /// The code of QueryInterface: E_NOINTERFACE, where the object doesn't have it.
    pub fn cast<J: Interface>(&self) -> crate::Result<Agile<J>> {
        Ok(Agile(self.0.cast()?))
    }

    /// Gives the interface away, with its reference.
    pub fn into_inner(self) -> I {
        self.0
    }
}

impl<I> Deref for Agile<I> {
    type Target = I;

    fn deref(&self) -> &I {
        &self.0
    }
}

impl<I: Interface> fmt::Debug for Agile<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Agile").field(&self.0.as_raw()).finish()
    }
}

/// # Panics
///
/// For an interface into which the value converts by a `From` that no attribute made, and which its object
/// doesn't have.
impl<T, I> From<T> for Agile<I>
where
    T: IntoObject<Parts: Parts<Stored: AgileStored>>,
    I: Interface + From<T>,
{
    #[inline]
    fn from(value: T) -> Self {
        // SAFETY: any thread may use what is stored in the object, by `AgileStored`'s contract.
        unsafe { Self::new(into_interface(value)) }
    }
}
