//! A service that serves the interfaces of BITS, for callbacks of jobs.

mod callback;
mod record;
mod server;
mod state;

use super::lock;
use crate::bits::{self, ErrorContext, File, FileRange, Job, Manager, Notify};
use crate::{HRESULT, Result};
use record::JobRecord;
use state::ServiceState;
use std::sync::Arc;
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// A service in the process with the jobs of [`comidl::bits`](crate::bits).
///
/// Its [manager](Service::manager) is a [`Manager`] like any other, with jobs, files, errors and
/// enumerators behind it, built on the same vtables. Nothing is transferred, though: the test says
/// what happens to a job, and the service calls the callback.
///
/// ```
/// use comidl::bits::{BitsCallback, Job, JobState};
/// use comidl::testing::Service;
/// use comidl::{Result, bits_callback};
/// use std::time::Duration;
///
/// #[bits_callback]
/// struct Finisher;
///
/// #[bits_callback]
/// impl BitsCallback for Finisher {
///     fn job_transferred(&self, job: &Job) -> Result<()> {
///         job.complete()?;
///         Ok(())
///     }
/// }
///
/// # fn main() -> Result<()> {
/// let service = Service::new();
/// let (job, _) = service.manager().create_job("update")?;
/// job.add_file("http://example.test/a.bin", "a.bin")?;
/// job.subscribe(Finisher)?;
/// job.resume()?;
///
/// service.finish(&job)?;
/// assert!(service.settle(Duration::from_secs(10)));
/// assert_eq!(job.state()?, JobState::Acknowledged);
/// # Ok(())
/// # }
/// ```
///
/// It keeps the rules that the services document:
///
/// - It queries a callback for `IBackgroundCopyCallback3` and falls back to `…2` and to
///   `IBackgroundCopyCallback`; an object with none of them is refused with E_NOINTERFACE.
/// - It calls on threads of its own: one call after the other for a job, at the same time for several
///   jobs. In a [storm](Service::storm) it calls for one job at the same time.
/// - It reports the events that the flags name, and no others. It repeats `JobError` until that
///   returns S_OK, the job leaves the state of error, or nobody is subscribed.
/// - After `Complete` and `Cancel`, changes fail with BG_E_INVALID_STATE.
/// - It holds a callback while it is registered, and no longer than until the job is completed or
///   cancelled. A callback may own jobs all the same: a service that goes away releases its callbacks.
/// - A [`Service`] that is [like Delivery Optimization](Service::like) has the codes of that service,
///   and refuses the methods that it refuses.
///
/// A dropped service behaves as one that was stopped: its jobs fail with RPC_E_DISCONNECTED, and its
/// callbacks are released.
pub struct Service {
    state: Arc<ServiceState>,
}

/// A call into a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The event, as one flag.
    pub event: Notify,
    /// The result of the callback.
    pub result: HRESULT,
    /// The thread on which it was called.
    pub thread: ThreadId,
}

impl Default for Service {
    fn default() -> Self {
        Self::new()
    }
}

/// The service and its manager.
impl Service {
    /// The delay before a service of [`new`](Self::new) repeats a call of `job_error`.
    pub const RETRY_DELAY: Duration = Duration::from_millis(10);

    /// Returns a service like BITS. It calls a callback that returns an error from
    /// [`job_error`](bits::BitsCallback::job_error) again after [`RETRY_DELAY`](Self::RETRY_DELAY).
    pub fn new() -> Self {
        Self::like(bits::Service::Bits, Self::RETRY_DELAY)
    }

    /// Returns a service with the codes and the limits of `service`, and with another delay.
    pub fn like(service: bits::Service, retry_delay: Duration) -> Self {
        Self {
            state: ServiceState::new(service, retry_delay),
        }
    }

    /// Returns the manager, as [`Manager::connect`] does for a service of Windows.
    pub fn manager(&self) -> Manager {
        let manager = server::manager(&self.state);
        // SAFETY: an object of this process, made to be called from any thread.
        unsafe { Manager::from_raw(manager) }
    }

