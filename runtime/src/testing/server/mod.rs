//! The objects that the service hands out: COM on one side, its records on the other.

mod enumerate;
mod file;
mod job;
mod job_error;
mod manager;

use super::record::{ErrorRecord, FileRecord, JobRecord};
use super::world::World;
use crate::bindings::{
    IBackgroundCopyError, IBackgroundCopyFile, IBackgroundCopyFile5, IBackgroundCopyJob,
    IBackgroundCopyJob5, IBackgroundCopyManager,
};
use crate::error::{E_INVALIDARG, E_OUTOFMEMORY, E_POINTER};
use crate::{HRESULT, text};
use std::sync::Arc;
use windows_core::{Error, PCWSTR, PWSTR, Result};

/// Success, and there were fewer than asked for.
pub(super) const S_FALSE: HRESULT = HRESULT(1);

pub(super) fn manager(world: &Arc<World>) -> IBackgroundCopyManager {
    manager::ManagerObject {
        world: Arc::downgrade(world),
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

/// The error of a job as it was, whatever becomes of the job.
pub(super) fn job_error(job: &Arc<JobRecord>, error: ErrorRecord) -> IBackgroundCopyError {
    job_error::ErrorObject {
        job: job.clone(),
        error,
    }
    .into()
}

/// A code as what a method returns, success or not.
pub(super) fn code<T>(code: HRESULT) -> Result<T> {
    Err(Error::from_hresult(code))
}

/// A string that a caller passed.
pub(super) fn text(string: &PCWSTR) -> Result<String> {
    optional_text(string)?.ok_or_else(|| Error::from_hresult(E_INVALIDARG))
}

/// A string that a caller passed, or null.
fn optional_text(string: &PCWSTR) -> Result<Option<String>> {
    if string.is_null() {
        return Ok(None);
    }
    // SAFETY: not null, and ends in NUL, by each method's contract.
    let units = unsafe { std::slice::from_raw_parts(string.0, text::length(string.0)) };
    Ok(Some(
        String::from_utf16(units).map_err(|_| Error::from_hresult(E_INVALIDARG))?,
    ))
}

/// A string for the caller, who frees it.
fn give(string: &str) -> Result<PWSTR> {
    let given = crate::task_memory::give_string(string);
    if given.is_null() {
        code(E_OUTOFMEMORY)
    } else {
        Ok(given)
    }
}

/// As [`give`], with null for none.
fn give_optional(string: Option<&String>) -> Result<PWSTR> {
    string.map_or(Ok(PWSTR::null()), |string| give(string))
}

/// Writes what a method returns through a pointer.
pub(super) fn write<T>(pointer: *mut T, value: T) -> Result<()> {
    if pointer.is_null() {
        return code(E_POINTER);
    }
    // SAFETY: not null, so it can be written to, by each method's contract.
    unsafe { pointer.write(value) };
    Ok(())
}

/// The elements that a caller passed with their number.
pub(super) fn elements<'a, T>(count: u32, first: *const T) -> Result<&'a [T]> {
    match count {
        0 => Ok(&[]),
        _ if first.is_null() => code(E_POINTER),
        // SAFETY: not null, and as many, by each method's contract; used only during the call.
        _ => Ok(unsafe { std::slice::from_raw_parts(first, count as usize) }),
    }
}
