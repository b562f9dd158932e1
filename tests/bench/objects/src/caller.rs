//! The service's side: an interface pointer whose slots are called through its vtable.

use std::ffi::c_void;
use std::hint::black_box;
use std::ptr::null_mut;

use comidl::Interface;
use comidl::bindings::{IBackgroundCopyCallback3, IBackgroundCopyCallback3_Vtbl};
use windows_core::{GUID, IUnknown_Vtbl};

/// A callback, with one reference.
pub struct Raw(*mut c_void);

impl Raw {
    pub fn of(callback: IBackgroundCopyCallback3) -> Self {
        Self(black_box(callback.into_raw()))
    }

    fn vtable(&self) -> &IBackgroundCopyCallback3_Vtbl {
        // SAFETY: the pointer is that of the interface, and the reference keeps the object.
        unsafe { &**self.0.cast::<*const IBackgroundCopyCallback3_Vtbl>() }
    }

    fn unknown(&self) -> &IUnknown_Vtbl {
        &self.vtable().base__.base__.base__
    }

    pub fn job_modification(&self, job: &Raw) {
        let slot = self.vtable().base__.base__.JobModification;
        // SAFETY: both live; the callbacks of this program don't call the job.
        _ = black_box(unsafe { slot(self.0, job.0, 0) });
    }

    pub fn add_ref(&self) {
        // SAFETY: it lives.
        black_box(unsafe { (self.unknown().AddRef)(self.0) });
    }

    pub fn release(&self) {
        // SAFETY: it lives, and each `add_ref` is followed by one `release`.
        black_box(unsafe { (self.unknown().Release)(self.0) });
    }

    pub fn query(&self, iid: &GUID) {
        let mut found = null_mut();
        // SAFETY: it lives, and both pointers are good.
        let code = unsafe { (self.unknown().QueryInterface)(self.0, iid, &mut found) };
        if code.is_ok() {
            // The faces of a callback that are asked for here are one and the same.
            debug_assert_eq!(found, self.0);
            self.release();
        }
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.release();
    }
}
