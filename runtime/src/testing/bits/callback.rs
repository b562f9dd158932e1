//! A callback as the service calls it: through the newest interface that it answers to.

use super::record::FileRecord;
use crate::bindings::{
    BG_FILE_RANGE, IBackgroundCopyCallback, IBackgroundCopyCallback2, IBackgroundCopyCallback3,
    IBackgroundCopyError, IBackgroundCopyFile, IBackgroundCopyJob,
};
use crate::bits::Notify;
use std::sync::Arc;
use windows_core::{HRESULT, IUnknown, Interface};

/// An event of a job.
#[derive(Clone)]
pub(super) enum Event {
    Transferred,
    Error,
    Modification,
    File(Arc<FileRecord>),
    Ranges(Arc<FileRecord>, Vec<BG_FILE_RANGE>),
}

impl Event {
    /// Returns the flag that asks for the event.
    pub(super) fn flag(&self) -> Notify {
        match self {
            Self::Transferred => Notify::JOB_TRANSFERRED,
            Self::Error => Notify::JOB_ERROR,
            Self::Modification => Notify::JOB_MODIFICATION,
            Self::File(_) => Notify::FILE_TRANSFERRED,
            Self::Ranges(..) => Notify::FILE_RANGES_TRANSFERRED,
        }
    }
}

/// A registered callback, with the service's reference to it.
#[derive(Clone)]
pub(super) struct Callback {
    registered: IUnknown,
    newest: Newest,
}

#[derive(Clone)]
enum Newest {
    First(IBackgroundCopyCallback),
    Second(IBackgroundCopyCallback2),
    Third(IBackgroundCopyCallback3),
}

// SAFETY: a program that registers a callback promises that it may be called from any thread, at the same time.
unsafe impl Send for Callback {}
// SAFETY: as above.
unsafe impl Sync for Callback {}

impl Callback {
    /// Returns `None` for an object that is no callback.
    pub(super) fn new(registered: &IUnknown) -> Option<Self> {
        let newest = match registered.cast() {
            Ok(third) => Newest::Third(third),
            Err(_) => match registered.cast() {
                Ok(second) => Newest::Second(second),
                Err(_) => Newest::First(registered.cast().ok()?),
            },
        };
        Some(Self {
            registered: registered.clone(),
            newest,
        })
    }

    pub(super) fn registered(&self) -> &IUnknown {
        &self.registered
    }

    fn first(&self) -> &IBackgroundCopyCallback {
        match &self.newest {
            Newest::First(first) => first,
            Newest::Second(second) => second,
            Newest::Third(third) => third,
        }
    }

    fn second(&self) -> Option<&IBackgroundCopyCallback2> {
        match &self.newest {
            Newest::First(_) => None,
            Newest::Second(second) => Some(second),
            Newest::Third(third) => Some(third),
        }
    }

    fn third(&self) -> Option<&IBackgroundCopyCallback3> {
        match &self.newest {
            Newest::Third(third) => Some(third),
            Newest::First(_) | Newest::Second(_) => None,
        }
    }

    pub(super) fn job_transferred(&self, job: &IBackgroundCopyJob) -> HRESULT {
        let callback = self.first();
        // SAFETY: both are held for the call.
        unsafe { (callback.vtable().JobTransferred)(callback.as_raw(), job.as_raw()) }
    }

    pub(super) fn job_error(
        &self,
        job: &IBackgroundCopyJob,
        error: &IBackgroundCopyError,
    ) -> HRESULT {
        let callback = self.first();
        // SAFETY: all three are held for the call.
        unsafe { (callback.vtable().JobError)(callback.as_raw(), job.as_raw(), error.as_raw()) }
    }

    pub(super) fn job_modification(&self, job: &IBackgroundCopyJob) -> HRESULT {
        let callback = self.first();
        // SAFETY: both are held for the call.
        unsafe { (callback.vtable().JobModification)(callback.as_raw(), job.as_raw(), 0) }
    }

    /// Returns `None` for a callback of the first version.
    pub(super) fn file_transferred(
        &self,
        job: &IBackgroundCopyJob,
        file: &IBackgroundCopyFile,
    ) -> Option<HRESULT> {
        let callback = self.second()?;
        // SAFETY: all three are held for the call.
        Some(unsafe {
            (callback.vtable().FileTransferred)(callback.as_raw(), job.as_raw(), file.as_raw())
        })
    }

    /// Returns `None` for a callback of the first two versions.
    pub(super) fn file_ranges_transferred(
        &self,
        job: &IBackgroundCopyJob,
        file: &IBackgroundCopyFile,
        ranges: &[BG_FILE_RANGE],
    ) -> Option<HRESULT> {
        let callback = self.third()?;
        // SAFETY: all are held for the call, and there are as many ranges.
        Some(unsafe {
            (callback.vtable().FileRangesTransferred)(
                callback.as_raw(),
                job.as_raw(),
                file.as_raw(),
                ranges.len() as u32,
                ranges.as_ptr(),
            )
        })
    }
}
