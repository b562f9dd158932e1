//! `IEnumBackgroundCopyJobs` and `IEnumBackgroundCopyFiles`: lists as they were when they were made.

use super::super::record::{FileRecord, JobRecord};
use super::super::world::lock;
use super::{S_FALSE, code, file, job, write};
use crate::bindings::*;
use crate::error::{E_INVALIDARG, E_POINTER};
use std::sync::{Arc, Mutex};
use windows_core::Result;
use windows_implement::implement;

pub(super) fn jobs(records: Vec<Arc<JobRecord>>) -> IEnumBackgroundCopyJobs {
    JobsObject {
        list: List::new(records),
    }
    .into()
}

pub(super) fn files(records: Vec<Arc<FileRecord>>) -> IEnumBackgroundCopyFiles {
    FilesObject {
        list: List::new(records),
    }
    .into()
}

/// A list, and how far a caller has read it.
struct List<R> {
    records: Vec<Arc<R>>,
    position: Mutex<usize>,
}

impl<R> List<R> {
    fn new(records: Vec<Arc<R>>) -> Self {
        Self {
            records,
            position: Mutex::new(0),
        }
    }

    fn duplicate(&self) -> Self {
        Self {
            records: self.records.clone(),
            position: Mutex::new(*lock(&self.position)),
        }
    }

    /// Moves on by `count`, or to the end, and returns the records that were passed.
    fn take(&self, count: u32) -> &[Arc<R>] {
        let mut position = lock(&self.position);
        let rest = &self.records[*position..];
        let taken = &rest[..rest.len().min(count as usize)];
        *position += taken.len();
        taken
    }

    fn next<I>(
        &self,
        count: u32,
        items: *mut Option<I>,
        fetched: *mut u32,
        item: impl Fn(&Arc<R>) -> I,
    ) -> Result<()> {
        if items.is_null() {
            return code(E_POINTER);
        }
        if fetched.is_null() && count != 1 {
            return code(E_INVALIDARG);
        }
        let taken = self.take(count);
        for (index, record) in taken.iter().enumerate() {
            // SAFETY: there is room for `count`, by the method's contract, and `taken` is no more.
            unsafe { items.add(index).write(Some(item(record))) };
        }
        if !fetched.is_null() {
            write(fetched, taken.len() as u32)?;
        }
        all(taken.len(), count)
    }

    fn skip(&self, count: u32) -> Result<()> {
        all(self.take(count).len(), count)
    }

    fn reset(&self) {
        *lock(&self.position) = 0;
    }
}

/// S_OK, or S_FALSE where there were fewer.
fn all(taken: usize, count: u32) -> Result<()> {
    if taken == count as usize {
        Ok(())
    } else {
        code(S_FALSE)
    }
}

#[implement(IEnumBackgroundCopyJobs)]
struct JobsObject {
    list: List<JobRecord>,
}

impl IEnumBackgroundCopyJobs_Impl for JobsObject_Impl {
    fn Next(
        &self,
        count: u32,
        items: *mut Option<IBackgroundCopyJob>,
        fetched: *mut u32,
    ) -> Result<()> {
        self.list.next(count, items, fetched, job)
    }

    fn Skip(&self, count: u32) -> Result<()> {
        self.list.skip(count)
    }

    fn Reset(&self) -> Result<()> {
        self.list.reset();
        Ok(())
    }

    fn Clone(&self) -> Result<IEnumBackgroundCopyJobs> {
        Ok(JobsObject {
            list: self.list.duplicate(),
        }
        .into())
    }

    fn GetCount(&self) -> Result<u32> {
        Ok(self.list.records.len() as u32)
    }
}

#[implement(IEnumBackgroundCopyFiles)]
struct FilesObject {
    list: List<FileRecord>,
}

impl IEnumBackgroundCopyFiles_Impl for FilesObject_Impl {
    fn Next(
        &self,
        count: u32,
        items: *mut Option<IBackgroundCopyFile>,
        fetched: *mut u32,
    ) -> Result<()> {
        self.list.next(count, items, fetched, file)
    }

    fn Skip(&self, count: u32) -> Result<()> {
        self.list.skip(count)
    }

    fn Reset(&self) -> Result<()> {
        self.list.reset();
        Ok(())
    }

    fn Clone(&self) -> Result<IEnumBackgroundCopyFiles> {
        Ok(FilesObject {
            list: self.list.duplicate(),
        }
        .into())
    }

    fn GetCount(&self) -> Result<u32> {
        Ok(self.list.records.len() as u32)
    }
}
