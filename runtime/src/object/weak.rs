//! Weak references: IWeakReferenceSource, which is an interface of the object itself, and
//! IWeakReference, which has an identity of its own and lives in the same allocation.

use super::Header;
use super::unknown::{behind, query_interface, release, release_memory};
use std::ffi::c_void;
use std::mem::offset_of;
use windows_core::imp::{
    E_NOINTERFACE, E_POINTER, IAgileObject, IWeakReference, IWeakReference_Vtbl,
    IWeakReferenceSource_Vtbl, S_OK,
};
use windows_core::{GUID, HRESULT, IUnknown, IUnknown_Vtbl, Interface};

/// The vtable behind [`Header::source`].
pub(super) static SOURCE: IWeakReferenceSource_Vtbl = IWeakReferenceSource_Vtbl {
    base__: behind::<{ offset_of!(Header, source) }>(),
    GetWeakReference: get_weak_reference,
};

/// The vtable behind [`Header::weak_reference`].
pub(super) static REFERENCE: IWeakReference_Vtbl = IWeakReference_Vtbl {
    base__: IUnknown_Vtbl {
        QueryInterface: reference_query_interface,
        AddRef: reference_add_ref,
        Release: reference_release,
    },
    Resolve: resolve,
};

/// Returns the IWeakReferenceSource of an object, and adds no reference.
pub(super) fn source_of(header: *mut Header) -> *mut c_void {
    header.wrapping_byte_add(offset_of!(Header, source)).cast()
}

fn reference_of(header: *mut Header) -> *mut c_void {
    header
        .wrapping_byte_add(offset_of!(Header, weak_reference))
        .cast()
}

fn of_source(this: *mut c_void) -> *mut Header {
    this.wrapping_byte_sub(offset_of!(Header, source)).cast()
}

fn of_reference(this: *mut c_void) -> *mut Header {
    this.wrapping_byte_sub(offset_of!(Header, weak_reference))
        .cast()
}

unsafe extern "system" fn get_weak_reference(
    this: *mut c_void,
    reference: *mut *mut c_void,
) -> HRESULT {
    if reference.is_null() {
        return E_POINTER;
    }
    let header = of_source(this);
    // SAFETY: the caller holds a strong reference, and `reference` is writable.
    unsafe {
        (*header).weak.add();
        *reference = reference_of(header);
    }
    S_OK
}

unsafe extern "system" fn reference_query_interface(
    this: *mut c_void,
    iid: *const GUID,
    interface: *mut *mut c_void,
) -> HRESULT {
    if interface.is_null() {
        return E_POINTER;
    }
    // SAFETY: not null, so writable.
    unsafe { *interface = std::ptr::null_mut() };
    if iid.is_null() {
        return E_POINTER;
    }
    // SAFETY: not null, so an IID.
    let iid = unsafe { *iid };
    if ![IUnknown::IID, IWeakReference::IID, IAgileObject::IID].contains(&iid) {
        return E_NOINTERFACE;
    }
    // SAFETY: the caller's weak reference keeps the memory; `interface` is writable.
    unsafe {
        (*of_reference(this)).weak.add();
        *interface = this;
    }
    S_OK
}

unsafe extern "system" fn reference_add_ref(this: *mut c_void) -> u32 {
    // SAFETY: the caller's weak reference keeps the memory.
    unsafe { (*of_reference(this)).weak.add() }
}

unsafe extern "system" fn reference_release(this: *mut c_void) -> u32 {
    // SAFETY: the caller gives up its weak reference.
    unsafe { release_memory(of_reference(this)) }
}

/// Returns S_OK and null for an object that is gone, as IWeakReference documents.
unsafe extern "system" fn resolve(
    this: *mut c_void,
    iid: *const GUID,
    interface: *mut *mut c_void,
) -> HRESULT {
    if interface.is_null() {
        return E_POINTER;
    }
    let header = of_reference(this);
    // SAFETY: `interface` is writable, and the caller's weak reference keeps the memory, where the
    // count is; if that isn't zero, the reference added here keeps the object for the query.
    unsafe {
        if !(*header).strong.add_unless_zero() {
            *interface = std::ptr::null_mut();
            return S_OK;
        }
        let result = query_interface(header.cast(), iid, interface);
        release(header.cast());
        result
    }
}
