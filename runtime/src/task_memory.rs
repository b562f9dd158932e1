//! Memory that one side of an interface allocates and the other frees: COM's task memory.
//!
//! Windows allocates it with `CoTaskMemAlloc` and frees it with `CoTaskMemFree`. Elsewhere there is no
//! COM, and this module uses C's `malloc` and `free`: ports of COM-based libraries to other systems
//! (DirectXShaderCompiler's `WinAdapter`, for one) use these as well, and code in any language can call
//! them.

use crate::Result;
use crate::error::E_OUTOFMEMORY;
use std::ffi::c_void;
use std::fmt;
use std::ptr::{NonNull, null_mut};

#[cfg(windows)]
use {CoTaskMemAlloc as allocate_raw, CoTaskMemFree as free_raw};

#[cfg(not(windows))]
unsafe extern "C" {
    #[link_name = "malloc"]
    fn allocate_raw(size: usize) -> *mut c_void;
    #[link_name = "free"]
    fn free_raw(memory: *mut c_void);
}

/// Returns memory of zeros, or null.
#[cfg(not(windows))]
pub(crate) fn allocate_zeroed(size: usize) -> *mut c_void {
    // SAFETY: any size may be asked for; the memory is new, and as large.
    unsafe {
        let memory = allocate_raw(size.max(1));
        if !memory.is_null() {
            memory.cast::<u8>().write_bytes(0, size);
        }
        memory
    }
}

/// Frees memory of [`allocate_zeroed`].
///
/// # Safety
///
/// `memory` is null or such memory, and nobody uses it again.
#[cfg(not(windows))]
pub(crate) unsafe fn free(memory: *mut c_void) {
    // SAFETY: the contract above.
    unsafe { free_raw(memory) };
}

/// Owned task memory, which is freed when it is dropped.
pub(crate) struct TaskMemory<T>(NonNull<T>);

impl<T: Copy> TaskMemory<T> {
    /// Returns a copy of `values`; `None` where there is no memory for it.
    pub(crate) fn copy_of(values: &[T]) -> Option<Self> {
        Self::with_bits_of(values)
    }
}

impl<T> TaskMemory<T> {
    /// Moves the values into the memory; `None` where there is no memory for them, and they are dropped.
    pub(crate) fn holding(mut values: Vec<T>) -> Option<Self> {
        let memory = Self::with_bits_of(&values)?;
        // The values are in the memory: the vector frees its own, and drops nothing.
        // SAFETY: none is fewer than there are.
        unsafe { values.set_len(0) };
        Some(memory)
    }

    /// Returns memory with the bits of the values.
    fn with_bits_of(values: &[T]) -> Option<Self> {
        // SAFETY: any size may be asked for; of zero bytes, an address isn't certain.
        let memory = unsafe { allocate_raw(size_of_val(values).max(1)) };
        // SAFETY: null, or new and this function's.
        let memory = unsafe { Self::from_raw(memory.cast::<T>()) }?;
        // SAFETY: the memory is large enough, new, and aligned for any value of C's.
        unsafe {
            memory
                .as_ptr()
                .copy_from_nonoverlapping(values.as_ptr(), values.len())
        };
        Some(memory)
    }

    /// Takes over memory that an interface returned; `None` for null.
    ///
    /// # Safety
    ///
    /// `raw` is null, or task memory that the caller owns.
    pub(crate) unsafe fn from_raw(raw: *mut T) -> Option<Self> {
        NonNull::new(raw).map(Self)
    }

    /// Returns the address of the values. Code that forgets `self` gives the memory away with it.
    pub(crate) fn as_ptr(&self) -> *mut T {
        self.0.as_ptr()
    }
}

impl<T> Drop for TaskMemory<T> {
    fn drop(&mut self) {
        // SAFETY: owned, and from the allocator that this frees to.
        unsafe { free_raw(self.0.as_ptr().cast()) };
    }
}

/// A BSTR: its length in bytes, then its units, then NUL. The pointer points to the units; null is the
/// empty string.
///
/// On Windows the system allocates it. Elsewhere it is task memory with the same layout.
#[repr(transparent)]
pub(crate) struct BString(*mut u16);

/// The part of a BSTR before the units.
type LengthInBytes = u32;

