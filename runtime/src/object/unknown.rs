//! IUnknown, with the same code for all objects: QueryInterface, AddRef and Release.

use super::class::About;
use super::{Header, error_support, panic_boundary, weak};
use std::alloc::dealloc;
use std::ffi::c_void;
use windows_core::imp::{E_NOINTERFACE, E_POINTER, IAgileObject, IWeakReferenceSource, S_OK};
use windows_core::{GUID, HRESULT, IUnknown, IUnknown_Vtbl, Interface};

/// The three slots that the vtable of every class begins with.
pub(super) const UNKNOWN: IUnknown_Vtbl = IUnknown_Vtbl {
    QueryInterface: query_interface,
    AddRef: add_ref,
    Release: release,
};

/// # Safety
///
/// `this` is the interface pointer of an object to which the caller holds a reference; `iid` is
/// null or points to an IID, and `interface` is null or points to where a pointer can be written.
pub(super) unsafe extern "system" fn query_interface(
    this: *mut c_void,
    iid: *const GUID,
    interface: *mut *mut c_void,
) -> HRESULT {
    if interface.is_null() {
        return E_POINTER;
    }
    // SAFETY: not null, so writable; every way out of here leaves null or a reference in it.
    unsafe { *interface = std::ptr::null_mut() };
    if iid.is_null() {
        return E_POINTER;
    }
    let header: *mut Header = this.cast();
    // SAFETY: not null, so an IID; the caller's reference keeps the object.
    let (iid, about, object) = unsafe { (&*iid, About::of(header), About::object(header)) };

    let served = |iid: &GUID| {
        // IAgileObject has no method of its own.
        same(iid, &IUnknown::IID)
            || about.iids.iter().any(|own| same(iid, own))
            || object.is_agile && same(iid, &IAgileObject::IID)
    };
    let found = if served(iid) {
        this
    } else if same(iid, &IWeakReferenceSource::IID) {
        weak::source_of(header)
    } else if let Some(further) = object.further(|own| same(iid, own)) {
        this.wrapping_byte_add(further.offset)
    } else if same(iid, &error_support::IID) {
        error_support::of(header)
    } else {
        #[cfg(windows)]
        if object.is_agile && same(iid, &windows_core::imp::IMarshal::IID) {
            // SAFETY: the caller's reference keeps the object, and `interface` is writable.
            return unsafe { super::marshal::query(header, interface) };
        }
        return E_NOINTERFACE;
    };
    // SAFETY: the caller's reference keeps the object; `interface` is writable.
    unsafe {
        (*header).strong.add();
        *interface = found;
    }
    S_OK
}

/// # Safety
///
/// `this` is the interface pointer of an object to which the caller holds a reference.
pub(super) unsafe extern "system" fn add_ref(this: *mut c_void) -> u32 {
    // SAFETY: the caller's reference keeps the object.
    unsafe { (*this.cast::<Header>()).strong.add() }
}

/// # Safety
///
/// `this` is the interface pointer of an object, and the caller gives up a reference to it.
pub(super) unsafe extern "system" fn release(this: *mut c_void) -> u32 {
    let header: *mut Header = this.cast();
    // SAFETY: the caller's reference keeps the object until here, and what is rare ends it.
    unsafe {
        match (*header).strong.subtract_common() {
            Some(count) => count,
            None => end_release(header),
        }
    }
}

/// Ends a `Release` that let go of the last reference, or of a pinned count. It is one function for both, so that
/// `release` needs no stack frame.
///
/// Its ABI is C's: a function of Rust's ABI may unwind, and its caller would need code for that.
///
/// # Safety
///
/// The strong count asks for its `end_subtract`.
#[cold]
#[inline(never)]
unsafe extern "C" fn end_release(header: *mut Header) -> u32 {
    // SAFETY: whether the count is pinned or this was the last reference, the memory is there.
    unsafe { (*header).strong.end_subtract(|| destroy(header)) }
}

/// Drops the value, and gives up the weak reference that the strong ones shared.
///
/// # Safety
///
/// The last strong reference is gone, and this is called once.
#[inline(always)]
unsafe fn destroy(header: *mut Header) {
    // SAFETY: nobody else has the object, and the weak reference that the strong ones shared keeps
    // its memory until the last line.
    unsafe {
        #[cfg(windows)]
        (*header).marshaler.release();
        panic_boundary::drop_value(header);
        release_memory(header);
    }
}

/// Gives up one weak reference, and frees the memory with the last one. Returns how many remain.
///
/// # Safety
///
/// The caller gives up a weak reference that it holds.
pub(super) unsafe fn release_memory(header: *mut Header) -> u32 {
    // SAFETY: the caller's weak reference keeps the memory until here; with the last one it goes
    // back to where `create` got it, as a box of this layout.
    unsafe {
        let layout = About::object(header).layout;
        (*header).weak.subtract(|| dealloc(header.cast(), layout))
    }
}

/// The slots of IUnknown for an interface pointer in the header, `OFFSET` bytes behind the first one.
pub(super) const fn behind<const OFFSET: usize>() -> IUnknown_Vtbl {
    IUnknown_Vtbl {
        QueryInterface: query_interface_behind::<OFFSET>,
        AddRef: add_ref_behind::<OFFSET>,
        Release: release_behind::<OFFSET>,
    }
}

unsafe extern "system" fn query_interface_behind<const OFFSET: usize>(
    this: *mut c_void,
    iid: *const GUID,
    interface: *mut *mut c_void,
) -> HRESULT {
    // SAFETY: it is an interface of its object, so the caller's contract is that object's.
    unsafe { query_interface(this.wrapping_byte_sub(OFFSET), iid, interface) }
}

unsafe extern "system" fn add_ref_behind<const OFFSET: usize>(this: *mut c_void) -> u32 {
    // SAFETY: as above.
    unsafe { add_ref(this.wrapping_byte_sub(OFFSET)) }
}

unsafe extern "system" fn release_behind<const OFFSET: usize>(this: *mut c_void) -> u32 {
    // SAFETY: as above.
    unsafe { release(this.wrapping_byte_sub(OFFSET)) }
}

/// Compares two GUIDs as words: `GUID`'s own equality goes field by field, and this is a hot path.
#[inline(always)]
pub(super) fn same(one: &GUID, other: &GUID) -> bool {
    // SAFETY: a GUID is 16 bytes without padding.
    let words = |guid: &GUID| unsafe { std::mem::transmute_copy::<GUID, [u64; 2]>(guid) };
    words(one) == words(other)
}
