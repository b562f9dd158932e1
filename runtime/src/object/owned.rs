//! Objects whose interface has no IUnknown (`IXAudio2VoiceCallback`): nobody counts references to them.

use super::unknown::release;
use super::{Chain, First, Stored, create};
use std::fmt;
use std::ops::Deref;
use windows_core::Interface;

/// An object without IUnknown. It lives as long as this: whoever calls it has to have stopped before.
///
/// It is the interface, of which copies are pointers that keep nothing.
pub struct Owned<I: Interface>(I);

// SAFETY: the object refuses a call and a drop on a thread that may not use its value, by `Stored`'s contract.
unsafe impl<I: Interface> Send for Owned<I> {}
// SAFETY: as above.
unsafe impl<I: Interface> Sync for Owned<I> {}

/// Makes an object of the class that `C` gives to an `S`, whose interface has no IUnknown.
pub fn create_owned<C: Chain<First<S>>, S: Stored>(value: S::Value) -> Owned<C::Interface> {
    const { assert!(!C::Interface::UNKNOWN) };
    Owned(create::<C, S>(value))
}

impl<I: Interface> Deref for Owned<I> {
    type Target = I;

    fn deref(&self) -> &I {
        &self.0
    }
}

impl<I: Interface> Drop for Owned<I> {
    fn drop(&mut self) {
        // SAFETY: the one reference that the object was made with; the interface itself has no drop.
        unsafe { release(self.0.as_raw()) };
    }
}

impl<I: Interface> fmt::Debug for Owned<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Owned").field(&self.0.as_raw()).finish()
    }
}
