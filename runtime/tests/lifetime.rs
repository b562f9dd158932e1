//! How long a callback lives: exact counts, one drop, on whichever thread lets go last.

mod common;

use comidl::bindings::{IBackgroundCopyCallback, IBackgroundCopyCallback3};
use comidl::bits::BitsCallback;
use comidl::{IUnknown, Interface, bits_callback};
use common::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, ThreadId};

/// Says on which thread it is dropped.
#[bits_callback]
struct Dropped {
    on: Sender<ThreadId>,
}

impl BitsCallback for Dropped {}

impl Drop for Dropped {
    fn drop(&mut self) {
        self.on.send(thread::current().id()).unwrap();
    }
}

#[test]
fn add_ref_and_release_return_the_count() {
    let (on, drops) = channel();
    let callback = Raw::of(IBackgroundCopyCallback::from(Dropped { on }));
    assert_eq!(callback.add_ref(), 2);
    assert_eq!(callback.add_ref(), 3);
    assert_eq!(callback.release(), 2);
    assert_eq!(callback.release(), 1);
    assert!(drops.try_recv().is_err());
    let callback = std::mem::ManuallyDrop::new(callback);
    assert_eq!(callback.release(), 0);
    assert_eq!(drops.try_iter().count(), 1);
}

#[test]
fn the_last_release_drops_it_through_whatever_interface() {
    for iid in answered() {
        let (on, drops) = channel();
        let callback = Raw::of(IBackgroundCopyCallback::from(Dropped { on }));
        let last = callback.query(iid).unwrap();
        drop(callback);
        assert!(drops.try_recv().is_err());
        drop(last);
        assert_eq!(drops.try_iter().count(), 1, "{iid:?}");
    }
}

#[test]
fn it_is_dropped_on_the_thread_that_lets_go_last() {
    let (on, drops) = channel();
    let callback = Raw::of(IUnknown::from(Dropped { on }));
    let other = callback.clone();
    drop(callback);
    let there = thread::spawn(move || {
        drop(other);
        thread::current().id()
    });
    let there = there.join().unwrap();
    assert_eq!(drops.try_iter().collect::<Vec<_>>(), [there]);
}

#[test]
fn of_many_threads_that_let_go_at_once_one_drops_it() {
    const THREADS: usize = 8;
    for _ in 0..200 {
        let (on, drops) = channel();
        let callback = Raw::of(IUnknown::from(Dropped { on }));
        let barrier = Barrier::new(THREADS);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                let (callback, barrier) = (callback.clone(), &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    drop(callback);
                });
            }
            drop(callback);
        });
        assert_eq!(drops.try_iter().count(), 1);
    }
}

#[test]
fn a_weak_reference_resolves_while_the_object_lives_and_not_after() {
    let (on, drops) = channel();
    let callback = Raw::of(IBackgroundCopyCallback::from(Dropped { on }));
    let weak = callback
        .query(WEAK_REFERENCE_SOURCE)
        .unwrap()
        .weak_reference();
    assert_eq!(callback.count(), 1, "a weak reference isn't a reference");

    let strong = weak.resolve(CALLBACK3).unwrap();
    assert_eq!(strong.0, callback.0);
    assert_eq!(callback.count(), 2);
    drop(strong);

    drop(callback);
    assert_eq!(drops.try_iter().count(), 1, "the value is dropped at once");
    assert!(weak.resolve(CALLBACK).is_none());
    assert!(weak.resolve(UNKNOWN).is_none());
}

#[test]
fn windows_core_knows_how_to_use_the_weak_references() {
    let (on, _drops) = channel();
    let callback = IBackgroundCopyCallback3::from(Dropped { on });
    let (one, other) = (callback.downgrade().unwrap(), callback.downgrade().unwrap());
    assert!(one == other, "the weak references of an object are one");
    assert_eq!(one.upgrade(), Some(callback.clone()));
    drop(callback);
    assert_eq!(one.upgrade(), None);
}

#[test]
fn weak_references_resolve_against_a_last_release_or_miss_it() {
    const ROUNDS: usize = 2_000;
    let (hits, misses) = (AtomicUsize::new(0), AtomicUsize::new(0));
    for _ in 0..ROUNDS {
        let (on, drops) = channel();
        let callback = Raw::of(IBackgroundCopyCallback::from(Dropped { on }));
        let weak = callback
            .query(WEAK_REFERENCE_SOURCE)
            .unwrap()
            .weak_reference();
        let barrier = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                barrier.wait();
                match weak.resolve(CALLBACK) {
                    Some(strong) => {
                        assert_eq!(strong.job_transferred(&Stub::new()), S_OK);
                        hits.fetch_add(1, Ordering::Relaxed);
                    }
                    None => _ = misses.fetch_add(1, Ordering::Relaxed),
                }
            });
            barrier.wait();
            drop(callback);
        });
        assert_eq!(drops.try_iter().count(), 1);
        assert!(weak.resolve(CALLBACK).is_none());
    }
    assert_eq!(hits.into_inner() + misses.into_inner(), ROUNDS);
}

#[test]
fn a_drop_that_resolves_a_weak_reference_to_itself_finds_nothing() {
    #[bits_callback]
    struct Own {
        weak: Arc<Mutex<Option<Raw>>>,
        resolved: Sender<bool>,
    }

    impl BitsCallback for Own {}

    impl Drop for Own {
        fn drop(&mut self) {
            // The last weak reference goes with it, from inside the drop.
            let weak = self.weak.lock().unwrap().take().unwrap();
            self.resolved
                .send(weak.resolve(CALLBACK).is_some())
                .unwrap();
        }
    }

    let (weak, (resolved, results)) = (Arc::new(Mutex::new(None)), channel());
    let object = Raw::of(IUnknown::from(Own {
        weak: weak.clone(),
        resolved,
    }));
    let source = object.query(WEAK_REFERENCE_SOURCE).unwrap();
    *weak.lock().unwrap() = Some(source.weak_reference());
    drop(source);
    drop(object);
    assert_eq!(results.try_iter().collect::<Vec<_>>(), [false]);
}
