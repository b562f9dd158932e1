//! Downloads of Delivery Optimization, through the interfaces of today's SDK, safely.
//!
//! A [`Manager`] makes and finds downloads, a [`Download`] is the transfer of one file, and a
//! [`DownloadCallback`] gets its progress. Each of the first two is one interface pointer; `as_raw`
//! returns the interface, for methods that they don't cover. (The jobs of [`bits`](crate::bits) are
//! the older interfaces, which Delivery Optimization serves as well.)
//!
//! ```no_run
//! use comidl::download::{Download, DownloadCallback, DownloadState, DownloadStatus, Manager};
//! use comidl::{Result, download_callback};
//!
//! #[download_callback]
//! struct Finisher;
//!
//! impl DownloadCallback for Finisher {
//!     fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
//!         match status.state() {
//!             DownloadState::Transferred => download.finalize(),
//!             _ => Ok(()),
//!         }
//!     }
//! }
//!
//! # fn main() -> Result<()> {
//! let download = Manager::connect()?.create_download()?;
//! download.set_uri("http://example.test/a.bin")?;
//! download.set_local_path(r"C:\a.bin")?;
//! download.subscribe(Finisher)?;
//! download.start()?;
//! # Ok(())
//! # }
//! ```
//!
//! The source is the Delivery Optimization reference of the Win32 documentation
//! (`deliveryoptimization.h`).

/// Made from `idl/callbacks.webidl`.
#[rustfmt::skip]
// What a method of the program returns is for the service: the traits say what each is taken for.
#[allow(unused_qualifications, clippy::missing_errors_doc)]
mod callback;
mod manager;
mod property;
mod range;
mod status;
mod subscription;

pub use callback::{DownloadCallback, DownloadCallbackChain};
pub use manager::{Downloads, Manager};
pub use property::{CostPolicy, DownloadProperty};
pub use range::DownloadRange;
pub use status::{DownloadState, DownloadStatus};

use crate::Result;
use crate::object::Borrow;
use crate::service::call::{check, slot, value, wrapper};
use range::RangesInfo;
use std::ptr::null;

wrapper! {
    /// The transfer of one file: `IDODownload`.
    ///
    /// [`Clone`] is AddRef. Two of them are equal if they are the same object; a download may have
    /// several objects (compare [`id`](Download::id)).
    ///
    /// # Errors
    ///
    /// Each method can fail with an error of the connection to the service
    /// (RPC_S_SERVER_UNAVAILABLE, RPC_E_DISCONNECTED, …), and with DO_E_INVALID_STATE where the
    /// [state](DownloadState) of the download doesn't allow it.
    Download over IDODownload
}

// SAFETY: the wrapper is transparent over its interface.
unsafe impl Borrow for Download {}

/// The state and the progress of a download.
impl Download {
    /// Starts the download of the whole file, or continues a download that was paused.
    ///
    /// # Errors
    ///
    /// DO_E_DOWNLOAD_NO_URI for a download that has neither a [URI](Self::set_uri) nor a
    /// [content id](Self::set_content_id), DO_E_FILE_DOWNLOADSINK_UNSPECIFIED or
    /// DO_E_LOCALPATH_NOT_SET for one without a target, DO_E_DOWNLOAD_RANGES_EXPECTED for one
    /// that needs [ranges](Self::start_ranges).
    pub fn start(&self) -> Result<()> {
        // SAFETY: null stands for the whole file.
        check(unsafe { slot!(&self.0, Start(null())) })
    }

    /// Starts the download of parts of the file. Once they have arrived, it can be started again
    /// with others.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start); DO_E_DOWNLOAD_RANGES_UNEXPECTED for a download that can't have
    /// any, DO_E_INVALID_RANGE and DO_E_OVERLAPPING_RANGES, DO_E_INSUFFICIENT_RANGE_SUPPORT where
    /// the server doesn't support ranges. E_INVALIDARG for no ranges at all, which the service would
    /// read as the whole file.
    pub fn start_ranges(&self, ranges: &[DownloadRange]) -> Result<()> {
        let info = RangesInfo::new(ranges)?;
        // SAFETY: the structure and its ranges live until the call is over.
        check(unsafe { slot!(&self.0, Start(info.as_ptr())) })
    }

    /// Stops the transfer until [`start`](Self::start).
    ///
    /// # Errors
    ///
    /// DO_E_INVALID_STATE for a download that isn't under way, and the errors of the connection to the service.
    pub fn pause(&self) -> Result<()> {
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&self.0, Pause()) })
    }

    /// Ends the download and deletes the bytes that have arrived.
    ///
    /// # Errors
    ///
    /// DO_E_INVALID_STATE for a download that is over, and the errors of the connection to the service.
    pub fn abort(&self) -> Result<()> {
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&self.0, Abort()) })
    }

    /// Ends the download and keeps the bytes that have arrived. It can't be started again.
    ///
    /// # Errors
    ///
    /// DO_E_INVALID_STATE for a download that is over, and the errors of the connection to the service.
    pub fn finalize(&self) -> Result<()> {
        // SAFETY: there are no arguments.
        check(unsafe { slot!(&self.0, Finalize()) })
    }

    /// Returns the progress of the download, and the error that stopped it, if there is one.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn status(&self) -> Result<DownloadStatus> {
        // SAFETY: GetStatus writes the structure.
        value(|status| unsafe { slot!(&self.0, GetStatus(status)) }).map(DownloadStatus::from)
    }
}
