//! What there is to tell about a job or a download, told one after the other on a thread that is
//! there while there is something to tell.

use super::lock;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// What has a queue.
pub(super) trait EventSource: Send + Sync + 'static {
    type Event: Send;

    fn queue(&self) -> &EventQueue<Self::Event>;

    /// Tells of an event. Returns after which time to tell of it once more, where it is to be.
    fn deliver(self: &Arc<Self>, event: &Self::Event) -> Option<Duration>;
}

pub(super) struct EventQueue<E> {
    state: Mutex<State<E>>,
    changed: Condvar,
}

struct State<E> {
    queue: VecDeque<E>,
    /// What is to be told once more, and when.
    again: Option<(Instant, E)>,
    /// The thread, while there is one.
    thread: Option<ThreadId>,
    starting: bool,
    closed: bool,
}

impl<E> Default for EventQueue<E> {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                queue: VecDeque::new(),
                again: None,
                thread: None,
                starting: false,
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }
}

impl<E> State<E> {
    fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.again.is_none() && !self.is_running()
    }

    fn is_running(&self) -> bool {
        self.starting || self.thread.is_some()
    }
}

impl<E> EventQueue<E> {
    /// Tells of an event as soon as those before it are told.
    pub(super) fn push<T: EventSource<Event = E>>(&self, source: &Arc<T>, event: E) {
        let mut state = lock(&self.state);
        if state.closed {
            return;
        }
        state.queue.push_back(event);
        if state.is_running() {
            self.changed.notify_all();
            return;
        }
        let source = source.clone();
        let thread = thread::Builder::new().name("comidl testing service".to_owned());
        // Without a thread to be had, the events stay where they are, for the next one.
        state.starting = thread.spawn(move || source.queue().run(&source)).is_ok();
    }

    /// Forgets what isn't told yet.
    pub(super) fn clear(&self) {
        let mut state = lock(&self.state);
        state.queue.clear();
        state.again = None;
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

    fn run<T: EventSource<Event = E>>(&self, source: &Arc<T>) {
        {
            let mut state = lock(&self.state);
            state.starting = false;
            state.thread = Some(thread::current().id());
        }
        while let Some(event) = self.next() {
            if let Some(delay) = source.deliver(&event) {
                self.retry_after(delay, event);
            }
        }
        self.changed.notify_all();
    }

    /// What to tell next, once it is time; `None`, and the thread is gone, where there is nothing.
    fn next(&self) -> Option<E> {
        let mut state = lock(&self.state);
        loop {
            if let Some(event) = state.queue.pop_front() {
                return Some(event);
            }
            let Some((at, event)) = state.again.take() else {
                state.thread = None;
                return None;
            };
            match at.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => {
                    state.again = Some((at, event));
                    let waited = self.changed.wait_timeout(state, left);
                    state = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                _ => return Some(event),
            }
        }
    }

    fn retry_after(&self, delay: Duration, event: E) {
        let mut state = lock(&self.state);
        if !state.closed {
            state.again = Some((Instant::now() + delay, event));
        }
    }
}
