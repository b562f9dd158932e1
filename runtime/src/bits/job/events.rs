//! The events of a job as a stream, for async code.

use super::super::{BitsCallback, File, FileRange, Job, JobError, Notify};
use super::Subscription;
use crate::{Result, bits_callback};
use futures_core::Stream;
use futures_core::stream::FusedStream;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// An event of a job.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// All files have arrived: [`Job::complete`] gives them their names.
    Transferred,
    /// An error stopped the job.
    Error(JobError),
    /// Something of the job has changed. Of several in a row that wait, one is told.
    Modified,
    /// A file has arrived.
    FileTransferred(File),
    /// Ranges of a file have arrived.
    RangesTransferred(File, Vec<FileRange>),
}

/// The events of a job, as [`Job::events`] returns them.
///
/// The stream ends when the service lets go of the job: it is completed or cancelled, somebody else has subscribed
/// to it, or the service has stopped. Where this is dropped, the job is [unsubscribed](Job::unsubscribe).
#[derive(Debug)]
#[must_use = "the subscription ends when this is dropped"]
pub struct Events {
    queue: Arc<Queue>,
    subscription: Subscription,
}

/// What the callback leaves for the stream.
#[derive(Debug, Default)]
struct Queue(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Event>,
    waker: Option<Waker>,
    is_over: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and wakes the task that waits.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let waker = {
            let mut state = self.lock();
            change(&mut state);
            state.waker.take()
        };
        // The lock is free again: to wake is the program's code.
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn add(&self, event: Event) -> Result<()> {
        self.change(|state| {
            let last = state.events.back();
            if !matches!((last, &event), (Some(Event::Modified), Event::Modified)) {
                state.events.push_back(event);
            }
        });
        Ok(())
    }
}

/// The callback: it lives until the service lets go of the job.
#[bits_callback]
struct Teller(Arc<Queue>);

impl BitsCallback for Teller {
    fn job_transferred(&self, _: &Job) -> Result<()> {
        self.0.add(Event::Transferred)
    }
    fn job_error(&self, _: &Job, error: &JobError) -> Result<()> {
        self.0.add(Event::Error(error.clone()))
    }
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.0.add(Event::Modified)
    }
    fn file_transferred(&self, _: &Job, file: &File) -> Result<()> {
        self.0.add(Event::FileTransferred(file.clone()))
    }
    fn file_ranges_transferred(&self, _: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        self.0
            .add(Event::RangesTransferred(file.clone(), ranges.to_vec()))
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.0.change(|state| state.is_over = true);
    }
}

impl Job {
    /// [Subscribes](Self::subscribe) to some events of the job, and returns them as a stream. It needs no runtime:
    /// the service's own threads wake the task.
    ///
    /// ```no_run
    /// # use comidl::bits::{Event, Job, Notify};
    /// # async fn next(events: &mut comidl::bits::Events) -> Option<Event> {
    /// #     use futures_core::Stream;
    /// #     std::future::poll_fn(|context| std::pin::Pin::new(&mut *events).poll_next(context)).await
    /// # }
    /// async fn finish(job: Job) -> comidl::Result<()> {
    ///     let mut events = job.events(Notify::JOB_TRANSFERRED | Notify::JOB_ERROR)?;
    ///     job.resume()?;
    ///     // With the crate `futures`: `while let Some(event) = events.next().await`.
    ///     while let Some(event) = next(&mut events).await {
    ///         match event {
    ///             Event::Transferred => _ = job.complete()?,
    ///             Event::Error(error) => return Err(error.details()?.1),
    ///             _ => {}
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As those of `subscribe`.
    pub fn events(&self, events: Notify) -> Result<Events> {
        let queue = Arc::new(Queue::default());
        let agreed = self.subscribe_to(events, Teller(queue.clone()))?;
        Ok(Events {
            queue,
            subscription: Subscription::new(self.clone(), agreed),
        })
    }
}

impl Events {
    /// Returns the job.
    pub fn job(&self) -> &Job {
        self.subscription.job()
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        let mut state = self.queue.lock();
        if let Some(event) = state.events.pop_front() {
            return Poll::Ready(Some(event));
        }
        if state.is_over {
            return Poll::Ready(None);
        }
        let is_known = state
            .waker
            .as_ref()
            .is_some_and(|waker| waker.will_wake(context.waker()));
        if !is_known {
            state.waker = Some(context.waker().clone());
        }
        Poll::Pending
    }
}

impl FusedStream for Events {
    fn is_terminated(&self) -> bool {
        let state = self.queue.lock();
        state.is_over && state.events.is_empty()
    }
}
