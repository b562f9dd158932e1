//! A callback written by hand, as small as it can be: a vtable, a count, and the value. It knows
//! its interfaces and nothing else, no weak references and no marshaler.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering, fence};

use comidl::bindings::{
    BG_FILE_RANGE, IBackgroundCopyCallback, IBackgroundCopyCallback_Vtbl, IBackgroundCopyCallback2,
    IBackgroundCopyCallback2_Vtbl, IBackgroundCopyCallback3, IBackgroundCopyCallback3_Vtbl,
};
use comidl::{IUnknown, Interface};
use windows_core::{GUID, HRESULT, IUnknown_Vtbl};

use crate::Body;

const S_OK: HRESULT = HRESULT(0);
const E_NOINTERFACE: HRESULT = HRESULT(0x8000_4002_u32 as i32);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);

#[repr(C)]
struct Callback {
    vtable: &'static IBackgroundCopyCallback3_Vtbl,
    count: AtomicU32,
    body: Body,
}

/// With panics caught in its slots.
pub fn contained(body: Body) -> IBackgroundCopyCallback3 {
    const VTABLE: IBackgroundCopyCallback3_Vtbl = vtable(contained_job_modification);
    make(&VTABLE, body)
}

/// With slots from which a panic would unwind, and so ends the process.
pub fn uncontained(body: Body) -> IBackgroundCopyCallback3 {
    const VTABLE: IBackgroundCopyCallback3_Vtbl = vtable(job_modification);
    make(&VTABLE, body)
}

fn make(vtable: &'static IBackgroundCopyCallback3_Vtbl, body: Body) -> IBackgroundCopyCallback3 {
    let callback = Box::new(Callback {
        vtable,
        count: AtomicU32::new(1),
        body,
    });
    // SAFETY: the object begins with a pointer to the interface's vtable, and its count is one.
    unsafe { IBackgroundCopyCallback3::from_raw(Box::into_raw(callback).cast()) }
}

type JobModification = unsafe extern "system" fn(*mut c_void, *mut c_void, u32) -> HRESULT;

const fn vtable(job_modification: JobModification) -> IBackgroundCopyCallback3_Vtbl {
    IBackgroundCopyCallback3_Vtbl {
        base__: IBackgroundCopyCallback2_Vtbl {
            base__: IBackgroundCopyCallback_Vtbl {
                base__: IUnknown_Vtbl {
                    QueryInterface: query_interface,
                    AddRef: add_ref,
                    Release: release,
                },
                JobTransferred: job_transferred,
                JobError: two_interfaces,
                JobModification: job_modification,
            },
            FileTransferred: two_interfaces,
        },
        FileRangesTransferred: file_ranges_transferred,
    }
}

// The slots. `this` is the interface pointer of a `Callback` to which the caller holds a reference,
// and other pointers are as the interfaces say: COM's rules.

unsafe extern "system" fn query_interface(
    this: *mut c_void,
    iid: *const GUID,
    found: *mut *mut c_void,
) -> HRESULT {
    if iid.is_null() || found.is_null() {
        return E_POINTER;
    }
    // SAFETY: neither is null; `this` as above.
    unsafe {
        let known = [
            IUnknown::IID,
            IBackgroundCopyCallback::IID,
            IBackgroundCopyCallback2::IID,
            IBackgroundCopyCallback3::IID,
        ];
        if !known.contains(&*iid) {
            *found = null_mut();
            return E_NOINTERFACE;
        }
        add_ref(this);
        *found = this;
        S_OK
    }
}

unsafe extern "system" fn add_ref(this: *mut c_void) -> u32 {
    // SAFETY: see above.
    let count = unsafe { &(*this.cast::<Callback>()).count };
    count.fetch_add(1, Ordering::Relaxed) + 1
}

unsafe extern "system" fn release(this: *mut c_void) -> u32 {
    // SAFETY: see above; the last reference is the end of the box.
    unsafe {
        let remaining = (*this.cast::<Callback>())
            .count
            .fetch_sub(1, Ordering::Release)
            - 1;
        if remaining == 0 {
            fence(Ordering::Acquire);
            drop(Box::from_raw(this.cast::<Callback>()));
        }
        remaining
    }
}

unsafe extern "system" fn job_transferred(_: *mut c_void, _: *mut c_void) -> HRESULT {
    S_OK
}

unsafe extern "system" fn two_interfaces(
    _: *mut c_void,
    _: *mut c_void,
    _: *mut c_void,
) -> HRESULT {
    S_OK
}

unsafe extern "system" fn file_ranges_transferred(
    _: *mut c_void,
    _: *mut c_void,
    _: *mut c_void,
    _: u32,
    _: *const BG_FILE_RANGE,
) -> HRESULT {
    S_OK
}

unsafe extern "system" fn job_modification(this: *mut c_void, _: *mut c_void, _: u32) -> HRESULT {
    // SAFETY: see above.
    unsafe { (*this.cast::<Callback>()).body.modified() };
    S_OK
}

unsafe extern "system" fn contained_job_modification(
    this: *mut c_void,
    _: *mut c_void,
    _: u32,
) -> HRESULT {
    // SAFETY: see above.
    let body = unsafe { &(*this.cast::<Callback>()).body };
    match catch_unwind(AssertUnwindSafe(|| body.modified())) {
        Ok(()) => S_OK,
        Err(_) => E_UNEXPECTED,
    }
}
