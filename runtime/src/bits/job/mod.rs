//! A job: its files, its state and its progress. Its settings, its subscription and the methods of
//! later versions of the interface have files of their own.

mod credentials;
mod delivery;
#[cfg(feature = "futures")]
mod events;
mod http;
mod property;
mod proxy;
mod reply;
mod settings;
mod status;
mod subscription;

pub use credentials::{AuthScheme, AuthTarget, Credentials};
#[cfg(feature = "futures")]
pub use events::{Event, Events};
pub use http::{
    CertificateName, CertificateStore, ClientCertificate, HttpSecurity, RedirectPolicy,
};
pub use property::{JobProperty, JobPropertyId, TransferPolicy};
pub use proxy::ProxySettings;
pub use reply::{NotifyCommand, ReplyProgress};
pub use settings::{FileSecurity, PeerCaching};
pub use status::JobStatus;
pub use subscription::Subscription;

use super::{FileRange, Files, JobError, JobId, JobKind, JobProgress, JobState, JobTimes};
use crate::bindings::{BG_FILE_INFO, IBackgroundCopyJob3};
use crate::bits::path::wide_path;
use crate::bits::returned::string;
use crate::error::E_INVALIDARG;
use crate::object::Borrow;
use crate::service::call::{check, interface, slot, value, wrapper};
use crate::service::text::WideString;
use crate::{Error, Result, Success};
use std::path::Path;
use windows_core::{Interface, PWSTR};

wrapper! {
    /// A list of files to transfer, with its settings and its progress: `IBackgroundCopyJob` and
    /// its later versions.
    ///
    /// [`Clone`] is AddRef. Two of them are equal if they are the same object; a job may have several
    /// objects (compare [`id`](Job::id)).
    ///
    /// # Errors
    ///
    /// Each method can fail with an error of the connection to the service
    /// (RPC_S_SERVER_UNAVAILABLE, RPC_E_DISCONNECTED, …), and most fail with BG_E_INVALID_STATE or
    /// DO_E_INVALID_STATE once the job is completed or cancelled. A method of a later version of the
    /// interface fails with E_NOINTERFACE on an earlier one, and a method that Delivery
    /// Optimization doesn't support fails there with E_NOTIMPL.
    Job over IBackgroundCopyJob
}

// SAFETY: the wrapper is transparent over its interface.
unsafe impl Borrow for Job {}

/// The files.
impl Job {
    /// Adds a file: `url` is its source and `local` its target in a download, and the other way round
    /// in an upload. `local` is a full path.
    ///
    /// A download creates or replaces the file with [`complete`](Self::complete), not earlier.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for a URL or a path that isn't valid, E_ACCESSDENIED for a path that the user
    /// may not write to, BG_E_TOO_MANY_FILES for a second file of an upload.
    pub fn add_file(&self, url: &str, local: impl AsRef<Path>) -> Result<()> {
        let (url, local) = (WideString::new(url)?, wide_path(local.as_ref())?);
        // SAFETY: both strings live until the call is over.
        check(unsafe { slot!(&self.0, AddFile(url.as_pcwstr(), local.as_pcwstr())) })
    }

    /// Adds files, each with a URL and a path: all of them, or none after an error. BITS alone.
    ///
    /// # Errors
    ///
    /// As [`add_file`](Self::add_file).
    pub fn add_files<'a, P: AsRef<Path>>(
        &self,
        files: impl IntoIterator<Item = (&'a str, P)>,
    ) -> Result<()> {
        let mut strings = Vec::new();
        for (url, local) in files {
            strings.push((WideString::new(url)?, wide_path(local.as_ref())?));
        }
        let infos: Vec<_> = strings
            .iter_mut()
            .map(|(url, local)| BG_FILE_INFO {
                RemoteName: PWSTR(url.as_mut_ptr()),
                LocalName: PWSTR(local.as_mut_ptr()),
            })
            .collect();
        let count = length(infos.len())?;
        // SAFETY: there are as many structures, whose strings live until the call is over.
        check(unsafe { slot!(&self.0, AddFileSet(count, infos.as_ptr())) })
    }

    /// Adds a file of which only some ranges are downloaded, one after the other into the local
    /// file. BITS alone, of version 2.0 and later.
    ///
    /// # Errors
    ///
    /// As [`add_file`](Self::add_file); BG_E_INVALID_RANGE and BG_E_OVERLAPPING_RANGES.
    pub fn add_file_with_ranges(
        &self,
        url: &str,
        local: impl AsRef<Path>,
        ranges: &[FileRange],
    ) -> Result<()> {
        let (url, local) = (WideString::new(url)?, wide_path(local.as_ref())?);
        let job: IBackgroundCopyJob3 = self.0.cast()?;
        let count = length(ranges.len())?;
        // SAFETY: the strings and as many ranges, each a BG_FILE_RANGE, live until the call is over.
        check(unsafe {
            let ranges = ranges.as_ptr().cast();
            slot!(
                &job,
                AddFileWithRanges(url.as_pcwstr(), local.as_pcwstr(), count, ranges)
            )
        })
    }

