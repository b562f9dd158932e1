//! The settings of a job.

use super::super::{Job, JobPriority};
use crate::Result;
use crate::bindings::{IBackgroundCopyJob3, IBackgroundCopyJob4};
use crate::bits::returned::string;
use crate::service::call::{check, slot, value};
use crate::service::seconds::{from_seconds, to_seconds};
use crate::service::text::WideString;
use std::time::Duration;
use windows_core::Interface;

/// What people see of it.
impl Job {
    /// The name that the job was created with, or was given later.
    pub fn display_name(&self) -> Result<String> {
        // SAFETY: GetDisplayName returns a string that the caller frees.
        unsafe { string(|name| slot!(&self.0, GetDisplayName(name))) }
    }

    /// At most 256 units of UTF-16. BITS alone.
    pub fn set_display_name(&self, name: &str) -> Result<()> {
        let name = WideString::new(name)?;
        // SAFETY: the string lives until the call is over.
        check(unsafe { slot!(&self.0, SetDisplayName(name.as_pcwstr())) })
    }

    /// What [`set_description`](Self::set_description) set. BITS alone.
    pub fn description(&self) -> Result<String> {
        // SAFETY: GetDescription returns a string that the caller frees.
        unsafe { string(|text| slot!(&self.0, GetDescription(text))) }
    }

    /// At most 1024 units of UTF-16. BITS alone.
    pub fn set_description(&self, text: &str) -> Result<()> {
        let text = WideString::new(text)?;
        // SAFETY: the string lives until the call is over.
        check(unsafe { slot!(&self.0, SetDescription(text.as_pcwstr())) })
    }
}

/// How it runs.
impl Job {
    /// How the job competes with other transfers.
    pub fn priority(&self) -> Result<JobPriority> {
        // SAFETY: GetPriority writes the value.
        value(|priority| unsafe { slot!(&self.0, GetPriority(priority)) }).map(JobPriority::from)
    }

    /// A new job is [`Normal`](JobPriority::Normal). Delivery Optimization tells
    /// [`Foreground`](JobPriority::Foreground) from all others, and no more.
    pub fn set_priority(&self, priority: JobPriority) -> Result<()> {
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&self.0, SetPriority(priority.raw())) })
    }

    /// How long the service waits after a passing error before it tries again. BITS alone.
    pub fn minimum_retry_delay(&self) -> Result<Duration> {
        // SAFETY: GetMinimumRetryDelay writes the value.
        value(|delay| unsafe { slot!(&self.0, GetMinimumRetryDelay(delay)) }).map(from_seconds)
    }

    /// In whole seconds; 600 by default, and never less than 5. BITS alone.
    pub fn set_minimum_retry_delay(&self, delay: Duration) -> Result<()> {
        let delay = to_seconds(delay)?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&self.0, SetMinimumRetryDelay(delay)) })
    }

    /// For how long nothing may arrive before a passing error becomes one that stops the job.
    pub fn no_progress_timeout(&self) -> Result<Duration> {
        // SAFETY: GetNoProgressTimeout writes the value.
        value(|timeout| unsafe { slot!(&self.0, GetNoProgressTimeout(timeout)) }).map(from_seconds)
    }

    /// In whole seconds; 14 days by default.
    pub fn set_no_progress_timeout(&self, timeout: Duration) -> Result<()> {
        let timeout = to_seconds(timeout)?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&self.0, SetNoProgressTimeout(timeout)) })
    }

    /// How long the transfer may take in all. BITS alone, of version 3.0 and later.
    pub fn maximum_download_time(&self) -> Result<Duration> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetMaximumDownloadTime writes the value.
        value(|time| unsafe { slot!(&job, GetMaximumDownloadTime(time)) }).map(from_seconds)
    }

    /// In whole seconds; 90 days by default. BITS alone, of version 3.0 and later.
    pub fn set_maximum_download_time(&self, time: Duration) -> Result<()> {
        let time = to_seconds(time)?;
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&job, SetMaximumDownloadTime(time)) })
    }
}

/// What its files inherit, and whom they come from and go to.
impl Job {
    /// What the local files take over of the remote ones' security: `BG_COPY_FILE_…` flags. BITS
    /// alone, of version 2.0 and later.
    pub fn file_acl_flags(&self) -> Result<u32> {
        let job: IBackgroundCopyJob3 = self.0.cast()?;
        // SAFETY: GetFileACLFlags writes the value.
        value(|flags| unsafe { slot!(&job, GetFileACLFlags(flags)) })
    }

    /// `BG_COPY_FILE_…` flags; for downloads over SMB. BITS alone, of version 2.0 and later.
    pub fn set_file_acl_flags(&self, flags: u32) -> Result<()> {
        let job: IBackgroundCopyJob3 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&job, SetFileACLFlags(flags)) })
    }

    /// Whether the job's files may come from peers and go to them: `BG_JOB_ENABLE_PEERCACHING_…`
    /// flags. BITS alone, of version 3.0 and later.
    pub fn peer_caching_flags(&self) -> Result<u32> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetPeerCachingFlags writes the value.
        value(|flags| unsafe { slot!(&job, GetPeerCachingFlags(flags)) })
    }

    /// `BG_JOB_ENABLE_PEERCACHING_…` flags. BITS alone, of version 3.0 and later.
    pub fn set_peer_caching_flags(&self, flags: u32) -> Result<()> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&job, SetPeerCachingFlags(flags)) })
    }

    /// The integrity level of the token that created the job: a `SECURITY_MANDATORY_…_RID`. BITS
    /// alone, of version 3.0 and later.
    pub fn owner_integrity_level(&self) -> Result<u32> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetOwnerIntegrityLevel writes the value.
        value(|level| unsafe { slot!(&job, GetOwnerIntegrityLevel(level)) })
    }

    /// Whether the token that created the job was elevated. BITS alone, of version 3.0 and later.
    pub fn owner_is_elevated(&self) -> Result<bool> {
        let job: IBackgroundCopyJob4 = self.0.cast()?;
        // SAFETY: GetOwnerElevationState writes the value.
        value(|elevated| unsafe { slot!(&job, GetOwnerElevationState(elevated)) })
            .map(windows_core::BOOL::as_bool)
    }
}
