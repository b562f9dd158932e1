//! The manager of a service, which makes and finds jobs.

use super::{BitsCallback, Job, JobId, JobKind, Jobs, Language};
use crate::bits::returned::string;
use crate::service::call::{interface, slot, wrapper};
use crate::service::text::WideString;
use crate::service::{DELIVERY_OPTIMIZATION, connect};
use crate::{Error, Result};
use std::time::{Duration, SystemTime};
use windows_core::{GUID, HRESULT};

/// A service that transfers in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Service {
    /// The Background Intelligent Transfer Service.
    Bits,
    /// Delivery Optimization: Windows 10 and Server of version 1709, and later.
    DeliveryOptimization,
}

impl Service {
    /// Returns the class that serves `IBackgroundCopyManager`: `BackgroundCopyManager` of BITS, or
    /// `DeliveryOptimization`.
    pub const fn class_id(self) -> GUID {
        match self {
            Self::Bits => GUID::from_u128(0x4991d34b_80a1_4291_83b6_3328366b9097),
            Self::DeliveryOptimization => DELIVERY_OPTIMIZATION,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Bits => "BITS",
            Self::DeliveryOptimization => "Delivery Optimization",
        }
    }
}

wrapper! {
    /// Makes jobs and finds them again: `IBackgroundCopyManager`.
    ///
    /// [`Clone`] is AddRef.
    Manager over IBackgroundCopyManager
}

/// The result of [`Manager::cancel_stale`], job by job.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Cancelled {
    /// Jobs that are cancelled.
    pub cancelled: Vec<JobId>,
    /// Jobs that couldn't be cancelled.
    pub refused: Vec<(Job, Error)>,
}

/// The result of [`Manager::resubscribe`], job by job.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Resubscribed {
    /// Jobs whose events are reported again. Their [state](Job::state) tells what has happened to them
    /// meanwhile.
    pub subscribed: Vec<Job>,
    /// Jobs that refused the callback.
    pub refused: Vec<(Job, Error)>,
}

impl Manager {
    /// Connects to a service of this computer, and starts the service if it isn't running.
    ///
    /// The process gets a multithreaded apartment, if it has none, and a thread that is in no apartment
    /// is in that one from then on. The service's calls arrive there. If the process hasn't set its COM
    /// security yet, it gets the security that the services need: the default authentication, and
    /// permission to impersonate the caller.
    ///
    /// # Errors
    ///
    /// RPC_E_CHANGED_MODE on a thread in a single-threaded apartment, whose calls would have to
    /// wait for its messages; REGDB_E_CLASSNOTREG where the service isn't installed; the reason why it
    /// can't start. E_NOTIMPL on other systems than Windows.
    pub fn connect(service: Service) -> Result<Self> {
        // SAFETY: the classes of both services serve the interface.
        unsafe { connect(&service.class_id(), service.name()).map(Self) }
    }

    /// Makes a download, suspended and without files. The name is for people, and need not be
    /// unique.
    ///
    /// # Errors
    ///
    /// BG_E_TOO_MANY_JOBS_PER_USER and BG_E_TOO_MANY_JOBS_PER_MACHINE where policy allows no more; see
    /// [`cancel_stale`](Self::cancel_stale).
    pub fn create_job(&self, name: &str) -> Result<(Job, JobId)> {
        self.create_job_of_kind(name, JobKind::Download)
    }

    /// Makes a job of another kind. BITS alone, of version 1.5 and later.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a service of Delivery Optimization, E_NOINTERFACE for an earlier version of the service,
    /// E_INVALIDARG for a NUL in the text, and the errors of the connection to the service.
    pub fn create_job_of_kind(&self, name: &str, kind: JobKind) -> Result<(Job, JobId)> {
        let name = WideString::new(name)?;
        let mut id = GUID::zeroed();
        // SAFETY: the string lives until the call is over, which writes the GUID and returns a
        // reference to the job; a proxy lives where this one does.
        let job = unsafe {
            interface(|job| {
                slot!(
                    &self.0,
                    CreateJob(name.as_pcwstr(), kind.raw(), &mut id, job)
                )
            })
            .map(|raw| Job::from_raw(raw))
        }?;
        Ok((job, id.into()))
    }

    /// Finds a job.
    ///
    /// # Errors
    ///
    /// BG_E_NOT_FOUND or DO_E_JOB_NOT_FOUND where there is none.
    pub fn job(&self, id: &JobId) -> Result<Job> {
        // SAFETY: the GUID lives until the call is over, which returns a reference to the job; a
        // proxy lives where this one does.
        unsafe {
            interface(|job| slot!(&self.0, GetJob(id.guid(), job))).map(|raw| Job::from_raw(raw))
        }
    }

