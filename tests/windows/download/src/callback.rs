//! A callback that passes on what it is told.

use super::{PATIENCE, tell};
use comidl::bits::{BitsCallback, File, Job, JobError, JobId};
use comidl::{Error, Result, bits_callback};
use std::cell::RefCell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// An event.
#[derive(Debug)]
pub(crate) enum Event {
    /// The job of this id is transferred; on which thread it was told, and what `complete` returned
    /// where it was called.
    Transferred(JobId, ThreadId, Option<Result<()>>),
    /// `job_error` was called.
    Failed,
    /// One file has arrived.
    File(JobId),
    /// The callback that was made for this job was dropped.
    Dropped(JobId),
}

/// The action on a job that is transferred.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It is completed, within the callback.
    Complete,
    /// It stays as it is.
    Leave,
}

#[bits_callback]
pub(crate) struct Reporter {
    events: Sender<Event>,
    job: JobId,
    then: Then,
}

impl Reporter {
    pub(crate) fn new(events: &Sender<Event>, job: JobId, then: Then) -> Self {
        Self {
            events: events.clone(),
            job,
            then,
        }
    }

    fn report(&self, event: Event) -> Result<()> {
        self.events.send(event).map_err(Error::other)
    }
}

#[bits_callback]
impl BitsCallback for Reporter {
    fn job_transferred(&self, job: &Job) -> Result<()> {
        let completed = (self.then == Then::Complete).then(|| job.complete().map(drop));
        let thread = std::thread::current().id();
        self.report(Event::Transferred(job.id()?, thread, completed))
    }

    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        self.report(Event::Failed)
    }

    fn file_transferred(&self, job: &Job, _: &File) -> Result<()> {
        self.report(Event::File(job.id()?))
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        // A receiver that is gone needs no event.
        self.events.send(Event::Dropped(self.job)).ok();
    }
}

/// The events of all callbacks of the program.
pub(crate) struct Events {
    pub(crate) sender: Sender<Event>,
    receiver: Receiver<Event>,
    /// The jobs whose callbacks are dropped, as far as is known.
    dropped: RefCell<Vec<JobId>>,
}

impl Events {
    pub(crate) fn new() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            dropped: RefCell::default(),
        }
    }

    /// Returns the next one, which has to come; `what` is being waited for.
    pub(crate) fn next(&self, what: &str) -> Result<Event> {
        self.within(PATIENCE)?
            .ok_or_else(|| Error::other(format!("nothing is heard any more of {what}")))
    }

    /// Returns the next one, if it comes in time; drops are kept.
    fn within(&self, time: Duration) -> Result<Option<Event>> {
        loop {
            match self.receiver.recv_timeout(time) {
                Ok(Event::Dropped(job)) => self.dropped.borrow_mut().push(job),
                Ok(event) => return Ok(Some(event)),
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(error) => return Err(Error::other(error)),
            }
        }
    }

    /// Returns all that come until it has been quiet for a while.
    pub(crate) fn until_quiet(&self, quiet: Duration) -> Result<Vec<Event>> {
        let deadline = Instant::now() + PATIENCE;
        let mut events = Vec::new();
        while let Some(event) = self.within(quiet)? {
            events.push(event);
            if Instant::now() > deadline {
                return Err(Error::other("the events don't end"));
            }
        }
        Ok(events)
    }

    /// Returns all events up to the one that says that the job is transferred, and those just after
    /// it.
    pub(crate) fn until_told(&self, id: JobId) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        loop {
            let event = self.next("the download")?;
            let told = match &event {
                Event::Transferred(of, _, completed) if *of == id => {
                    if let Some(completed) = completed {
                        completed.clone()?;
                    }
                    true
                }
                Event::Failed => return Err(Error::other("told of an error")),
                _ => false,
            };
            events.push(event);
            if told {
                events.extend(self.until_quiet(Duration::from_millis(500))?);
                return Ok(events);
            }
        }
    }

    /// Waits until the callbacks of some jobs are dropped; returns how many are.
    pub(crate) fn wait_for_drops(&self, jobs: &[JobId]) -> Result<usize> {
        let deadline = Instant::now() + PATIENCE;
        while !jobs.iter().all(|job| self.is_dropped(*job)) {
            if let Some(event) = self.within(Duration::from_millis(50))? {
                return Err(Error::other(format!("unexpected: {event:?}")));
            }
            if Instant::now() > deadline {
                let dropped = self.dropped.borrow().len();
                return Err(Error::other(format!(
                    "only {dropped} callbacks are dropped"
                )));
            }
        }
        Ok(self.dropped.borrow().len())
    }

    /// Returns whether the callback of a job is known to be dropped.
    pub(crate) fn is_dropped(&self, job: JobId) -> bool {
        self.dropped.borrow().contains(&job)
    }

    /// Unsubscribes from a job, which is still there when its callback is dropped.
    pub(crate) fn let_go(&self, job: &Job) -> Result<()> {
        job.unsubscribe()?;
        self.wait_for_drops(&[job.id()?])?;
        tell("dropped_of", format!("{:?}", job.state()?));
        Ok(())
    }
}
