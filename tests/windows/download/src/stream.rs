//! One download, whose events a task awaits.

use super::{PATIENCE, tell};
use comidl::bits::{Event, Events, Manager, Notify, Service};
use comidl::{Error, Result};
use futures_core::Stream;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Instant;

pub(crate) fn download(url: &str, file: &Path) -> Result<()> {
    let manager = Manager::connect(Service::Bits)?;
    let (job, _) = manager.create_job("comidl: a stream")?;
    job.add_file(url, file)?;
    let mut events = job.events(Notify::JOB_TRANSFERRED | Notify::JOB_ERROR)?;
    job.resume()?;
    loop {
        match next(&mut events)? {
            Some(Event::Transferred) => break,
            Some(Event::Error(error)) => return Err(error.details()?.1),
            Some(_) => {}
            None => return Err(Error::other("the stream is at its end")),
        }
    }
    tell("awaited", format!("{:?}", job.state()?));
    drop(events);
    job.complete()?;
    tell("state", format!("{:?}", job.state()?));
    Ok(())
}

/// Wakes a thread that waits for a task.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for the next event, as an executor of one task does.
fn next(events: &mut Events) -> Result<Option<Event>> {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let deadline = Instant::now() + PATIENCE;
    loop {
        match Pin::new(&mut *events).poll_next(&mut Context::from_waker(&waker)) {
            Poll::Ready(event) => return Ok(event),
            Poll::Pending => std::thread::park_timeout(deadline - Instant::now()),
        }
        if Instant::now() >= deadline {
            return Err(Error::other("no event comes"));
        }
    }
}
