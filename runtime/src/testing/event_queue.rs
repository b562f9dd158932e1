//! The events of a job or a download: delivered one after the other, on a thread that exists while
//! there are events.

use super::lock;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// A job or a download, whose events go through a queue.
pub(super) trait EventSource: Send + Sync + 'static {
    type Event: Send;

    fn queue(&self) -> &EventQueue<Self::Event>;

    /// Delivers an event. Returns the delay after which to deliver it once more; `None` for never.
    fn deliver(self: &Arc<Self>, event: &Self::Event) -> Option<Duration>;
}

pub(super) struct EventQueue<E> {
    state: Mutex<State<E>>,
    changed: Condvar,
}

struct State<E> {
    queue: VecDeque<E>,
    /// The event to deliver once more, and when.
    retry: Option<(Instant, E)>,
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
                retry: None,
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
        self.queue.is_empty() && self.retry.is_none() && !self.is_running()
    }

    fn is_running(&self) -> bool {
        self.starting || self.thread.is_some()
    }
}

impl<E> EventQueue<E> {
    /// Delivers an event as soon as the events before it are delivered.
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
        // If the system has no thread, the events stay in the queue until the next push.
        state.starting = thread.spawn(move || source.queue().run(&source)).is_ok();
    }

    /// Removes the events that aren't delivered yet.
    pub(super) fn clear(&self) {
        let mut state = lock(&self.state);
        state.queue.clear();
        state.retry = None;
        drop(state);
        self.changed.notify_all();
    }

    /// Ends all deliveries, and waits for the one under way, unless the caller is part of it.
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

    /// Waits until the queue is idle. Returns whether that was before the deadline.
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

    /// Waits for the next event, and returns it. Without a next event it returns `None`, and the thread
    /// counts as gone.
    fn next(&self) -> Option<E> {
        let mut state = lock(&self.state);
        loop {
            if let Some(event) = state.queue.pop_front() {
                return Some(event);
            }
            let Some((at, event)) = state.retry.take() else {
                state.thread = None;
                return None;
            };
            match at.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => {
                    state.retry = Some((at, event));
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
            state.retry = Some((Instant::now() + delay, event));
        }
    }
}
