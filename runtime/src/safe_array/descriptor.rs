//! The memory of a `SAFEARRAY`.
//!
//! On Windows the system allocates and frees it. Elsewhere it is C's memory with the same layout.

use super::ArrayBound;
use crate::Result;
use crate::error::E_OUTOFMEMORY;
use crate::variant::{
    VT_BOOL, VT_BSTR, VT_CY, VT_DATE, VT_DECIMAL, VT_DISPATCH, VT_ERROR, VT_I1, VT_I2, VT_I4,
    VT_I8, VT_INT, VT_R4, VT_R8, VT_UI1, VT_UI2, VT_UI4, VT_UI8, VT_UINT, VT_UNKNOWN, VT_VARIANT,
};
use std::ffi::c_void;

/// `SAFEARRAY`. The array of bounds goes on behind its end.
#[repr(C)]
pub(crate) struct Descriptor {
    dimensions: u16,
    features: u16,
    element_size: u32,
    locks: u32,
    data: *mut c_void,
    bounds: [ArrayBound; 1],
}

/// The type of the elements stands before the descriptor.
const HAS_VARTYPE: u16 = 0x80;
const HAS_STRINGS: u16 = 0x100;
const HAS_UNKNOWNS: u16 = 0x200;
const HAS_DISPATCHES: u16 = 0x400;
const HAS_VARIANTS: u16 = 0x800;

/// Returns the size of a value in memory.
pub(super) fn size(vartype: u16) -> Option<usize> {
    Some(match vartype {
        VT_I1 | VT_UI1 => 1,
        VT_I2 | VT_UI2 | VT_BOOL => 2,
        VT_I4 | VT_UI4 | VT_INT | VT_UINT | VT_R4 | VT_ERROR => 4,
        VT_I8 | VT_UI8 | VT_R8 | VT_CY | VT_DATE => 8,
        VT_BSTR | VT_UNKNOWN | VT_DISPATCH => size_of::<*const c_void>(),
        VT_VARIANT => size_of::<crate::Variant>(),
        VT_DECIMAL => 16,
        _ => return None,
    })
}

/// What an array is, by its descriptor.
pub(super) struct Shape {
    /// The type of the elements, where the descriptor tells.
    pub(super) vartype: Option<u16>,
    pub(super) element_size: usize,
    /// How many elements there are.
    pub(super) length: usize,
    pub(super) data: *mut c_void,
    /// Of the leftmost dimension first.
    pub(super) bounds: Vec<ArrayBound>,
}

impl Shape {
    /// Returns the shape of an array; `None` for one that no memory has room for.
    ///
    /// # Safety
    ///
    /// `array` points to a `SAFEARRAY`.
    pub(super) unsafe fn of(array: *const Descriptor) -> Option<Self> {
        // SAFETY: the contract above: there are as many bounds as dimensions, the rightmost first, and the type
        // before the descriptor where it says so.
        unsafe {
            let count = usize::from((*array).dimensions);
            let first = (&raw const (*array).bounds).cast::<ArrayBound>();
            let mut bounds = crate::object::slice(first, count)?.to_vec();
            bounds.reverse();
            let features = (*array).features;
            let vartype = if features & HAS_VARTYPE != 0 {
                Some(array.cast::<u32>().sub(1).read() as u16)
            } else {
                let flags = [
                    (HAS_STRINGS, VT_BSTR),
                    (HAS_DISPATCHES, VT_DISPATCH),
                    (HAS_UNKNOWNS, VT_UNKNOWN),
                    (HAS_VARIANTS, VT_VARIANT),
                ];
                let found = flags.iter().find(|(flag, _)| features & flag != 0);
                found.map(|(_, vartype)| *vartype)
            };
            Some(Self {
                vartype,
                element_size: (*array).element_size as usize,
                length: length(&bounds)?,
                data: (*array).data,
                bounds,
            })
        }
    }

    /// Whether the elements are of a type: as the descriptor tells, or by their size.
    pub(super) fn is_of(&self, vartype: u16) -> bool {
        let is_named = self.vartype.is_none_or(|own| own == vartype);
        is_named && size(vartype) == Some(self.element_size)
    }
}

