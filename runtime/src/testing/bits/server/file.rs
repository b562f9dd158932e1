//! `IBackgroundCopyFile` up to version 5.

use super::super::lock;
use super::super::record::{FileData, FileRecord};
use super::super::state::{Code, ServiceState};
use super::{code, give, give_array, text, write};
use crate::bindings::*;
use crate::error::E_POINTER;
use crate::testing::RPC_E_DISCONNECTED;
use std::sync::Arc;
use windows_core::{BOOL, HRESULT, PCWSTR, PWSTR, Result};
use windows_implement::implement;

#[implement(IBackgroundCopyFile5)]
pub(super) struct FileObject {
    pub(super) record: Arc<FileRecord>,
}

impl FileObject {
    fn service(&self) -> Result<Arc<ServiceState>> {
        match self.record.job.upgrade() {
            Some(job) => Ok(job.service()?),
            None => code(RPC_E_DISCONNECTED),
        }
    }

    fn read<T>(&self, look: impl FnOnce(&FileData) -> T) -> Result<T> {
        self.service()?;
        Ok(look(&lock(&self.record.data)))
    }

    /// Changes the file, and so its job.
    fn change(&self, change: impl FnOnce(&mut FileData)) -> Result<()> {
        let Some(job) = self.record.job.upgrade() else {
            return code(RPC_E_DISCONNECTED);
        };
        job.change(|_, _| {
            change(&mut lock(&self.record.data));
            Ok(())
        })?;
        Ok(())
    }
}

impl IBackgroundCopyFile_Impl for FileObject_Impl {
    fn GetRemoteName(&self) -> Result<PWSTR> {
        give(&self.read(|data| data.remote_name.clone())?)
    }

    fn GetLocalName(&self) -> Result<PWSTR> {
        self.service()?;
        give(&self.record.local_name)
    }

    fn GetProgress(&self, progress: *mut BG_FILE_PROGRESS) -> Result<()> {
        let now = self.read(|data| BG_FILE_PROGRESS {
            BytesTotal: data.size.unwrap_or(BG_SIZE_UNKNOWN),
            BytesTransferred: data.transferred,
            Completed: BOOL::from(data.completed),
        })?;
        write(progress, now)
    }
}

impl IBackgroundCopyFile2_Impl for FileObject_Impl {
    fn GetFileRanges(&self, count: *mut u32, ranges: *mut *mut BG_FILE_RANGE) -> Result<()> {
        self.service()?;
        if count.is_null() || ranges.is_null() {
            return code(E_POINTER);
        }
        let copy = give_array(&self.record.ranges)?;
        write(count, self.record.ranges.len() as u32)?;
        write(ranges, copy)
    }

    fn SetRemoteName(&self, url: &PCWSTR) -> Result<()> {
        let url = text(url)?;
        self.change(|data| data.remote_name = url)
    }
}

impl IBackgroundCopyFile3_Impl for FileObject_Impl {
    fn GetTemporaryName(&self) -> Result<PWSTR> {
        self.service()?.bits_alone()?;
        give(&format!("{}.tmp", self.record.local_name))
    }

    fn SetValidationState(&self, state: BOOL) -> Result<()> {
        self.service()?.bits_alone()?;
        self.change(|data| data.valid = state.as_bool())
    }

    fn GetValidationState(&self) -> Result<BOOL> {
        self.service()?.bits_alone()?;
        self.read(|data| BOOL::from(data.valid))
    }

    fn IsDownloadedFromPeer(&self) -> Result<BOOL> {
        self.service()?.bits_alone()?;
        Ok(BOOL::from(false))
    }
}

impl IBackgroundCopyFile4_Impl for FileObject_Impl {
    fn GetPeerDownloadStats(&self, from_origin: *mut u64, from_peers: *mut u64) -> Result<()> {
        self.service()?.bits_alone()?;
        if from_origin.is_null() || from_peers.is_null() {
            return code(E_POINTER);
        }
        write(from_origin, self.read(|data| data.transferred)?)?;
        write(from_peers, 0)
    }
}

impl IBackgroundCopyFile5_Impl for FileObject_Impl {
    fn SetProperty(
        &self,
        id: BITS_FILE_PROPERTY_ID,
        _value: &BITS_FILE_PROPERTY_VALUE,
    ) -> Result<()> {
        const BG_E_READ_ONLY_PROPERTY: HRESULT = HRESULT(0x8020_0058_u32 as i32);
        let service = self.service()?;
        match id {
            BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS => code(BG_E_READ_ONLY_PROPERTY),
            _ => code(service.code(Code::UnknownPropertyId)),
        }
    }

    fn GetProperty(&self, id: BITS_FILE_PROPERTY_ID) -> Result<BITS_FILE_PROPERTY_VALUE> {
        let service = self.service()?;
        if id != BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS {
            return code(service.code(Code::UnknownPropertyId));
        }
        let size = self.read(|data| data.size)?.unwrap_or_default();
        let headers = format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n");
        Ok(BITS_FILE_PROPERTY_VALUE {
            String: give(&headers)?,
        })
    }
}
