//! What a job is at, in one call, and waiting for it.

use super::super::{ErrorContext, Job, JobProgress, JobState, JobTimes};
use crate::{Error, Result};
use std::time::{Duration, Instant};

/// The state, the progress and the times of a job, and the error that stopped it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct JobStatus {
    /// The state.
    pub state: JobState,
    /// The progress.
    pub progress: JobProgress,
    /// The times.
    pub times: JobTimes,
    /// The activity that failed, and the error, of a job that an error stopped for good or for now.
    pub error: Option<(ErrorContext, Error)>,
}

/// The status of a job.
impl Job {
    /// Returns state, progress, times and error. The service answers one question after the other: of a job that
    /// changes meanwhile, the answers may be from before and after.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service, as for a [`Job`](Job#errors).
    pub fn status(&self) -> Result<JobStatus> {
        let state = self.state()?;
        let is_stopped = matches!(state, JobState::Error | JobState::TransientError);
        Ok(JobStatus {
            state,
            progress: self.progress()?,
            times: self.times()?,
            error: if is_stopped { self.error_now()? } else { None },
        })
    }

    /// Returns the error, unless the job has left the state of error.
    fn error_now(&self) -> Result<Option<(ErrorContext, Error)>> {
        const UNAVAILABLE: [&str; 2] = [
            "BG_E_ERROR_INFORMATION_UNAVAILABLE",
            "DO_E_ERROR_INFORMATION_UNAVAILABLE",
        ];
        match self.error().and_then(|error| error.details()) {
            Ok(details) => Ok(Some(details)),
            Err(error) if error.name().is_some_and(|name| UNAVAILABLE.contains(&name)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Waits until all files have arrived, an error has stopped the job, or it is over, and returns the state;
    /// `None` after the timeout. It asks the service again and again, and needs no callback.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service, as for a [`Job`](Job#errors).
    ///
    /// ```no_run
    /// # use comidl::bits::{Job, JobState};
    /// # use std::time::Duration;
    /// # fn finish(job: &Job) -> comidl::Result<()> {
    /// if job.wait(Duration::from_secs(60))? == Some(JobState::Transferred) {
    ///     job.complete()?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(&self, timeout: Duration) -> Result<Option<JobState>> {
        const FIRST_PAUSE: Duration = Duration::from_millis(10);
        const LONGEST_PAUSE: Duration = Duration::from_secs(1);

        let start = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let state = self.state()?;
            if state.is_final() || matches!(state, JobState::Transferred | JobState::Error) {
                return Ok(Some(state));
            }
            // A timeout may be longer than any clock runs.
            let left = timeout.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Ok(None);
            }
            std::thread::sleep(pause.min(left));
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
