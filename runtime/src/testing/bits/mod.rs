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
/// what happens to a job, and the service tells whoever subscribed.
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
///         job.complete()
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
/// It holds to what the services document:
///
/// - It queries a callback for `IBackgroundCopyCallback3` and falls back to `…2` and to
///   `IBackgroundCopyCallback`; an object with none of them is refused with E_NOINTERFACE.
/// - Calls come on threads of its own, one after the other for a job, side by side for several; in
///   a [storm](Service::storm), side by side for one.
/// - Only the events that the flags name are reported; `JobError` again and again, until it
///   returns S_OK, the job leaves the state of error, or nobody is subscribed any more.
/// - After `Complete` and `Cancel`, changes fail with BG_E_INVALID_STATE.
/// - It holds a callback for as long as it is registered, until the job is completed or cancelled
///   at most, and releases all that it was handed. A callback may own jobs all the same: with the
///   service, what it holds goes too.
/// - A [`Service`] of [Delivery Optimization](Service::like) has that one's codes, and refuses
///   what it refuses.
///
/// Dropped, it is gone as one that was stopped: jobs fail with RPC_E_DISCONNECTED, and what it held
/// is released.
pub struct Service {
    state: Arc<ServiceState>,
}

/// A call into a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The event, one flag.
    pub event: Notify,
    /// What the callback returned.
    pub result: HRESULT,
    /// The thread on which it was called.
    pub thread: ThreadId,
}

impl Default for Service {
    fn default() -> Self {
        Self::new()
    }
}

/// What there is to connect to.
impl Service {
    /// How long [`new`](Self::new) lets a callback wait that asked to be called again.
    pub const RETRY_DELAY: Duration = Duration::from_millis(10);

    /// A service like BITS, in which a callback that returns an error from
    /// [`job_error`](bits::BitsCallback::job_error) is called again after [`RETRY_DELAY`](Self::RETRY_DELAY).
    pub fn new() -> Self {
        Self::like(bits::Service::Bits, Self::RETRY_DELAY)
    }

    /// A service with the codes and the limits of another, and another delay.
    pub fn like(service: bits::Service, retry_delay: Duration) -> Self {
        Self {
            state: ServiceState::new(service, retry_delay),
        }
    }

    /// The way in, as from [`Manager::connect`].
    pub fn manager(&self) -> Manager {
        let manager = server::manager(&self.state);
        // SAFETY: an object of this process, made to be called from any thread.
        unsafe { Manager::from_raw(manager) }
    }

    /// Puts content behind a URL. A file from there has its size, and once its job is complete it
    /// is written to the disk. Files from elsewhere are of unknown size, and never written.
    ///
    /// It counts for files that are added afterwards.
    pub fn publish(&self, url: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.state.content.publish(url.into(), content.into());
    }
}

/// What happens to a job.
///
/// Each returns once it has happened; who subscribed is told meanwhile, on other threads
/// ([`settle`](Service::settle) waits for them).
///
/// # Errors
///
/// BG_E_NOT_FOUND for a job of another service; BG_E_INVALID_STATE for one whose state doesn't
/// allow it: only a job that was resumed makes progress.
impl Service {
    /// Lets `bytes` arrive, file by file. A file that has all its bytes is reported, and so is the
    /// job with the last one; those of files whose size isn't known just add up.
    pub fn transfer(&self, job: &Job, bytes: u64) -> Result<()> {
        self.record(job)?.transfer(bytes)
    }

    /// Lets all that is missing arrive: each file is reported, then the job.
    pub fn finish(&self, job: &Job) -> Result<()> {
        self.record(job)?.finish()
    }

    /// Stops the job for an error: `job_error` is called until it returns `Ok`.
    ///
    /// The error is about the first file that isn't whole, where the context is a file's
    /// ([`LocalFile`](ErrorContext::LocalFile), [`RemoteFile`](ErrorContext::RemoteFile)).
    pub fn fail(&self, job: &Job, context: ErrorContext, code: HRESULT) -> Result<()> {
        self.record(job)?.fail(context, code, false)
    }

    /// Interrupts the job for an error that passes by itself: no `job_error`.
    pub fn interrupt(&self, job: &Job, context: ErrorContext, code: HRESULT) -> Result<()> {
        self.record(job)?.fail(context, code, true)
    }

    /// Lets ranges of a file arrive: `file_ranges_transferred`.
    pub fn transfer_ranges(&self, job: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        let record = self.record(job)?;
        let file = record.file_named(&file.local_name()?)?;
        record.transfer_ranges(file, ranges)
    }

    /// Calls `job_modification` `calls` times from each of `threads` threads at once. Returns, once
    /// all have returned, how many returned S_OK; none where nobody wants modifications.
    pub fn storm(&self, job: &Job, threads: usize, calls: usize) -> Result<usize> {
        Ok(self.record(job)?.storm(threads, calls))
    }
}

/// What came of it.
impl Service {
    /// Waits until everything is reported that there is to report; repeated calls of `job_error`
    /// too. Returns whether that was before the time was over.
    pub fn settle(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        // Settled one after the other isn't settled together: a callback of one job may have
        // changed another. So once more, until nothing is left to wait for.
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

    /// The calls that were made about a job, in the order in which they returned; those of a
    /// [storm](Self::storm) left out.
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