impl BString {
    /// # Errors
    ///
    /// E_OUTOFMEMORY where there is no memory for it, or no room for its length.
    pub(crate) fn new(text: &str) -> Result<Self> {
        let units: Vec<u16> = text.encode_utf16().collect();
        Self::of_units(&units)
    }

    /// # Errors
    ///
    /// As those of [`new`](Self::new).
    pub(crate) fn of_units(units: &[u16]) -> Result<Self> {
        if units.is_empty() {
            return Ok(Self(null_mut()));
        }
        let allocated = LengthInBytes::try_from(size_of_val(units))
            .ok()
            .and_then(|length| NonNull::new(Self::allocate(units, length)));
        allocated
            .map(|string| Self(string.as_ptr()))
            .ok_or_else(|| E_OUTOFMEMORY.into())
    }

    #[cfg(windows)]
    fn allocate(units: &[u16], _: LengthInBytes) -> *mut u16 {
        // SAFETY: there are as many units; their number fits, as their length in bytes does.
        unsafe { SysAllocStringLen(units.as_ptr(), units.len() as u32).cast_mut() }
    }

    #[cfg(not(windows))]
    fn allocate(units: &[u16], length: LengthInBytes) -> *mut u16 {
        const PREFIX: usize = size_of::<LengthInBytes>();
        // SAFETY: room for the length, the units and NUL, each aligned for its type, since memory
        // of C's is aligned for any.
        unsafe {
            let memory = allocate_raw(PREFIX + size_of_val(units) + size_of::<u16>());
            if memory.is_null() {
                return null_mut();
            }
            memory.cast::<LengthInBytes>().write(length);
            let string = memory.byte_add(PREFIX).cast::<u16>();
            string.copy_from_nonoverlapping(units.as_ptr(), units.len());
            string.add(units.len()).write(0);
            string
        }
    }

    /// Returns an empty string.
    #[cfg(not(windows))]
    pub(crate) const fn empty() -> Self {
        Self(null_mut())
    }

    /// Takes over a string.
    ///
    /// # Safety
    ///
    /// `raw` is null or a BSTR of this allocator, and nobody else's.
    pub(crate) const unsafe fn from_raw(raw: *mut u16) -> Self {
        Self(raw)
    }

    /// Returns the pointer that the other side knows, null for an empty string.
    #[cfg(not(windows))]
    pub(crate) fn as_raw(&self) -> *const u16 {
        self.0
    }

    pub(crate) fn units(&self) -> &[u16] {
        // SAFETY: what is owned is null or a BSTR.
        unsafe { Self::units_of(self.0) }
    }

    /// Gives the string to the other side.
    pub(crate) fn into_raw(self) -> *mut u16 {
        std::mem::ManuallyDrop::new(self).0
    }

    /// Returns the units of a BSTR that may belong to the caller.
    ///
    /// # Safety
    ///
    /// `string` is null or a BSTR, and isn't changed as long as the result is used.
    pub(crate) unsafe fn units_of<'a>(string: *const u16) -> &'a [u16] {
        if string.is_null() {
            return &[];
        }
        // SAFETY: the length stands before the units.
        unsafe {
            let length = string.cast::<LengthInBytes>().sub(1).read();
            std::slice::from_raw_parts(string, length as usize / size_of::<u16>())
        }
    }
}

impl fmt::Display for BString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf16_lossy(self.units()))
    }
}

impl Drop for BString {
    fn drop(&mut self) {
        if self.0.is_null() {
            return;
        }
        // SAFETY: owned, and allocated by `allocate` or by its like on the other side.
        unsafe {
            #[cfg(windows)]
            SysFreeString(self.0);
            #[cfg(not(windows))]
            free_raw(self.0.byte_sub(size_of::<LengthInBytes>()).cast());
        }
    }
}

#[cfg(windows)]
windows_core::link!("ole32.dll" "system" fn CoTaskMemAlloc(size: usize) -> *mut c_void);
#[cfg(windows)]
windows_core::link!("ole32.dll" "system" fn CoTaskMemFree(memory: *mut c_void));
#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn SysAllocStringLen(units: *const u16, count: u32) -> *const u16);
#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn SysFreeString(string: *const u16));
