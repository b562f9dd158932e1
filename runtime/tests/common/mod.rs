//! A caller that uses the ABI alone: interface pointers, whose slots are called by number, with
//! nothing of comidl's bindings between. The numbers and IIDs are those of the Win32 reference.

#![allow(dead_code, reason = "each test file uses its part")]

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) const S_OK: i32 = 0;
pub(crate) const E_NOINTERFACE: i32 = 0x8000_4002_u32 as i32;
pub(crate) const E_POINTER: i32 = 0x8000_4003_u32 as i32;
pub(crate) const E_UNEXPECTED: i32 = 0x8000_FFFF_u32 as i32;

/// A GUID in memory: three little-endian parts, then eight bytes.
#[repr(C, align(4))]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Iid([u8; 16]);

/// Returns the IID of this text.
pub(crate) const fn iid(text: &str) -> Iid {
    const ORDER: [usize; 16] = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34];
    const fn digit(byte: u8) -> u8 {
        match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'F' => byte - b'A' + 10,
            _ => panic!("not a digit"),
        }
    }
    let (text, mut bytes, mut index) = (text.as_bytes(), [0; 16], 0);
    while index < 16 {
        let at = ORDER[index];
        bytes[index] = digit(text[at]) << 4 | digit(text[at + 1]);
        index += 1;
    }
    Iid(bytes)
}

pub(crate) const UNKNOWN: Iid = iid("00000000-0000-0000-C000-000000000046");
pub(crate) const CALLBACK: Iid = iid("97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B22");
pub(crate) const CALLBACK2: Iid = iid("659CDEAC-489E-11D9-A9CD-000D56965251");
pub(crate) const CALLBACK3: Iid = iid("98C97BD2-E32B-4AD8-A528-95FD8B16BD42");
pub(crate) const STATUS_CALLBACK: Iid = iid("D166E8E3-A90E-4392-8E87-05E996D3747D");
pub(crate) const AGILE_OBJECT: Iid = iid("94EA2B94-E9CC-49E0-C0FF-EE64CA8F5B90");
pub(crate) const MARSHAL: Iid = iid("00000003-0000-0000-C000-000000000046");
pub(crate) const WEAK_REFERENCE: Iid = iid("00000037-0000-0000-C000-000000000046");
pub(crate) const WEAK_REFERENCE_SOURCE: Iid = iid("00000038-0000-0000-C000-000000000046");
pub(crate) const SUPPORT_ERROR_INFO: Iid = iid("DF0B3D60-548F-101B-8E65-08002B2BD119");
pub(crate) const JOB: Iid = iid("37668D37-507E-4160-9316-26306D150B12");

/// Returns the IIDs that a callback of jobs answers to on this system.
pub(crate) fn answered() -> Vec<Iid> {
    answered_with(&[CALLBACK, CALLBACK2, CALLBACK3])
}

/// Returns the IIDs that a callback of downloads answers to on this system.
pub(crate) fn answered_about_downloads() -> Vec<Iid> {
    answered_with(&[STATUS_CALLBACK])
}

fn answered_with(own: &[Iid]) -> Vec<Iid> {
    let mut iids = vec![
        UNKNOWN,
        AGILE_OBJECT,
        WEAK_REFERENCE_SOURCE,
        SUPPORT_ERROR_INFO,
    ];
    iids.extend(own);
    if cfg!(windows) {
        iids.push(MARSHAL);
    }
    iids
}

/// An interface pointer, with one reference that is released when it is dropped.
#[derive(Debug)]
pub(crate) struct Raw(pub(crate) *mut c_void);

// SAFETY: the objects of the tests are agile.
unsafe impl Send for Raw {}
// SAFETY: as above.
unsafe impl Sync for Raw {}

/// Calls a slot by its number, with the arguments' types and an HRESULT or a count as result.
macro_rules! slot {
    ($this:expr, $number:literal, ($($argument:expr => $ty:ty),*) -> $result:ty) => {{
        let this: *mut c_void = $this;
        // SAFETY: an interface pointer points to a pointer to its vtable, in which this slot has
        // this type.
        unsafe {
            let vtable = *this.cast::<*const *const c_void>();
            let method = *vtable.add($number);
            let method: unsafe extern "system" fn(*mut c_void $(, $ty)*) -> $result =
                std::mem::transmute(method);
            method(this $(, $argument)*)
        }
    }};
}

impl Raw {
    /// Takes the reference of an interface out of comidl's hands.
    pub(crate) fn of<I: comidl::Interface>(interface: I) -> Self {
        Self(interface.into_raw())
    }

    pub(crate) fn query(&self, iid: Iid) -> Result<Self, i32> {
        let mut found = null_mut();
        match self.query_into(&iid, &mut found) {
            S_OK if !found.is_null() => Ok(Self(found)),
            S_OK => panic!("QueryInterface succeeded without an interface"),
            code => {
                assert!(
                    found.is_null(),
                    "QueryInterface failed and left something behind"
                );
                Err(code)
            }
        }
    }

    pub(crate) fn query_into(&self, iid: *const Iid, found: *mut *mut c_void) -> i32 {
        slot!(self.0, 0, (iid => *const Iid, found => *mut *mut c_void) -> i32)
    }

    pub(crate) fn add_ref(&self) -> u32 {
        slot!(self.0, 1, () -> u32)
    }

    pub(crate) fn release(&self) -> u32 {
        slot!(self.0, 2, () -> u32)
    }

    /// Returns how many references there are.
    pub(crate) fn count(&self) -> u32 {
        self.add_ref();
        self.release()
    }

    pub(crate) fn job_transferred(&self, job: &Stub) -> i32 {
        self.job_transferred_raw(job.as_raw())
    }