    /// Puts content behind a URL. A file from this URL has the size of the content, and is written to
    /// the disk once its job is complete. Files from other URLs have an unknown size, and are never
    /// written.
    ///
    /// Files that a job has already don't get the content.
    pub fn publish(&self, url: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.state.content.publish(url.into(), content.into());
    }
}

/// The changes of a job.
///
/// Each method returns after the change. The callback is called meanwhile, on other threads
/// ([`settle`](Service::settle) waits for them).
///
/// # Errors
///
/// BG_E_NOT_FOUND for a job of another service; BG_E_INVALID_STATE for one whose state doesn't
/// allow the change: a job makes progress after it was resumed.
impl Service {
    /// Lets `bytes` arrive, file by file. A file that has all its bytes is reported, and so is the job
    /// with its last file. The bytes of a file of unknown size add up.
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service, BG_E_INVALID_STATE for one whose state doesn't allow the change.
    pub fn transfer(&self, job: &Job, bytes: u64) -> Result<()> {
        self.record(job)?.transfer(bytes)
    }

    /// Lets all missing bytes arrive: each file is reported, then the job.
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service, BG_E_INVALID_STATE for one whose state doesn't allow the change.
    pub fn finish(&self, job: &Job) -> Result<()> {
        self.record(job)?.finish()
    }

    /// Stops the job with an error: `job_error` is called until it returns `Ok`.
    ///
    /// The error names the first file that hasn't arrived, if the context is that of a file
    /// ([`LocalFile`](ErrorContext::LocalFile), [`RemoteFile`](ErrorContext::RemoteFile)).
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service, BG_E_INVALID_STATE for one whose state doesn't allow the change.
    pub fn fail(&self, job: &Job, context: ErrorContext, code: HRESULT) -> Result<()> {
        self.record(job)?.fail(context, code, false)
    }

    /// Interrupts the job with an error that passes by itself, and isn't reported to `job_error`.
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service, BG_E_INVALID_STATE for one whose state doesn't allow the change.
    pub fn interrupt(&self, job: &Job, context: ErrorContext, code: HRESULT) -> Result<()> {
        self.record(job)?.fail(context, code, true)
    }

    /// Lets ranges of a file arrive: `file_ranges_transferred`.
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service, BG_E_INVALID_STATE for one whose state doesn't allow the change.
    pub fn transfer_ranges(&self, job: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        let record = self.record(job)?;
        let file = record.file_named(&file.local_name()?.to_string_lossy())?;
        record.transfer_ranges(file, ranges)
    }

    /// Calls `job_modification` `calls` times from each of `threads` threads at once, and waits for all
    /// calls. Returns how many returned S_OK; none where nobody wants modifications.
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service.
    pub fn storm(&self, job: &Job, threads: usize, calls: usize) -> Result<usize> {
        Ok(self.record(job)?.storm(threads, calls))
    }
}

/// The deliveries.
impl Service {
    /// Waits until all events are reported, repeated calls of `job_error` included. Returns whether
    /// that was before the timeout.
    pub fn settle(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        // A callback of one job may have changed another one that had settled. So the loop waits until
        // all have settled at the same time.
        loop {
            let jobs = self.state.jobs();
            if !jobs.iter().all(|job| job.settle(deadline)) {
                return false;
            }
            if jobs.iter().all(|job| job.is_settled()) {
                return true;
            }
        }
    }

    /// Returns the calls about a job, in the order in which they returned, without those of a
    /// [storm](Self::storm).
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND for a job of another service.
    pub fn deliveries(&self, job: &Job) -> Result<Vec<Delivery>> {
        Ok(self.record(job)?.deliveries())
    }

    fn record(&self, job: &Job) -> Result<Arc<JobRecord>> {
        self.state.job(&job.id()?)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        for job in self.state.jobs() {
            job.end();
        }
    }
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service")
            .field("jobs", &self.state.jobs().len())
            .finish_non_exhaustive()
    }
}