    /// Replaces the beginning of each URL that begins with `old`, so that the job goes on from
    /// another server. BITS alone, of version 2.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service,
    /// E_INVALIDARG for a NUL in the text, and the errors of the connection to the service.
    pub fn replace_remote_prefix(&self, old: &str, new: &str) -> Result<()> {
        let (old, new) = (WideString::new(old)?, WideString::new(new)?);
        let job: IBackgroundCopyJob3 = self.0.cast()?;
        // SAFETY: both strings live until the call is over.
        check(unsafe { slot!(&job, ReplaceRemotePrefix(old.as_pcwstr(), new.as_pcwstr())) })
    }

    /// Returns the files as they are now.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn files(&self) -> Result<Files> {
        // SAFETY: EnumFiles returns a reference to the enumerator, and a proxy lives where this
        // one does.
        unsafe {
            interface(|files| slot!(&self.0, EnumFiles(files))).map(|raw| Files::from_raw(raw))
        }
    }
}

/// The state and the progress of a job.
impl Job {
    /// Stops the transfer until [`resume`](Self::resume). A new job is suspended.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn suspend(&self) -> Result<()> {
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&self.0, Suspend()) })
    }

    /// Starts the job, or continues it, also after an error.
    ///
    /// # Errors
    ///
    /// BG_E_EMPTY or DO_E_JOB_EMPTY for a job without files.
    pub fn resume(&self) -> Result<()> {
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&self.0, Resume()) })
    }

    /// Deletes the job and the files that it has downloaded. The success may be
    /// BG_S_UNABLE_TO_DELETE_FILES.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is over.
    pub fn cancel(&self) -> Result<Success> {
        // SAFETY: there are no arguments.
        unsafe { slot!(&self.0, Cancel()) }
    }

    /// Ends the job and gives its files their names: all of them once it is
    /// [`Transferred`](JobState::Transferred), and before that the files that have arrived: the success is
    /// BG_S_PARTIAL_COMPLETE then. It may be BG_S_UNABLE_TO_DELETE_FILES.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is over.
    pub fn complete(&self) -> Result<Success> {
        // SAFETY: there are no arguments.
        unsafe { slot!(&self.0, Complete()) }
    }

    /// Returns the state of the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn state(&self) -> Result<JobState> {
        // SAFETY: GetState writes the value.
        value(|state| unsafe { slot!(&self.0, GetState(state)) }).map(JobState::from)
    }

    /// Returns the progress of the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn progress(&self) -> Result<JobProgress> {
        // SAFETY: GetProgress writes the structure.
        value(|progress| unsafe { slot!(&self.0, GetProgress(progress)) }).map(JobProgress::from)
    }

    /// Returns the times of the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn times(&self) -> Result<JobTimes> {
        // SAFETY: GetTimes writes the structure.
        value(|times| unsafe { slot!(&self.0, GetTimes(times)) }).map(JobTimes::from)
    }

    /// Returns the error that stopped the job, for good or for now.
    ///
    /// # Errors
    ///
    /// BG_E_ERROR_INFORMATION_UNAVAILABLE or DO_E_ERROR_INFORMATION_UNAVAILABLE for a job in no
    /// state of error.
    pub fn error(&self) -> Result<JobError> {
        // SAFETY: GetError returns a reference to the error, and a proxy lives where this one does.
        unsafe {
            interface(|error| slot!(&self.0, GetError(error))).map(|raw| JobError::from_raw(raw))
        }
    }

    /// Returns how often a transfer was interrupted so far. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn error_count(&self) -> Result<u32> {
        // SAFETY: GetErrorCount writes the value.
        value(|count| unsafe { slot!(&self.0, GetErrorCount(count)) })
    }
}

/// The identity of a job.
impl Job {
    /// Returns the identifier of the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn id(&self) -> Result<JobId> {
        // SAFETY: GetId writes the GUID.
        value(|id| unsafe { slot!(&self.0, GetId(id)) }).map(JobId::from)
    }

    /// Returns the kind of the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn kind(&self) -> Result<JobKind> {
        // SAFETY: GetType writes the value.
        value(|kind| unsafe { slot!(&self.0, GetType(kind)) }).map(JobKind::from)
    }

    /// Returns the SID of the job's owner, in text. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn owner(&self) -> Result<String> {
        // SAFETY: GetOwner returns a string that the caller frees.
        unsafe { string(|owner| slot!(&self.0, GetOwner(owner))) }
    }

    /// Makes the caller, an administrator, the owner. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is
    /// completed or cancelled, and the errors of the connection to the service.
    pub fn take_ownership(&self) -> Result<()> {
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&self.0, TakeOwnership()) })
    }
}

/// Returns a length in the 32 bits of the interfaces.
pub(super) fn length(length: usize) -> Result<u32> {
    u32::try_from(length).map_err(|_| Error::new(E_INVALIDARG, "the list is too long"))
}
