//! The state and the progress of a download.

use crate::bindings::*;
use crate::service::open_enum::open_enum;
use crate::{Error, HRESULT};
use std::fmt;

open_enum! {
    /// The state of a download.
    DownloadState of DODownloadState {
        /// It was made, and not started yet.
        Created = DODownloadState_Created,
        /// Bytes are arriving.
        Transferring = DODownloadState_Transferring,
        /// All requested bytes have arrived. It waits to be [finalized](super::Download::finalize),
        /// or to be started once more with [other ranges](super::Download::start_ranges).
        Transferred = DODownloadState_Transferred,
        /// It is over: the file is where it should be.
        Finalized = DODownloadState_Finalized,
        /// It is over: the bytes that had arrived are gone.
        Aborted = DODownloadState_Aborted,
        /// It is stopped, on demand or for an [error](DownloadStatus::error), and waits to be
        /// [started](super::Download::start) again.
        Paused = DODownloadState_Paused,
    }
}

impl DownloadState {
    /// Returns whether the download is finalized or aborted: nothing more happens to it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Finalized | Self::Aborted)
    }
}

/// The progress of a download, and the error that stopped it (`DO_DOWNLOAD_STATUS`).
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DownloadStatus(DO_DOWNLOAD_STATUS);

impl DownloadStatus {
    /// The bytes to download; `None` while the size isn't known (all bits set).
    pub const fn bytes_total(&self) -> Option<u64> {
        match self.0.BytesTotal {
            u64::MAX => None,
            bytes => Some(bytes),
        }
    }

    /// Bytes that have arrived.
    pub const fn bytes_transferred(&self) -> u64 {
        self.0.BytesTransferred
    }

    /// Returns the state of the download.
    pub fn state(&self) -> DownloadState {
        self.0.State.into()
    }

    /// Returns the error that stopped the download, if there is one.
    pub fn error(&self) -> Option<Error> {
        failure(self.0.Error)
    }

    /// Returns the cause of the [error](Self::error), if the service knows it: an error of the network,
    /// for example.
    pub fn extended_error(&self) -> Option<Error> {
        failure(self.0.ExtendedError)
    }
}

fn failure(code: HRESULT) -> Option<Error> {
    code.is_err().then(|| code.into())
}

impl From<DO_DOWNLOAD_STATUS> for DownloadStatus {
    fn from(raw: DO_DOWNLOAD_STATUS) -> Self {
        Self(raw)
    }
}

impl From<DownloadStatus> for DO_DOWNLOAD_STATUS {
    fn from(status: DownloadStatus) -> Self {
        status.0
    }
}

impl fmt::Debug for DownloadStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStatus")
            .field("bytes_total", &self.bytes_total())
            .field("bytes_transferred", &self.bytes_transferred())
            .field("state", &self.state())
            .field("error", &self.error())
            .field("extended_error", &self.extended_error())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_states_and_unknown_ones_come_back_as_they_were() {
        for raw in -1..=7 {
            assert_eq!(DownloadState::from(raw).raw(), raw);
        }
        assert_eq!(DownloadState::from(2), DownloadState::Transferred);
        assert!(
            matches!(DownloadState::from(6), DownloadState::Unknown(value) if value.raw() == 6)
        );
    }

    #[test]
    fn a_size_that_is_not_known_and_an_error_that_is_none_are_none() {
        let status = DownloadStatus::from(DO_DOWNLOAD_STATUS {
            BytesTotal: u64::MAX,
            BytesTransferred: 5,
            State: DODownloadState_Paused,
            Error: HRESULT(0x80D0_2002_u32 as i32),
            ExtendedError: HRESULT(0),
        });
        assert_eq!(
            format!("{status:?}"),
            "DownloadStatus { bytes_total: None, bytes_transferred: 5, state: Paused, error: \
             Some(Error { code: HRESULT(0x80D02002), name: Some(\"DO_E_DOWNLOAD_NO_PROGRESS\"), \
             message: None }), extended_error: None }"
        );
    }
}
