//! The settings of a job.

use super::super::{Job, JobPriority};
use crate::Result;
use crate::bindings::{IBackgroundCopyJob3, IBackgroundCopyJob4};
use crate::bits::returned::string;
use crate::service::call::{check, slot, value};
use crate::service::seconds::{from_seconds, to_seconds};
use crate::service::text::WideString;
use bitflags::bitflags;
use std::time::Duration;
use windows_core::Interface;

bitflags! {
    /// Parts of a file's security (`BG_COPY_FILE_…`).
    ///
    /// Bits that have no name here are kept as they are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct FileSecurity: u32 {
        /// The owner.
        const OWNER = 1;
        /// The group.
        const GROUP = 2;
        /// Who may use the file.
        const DACL = 4;
        /// Whose use is written down.
        const SACL = 8;
        const _ = !0;
    }
}

bitflags! {
    /// Ways between peers (`BG_JOB_ENABLE_PEERCACHING_…`).
    ///
    /// Bits that have no name here are kept as they are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct PeerCaching: u32 {
        /// Files may come from peers.
        const CLIENT = 1;
        /// Files may go to peers.
        const SERVER = 2;
        const _ = !0;
    }
}

/// The texts for people.
impl Job {
    /// Returns the display name.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn display_name(&self) -> Result<String> {
        // SAFETY: GetDisplayName returns a string that the caller frees.
        unsafe { string(|name| slot!(&self.0, GetDisplayName(name))) }
    }

    /// Sets the display name, of at most 256 units of UTF-16. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_INVALIDARG for a NUL in the text, BG_E_INVALID_STATE or
    /// DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_display_name(&self, name: &str) -> Result<()> {
        let name = WideString::new(name)?;
        // SAFETY: the string lives until the call is over.
        check(unsafe { slot!(&self.0, SetDisplayName(name.as_pcwstr())) })
    }

    /// Returns the text that [`set_description`](Self::set_description) has set. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn description(&self) -> Result<String> {
        // SAFETY: GetDescription returns a string that the caller frees.
        unsafe { string(|text| slot!(&self.0, GetDescription(text))) }
    }

    /// Sets a description, of at most 1024 units of UTF-16. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_INVALIDARG for a NUL in the text, BG_E_INVALID_STATE or
    /// DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_description(&self, text: &str) -> Result<()> {
        let text = WideString::new(text)?;
        // SAFETY: the string lives until the call is over.
        check(unsafe { slot!(&self.0, SetDescription(text.as_pcwstr())) })
    }
}

/// The priority and the timeouts.
impl Job {
    /// Returns the priority of the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn priority(&self) -> Result<JobPriority> {
        // SAFETY: GetPriority writes the value.
        value(|priority| unsafe { slot!(&self.0, GetPriority(priority)) }).map(JobPriority::from)
    }

    /// Sets the priority. A new job is [`Normal`](JobPriority::Normal). Delivery Optimization
    /// distinguishes [`Foreground`](JobPriority::Foreground) and the others, and no more.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_priority(&self, priority: JobPriority) -> Result<()> {
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&self.0, SetPriority(priority.raw())) })
    }

    /// Returns how long the service waits after a passing error before it tries again. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn minimum_retry_delay(&self) -> Result<Duration> {
        // SAFETY: GetMinimumRetryDelay writes the value.
        value(|delay| unsafe { slot!(&self.0, GetMinimumRetryDelay(delay)) }).map(from_seconds)
    }

    /// Sets how long the service waits after a passing error, in whole seconds: 600 by default, and never
    /// less than 5. BITS alone.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is
    /// completed or cancelled, and the errors of the connection to the service.
    pub fn set_minimum_retry_delay(&self, delay: Duration) -> Result<()> {
        let delay = to_seconds(delay)?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&self.0, SetMinimumRetryDelay(delay)) })
    }

    /// Returns how long nothing may arrive before a passing error becomes one that stops the job.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn no_progress_timeout(&self) -> Result<Duration> {
        // SAFETY: GetNoProgressTimeout writes the value.
        value(|timeout| unsafe { slot!(&self.0, GetNoProgressTimeout(timeout)) }).map(from_seconds)
    }

    /// Sets how long nothing may arrive before a passing error stops the job, in whole seconds: 14 days
    /// by default.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_no_progress_timeout(&self, timeout: Duration) -> Result<()> {
        let timeout = to_seconds(timeout)?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&self.0, SetNoProgressTimeout(timeout)) })
    }

    /// Returns how long the transfer may take in all. BITS alone, of version 3.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service, and the
    /// errors of the connection to the service.
    pub fn maximum_download_time(&self) -> Result<Duration> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetMaximumDownloadTime writes the value.
        value(|time| unsafe { slot!(&job, GetMaximumDownloadTime(time)) }).map(from_seconds)
    }

    /// Sets how long the transfer may take in all, in whole seconds: 90 days by default. BITS
    /// alone, of version 3.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is
    /// completed or cancelled, and the errors of the connection to the service.
    pub fn set_maximum_download_time(&self, time: Duration) -> Result<()> {
        let time = to_seconds(time)?;
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&job, SetMaximumDownloadTime(time)) })
    }
}

/// Security and peers.
impl Job {
    /// Returns the parts of the remote files' security that the local files get. BITS alone, of version 2.0 and
    /// later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service, and the
    /// errors of the connection to the service.
    pub fn file_security(&self) -> Result<FileSecurity> {
        let job: IBackgroundCopyJob3 = self.0.cast()?;
        // SAFETY: GetFileACLFlags writes the value.
        value(|flags| unsafe { slot!(&job, GetFileACLFlags(flags)) })
            .map(FileSecurity::from_bits_retain)
    }

    /// Sets the parts of the remote files' security that the local files get, for downloads over SMB. BITS alone,
    /// of version 2.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service,
    /// BG_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_file_security(&self, parts: FileSecurity) -> Result<()> {
        let job: IBackgroundCopyJob3 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&job, SetFileACLFlags(parts.bits())) })
    }

    /// Returns whether the job's files may come from peers and go to them. BITS alone, of version 3.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service, and the
    /// errors of the connection to the service.
    pub fn peer_caching(&self) -> Result<PeerCaching> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetPeerCachingFlags writes the value.
        value(|flags| unsafe { slot!(&job, GetPeerCachingFlags(flags)) })
            .map(PeerCaching::from_bits_retain)
    }

    /// Sets whether the job's files may come from peers and go to them. BITS alone, of version 3.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service,
    /// BG_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_peer_caching(&self, peers: PeerCaching) -> Result<()> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&job, SetPeerCachingFlags(peers.bits())) })
    }

    /// Returns the integrity level of the token that created the job: a `SECURITY_MANDATORY_…_RID`.
    /// BITS alone, of version 3.0 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service, and the
    /// errors of the connection to the service.
    pub fn owner_integrity_level(&self) -> Result<u32> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetOwnerIntegrityLevel writes the value.
        value(|level| unsafe { slot!(&job, GetOwnerIntegrityLevel(level)) })
    }

    /// Returns whether the token that created the job was elevated. BITS alone, of version 3.0 and
    /// later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, E_NOINTERFACE for an earlier version of the service, and the
    /// errors of the connection to the service.
    pub fn owner_is_elevated(&self) -> Result<bool> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetOwnerElevationState writes the value.
        value(|elevated| unsafe { slot!(&job, GetOwnerElevationState(elevated)) })
            .map(windows_core::BOOL::as_bool)
    }
}