    /// Finds a job; `None` where there is none.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn find_job(&self, id: &JobId) -> Result<Option<Job>> {
        match self.job(id) {
            Ok(job) => Ok(Some(job)),
            Err(error) if matches!(error.name(), Some("BG_E_NOT_FOUND" | "DO_E_JOB_NOT_FOUND")) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the jobs of the user. BITS alone, as far as the reference goes.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a service of Delivery Optimization, and the errors of the connection to the service.
    pub fn jobs(&self) -> Result<Jobs> {
        self.enumerate(0)
    }

    /// Returns the jobs of all users, for an administrator. BITS alone.
    ///
    /// # Errors
    ///
    /// E_ACCESSDENIED for a caller who isn't an administrator.
    pub fn jobs_of_all_users(&self) -> Result<Jobs> {
        self.enumerate(crate::bindings::BG_JOB_ENUM_ALL_USERS as u32)
    }

    fn enumerate(&self, flags: u32) -> Result<Jobs> {
        // SAFETY: EnumJobs returns a reference to the enumerator, and a proxy lives where this one
        // does.
        unsafe {
            interface(|jobs| slot!(&self.0, EnumJobs(flags, jobs))).map(|raw| Jobs::from_raw(raw))
        }
    }

    /// Returns the service's description of a code. BITS alone; see also
    /// [`Error::meaning`](crate::Error::meaning).
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a service of Delivery Optimization, and the errors of the connection to the service.
    pub fn error_description(&self, code: HRESULT, language: Language) -> Result<String> {
        let language = u32::from(language.0);
        // SAFETY: GetErrorDescription returns a string that the caller frees.
        unsafe { string(|text| slot!(&self.0, GetErrorDescription(code, language, text))) }
    }

    /// Subscribes to the user's existing jobs. A program must do this when it starts: jobs outlive the
    /// program, and its callbacks don't.
    ///
    /// `callback` gets each job that isn't completed or cancelled, and returns the callback to
    /// [subscribe](Job::subscribe) to it, or `None` to leave it alone. Events that happened meanwhile
    /// aren't reported: look at the state of the jobs that are returned.
    ///
    /// ```no_run
    /// # use comidl::bits::{BitsCallback, JobState, Manager};
    /// # struct Finisher;
    /// # impl BitsCallback for Finisher {}
    /// # fn restart(manager: &Manager) -> comidl::Result<()> {
    /// let jobs = manager.resubscribe(|job| {
    ///     (job.display_name().ok()?.starts_with("update")).then_some(Finisher)
    /// })?;
    /// for job in &jobs.subscribed {
    ///     if job.state()? == JobState::Transferred {
    ///         job.complete()?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of listing the jobs. A job that refuses is no error: it is in the result.
    pub fn resubscribe<C: BitsCallback + Send + Sync>(
        &self,
        mut callback: impl FnMut(&Job) -> Option<C>,
    ) -> Result<Resubscribed> {
        let mut result = Resubscribed::default();
        for job in self.jobs()? {
            let job = job?;
            if job.state().is_ok_and(|state| state.is_final()) {
                continue;
            }
            let Some(callback) = callback(&job) else {
                continue;
            };
            match job.subscribe(callback) {
                Ok(_) => result.subscribed.push(job),
                Err(error) => result.refused.push((job, error)),
            }
        }
        Ok(result)
    }

    /// Cancels the user's jobs that a program has left behind: those of which nothing has changed for `age`, and
    /// that `is_own` knows as the program's, by the display name, say.
    ///
    /// Jobs outlive the programs that made them, and stay 90 days. A user has 60 of them by default; then
    /// [`create_job`](Self::create_job) fails with BG_E_TOO_MANY_JOBS_PER_USER.
    ///
    /// ```no_run
    /// # use comidl::bits::Manager;
    /// # use std::time::Duration;
    /// # fn restart(manager: &Manager) -> comidl::Result<()> {
    /// const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);
    /// let name = |name: String| name.starts_with("update of demo");
    /// manager.cancel_stale(WEEK, |job| job.display_name().is_ok_and(name))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of listing the jobs. A job that refuses is no error: it is in the result.
    pub fn cancel_stale(
        &self,
        age: Duration,
        mut is_own: impl FnMut(&Job) -> bool,
    ) -> Result<Cancelled> {
        let now = SystemTime::now();
        let mut result = Cancelled::default();
        for job in self.jobs()? {
            let job = job?;
            let is_over = job.state().is_ok_and(|state| state.is_final());
            let modified = job.times().ok().and_then(|times| times.modified);
            // A job of the future isn't stale.
            let is_stale =
                modified.is_some_and(|it| now.duration_since(it).is_ok_and(|it| it >= age));
            if is_over || !is_stale || !is_own(&job) {
                continue;
            }
            match job.id().and_then(|id| job.cancel().map(|_| id)) {
                Ok(id) => result.cancelled.push(id),
                Err(error) => result.refused.push((job, error)),
            }
        }
        Ok(result)
    }
}
