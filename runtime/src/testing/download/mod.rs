//! The other half of Delivery Optimization, for callbacks of downloads.

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
/// test says what arrives, and the service tells whoever subscribed, on threads of its own, one
/// call after the other for a download.
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
/// What it doesn't do: it reports each change, whatever frequency of calls is set;
/// [`start`](Download::start) doesn't block; there are no streams, and no certificates.
///
/// Dropped, it is gone as one that was stopped: downloads fail with RPC_E_DISCONNECTED, and what it
/// held is released.
pub struct DownloadService {
    state: Arc<ServiceState>,
}

/// What the objects of a service share.
#[derive(Default)]
struct ServiceState {
    downloads: Mutex<Vec<Arc<DownloadRecord>>>,
    content: Content,
}

/// A call into a callback of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DownloadDelivery {
    /// What the callback was told.
    pub status: DownloadStatus,
    /// What it returned.
    pub result: HRESULT,
    /// The thread on which it was called.
    pub thread: ThreadId,
}

impl ServiceState {
    /// All downloads there ever were.
    fn downloads(&self) -> Vec<Arc<DownloadRecord>> {
        lock(&self.downloads).clone()
    }
}

impl Default for DownloadService {
    fn default() -> Self {
        Self::new()
    }
}

/// What there is to connect to.
impl DownloadService {
    /// A service without downloads.
    pub fn new() -> Self {
        Self {
            state: Arc::default(),
        }
    }

    /// The way in, as from [`Manager::connect`].
    pub fn manager(&self) -> Manager {
        let manager = server::manager(&self.state);
        // SAFETY: an object of this process, made to be called from any thread.
        unsafe { Manager::from_raw(manager) }
    }

    /// Puts content behind a URI. A download from there has its size, and once it is
    /// [finalized](Download::finalize) its parts are written to the disk, one after the other.
    /// Downloads from elsewhere are of unknown size, and never written.
    ///
    /// It counts for downloads that are started afterwards.
    pub fn publish(&self, uri: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.state.content.publish(uri.into(), content.into());
    }
}

/// What happens to a download.
///
/// Each returns once it has happened; who subscribed is told meanwhile, on another thread
/// ([`settle`](DownloadService::settle) waits for it).
///
/// # Errors
///
/// DO_E_JOB_NOT_FOUND for a download of another service; DO_E_INVALID_STATE for one that isn't
/// [`Transferring`](crate::download::DownloadState::Transferring).
impl DownloadService {
    /// Lets `bytes` arrive. With the last one the download is
    /// [`Transferred`](crate::download::DownloadState::Transferred); those of a download whose size
    /// isn't known just add up.
    pub fn transfer(&self, download: &Download, bytes: u64) -> Result<()> {
        self.record(download)?.transfer(bytes)
    }

    /// Lets all that is missing arrive.
    pub fn finish(&self, download: &Download) -> Result<()> {
        self.record(download)?.finish()
    }

    /// Stops the download for an error, and for what lies behind it (S_OK where nothing does): it
    /// is [`Paused`](crate::download::DownloadState::Paused) until it is started again.
    pub fn fail(&self, download: &Download, error: HRESULT, extended: HRESULT) -> Result<()> {
        self.record(download)?.fail(error, extended)
    }

    /// Calls the callback `calls` times from each of `threads` threads at once, with the status as
    /// it is. Returns, once all have returned, how many returned S_OK; none where nobody is
    /// subscribed. The download may be in any state.
    pub fn storm(&self, download: &Download, threads: usize, calls: usize) -> Result<usize> {
        Ok(self.record(download)?.storm(threads, calls))
    }
}

/// What came of it.
impl DownloadService {
    /// Waits until everything is reported that there is to report. Returns whether that was before
    /// the time was over.
    pub fn settle(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        // Once more, until nothing is left to wait for: a callback of one download may have changed
        // another.
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

    /// The calls that were made about a download, in the order in which they returned; those of a
    /// [storm](Self::storm) left out.
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
