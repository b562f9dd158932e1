//! The notifications of a job, told one after the other on a thread that is there while there is
//! something to tell.

use super::callback::Event;
use super::record::JobRecord;
use super::world::lock;
use crate::HRESULT;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

#[derive(Default)]
pub(super) struct Lane {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Event>,
    /// When `JobError` is to be called again.
    retry_at: Option<Instant>,
    /// The thread, while there is one.
    thread: Option<ThreadId>,
    starting: bool,
    closed: bool,
}

impl State {
    fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.retry_at.is_none() && !self.is_running()
    }

    fn is_running(&self) -> bool {
        self.starting || self.thread.is_some()
    }
}

impl Lane {
    /// Tells of an event as soon as those before it are told.
    pub(super) fn push(&self, job: &Arc<JobRecord>, event: Event) {
        let mut state = lock(&self.state);
        if state.closed {
            return;
        }
        state.queue.push_back(event);
        if state.is_running() {
            self.changed.notify_all();
            return;
        }
        let job = job.clone();
        let thread = thread::Builder::new().name("comidl testing service".to_owned());
        // Without a thread to be had, the events stay where they are, for the next one.
        state.starting = thread.spawn(move || job.lane.run(&job)).is_ok();
    }

    /// Forgets what isn't told yet.
    pub(super) fn clear(&self) {
        let mut state = lock(&self.state);
        state.queue.clear();
        state.retry_at = None;
        drop(state);
        self.changed.notify_all();
    }

    /// Tells nothing any more, and waits for the call that is under way, unless that is the caller.
    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.clear();
        let mut state = lock(&self.state);
        while state.is_running() && state.thread != Some(thread::current().id()) {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn is_settled(&self) -> bool {
        lock(&self.state).is_idle()
    }

    /// Waits until there is nothing to tell; returns whether that was before the deadline.
    pub(super) fn settle(&self, deadline: Instant) -> bool {
        let mut state = lock(&self.state);
        while !state.is_idle() {
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                return false;
            };
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn run(&self, job: &Arc<JobRecord>) {
        {
            let mut state = lock(&self.state);
            state.starting = false;
            state.thread = Some(thread::current().id());
        }
        while let Some(event) = self.next() {
            let result = job.deliver(&event);
            if matches!(event, Event::Error) && result.is_some_and(|code| code != HRESULT(0)) {
                self.retry(job);
            }
        }
        self.changed.notify_all();
    }

    /// What to tell next, once it is time; `None`, and the thread is gone, where there is nothing.
    fn next(&self) -> Option<Event> {
        let mut state = lock(&self.state);
        loop {
            if let Some(event) = state.queue.pop_front() {
                return Some(event);
            }
            let Some(at) = state.retry_at else {
                state.thread = None;
                return None;
            };
            match at.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => {
                    let waited = self.changed.wait_timeout(state, left);
                    state = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                _ => {
                    state.retry_at = None;
                    return Some(Event::Error);
                }
            }
        }
    }

    /// Calls `JobError` again after the service's delay, if that still makes sense.
    fn retry(&self, job: &JobRecord) {
        let Some(delay) = job.retry_delay() else {
            return;
        };
        let mut state = lock(&self.state);
        if !state.closed {
            state.retry_at = Some(Instant::now() + delay);
        }
    }
}
