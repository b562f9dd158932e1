//! `IEnumBackgroundCopyJobs` and `IEnumBackgroundCopyFiles`: lists as they were when they were made.

use super::super::record::{FileRecord, JobRecord};
use super::{file, job};
use crate::bindings::*;
use crate::testing::list::List;
use std::sync::Arc;
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
        Ok(self.list.records().len() as u32)
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
        Ok(self.list.records().len() as u32)
    }
}
