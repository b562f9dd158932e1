//! The objects that the service returns: COM on the outside, records on the inside.

mod enumerate;
mod file;
mod job;
mod job_error;
mod manager;

use super::super::argument::{code, elements, optional_text, text, write};
use super::record::{ErrorRecord, FileRecord, JobRecord};
use super::state::ServiceState;
use crate::bindings::{
    IBackgroundCopyError, IBackgroundCopyFile, IBackgroundCopyFile5, IBackgroundCopyJob,
    IBackgroundCopyJob5, IBackgroundCopyManager,
};
use crate::error::E_OUTOFMEMORY;
use crate::task_memory::TaskMemory;
use std::mem::ManuallyDrop;
use std::sync::Arc;
use windows_core::{PWSTR, Result};

pub(super) fn manager(service: &Arc<ServiceState>) -> IBackgroundCopyManager {
    manager::ManagerObject {
        service: Arc::downgrade(service),
    }
    .into()
}

pub(super) fn job(record: &Arc<JobRecord>) -> IBackgroundCopyJob {
    IBackgroundCopyJob5::from(job::JobObject {
        record: record.clone(),
    })
    .into()
}

pub(super) fn file(record: &Arc<FileRecord>) -> IBackgroundCopyFile {
    IBackgroundCopyFile5::from(file::FileObject {
        record: record.clone(),
    })
    .into()
}

/// Returns the error of a job as it is. Later changes of the job don't change it.
pub(super) fn job_error(job: &Arc<JobRecord>, error: ErrorRecord) -> IBackgroundCopyError {
    job_error::ErrorObject {
        job: job.clone(),
        error,
    }
    .into()
}

/// Returns a string for the caller, who frees it.
fn give(string: &str) -> Result<PWSTR> {
    let units: Vec<u16> = string.encode_utf16().chain([0]).collect();
    give_array(&units).map(PWSTR)
}

/// As [`give`]; null for `None`.
fn give_optional(string: Option<&String>) -> Result<PWSTR> {
    string.map_or(Ok(PWSTR::null()), |string| give(string))
}

/// Returns a copy of an array for the caller, who frees it.
fn give_array<T: Copy>(values: &[T]) -> Result<*mut T> {
    match TaskMemory::copy_of(values) {
        Some(copy) => Ok(ManuallyDrop::new(copy).as_ptr()),
        None => code(E_OUTOFMEMORY),
    }
}
