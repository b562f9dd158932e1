//! The program that a job runs when it is done, and the reply of an upload: `IBackgroundCopyJob2`.

use super::super::Job;
use super::super::values::known_size;
use crate::Result;
use crate::bindings::IBackgroundCopyJob2;
use crate::bits::path::path;
use crate::bits::path::wide_path;
use crate::bits::returned::{take_array, take_string};
use crate::service::call::{check, slot, value};
use crate::service::text::WideString;
use std::path::Path;
use std::path::PathBuf;
use std::ptr::null_mut;
use windows_core::{Interface, PCWSTR, PWSTR};

/// A program that BITS runs when a job is transferred or in error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NotifyCommand {
    /// The full path of the program.
    pub program: String,
    /// Its command line, which by convention begins with the program.
    pub parameters: Option<String>,
}

/// The progress of the reply of an upload (`BG_JOB_REPLY_PROGRESS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReplyProgress {
    /// The size of the reply; `None` until the server has told it.
    pub bytes_total: Option<u64>,
    /// Bytes that have arrived.
    pub bytes_transferred: u64,
}

/// BITS alone, of version 1.5 and later.
impl Job {
    /// Returns the program that is run when the job is transferred or in error, if one is set.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn notify_command(&self) -> Result<Option<NotifyCommand>> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        let (mut program, mut parameters) = (PWSTR::null(), PWSTR::null());
        // SAFETY: GetNotifyCmdLine writes null or strings that the caller frees.
        let (program, parameters) = unsafe {
            check(slot!(&job, GetNotifyCmdLine(&mut program, &mut parameters)))?;
            (take_string(program), take_string(parameters))
        };
        Ok(program.map(|program| NotifyCommand {
            program,
            parameters,
        }))
    }

    /// Sets the program to run when the job is transferred or in error, and no callback is registered;
    /// `None` for no program.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, E_INVALIDARG for a NUL in the text, BG_E_INVALID_STATE or
    /// DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_notify_command(&self, command: Option<&NotifyCommand>) -> Result<()> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        let program = command
            .map(|command| WideString::new(&command.program))
            .transpose()?;
        let parameters = command.and_then(|command| command.parameters.as_deref());
        let parameters = parameters.map(WideString::new).transpose()?;
        let pointer = |string: &Option<WideString>| {
            string
                .as_ref()
                .map_or(PCWSTR::null(), WideString::as_pcwstr)
        };
        // SAFETY: null, or strings that live until the call is over.
        check(unsafe {
            slot!(
                &job,
                SetNotifyCmdLine(pointer(&program), pointer(&parameters))
            )
        })
    }

    /// Returns the progress of the reply.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, BG_E_INVALID_STATE for a job without a reply, and the
    /// errors of the connection to the service.
    pub fn reply_progress(&self) -> Result<ReplyProgress> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        // SAFETY: GetReplyProgress writes the structure.
        let raw = value(|progress| unsafe { slot!(&job, GetReplyProgress(progress)) })?;
        Ok(ReplyProgress {
            bytes_total: known_size(raw.BytesTotal),
            bytes_transferred: raw.BytesTransferred,
        })
    }

    /// Returns the reply, if it is no longer than 1 MB. A longer reply is in the file alone.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, BG_E_INVALID_STATE for a job without a reply, and the
    /// errors of the connection to the service.
    pub fn reply_data(&self) -> Result<Vec<u8>> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        let (mut data, mut length) = (null_mut::<u8>(), 0_u64);
        // SAFETY: GetReplyData writes null, or an array that the caller frees, and its length.
        unsafe {
            check(slot!(
                &job,
                GetReplyData((&raw mut data).cast(), &mut length)
            ))?;
            // The array is in memory, so a usize holds its length.
            Ok(take_array(data, length as usize))
        }
    }

    /// Returns the path of the file for the reply.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, BG_E_INVALID_STATE for a job without a reply, and the
    /// errors of the connection to the service.
    pub fn reply_file_name(&self) -> Result<PathBuf> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        // SAFETY: GetReplyFileName returns a string that the caller frees.
        unsafe { path(|name| slot!(&job, GetReplyFileName(name))) }
    }

    /// Sets the path of the file for the reply, a full path; with `None` the service chooses one.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, E_INVALIDARG for a NUL in the text, BG_E_INVALID_STATE
    /// for a job without a reply, BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled,
    /// and the errors of the connection to the service.
    pub fn set_reply_file_name(&self, name: Option<&Path>) -> Result<()> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        let name = name.map(wide_path).transpose()?;
        let pointer = name.as_ref().map_or(PCWSTR::null(), WideString::as_pcwstr);
        // SAFETY: null, or a string that lives until the call is over.
        check(unsafe { slot!(&job, SetReplyFileName(pointer)) })
    }
}
