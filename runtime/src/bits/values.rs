//! The enumerations and structures of jobs and files, as types of Rust.

use crate::bindings::*;
use crate::bits::time::to_system_time;
use crate::service::open_enum::open_enum;
use std::time::SystemTime;

open_enum! {
    /// The kind of a job.
    JobKind of BG_JOB_TYPE {
        /// It downloads its files. Delivery Optimization knows no other kind.
        Download = BG_JOB_TYPE_DOWNLOAD,
        /// It uploads its file.
        Upload = BG_JOB_TYPE_UPLOAD,
        /// It uploads its file, and downloads the answer of the program on the server.
        UploadReply = BG_JOB_TYPE_UPLOAD_REPLY,
    }
}

open_enum! {
    /// The priority of a job among other transfers.
    JobPriority of BG_JOB_PRIORITY {
        /// At once, and competing with the user's own transfers.
        Foreground = BG_JOB_PRIORITY_FOREGROUND,
        /// In the background, before those of normal priority.
        High = BG_JOB_PRIORITY_HIGH,
        /// In the background. A new job has this priority.
        Normal = BG_JOB_PRIORITY_NORMAL,
        /// In the background, after those of normal priority.
        Low = BG_JOB_PRIORITY_LOW,
    }
}

open_enum! {
    /// The state of a job.
    JobState of BG_JOB_STATE {
        /// It waits for its turn.
        Queued = BG_JOB_STATE_QUEUED,
        /// The service is connecting to the server.
        Connecting = BG_JOB_STATE_CONNECTING,
        /// Bytes are arriving.
        Transferring = BG_JOB_STATE_TRANSFERRING,
        /// It waits for [`Job::resume`](super::Job::resume), as a new job does.
        Suspended = BG_JOB_STATE_SUSPENDED,
        /// It stopped, and waits for `resume`, `complete` or `cancel`.
        Error = BG_JOB_STATE_ERROR,
        /// An error happened that passes by itself; the service will try again.
        TransientError = BG_JOB_STATE_TRANSIENT_ERROR,
        /// Everything has arrived, and waits for [`Job::complete`](super::Job::complete).
        Transferred = BG_JOB_STATE_TRANSFERRED,
        /// It was completed: its files are where they should be.
        Acknowledged = BG_JOB_STATE_ACKNOWLEDGED,
        /// It was cancelled: its files are gone.
        Cancelled = BG_JOB_STATE_CANCELLED,
    }
}

impl JobState {
    /// Returns whether the job is acknowledged or cancelled: nothing more happens to it, and hardly
    /// any operation is allowed.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Acknowledged | Self::Cancelled)
    }
}

open_enum! {
    /// The activity that failed, of an error.
    ErrorContext of BG_ERROR_CONTEXT {
        /// There is no error.
        None = BG_ERROR_CONTEXT_NONE,
        /// The activity isn't known.
        NotKnown = BG_ERROR_CONTEXT_UNKNOWN,
        /// The service was working on its queue.
        QueueManager = BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
        /// The service was notifying a program.
        Notification = BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION,
        /// The local file was being worked on.
        LocalFile = BG_ERROR_CONTEXT_LOCAL_FILE,
        /// The remote file was being worked on.
        RemoteFile = BG_ERROR_CONTEXT_REMOTE_FILE,
        /// The transport was at work.
        Transport = BG_ERROR_CONTEXT_GENERAL_TRANSPORT,
        /// The program on the server was working on an upload.
        RemoteApplication = BG_ERROR_CONTEXT_REMOTE_APPLICATION,
        /// The callback that checks the server's certificate was called.
        ServerCertificateCallback = BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK,
    }
}

/// Returns a size; `None` for `BG_SIZE_UNKNOWN`.
pub(crate) fn known_size(bytes: u64) -> Option<u64> {
    (bytes != BG_SIZE_UNKNOWN).then_some(bytes)
}

/// The progress of a job (`BG_JOB_PROGRESS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobProgress {
    /// The size of all files together; `None` until the server has told the size of each.
    pub bytes_total: Option<u64>,
    /// Bytes that have arrived, or were sent.
    pub bytes_transferred: u64,
    /// Files in the job.
    pub files_total: u32,
    /// Files that have arrived.
    pub files_transferred: u32,
}

