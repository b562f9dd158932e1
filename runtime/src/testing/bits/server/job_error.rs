//! `IBackgroundCopyError`

use super::super::record::{ErrorRecord, JobRecord};
use super::super::state::Code;
use super::{code, file, give, write};
use crate::Error;
use crate::bindings::*;
use crate::bits::ErrorContext;
use crate::error::E_POINTER;
use std::sync::Arc;
use windows_core::{HRESULT, PWSTR, Result};
use windows_implement::implement;

#[implement(IBackgroundCopyError)]
pub(super) struct ErrorObject {
    pub(super) job: Arc<JobRecord>,
    pub(super) error: ErrorRecord,
}

impl IBackgroundCopyError_Impl for ErrorObject_Impl {
    fn GetError(&self, context: *mut BG_ERROR_CONTEXT, result: *mut HRESULT) -> Result<()> {
        if context.is_null() || result.is_null() {
            return code(E_POINTER);
        }
        write(context, self.error.context.raw())?;
        write(result, self.error.code)
    }

    fn GetFile(&self) -> Result<IBackgroundCopyFile> {
        match &self.error.file {
            Some(record) => Ok(file(record)),
            None => code(self.job.service()?.code(Code::FileNotAvailable)),
        }
    }

    fn GetErrorDescription(&self, _language: u32) -> Result<PWSTR> {
        self.job.service()?.bits_alone()?;
        let meaning = Error::from(self.error.code).meaning();
        give(&meaning.unwrap_or_else(|| self.error.code.to_string().into()))
    }

    fn GetErrorContextDescription(&self, _language: u32) -> Result<PWSTR> {
        self.job.service()?.bits_alone()?;
        give(match self.error.context {
            ErrorContext::None => "there is no error",
            ErrorContext::NotKnown | ErrorContext::Unknown(_) => "it isn't known where",
            ErrorContext::QueueManager => "the service was working on its queue",
            ErrorContext::Notification => "the service was notifying a program",
            ErrorContext::LocalFile => "the local file was being worked on",
            ErrorContext::RemoteFile => "the remote file was being worked on",
            ErrorContext::Transport => "the transport was at work",
            ErrorContext::RemoteApplication => "the program on the server was at work",
            ErrorContext::ServerCertificateCallback => "the server's certificate was checked",
        })
    }

    fn GetProtocol(&self) -> Result<PWSTR> {
        let service = self.job.service()?;
        service.bits_alone()?;
        const BG_E_PROTOCOL_NOT_AVAILABLE: HRESULT = HRESULT(0x8020_0005_u32 as i32);
        let url = self.error.file.as_ref().map(|file| file.remote_name());
        match url.as_deref().and_then(|url| url.split_once(':')) {
            Some((protocol, _)) => give(protocol),
            None => code(BG_E_PROTOCOL_NOT_AVAILABLE),
        }
    }
}
