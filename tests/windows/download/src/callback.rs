//! A callback that passes on what it is told.

use super::PATIENCE;
use comidl::bits::{BitsCallback, File, Job, JobError, JobId};
use comidl::{Error, Result, bits_callback};
use std::cell::Cell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// What happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// The job of this id is transferred; on which thread it was told, and what `complete` returned
    /// where it was called.
    Transferred(JobId, ThreadId, Option<Result<()>>),
    /// `job_error` was called.
    Failed,
    /// One file has arrived.
    File(JobId),
    /// A callback was dropped.
    Dropped,
}

/// What is done with a job that is transferred.
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
    then: Then,
}

impl Reporter {
    pub(crate) fn new(events: &Sender<Event>, then: Then) -> Self {
        Self {
            events: events.clone(),
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
        let completed = (self.then == Then::Complete).then(|| job.complete());
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
        // Who doesn't listen any more doesn't want to know.
        self.events.send(Event::Dropped).ok();
    }
}

/// The events of all callbacks of the program.
pub(crate) struct Events {
    pub(crate) sender: Sender<Event>,
    receiver: Receiver<Event>,
    /// How many callbacks are dropped, as far as is known.
    dropped: Cell<usize>,
}

impl Events {
    pub(crate) fn new() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            dropped: Cell::new(0),
        }
    }

    /// The next one, which has to come; `what` is being waited for.
    pub(crate) fn next(&self, what: &str) -> Result<Event> {
        self.within(PATIENCE)?
            .ok_or_else(|| Error::other(format!("nothing is heard any more of {what}")))
    }

    /// The next one, if it comes in time; of drops, only the count is kept.
    fn within(&self, time: Duration) -> Result<Option<Event>> {
        loop {
            match self.receiver.recv_timeout(time) {
                Ok(Event::Dropped) => self.dropped.set(self.dropped.get() + 1),
                Ok(event) => return Ok(Some(event)),
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(error) => return Err(Error::other(error)),
            }
        }
    }

    /// All that come until it has been quiet for a while.
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

    /// Waits until as many callbacks are dropped.
    pub(crate) fn wait_for_drops(&self, count: usize) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.dropped.get() < count {
            if let Some(event) = self.within(Duration::from_millis(50))? {
                return Err(Error::other(format!("unexpected: {event:?}")));
            }
            if Instant::now() > deadline {
                let dropped = self.dropped.get();
                return Err(Error::other(format!(
                    "only {dropped} of {count} callbacks are dropped"
                )));
            }
        }
        Ok(())
    }
}
