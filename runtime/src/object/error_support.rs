//! `ISupportErrorInfo`, an interface of every object: whoever gets a failure from one of its methods may look for
//! more in the error object of the thread.

use super::Header;
use super::class::About;
use super::unknown::{behind, same};
use crate::error::E_POINTER;
use std::ffi::c_void;
use std::mem::offset_of;
use std::ops::Deref;
use windows_core::{GUID, HRESULT, IUnknown, IUnknown_Vtbl, Interface};

/// The IID of `ISupportErrorInfo`.
pub(super) const IID: GUID = GUID::from_u128(0xdf0b3d60_548f_101b_8e65_08002b2bd119);

const S_OK: HRESULT = HRESULT(0);
const S_FALSE: HRESULT = HRESULT(1);

#[repr(transparent)]
#[derive(Clone)]
struct ISupportErrorInfo(IUnknown);

#[repr(C)]
#[allow(non_camel_case_types, non_snake_case)]
pub(super) struct SupportErrorInfo_Vtbl {
    base__: IUnknown_Vtbl,
    InterfaceSupportsErrorInfo: unsafe extern "system" fn(*mut c_void, *const GUID) -> HRESULT,
}

// SAFETY: it is one interface pointer, whose vtable begins with that of IUnknown.
unsafe impl Interface for ISupportErrorInfo {
    type Vtable = SupportErrorInfo_Vtbl;
    const IID: GUID = IID;
}

impl Deref for ISupportErrorInfo {
    type Target = IUnknown;

    fn deref(&self) -> &IUnknown {
        &self.0
    }
}

/// The vtable behind [`Header::error_support`].
pub(super) static SUPPORT: SupportErrorInfo_Vtbl = SupportErrorInfo_Vtbl {
    base__: behind::<{ offset_of!(Header, error_support) }>(),
    InterfaceSupportsErrorInfo: interface_supports_error_info,
};

/// Returns the ISupportErrorInfo of an object, and adds no reference.
pub(super) fn of(header: *mut Header) -> *mut c_void {
    header
        .wrapping_byte_add(offset_of!(Header, error_support))
        .cast()
}

/// Returns S_OK for the interfaces whose slots return errors of the program's, S_FALSE for others.
unsafe extern "system" fn interface_supports_error_info(
    this: *mut c_void,
    iid: *const GUID,
) -> HRESULT {
    let header: *mut Header = this
        .wrapping_byte_sub(offset_of!(Header, error_support))
        .cast();
    // SAFETY: null or an IID; the caller's reference keeps the object.
    let (iid, about, object) = unsafe { (iid.as_ref(), About::of(header), About::object(header)) };
    let Some(iid) = iid else {
        return E_POINTER;
    };
    let is_it = |own: &GUID| same(iid, own);
    if about.iids.iter().any(is_it) || object.further(is_it).is_some() {
        S_OK
    } else {
        S_FALSE
    }
}

/// Returns whether an object tells more of its failures than a code, in methods of `I`.
pub(crate) fn supports_errors<I: Interface>(interface: &I) -> bool {
    if !I::UNKNOWN {
        return false;
    }
    interface.cast::<ISupportErrorInfo>().is_ok_and(|support| {
        let slot = Interface::vtable(&support).InterfaceSupportsErrorInfo;
        // SAFETY: the IID is there for the call.
        unsafe { slot(support.as_raw(), &I::IID) == S_OK }
    })
}
