//! Calls Delivery Optimization's interfaces through vtables built from the bindings, in the place
//! of the service: each method has to land in its own slot.
//!
//! The environment variable `COMIDL_BINDINGS` names the bindings when this is compiled.

#![deny(warnings)]

mod bindings {
    include!(env!("COMIDL_BINDINGS"));
}

use std::cell::RefCell;
use std::ffi::c_void;

use bindings::*;
use windows_core::{GUID, HRESULT, IUnknown, IUnknown_Vtbl, Interface, Ref, implement};

const S_OK: HRESULT = HRESULT(0);

thread_local! {
    /// The calls, in order.
    static CALLS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn called(what: impl Into<String>) -> HRESULT {
    CALLS.with_borrow_mut(|calls| calls.push(what.into()));
    S_OK
}

fn calls() -> Vec<String> {
    CALLS.take()
}

/// An object laid out by hand: a pointer to its vtable and nothing else.
#[repr(C)]
struct ByHand {
    vtable: *const IBackgroundCopyCallback_Vtbl,
}

static BY_HAND: IBackgroundCopyCallback_Vtbl = IBackgroundCopyCallback_Vtbl {
    base__: IUnknown_Vtbl {
        QueryInterface: query_interface,
        AddRef: add_ref,
        Release: release,
    },
    JobTransferred: job_transferred,
    JobError: job_error,
    JobModification: job_modification,
};

unsafe extern "system" fn query_interface(
    _this: *mut c_void,
    _iid: *const GUID,
    _object: *mut *mut c_void,
) -> HRESULT {
    HRESULT(0x8000_4002_u32 as i32)
}

unsafe extern "system" fn add_ref(_this: *mut c_void) -> u32 {
    1
}

unsafe extern "system" fn release(_this: *mut c_void) -> u32 {
    1
}

unsafe extern "system" fn job_transferred(_this: *mut c_void, job: *mut c_void) -> HRESULT {
    called(format!("JobTransferred {}", job.is_null()))
}

unsafe extern "system" fn job_error(
    _this: *mut c_void,
    job: *mut c_void,
    error: *mut c_void,
) -> HRESULT {
    called(format!("JobError {} {}", job.is_null(), error.is_null()))
}

unsafe extern "system" fn job_modification(
    _this: *mut c_void,
    job: *mut c_void,
    reserved: u32,
) -> HRESULT {
    called(format!("JobModification {} {reserved:#x}", job.is_null()))
}

/// Returns the address in slot `number` of the vtable of the object at `this`.
///
/// # Safety
///
/// `this` must be a COM object whose vtable has that many slots.
unsafe fn slot(this: *mut c_void, number: usize) -> *const c_void {
    // SAFETY: by contract, the first word of the object points to as many function pointers.
    unsafe { (*this.cast::<*const *const c_void>()).add(number).read() }
}

fn the_iid_is_the_services() {
    let iid = GUID::from_u128(0x97EA99C7_0186_4AD4_8DF9_C5B4E0ED6B22);
    assert_eq!(IBackgroundCopyCallback::IID, iid);
}

fn generated_calls_land_in_a_vtable_built_by_hand() {
    let mut object = ByHand { vtable: &BY_HAND };
    let this: *mut c_void = (&raw mut object).cast();
    // SAFETY: the object has a complete vtable and outlives the borrowed interface.
    let callback = unsafe { IBackgroundCopyCallback::from_raw_borrowed(&this) };
    let callback = callback.expect("the pointer isn't null");
    // SAFETY: the methods above take null.
    unsafe {
        assert_eq!(callback.JobTransferred(None), S_OK);
        assert_eq!(callback.JobError(None, None), S_OK);
        assert_eq!(callback.JobModification(None, 0x77), S_OK);
    }
    assert_eq!(
        calls(),
        [
            "JobTransferred true",
            "JobError true true",
            "JobModification true 0x77"
        ]
    );
    let slots = [
        (3, job_transferred as *const c_void),
        (4, job_error as *const c_void),
        (5, job_modification as *const c_void),
    ];
    for (number, method) in slots {
        // SAFETY: the vtable has six slots.
        assert_eq!(unsafe { slot(this, number) }, method, "slot {number}");
    }
}

#[implement(IBackgroundCopyCallback3)]
struct Implemented;

impl IBackgroundCopyCallback_Impl for Implemented_Impl {
    fn JobTransferred(&self, _job: Ref<IBackgroundCopyJob>) -> windows_core::Result<()> {
        called("slot 3").ok()
    }

    fn JobError(
        &self,
        _job: Ref<IBackgroundCopyJob>,
        _error: Ref<IBackgroundCopyError>,
    ) -> windows_core::Result<()> {
        called("slot 4").ok()
    }

    fn JobModification(
        &self,
        _job: Ref<IBackgroundCopyJob>,
        reserved: u32,
    ) -> windows_core::Result<()> {
        called(format!("slot 5 {reserved}")).ok()
    }
}

impl IBackgroundCopyCallback2_Impl for Implemented_Impl {
    fn FileTransferred(
        &self,
        _job: Ref<IBackgroundCopyJob>,
        _file: Ref<IBackgroundCopyFile>,
    ) -> windows_core::Result<()> {
        called("slot 6").ok()
    }
}

impl IBackgroundCopyCallback3_Impl for Implemented_Impl {
    fn FileRangesTransferred(
        &self,
        _job: Ref<IBackgroundCopyJob>,
        _file: Ref<IBackgroundCopyFile>,
        count: u32,
        ranges: *const BG_FILE_RANGE,
    ) -> windows_core::Result<()> {
        assert!(ranges.is_null());
        called(format!("slot 7 {count}")).ok()
    }
}

fn raw_calls_land_in_an_object_built_from_the_traits() {
    let callback: IBackgroundCopyCallback3 = Implemented.into();
    let this = callback.as_raw();
    type OneObject = unsafe extern "system" fn(*mut c_void, *mut c_void) -> HRESULT;
    type TwoObjects = unsafe extern "system" fn(*mut c_void, *mut c_void, *mut c_void) -> HRESULT;
    type ObjectAndNumber = unsafe extern "system" fn(*mut c_void, *mut c_void, u32) -> HRESULT;
    type Ranges = unsafe extern "system" fn(
        *mut c_void,
        *mut c_void,
        *mut c_void,
        u32,
        *const BG_FILE_RANGE,
    ) -> HRESULT;
    let null = std::ptr::null_mut();
    // SAFETY: the vtable has eight slots, with these functions in them; all take null.
    unsafe {
        let transferred: OneObject = std::mem::transmute(slot(this, 3));
        let error: TwoObjects = std::mem::transmute(slot(this, 4));
        let modification: ObjectAndNumber = std::mem::transmute(slot(this, 5));
        let file: TwoObjects = std::mem::transmute(slot(this, 6));
        let ranges: Ranges = std::mem::transmute(slot(this, 7));
        assert_eq!(transferred(this, null), S_OK);
        assert_eq!(error(this, null, null), S_OK);
        assert_eq!(modification(this, null, 9), S_OK);
        assert_eq!(file(this, null, null), S_OK);
        assert_eq!(ranges(this, null, null, 2, std::ptr::null()), S_OK);
    }
    assert_eq!(
        calls(),
        ["slot 3", "slot 4", "slot 5 9", "slot 6", "slot 7 2"]
    );
    let unknown: IUnknown = callback.cast().expect("every object is an IUnknown");
    unknown
        .cast::<IBackgroundCopyCallback>()
        .expect("Callback3 derives from Callback");
}

fn structures_are_as_large_as_the_services() {
    assert_eq!(size_of::<BG_JOB_PROGRESS>(), 24);
    assert_eq!(size_of::<BITS_JOB_PROPERTY_VALUE>(), 16);
    assert_eq!(size_of::<DO_DOWNLOAD_STATUS>(), 32);
}

fn main() {
    the_iid_is_the_services();
    generated_calls_land_in_a_vtable_built_by_hand();
    raw_calls_land_in_an_object_built_from_the_traits();
    structures_are_as_large_as_the_services();
    println!("every method in its slot");
}
