//! An interface pointer that a call brings, seen as a wrapper of it.

use std::ffi::c_void;

/// A type that is one interface pointer: a pointer that a call brings can be seen as a reference to
/// it. `[Wrapper=..]` in a callback contract names a type with this trait.
///
/// # Safety
///
/// The type is `repr(transparent)` over an [`Interface`](windows_core::Interface).
pub unsafe trait Borrow: Sized {
    /// Sees a borrowed interface pointer as a `Self`, without AddRef; `None` for null.
    ///
    /// # Safety
    ///
    /// The pointer is null, or of the wrapped interface, and there is a reference to it for as
    /// long as `raw` is borrowed.
    unsafe fn borrow(raw: &*mut c_void) -> Option<&Self> {
        // SAFETY: not null, and a pointer is what both types are.
        (!raw.is_null()).then(|| unsafe { &*(&raw const *raw).cast::<Self>() })
    }
}
