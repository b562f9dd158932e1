//! Calls of the wrappers: from HRESULTs to results, and from pointers to values.

use crate::{Error, Result, Success};
use std::ffi::c_void;
use std::ptr::null_mut;
use windows_core::{HRESULT, Interface};

/// Returns what came of a call of a method of `interface`, which returned `code`.
pub(crate) fn outcome<I: Interface>(interface: &I, code: HRESULT) -> Result<Success> {
    if code.is_ok() {
        Success::new(code)
    } else {
        Err(Error::from_call(interface, code))
    }
}

/// Returns `Ok` for any success.
pub(crate) fn check(outcome: Result<Success>) -> Result<()> {
    outcome.map(|_| ())
}

/// Calls a method, and returns the value that it writes.
pub(crate) fn value<T: Default>(method: impl FnOnce(*mut T) -> Result<Success>) -> Result<T> {
    let mut value = T::default();
    method(&mut value)?;
    Ok(value)
}

/// Calls a method, and returns the interface that it returns.
///
/// # Errors
///
/// E_POINTER for a method that succeeds without one.
///
/// # Safety
///
/// Where `method` succeeds it has written null or a reference to an `I`, the caller's.
pub(crate) unsafe fn interface<I: Interface>(
    method: impl FnOnce(*mut *mut c_void) -> Result<Success>,
) -> Result<I> {
    let mut raw = null_mut();
    method(&mut raw)?;
    if raw.is_null() {
        return Err(Error::from(crate::error::E_POINTER));
    }
    // SAFETY: the contract above, and not null.
    Ok(unsafe { I::from_raw(raw) })
}

/// Calls a slot that an interface adds to those of its base. It is a `Result<Success>`.
macro_rules! slot {
    ($interface:expr, $method:ident($($argument:expr),* $(,)?)) => {{
        let interface = $interface;
        let code = (windows_core::Interface::vtable(interface).$method)(
            windows_core::Interface::as_raw(interface),
            $($argument),*
        );
        $crate::service::call::outcome(interface, code)
    }};
}
pub(crate) use slot;

/// Defines a type that is one interface pointer.
macro_rules! wrapper {
    ($(#[$attribute:meta])* $name:ident over $interface:ident) => {
        $(#[$attribute])*
        #[repr(transparent)]
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name($crate::bindings::$interface);

        // SAFETY: what is wrapped may be called from any thread of the multithreaded apartment: it
        // is a proxy that was made there, since `connect` lets no other apartment in, or an object
        // without affinity, by `from_raw`'s contract. A proxy that a thread of another apartment
        // calls refuses with RPC_E_WRONG_THREAD.
        unsafe impl Send for $name {}
        // SAFETY: as above; objects of the multithreaded apartment take calls side by side.
        unsafe impl Sync for $name {}

        impl $name {
            /// Returns the interface, for methods that this type doesn't cover.
            pub fn as_raw(&self) -> &$crate::bindings::$interface {
                &self.0
            }

            /// Takes over an interface.
            ///
            /// # Safety
            ///
            /// The object keeps to the interface's contract, and may be called from any thread of
            /// the multithreaded apartment, from several at a time.
            pub unsafe fn from_raw(interface: $crate::bindings::$interface) -> Self {
                Self(interface)
            }

            /// Gives the interface away, with its reference.
            pub fn into_raw(self) -> $crate::bindings::$interface {
                self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name))
                    .field(&windows_core::Interface::as_raw(&self.0))
                    .finish()
            }
        }
    };
}
pub(crate) use wrapper;

#[cfg(all(test, feature = "bits"))]
mod tests {
    use super::*;
    use crate::bindings::IBackgroundCopyCallback;
    use crate::bits::{BitsCallback, Job, JobError};
    use crate::bits_callback;

    const FULL: HRESULT = HRESULT(0x8007_0070_u32 as i32);

    #[bits_callback]
    struct Failing;

    impl BitsCallback for Failing {
        fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
            Err(Error::new(FULL, "the disk is full"))
        }
    }

    #[test]
    fn a_failure_comes_with_what_the_object_tells() {
        let callback = IBackgroundCopyCallback::from(Failing);
        let objects = callback.as_raw();
        // SAFETY: the method ignores both objects, which are there.
        let failure = unsafe { slot!(&callback, JobError(objects, objects)) }.unwrap_err();
        assert_eq!(
            (failure.code(), failure.message()),
            (FULL, Some("the disk is full"))
        );
        // SAFETY: as above.
        let other = unsafe { slot!(&callback, JobTransferred(null_mut())) }.unwrap_err();
        assert_eq!(other.message(), None);
    }
}
