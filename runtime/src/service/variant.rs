//! A [`Variant`] as the bindings have it.

use crate::Variant;
use crate::bindings::VARIANT;

const _: () = assert!(
    size_of::<Variant>() == size_of::<VARIANT>() && align_of::<Variant>() == align_of::<VARIANT>()
);

impl Variant {
    /// Returns the address for a method that reads the VARIANT.
    pub(crate) fn as_in(&self) -> *const VARIANT {
        self.as_ptr().cast()
    }

    /// Returns the address for a method that writes the VARIANT, which has to be empty.
    pub(crate) fn as_out(&mut self) -> *mut VARIANT {
        (&raw mut *self).cast()
    }
}