    pub(crate) fn job_transferred_raw(&self, job: *mut c_void) -> i32 {
        slot!(self.0, 3, (job => *mut c_void) -> i32)
    }

    pub(crate) fn job_error(&self, job: &Stub, error: &Stub) -> i32 {
        self.job_error_raw(job.as_raw(), error.as_raw())
    }

    pub(crate) fn job_error_raw(&self, job: *mut c_void, error: *mut c_void) -> i32 {
        slot!(self.0, 4, (job => *mut c_void, error => *mut c_void) -> i32)
    }

    pub(crate) fn job_modification(&self, job: &Stub) -> i32 {
        self.job_modification_raw(job.as_raw(), 0)
    }

    pub(crate) fn job_modification_raw(&self, job: *mut c_void, reserved: u32) -> i32 {
        slot!(self.0, 5, (job => *mut c_void, reserved => u32) -> i32)
    }

    pub(crate) fn file_transferred(&self, job: &Stub, file: &Stub) -> i32 {
        self.file_transferred_raw(job.as_raw(), file.as_raw())
    }

    pub(crate) fn file_transferred_raw(&self, job: *mut c_void, file: *mut c_void) -> i32 {
        slot!(self.0, 6, (job => *mut c_void, file => *mut c_void) -> i32)
    }

    pub(crate) fn file_ranges_transferred(
        &self,
        job: &Stub,
        file: &Stub,
        ranges: &[[u64; 2]],
    ) -> i32 {
        let (count, ranges) = (ranges.len() as u32, ranges.as_ptr());
        self.file_ranges_transferred_raw(job.as_raw(), file.as_raw(), count, ranges)
    }

    pub(crate) fn file_ranges_transferred_raw(
        &self,
        job: *mut c_void,
        file: *mut c_void,
        count: u32,
        ranges: *const [u64; 2],
    ) -> i32 {
        slot!(
            self.0,
            7,
            (job => *mut c_void, file => *mut c_void, count => u32, ranges => *const [u64; 2]) -> i32
        )
    }

    /// Calls the slot of a callback of downloads.
    pub(crate) fn on_status_change(&self, download: &Stub, status: &Status) -> i32 {
        self.on_status_change_raw(download.as_raw(), status)
    }

    pub(crate) fn on_status_change_raw(&self, download: *mut c_void, status: *const Status) -> i32 {
        slot!(self.0, 3, (download => *mut c_void, status => *const Status) -> i32)
    }

    /// Calls the slot of a weak reference source.
    pub(crate) fn weak_reference(&self) -> Self {
        let mut weak = null_mut();
        let code = slot!(self.0, 3, (&mut weak => *mut *mut c_void) -> i32);
        assert_eq!(code, S_OK);
        Self(weak)
    }

    /// Calls the slot of a weak reference.
    pub(crate) fn resolve(&self, iid: Iid) -> Option<Self> {
        let mut found = std::ptr::dangling_mut();
        let code = slot!(self.0, 3, (&iid => *const Iid, &mut found => *mut *mut c_void) -> i32);
        assert_eq!(code, S_OK);
        (!found.is_null()).then(|| Self(found))
    }
}

impl Clone for Raw {
    fn clone(&self) -> Self {
        self.add_ref();
        Self(self.0)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.release();
    }
}

/// `DO_DOWNLOAD_STATUS`, as `deliveryoptimization.h` has it.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub(crate) struct Status {
    pub(crate) bytes_total: u64,
    pub(crate) bytes_transferred: u64,
    pub(crate) state: i32,
    pub(crate) error: i32,
    pub(crate) extended_error: i32,
}

/// An object in place of a job, an error, a file or a download. It counts its references, which a call
/// has to leave unchanged, and isn't freed before it is dropped.
#[repr(C)]
pub(crate) struct Stub {
    vtable: *const [*const c_void; 3],
    count: AtomicU32,
}

// SAFETY: the count is atomic, and the vtable is constant.
unsafe impl Send for Stub {}
// SAFETY: as above.
unsafe impl Sync for Stub {}

impl Stub {
    pub(crate) fn new() -> Box<Self> {
        struct Vtable([*const c_void; 3]);
        // SAFETY: pointers to functions.
        unsafe impl Sync for Vtable {}
        static VTABLE: Vtable = Vtable([
            stub_query_interface as *const c_void,
            stub_add_ref as *const c_void,
            stub_release as *const c_void,
        ]);
        Box::new(Self {
            vtable: &VTABLE.0,
            count: AtomicU32::new(1),
        })
    }

    pub(crate) fn as_raw(&self) -> *mut c_void {
        (&raw const *self).cast_mut().cast()
    }

    pub(crate) fn count(&self) -> u32 {
        self.count.load(Ordering::SeqCst)
    }
}

unsafe extern "system" fn stub_query_interface(
    this: *mut c_void,
    iid: *const Iid,
    found: *mut *mut c_void,
) -> i32 {
    // SAFETY: the caller's contract.
    unsafe {
        if *iid != UNKNOWN {
            *found = null_mut();
            return E_NOINTERFACE;
        }
        stub_add_ref(this);
        *found = this;
        S_OK
    }
}

unsafe extern "system" fn stub_add_ref(this: *mut c_void) -> u32 {
    // SAFETY: the caller's contract: a stub.
    unsafe { (*this.cast::<Stub>()).count.fetch_add(1, Ordering::SeqCst) + 1 }
}

unsafe extern "system" fn stub_release(this: *mut c_void) -> u32 {
    // SAFETY: the caller's contract: a stub.
    unsafe { (*this.cast::<Stub>()).count.fetch_sub(1, Ordering::SeqCst) - 1 }
}
