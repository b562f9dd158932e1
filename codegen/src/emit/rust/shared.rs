//! What all interfaces of the bindings share: a function here spares rustc a closure or a match for each method.

use super::code::Code;
use super::template::{Block, rust};

/// What bindings use of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uses {
    /// They have interfaces or functions, which are called.
    pub(super) calls: bool,
    /// They have vtables for `#[implement]`.
    pub(super) implementations: bool,
}

/// Writes the module with the functions, if bindings use some.
pub(super) fn write(code: &mut Code, uses: Uses) {
    if !uses.calls {
        return;
    }
    let write_functions = |code: &mut Code| {
        write_calls(code);
        if uses.implementations {
            write_implementations(code);
        }
    };
    rust!(
        code,
        "
        mod shared__ {
            $functions
        }
        ",
        functions = Block(write_functions)
    );
}

/// Writes what the caller's side uses.
fn write_calls(code: &mut Code) {
    rust!(
        code,
        "
        /// Returns what a function put into its place, unless it failed.
        pub(super) fn value<T>(code: windows_core::HRESULT, value: T) -> windows_core::Result<T> {
            code.map(|| value)
        }
        /// Returns what a function put into its place, unless it failed, as the type that owns it.
        ///
        /// # Safety
        ///
        /// `S` is `T` at the ABI.
        pub(super) unsafe fn owned<S, T>(code: windows_core::HRESULT, value: S) -> windows_core::Result<T> {
            const { assert!(size_of::<S>() == size_of::<T>()) };
            let value = core::mem::ManuallyDrop::new(value);
            // SAFETY: The value is a `T`, and nobody else owns it.
            code.map(|| unsafe { core::mem::transmute_copy(&value) })
        }
        /// Returns the interface that a function put into its place, unless it failed. Null is an error.
        ///
        /// # Safety
        ///
        /// The pointer is null, or a reference to a `T` that the caller owns.
        pub(super) unsafe fn interface<T: windows_core::Interface>(code: windows_core::HRESULT, value: *mut core::ffi::c_void) -> windows_core::Result<T> {
            // SAFETY: An interface is its pointer, and null is none.
            code.and_then(|| unsafe { core::mem::transmute_copy::<_, Option<T>>(&value) }.ok_or_else(windows_core::Error::empty))
        }
        pub(super) fn show(f: &mut core::fmt::Formatter<'_>, name: &str, pointer: *mut core::ffi::c_void) -> core::fmt::Result {
            f.debug_tuple(name).field(&pointer).finish()
        }
        "
    );
}

/// Writes what the vtables of implementations use.
fn write_implementations(code: &mut Code) {
    rust!(
        code,
        "
        /// Returns the implementation of an object of `#[implement]`.
        ///
        /// # Safety
        ///
        /// `this` is the interface's pointer of an object that has an `Identity` so many pointers before or after it.
        pub(super) unsafe fn implementation<'a, Identity, const OFFSET: isize>(this: *mut core::ffi::c_void) -> &'a Identity {
            // SAFETY: The object lives as long as the call.
            unsafe { &*(this as *const *const ()).offset(OFFSET).cast::<Identity>() }
        }
        /// Puts a result into its place, and returns the code.
        ///
        /// # Safety
        ///
        /// `place` is for a `T`, which is an `S` at the ABI.
        pub(super) unsafe fn put<S, T>(result: windows_core::Result<T>, place: *mut S) -> windows_core::HRESULT {
            match result {
                Ok(value) => {
                    // SAFETY: The caller gave the place for it.
                    unsafe { place.cast::<T>().write(value) };
                    windows_core::HRESULT(0)
                }
                Err(error) => error.into(),
            }
        }
        "
    );
}