/// Returns how many elements are within the bounds.
pub(super) fn length(bounds: &[ArrayBound]) -> Option<usize> {
    let lengths = bounds.iter().map(|bound| bound.length as usize);
    match bounds {
        [] => Some(0),
        _ => lengths.into_iter().try_fold(1_usize, usize::checked_mul),
    }
}

/// Returns a new array, whose elements are zero: null, empty.
///
/// # Errors
///
/// E_OUTOFMEMORY.
pub(super) fn create(vartype: u16, bounds: &[ArrayBound]) -> Result<*mut Descriptor> {
    let fits = u16::try_from(bounds.len()).is_ok() && length(bounds).is_some();
    let array = if fits {
        allocate(vartype, bounds)
    } else {
        std::ptr::null_mut()
    };
    if array.is_null() {
        return Err(E_OUTOFMEMORY.into());
    }
    Ok(array)
}

#[cfg(windows)]
fn allocate(vartype: u16, bounds: &[ArrayBound]) -> *mut Descriptor {
    // SAFETY: there are as many bounds.
    unsafe { SafeArrayCreate(vartype, bounds.len() as u32, bounds.as_ptr()) }
}

/// Frees an array with its elements.
///
/// # Safety
///
/// `array` is null or an array that the caller owns.
#[cfg(windows)]
pub(crate) unsafe fn destroy(array: *mut Descriptor) {
    if !array.is_null() {
        // SAFETY: the contract above. An array that is locked stays.
        _ = unsafe { SafeArrayDestroy(array) };
    }
}

/// Returns a copy of an array with its elements; null of null.
///
/// # Errors
///
/// E_OUTOFMEMORY.
///
/// # Safety
///
/// `array` is null or an array, which nobody changes during the call.
#[cfg(windows)]
pub(super) unsafe fn copy(array: *const Descriptor, _: u16) -> Result<*mut Descriptor> {
    let mut copy = std::ptr::null_mut();
    if array.is_null() {
        return Ok(copy);
    }
    // SAFETY: the contract above.
    let code = unsafe { SafeArrayCopy(array, &mut copy) };
    if code.is_err() {
        return Err(code.into());
    }
    Ok(copy)
}

#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn SafeArrayCopy(array: *const Descriptor, copy: *mut *mut Descriptor) -> windows_core::HRESULT);
#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn SafeArrayCreate(vartype: u16, dimensions: u32, bounds: *const ArrayBound) -> *mut Descriptor);
#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn SafeArrayDestroy(array: *mut Descriptor) -> windows_core::HRESULT);

#[cfg(not(windows))]
pub(crate) use elsewhere::destroy;

#[cfg(not(windows))]
use elsewhere::{allocate, copy_elements};

/// Returns a copy of an array with its elements, which have that type where the descriptor doesn't tell; null
/// of null.
///
/// # Errors
///
/// E_OUTOFMEMORY.
///
/// # Safety
///
/// `array` is null or an array, which nobody changes during the call.
#[cfg(not(windows))]
pub(super) unsafe fn copy(array: *const Descriptor, vartype: u16) -> Result<*mut Descriptor> {
    if array.is_null() {
        return Ok(std::ptr::null_mut());
    }
    // SAFETY: the contract above.
    unsafe {
        let shape = Shape::of(array).ok_or(E_OUTOFMEMORY)?;
        let vartype = shape.vartype.unwrap_or(vartype);
        let copy = create(vartype, &shape.bounds)?;
        let copied = Shape::of(copy).ok_or_else(|| E_OUTOFMEMORY.into());
        if let Err(error) = copied.and_then(|to| copy_elements(&shape, &to, vartype)) {
            destroy(copy);
            return Err(error);
        }
        Ok(copy)
    }
}

#[cfg(not(windows))]
mod elsewhere {
    use super::*;
    use crate::Variant;
    use crate::task_memory::{BString, allocate_zeroed, free};
    use windows_core::IUnknown;

    /// The room before a descriptor, of which the last word is the type.
    const PREFIX: usize = 16;