impl From<BG_JOB_PROGRESS> for JobProgress {
    fn from(raw: BG_JOB_PROGRESS) -> Self {
        Self {
            bytes_total: known_size(raw.BytesTotal),
            bytes_transferred: raw.BytesTransferred,
            files_total: raw.FilesTotal,
            files_transferred: raw.FilesTransferred,
        }
    }
}

/// The progress of a file (`BG_FILE_PROGRESS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileProgress {
    /// The size of the file; `None` until the server has told it.
    pub bytes_total: Option<u64>,
    /// Bytes that have arrived, or were sent.
    pub bytes_transferred: u64,
    /// For a download, whether the file has its name. For an upload, whether the server has all of
    /// the file.
    pub completed: bool,
}

impl From<BG_FILE_PROGRESS> for FileProgress {
    fn from(raw: BG_FILE_PROGRESS) -> Self {
        Self {
            bytes_total: known_size(raw.BytesTotal),
            bytes_transferred: raw.BytesTransferred,
            completed: raw.Completed.as_bool(),
        }
    }
}

/// The times of a job (`BG_JOB_TIMES`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobTimes {
    /// When it was created.
    pub created: Option<SystemTime>,
    /// When a property, the state or the progress last changed.
    pub modified: Option<SystemTime>,
    /// When all files had arrived the last time, if ever.
    pub transferred: Option<SystemTime>,
}

impl From<BG_JOB_TIMES> for JobTimes {
    fn from(raw: BG_JOB_TIMES) -> Self {
        Self {
            created: to_system_time(raw.CreationTime),
            modified: to_system_time(raw.ModificationTime),
            transferred: to_system_time(raw.TransferCompletionTime),
        }
    }
}

/// A part of a file, in bytes (`BG_FILE_RANGE`).
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct FileRange(BG_FILE_RANGE);

impl FileRange {
    /// Returns the range of `length` bytes from `offset` on.
    pub const fn new(offset: u64, length: u64) -> Self {
        Self(BG_FILE_RANGE {
            InitialOffset: offset,
            Length: length,
        })
    }

    /// Returns the range of all bytes from `offset` on.
    pub const fn to_end(offset: u64) -> Self {
        Self::new(offset, BG_LENGTH_TO_EOF)
    }

    /// Returns the offset of the first byte.
    pub const fn offset(&self) -> u64 {
        self.0.InitialOffset
    }

    /// Returns the number of bytes; `None` for a range to the end of the file (`BG_LENGTH_TO_EOF`).
    pub const fn length(&self) -> Option<u64> {
        if self.0.Length == BG_LENGTH_TO_EOF {
            None
        } else {
            Some(self.0.Length)
        }
    }
}

impl std::fmt::Debug for FileRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileRange")
            .field("offset", &self.offset())
            .field("length", &self.length())
            .finish()
    }
}

impl From<BG_FILE_RANGE> for FileRange {
    fn from(raw: BG_FILE_RANGE) -> Self {
        Self(raw)
    }
}

impl From<FileRange> for BG_FILE_RANGE {
    fn from(range: FileRange) -> Self {
        range.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_and_unknown_ones_come_back_as_they_were() {
        for raw in -2..=12 {
            assert_eq!(JobState::from(raw).raw(), raw);
            assert_eq!(ErrorContext::from(raw).raw(), raw);
        }
        assert_eq!(JobState::from(4), JobState::Error);
        assert!(matches!(JobState::from(9), JobState::Unknown(value) if value.raw() == 9));
    }

    #[test]
    fn a_size_that_is_not_known_is_none() {
        let progress = JobProgress::from(BG_JOB_PROGRESS {
            BytesTotal: BG_SIZE_UNKNOWN,
            BytesTransferred: 5,
            FilesTotal: 2,
            FilesTransferred: 1,
        });
        assert_eq!(
            (progress.bytes_total, progress.bytes_transferred),
            (None, 5)
        );
    }

    #[test]
    fn a_range_to_the_end_has_no_length() {
        assert_eq!(FileRange::to_end(7).length(), None);
        assert_eq!(FileRange::new(7, 3).length(), Some(3));
    }
}
