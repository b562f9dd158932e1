//! A [`Variant`] as the bindings have it.

use crate::bindings::VARIANT;
use crate::error::E_INVALIDARG;
use crate::{Error, Result, Value, Variant};

const _: () = assert!(
    size_of::<Variant>() == size_of::<VARIANT>() && align_of::<Variant>() == align_of::<VARIANT>()
);

impl Variant {
    /// Returns a VARIANT with a copy of `value`, for a service that lends what it gets to other threads.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for an interface, which may belong to one thread, and the errors of
    /// [`new`](Self::new).
    pub(crate) fn without_interface(value: &Value) -> Result<Self> {
        match value {
            Value::Interface(Some(_)) | Value::Dispatch(Some(_)) => Err(Error::new(
                E_INVALIDARG,
                "the object may belong to one thread: an `Agile` is wanted",
            )),
            _ => Self::new(value),
        }
    }

    /// Returns the address for a method that reads the VARIANT.
    pub(crate) fn as_in(&self) -> *const VARIANT {
        self.as_ptr().cast()
    }

    /// Returns the address for a method that writes the VARIANT, which has to be empty.
    pub(crate) fn as_out(&mut self) -> *mut VARIANT {
        (&raw mut *self).cast()
    }
}
