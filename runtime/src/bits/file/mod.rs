//! One file of a job.

mod delivery;

pub use delivery::{DownloadMode, SwarmStats, SwarmStatus};

use super::{FileProgress, FileRange};
use crate::Result;
use crate::bindings::{
    BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS, BITS_FILE_PROPERTY_VALUE, IBackgroundCopyFile2,
    IBackgroundCopyFile3, IBackgroundCopyFile4, IBackgroundCopyFile5,
};
use crate::bits::path::path;
use crate::bits::returned::{string, take_array, take_string};
use crate::object::Borrow;
use crate::service::call::{check, slot, value, wrapper};
use crate::service::text::WideString;
use std::path::PathBuf;
use std::ptr::null_mut;
use windows_core::{BOOL, Interface, PWSTR};

wrapper! {
    /// One file of a job: `IBackgroundCopyFile` and its later versions.
    ///
    /// [`Clone`] is AddRef. Errors are as those of a [`Job`](super::Job).
    File over IBackgroundCopyFile
}

// SAFETY: the wrapper is transparent over its interface.
unsafe impl Borrow for File {}

/// The sources of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeerDownloadStats {
    /// Bytes from the server.
    pub from_origin: u64,
    /// Bytes from peers.
    pub from_peers: u64,
}

impl File {
    /// Returns the URL that the file comes from, or goes to.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn remote_name(&self) -> Result<String> {
        // SAFETY: GetRemoteName returns a string that the caller frees.
        unsafe { string(|name| slot!(&self.0, GetRemoteName(name))) }
    }

    /// Sets another URL, from which the transfer goes on. Version 2 of the interface.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, E_INVALIDARG for a NUL in the text, BG_E_INVALID_STATE or
    /// DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_remote_name(&self, url: &str) -> Result<()> {
        let url = WideString::new(url)?;
        let file: IBackgroundCopyFile2 = self.0.cast()?;
        // SAFETY: the string lives until the call is over.
        check(unsafe { slot!(&file, SetRemoteName(url.as_pcwstr())) })
    }

    /// Returns the path of the file on this computer. A download has it once the job is complete.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn local_name(&self) -> Result<PathBuf> {
        // SAFETY: GetLocalName returns a string that the caller frees.
        unsafe { path(|name| slot!(&self.0, GetLocalName(name))) }
    }

    /// Returns the progress of the file.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn progress(&self) -> Result<FileProgress> {
        // SAFETY: GetProgress writes the structure.
        value(|progress| unsafe { slot!(&self.0, GetProgress(progress)) }).map(FileProgress::from)
    }

    /// Returns the ranges to download; none for the whole file. Version 2 of the interface.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn ranges(&self) -> Result<Vec<FileRange>> {
        let file: IBackgroundCopyFile2 = self.0.cast()?;
        let (mut count, mut ranges) = (0, null_mut());
        // SAFETY: GetFileRanges writes null, or an array that the caller frees, and its length.
        let ranges = unsafe {
            check(slot!(&file, GetFileRanges(&mut count, &mut ranges)))?;
            take_array(ranges, count as usize)
        };
        Ok(ranges.into_iter().map(FileRange::from).collect())
    }
}

/// BITS alone, of version 3.0 and later.
impl File {
    /// Returns the path of the bytes until the job is complete.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn temporary_name(&self) -> Result<PathBuf> {
        let file: IBackgroundCopyFile3 = self.0.cast()?;
        // SAFETY: GetTemporaryName returns a string that the caller frees.
        unsafe { path(|name| slot!(&file, GetTemporaryName(name))) }
    }

    /// Returns whether the program said that the content is right.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn is_valid(&self) -> Result<bool> {
        let file: IBackgroundCopyFile3 = self.0.cast()?;
        // SAFETY: GetValidationState writes the value.
        value(|valid| unsafe { slot!(&file, GetValidationState(valid)) }).map(BOOL::as_bool)
    }

    /// Tells the service whether the content is right. Wrong content from a peer is downloaded again;
    /// with wrong content from the server the job fails with BG_E_VALIDATION_FAILED.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is
    /// completed or cancelled, and the errors of the connection to the service.
    pub fn set_valid(&self, valid: bool) -> Result<()> {
        let file: IBackgroundCopyFile3 = self.0.cast()?;
        // SAFETY: a value is all it takes.
        check(unsafe { slot!(&file, SetValidationState(BOOL::from(valid))) })
    }

    /// Returns whether any bytes came from a peer.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn is_downloaded_from_peer(&self) -> Result<bool> {
        let file: IBackgroundCopyFile3 = self.0.cast()?;
        // SAFETY: IsDownloadedFromPeer writes the value.
        value(|from_peer| unsafe { slot!(&file, IsDownloadedFromPeer(from_peer)) })
            .map(BOOL::as_bool)
    }

    /// Returns the sources of the bytes. Version 4 of the interface.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn peer_download_stats(&self) -> Result<PeerDownloadStats> {
        let file: IBackgroundCopyFile4 = self.0.cast()?;
        let mut stats = PeerDownloadStats {
            from_origin: 0,
            from_peers: 0,
        };
        // SAFETY: GetPeerDownloadStats writes both values.
        check(unsafe {
            slot!(
                &file,
                GetPeerDownloadStats(&mut stats.from_origin, &mut stats.from_peers)
            )
        })?;
        Ok(stats)
    }
}

/// Windows 8 and later.
impl File {
    /// Returns the headers of the server's last answer, each on a line
    /// (`BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS`, the one property there is).
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, and the errors of the connection to the service.
    pub fn http_response_headers(&self) -> Result<String> {
        let file: IBackgroundCopyFile5 = self.0.cast()?;
        let mut value = BITS_FILE_PROPERTY_VALUE {
            String: PWSTR::null(),
        };
        let id = BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS;
        // SAFETY: GetProperty writes null or a string that the caller frees: the union has no
        // other member.
        unsafe {
            check(slot!(&file, GetProperty(id, &mut value)))?;
            Ok(take_string(value.String).unwrap_or_default())
        }
    }

    /// Sets the text of [`http_response_headers`](Self::http_response_headers). The services
    /// refuse this, since they write the property themselves.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, E_INVALIDARG for a NUL in the text, BG_E_INVALID_STATE or
    /// DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the connection to the service.
    pub fn set_http_response_headers(&self, headers: &str) -> Result<()> {
        let file: IBackgroundCopyFile5 = self.0.cast()?;
        let mut headers = WideString::new(headers)?;
        let value = BITS_FILE_PROPERTY_VALUE {
            String: PWSTR(headers.as_mut_ptr()),
        };
        let id = BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS;
        // SAFETY: the string lives until the call is over.
        check(unsafe { slot!(&file, SetProperty(id, value)) })
    }
}
