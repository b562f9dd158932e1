//! A service that serves the downloads of Delivery Optimization, for their callbacks.

mod property;
mod record;
mod server;

use super::content::Content;
use super::lock;
use crate::download::{Download, DownloadStatus, Manager};
use crate::{Error, HRESULT, Result};
use record::DownloadRecord;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

const DO_E_JOB_NOT_FOUND: HRESULT = HRESULT(0x80D0_2003_u32 as i32);

/// A service in the process with the downloads of [`comidl::download`](crate::download).
///
/// Its [manager](Self::manager) is a [`Manager`] like any other. Nothing is downloaded, though: the
/// test says what arrives, and the service calls the callback, on threads of its own, one call after
/// the other for a download.
///
/// ```
/// use comidl::download::{Download, DownloadCallback, DownloadState, DownloadStatus};
/// use comidl::testing::DownloadService;
/// use comidl::{Result, download_callback};
/// use std::time::Duration;
///
/// #[download_callback]
/// struct Finisher;
///
/// impl DownloadCallback for Finisher {
///     fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
///         match status.state() {
///             DownloadState::Transferred => download.finalize(),
///             _ => Ok(()),
///         }
///     }
/// }
///
/// # fn main() -> Result<()> {
/// let service = DownloadService::new();
/// let download = service.manager().create_download()?;
/// download.set_uri("http://example.test/a.bin")?;
/// download.set_local_path("a.bin")?;
/// download.subscribe(Finisher)?;
/// download.start()?;
///
/// service.finish(&download)?;
/// assert!(service.settle(Duration::from_secs(10)));
/// assert_eq!(download.status()?.state(), DownloadState::Finalized);
/// # Ok(())
/// # }
/// ```
///
/// It differs from the service of Windows: it reports each change, whatever frequency of calls is set;
/// [`start`](Download::start) doesn't block; it has no streams, and no certificates.
///
/// A dropped service behaves as one that was stopped: its downloads fail with RPC_E_DISCONNECTED, and
/// its callbacks are released.
pub struct DownloadService {
    state: Arc<ServiceState>,
}

/// The state of a service, which its objects share.
#[derive(Default)]
struct ServiceState {
    downloads: Mutex<Vec<Arc<DownloadRecord>>>,
    content: Content,
}

/// A call into a callback of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadDelivery {
    /// The status that the callback got.
    pub status: DownloadStatus,
    /// The result of the callback.
    pub result: HRESULT,
    /// The thread on which it was called.
    pub thread: ThreadId,
}

impl ServiceState {
    /// Returns all downloads, those that have ended as well.
    fn downloads(&self) -> Vec<Arc<DownloadRecord>> {
        lock(&self.downloads).clone()
    }
}

impl Default for DownloadService {
    fn default() -> Self {
        Self::new()
    }
}

/// The service and its manager.
impl DownloadService {
    /// Returns a service without downloads.
    pub fn new() -> Self {
        Self {
            state: Arc::default(),
        }
    }

    /// Returns the manager, as [`Manager::connect`] does for the service of Windows.
    pub fn manager(&self) -> Manager {
        let manager = server::manager(&self.state);
        // SAFETY: an object of this process, made to be called from any thread.
        unsafe { Manager::from_raw(manager) }
    }

    /// Puts content behind a URI. A download from this URI has the size of the content, and once it is
    /// [finalized](Download::finalize) its parts are written to the disk, one after the other.
    /// Downloads from other URIs have an unknown size, and are never written.
    ///
    /// Downloads that have started already don't get the content.
    pub fn publish(&self, uri: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.state.content.publish(uri.into(), content.into());
    }
}

/// The changes of a download.
///
/// Each method returns after the change. The callback is called meanwhile, on another thread
/// ([`settle`](DownloadService::settle) waits for it).
///
/// # Errors
///
/// DO_E_JOB_NOT_FOUND for a download of another service; DO_E_INVALID_STATE for one that isn't
/// [`Transferring`](crate::download::DownloadState::Transferring).
impl DownloadService {
    /// Lets `bytes` arrive. With the last one the download is
    /// [`Transferred`](crate::download::DownloadState::Transferred). The bytes of a download of
    /// unknown size add up.
    ///
    /// # Errors
    ///
    /// DO_E_JOB_NOT_FOUND for a download of another service, DO_E_INVALID_STATE for one whose state doesn't allow the
    /// change.
    pub fn transfer(&self, download: &Download, bytes: u64) -> Result<()> {
        self.record(download)?.transfer(bytes)
    }

    /// Lets all missing bytes arrive.
    ///
    /// # Errors
    ///
    /// DO_E_JOB_NOT_FOUND for a download of another service, DO_E_INVALID_STATE for one whose state doesn't allow the
    /// change.
    pub fn finish(&self, download: &Download) -> Result<()> {
        self.record(download)?.finish()
    }

    /// Stops the download with an error and an extended error (S_OK for none): it is [`Paused`](crate::download::DownloadState::Paused) until it is started again.
    ///
    /// # Errors
    ///
    /// DO_E_JOB_NOT_FOUND for a download of another service, DO_E_INVALID_STATE for one whose state doesn't allow the
    /// change.
    pub fn fail(&self, download: &Download, error: HRESULT, extended: HRESULT) -> Result<()> {
        self.record(download)?.fail(error, extended)
    }

    /// Calls the callback `calls` times from each of `threads` threads at once, with the present
    /// status, and waits for all calls. Returns how many returned S_OK; none where nobody is
    /// subscribed. The download may be in any state.
    ///
    /// # Errors
    ///
    /// DO_E_JOB_NOT_FOUND for a download of another service.
    pub fn storm(&self, download: &Download, threads: usize, calls: usize) -> Result<usize> {
        Ok(self.record(download)?.storm(threads, calls))
    }
}

/// The deliveries.
impl DownloadService {
    /// Waits until all changes are reported. Returns whether that was before the timeout.
    pub fn settle(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        // A callback of one download may have changed another one that had settled. So the loop waits
        // until all have settled at the same time.
        loop {
            let downloads = self.state.downloads();
            if !downloads.iter().all(|download| download.settle(deadline)) {
                return false;
            }
            if downloads.iter().all(|download| download.is_settled()) {
                return true;
            }
        }
    }

    /// Returns the calls about a download, in the order in which they returned, without those of a
    /// [storm](Self::storm).
    ///
    /// # Errors
    ///
    /// DO_E_JOB_NOT_FOUND for a download of another service.
    pub fn deliveries(&self, download: &Download) -> Result<Vec<DownloadDelivery>> {
        Ok(self.record(download)?.deliveries())
    }

    fn record(&self, download: &Download) -> Result<Arc<DownloadRecord>> {
        let id = download.id()?;
        let downloads = self.state.downloads();
        let record = downloads.into_iter().find(|record| record.id == id);
        record.ok_or_else(|| Error::from(DO_E_JOB_NOT_FOUND))
    }
}

impl Drop for DownloadService {
    fn drop(&mut self) {
        for download in self.state.downloads() {
            download.end();
        }
    }
}

impl std::fmt::Debug for DownloadService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DownloadService")
            .field("downloads", &self.state.downloads().len())
            .finish_non_exhaustive()
    }
}