    pub(super) fn allocate(vartype: u16, bounds: &[ArrayBound]) -> *mut Descriptor {
        let sizes = size(vartype).zip(length(bounds));
        let Some((element_size, length)) = sizes else {
            return std::ptr::null_mut();
        };
        let Some(data_size) = element_size.checked_mul(length) else {
            return std::ptr::null_mut();
        };
        let more = size_of_val(bounds);
        let memory = allocate_zeroed(PREFIX + size_of::<Descriptor>() + more);
        let data = allocate_zeroed(data_size);
        if memory.is_null() || data.is_null() {
            // SAFETY: null, or new and nobody's.
            unsafe {
                free(memory);
                free(data);
            }
            return std::ptr::null_mut();
        }
        let features = match vartype {
            VT_BSTR => HAS_STRINGS,
            VT_UNKNOWN => HAS_UNKNOWNS,
            VT_DISPATCH => HAS_DISPATCHES,
            VT_VARIANT => HAS_VARIANTS,
            _ => 0,
        };
        // SAFETY: there is room for the type, the descriptor and all bounds, aligned for any type of C's.
        unsafe {
            let array = memory.byte_add(PREFIX).cast::<Descriptor>();
            array.cast::<u32>().sub(1).write(vartype.into());
            (*array).dimensions = bounds.len() as u16;
            (*array).features = features | HAS_VARTYPE;
            (*array).element_size = element_size as u32;
            (*array).data = data;
            let first = (&raw mut (*array).bounds).cast::<ArrayBound>();
            for (place, bound) in bounds.iter().rev().enumerate() {
                first.add(place).write(*bound);
            }
            array
        }
    }

    /// Frees an array with its elements.
    ///
    /// # Safety
    ///
    /// `array` is null or an array that the caller owns.
    pub(crate) unsafe fn destroy(array: *mut Descriptor) {
        if array.is_null() {
            return;
        }
        // SAFETY: the contract above; `allocate` made it, since there is nobody else.
        unsafe {
            if (*array).locks > 0 {
                return;
            }
            if let Some(shape) = Shape::of(array) {
                release(&shape);
                free(shape.data);
            }
            free(array.cast::<c_void>().byte_sub(PREFIX));
        }
    }

    /// Copies the elements of an array into a new one.
    ///
    /// # Errors
    ///
    /// E_OUTOFMEMORY.
    ///
    /// # Safety
    ///
    /// Both have as many elements, of that type, and the new one has zeros.
    pub(super) unsafe fn copy_elements(from: &Shape, to: &Shape, vartype: u16) -> Result<()> {
        for place in 0..from.length {
            let offset = place * from.element_size;
            let (from, to_place) = (
                from.data.wrapping_byte_add(offset),
                to.data.wrapping_byte_add(offset),
            );
            // SAFETY: the contract above; each arm copies what its type says is there.
            unsafe {
                match vartype {
                    VT_BSTR => {
                        let text = BString::units_of(from.cast::<*const u16>().read());
                        to_place.cast::<BString>().write(BString::of_units(text)?);
                    }
                    VT_UNKNOWN | VT_DISPATCH => {
                        let object = &*from.cast::<Option<IUnknown>>();
                        to_place.cast::<Option<IUnknown>>().write(object.clone());
                    }
                    VT_VARIANT => {
                        let value = (*from.cast::<Variant>()).value();
                        // What can't be copied is empty.
                        let copy = Variant::new(&value).unwrap_or_default();
                        to_place.cast::<Variant>().write(copy);
                    }
                    _ => to_place
                        .cast::<u8>()
                        .copy_from_nonoverlapping(from.cast::<u8>(), to.element_size),
                }
            }
        }
        Ok(())
    }

    /// # Safety
    ///
    /// The elements are there, and nobody uses them again.
    unsafe fn release(shape: &Shape) {
        /// # Safety
        ///
        /// The contract of `release`; the elements are of type `T`.
        unsafe fn drop_all<T>(shape: &Shape) {
            let elements = std::ptr::slice_from_raw_parts_mut(shape.data.cast::<T>(), shape.length);
            // SAFETY: the contract above.
            unsafe { elements.drop_in_place() };
        }
        // SAFETY: the contract above; the type says what an element is.
        unsafe {
            match shape.vartype {
                Some(VT_BSTR) => drop_all::<BString>(shape),
                Some(VT_UNKNOWN | VT_DISPATCH) => drop_all::<Option<IUnknown>>(shape),
                Some(VT_VARIANT) => drop_all::<Variant>(shape),
                _ => {}
            }
        }
    }
}
