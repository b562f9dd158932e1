//! What two threads may do to one object, in every order in which their steps can fall: `loom` runs the
//! counts with atomics of its own, and fails where an order leaves a value used after its end, or used by
//! a thread that doesn't see what others wrote.
//!
//! ```text
//! RUSTFLAGS='--cfg loom' cargo test -p comidl --lib interleavings
//! ```

use super::count::RefCount;
use super::{Handle, Shared, Unknown, UnknownChain, create_agile, value_of};
use crate::Agile;
use loom::cell::UnsafeCell;
use loom::model;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;
use std::ops::Deref;
use windows_core::{IUnknown, Interface, Weak};

/// Hands a reference to another thread.
struct Sent<T>(T);

// SAFETY: the objects here are agile, and so are references to them.
unsafe impl<T> Send for Sent<T> {}

impl<T> Deref for Sent<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A value that `loom` watches: no use may be beside its end, or behind it.
struct Watched {
    memory: UnsafeCell<u32>,
    ends: Arc<AtomicUsize>,
}

// SAFETY: `memory` is read alone, until the value's end.
unsafe impl Sync for Watched {}

impl Unknown for Watched {}

impl Watched {
    fn object(ends: &Arc<AtomicUsize>) -> Agile<IUnknown> {
        let watched = Self {
            memory: UnsafeCell::new(7),
            ends: ends.clone(),
        };
        create_agile::<UnknownChain, Shared<Self>, _>(watched)
    }

    fn read(&self) {
        // SAFETY: nobody writes before the end, which `loom` sees to.
        self.memory.with(|memory| assert_eq!(unsafe { *memory }, 7));
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // SAFETY: nobody reads at the end, which `loom` sees to.
        self.memory.with_mut(|memory| unsafe { *memory = 0 });
        self.ends.fetch_add(1, Ordering::Relaxed);
    }
}

/// Uses the value as a slot does.
fn call(object: &IUnknown) {
    let value: Handle<Watched> = value_of(object).expect("the object has this value");
    value.read();
}

/// Runs `work` on an object in every order, and asserts that its value has ended once by then.
fn ends_once(work: impl Fn(Agile<IUnknown>) + Sync + Send + 'static) {
    model(move || {
        let ends = Arc::new(AtomicUsize::new(0));
        work(Watched::object(&ends));
        assert_eq!(ends.load(Ordering::Relaxed), 1);
    });
}

/// A count on which memory depends.
struct Counted {
    count: RefCount,
    memory: UnsafeCell<u32>,
}

// SAFETY: the count says who has the memory.
unsafe impl Sync for Counted {}

#[test]
fn the_last_of_two_to_let_go_sees_what_the_other_has_done() {
    model(|| {
        let counted = Arc::new(Counted {
            count: RefCount::one(),
            memory: UnsafeCell::new(0),
        });
        counted.count.add();
        let work = |counted: &Counted| {
            counted.memory.with(|_| ());
            counted.count.subtract(|| counted.memory.with_mut(|_| ()));
        };
        let other = counted.clone();
        let other = thread::spawn(move || work(&other));
        work(&counted);
        other.join().unwrap();
    });
}

#[test]
fn of_two_that_let_go_one_is_the_last() {
    model(|| {
        let count = Arc::new(RefCount::one());
        count.add();
        let let_go = |count: &RefCount| count.subtract(|| ()) == 0;
        let other = count.clone();
        let other = thread::spawn(move || let_go(&other));
        let is_last = let_go(&count);
        assert!(is_last ^ other.join().unwrap());
    });
}

#[test]
fn a_value_outlives_the_calls_of_two_threads_that_count() {
    ends_once(|object| {
        let other = object.clone();
        let other = thread::spawn(move || {
            let third = other.clone();
            drop(other);
            call(&third);
        });
        call(&object);
        drop(object);
        other.join().unwrap();
    });
}

#[test]
fn a_thread_that_asks_for_an_interface_keeps_the_value() {
    ends_once(|object| {
        let other = object.clone();
        let other = thread::spawn(move || {
            let interface = Interface::cast::<IUnknown>(&*other).unwrap();
            drop(other);
            call(&interface);
        });
        drop(object);
        other.join().unwrap();
    });
}

#[test]
fn a_weak_reference_gives_a_whole_object_or_none() {
    ends_once(|object| {
        let weak = Sent(object.downgrade().unwrap());
        let other = thread::spawn(move || {
            if let Some(object) = weak.upgrade() {
                call(&object);
            }
        });
        call(&object);
        drop(object);
        other.join().unwrap();
    });
}

#[test]
fn two_weak_references_give_one_object_while_it_ends() {
    ends_once(|object| {
        let weak: Weak<IUnknown> = object.downgrade().unwrap();
        let other = Sent(weak.clone());
        let other = thread::spawn(move || {
            other.upgrade().is_some_and(|it| {
                call(&it);
                true
            })
        });
        drop(object);
        if weak.upgrade().is_some() {
            // Only the other thread can have kept it.
            assert!(other.join().unwrap());
        } else {
            other.join().unwrap();
        }
        assert!(weak.upgrade().is_none());
    });
}

#[test]
fn the_last_weak_reference_goes_beside_the_last_reference() {
    ends_once(|object| {
        let weak = Sent(object.downgrade().unwrap());
        let other = thread::spawn(move || drop(weak));
        drop(object);
        other.join().unwrap();
    });
}

/// A service holds the callback of whoever subscribed last, and calls it without the lock.
#[derive(Default)]
struct Service(Mutex<Option<Agile<IUnknown>>>);

impl Service {
    fn register(&self, callback: Option<Agile<IUnknown>>) {
        let before = std::mem::replace(&mut *self.0.lock().unwrap(), callback);
        drop(before);
    }

    fn call(&self) {
        let callback = self.0.lock().unwrap().clone();
        if let Some(callback) = callback {
            call(&callback);
        }
    }
}

#[test]
fn a_callback_is_unregistered_while_it_is_called() {
    ends_once(|object| {
        let service = Arc::new(Service::default());
        service.register(Some(object));
        let other = service.clone();
        let other = thread::spawn(move || other.call());
        service.register(None);
        other.join().unwrap();
    });
}

#[test]
fn a_callback_is_registered_in_place_of_one_that_is_called() {
    model(|| {
        let ends = Arc::new(AtomicUsize::new(0));
        let service = Arc::new(Service::default());
        service.register(Some(Watched::object(&ends)));
        let other = service.clone();
        let other = thread::spawn(move || other.call());
        service.register(Some(Watched::object(&ends)));
        other.join().unwrap();
        assert_eq!(ends.load(Ordering::Relaxed), 1);
        service.register(None);
        assert_eq!(ends.load(Ordering::Relaxed), 2);
    });
}
