//! `objects PEER OPERATION COUNT`: does one thing to a callback of BITS, `COUNT` times, through its
//! vtable, as the service does. The rest (the start of the program, the making of the object) doesn't
//! depend on `COUNT`, so the difference between two runs is the cost of the operation and its loop.
//!
//! `PEER` says how the callback is made: `comidl`, `contained` and `uncontained` (a vtable written
//! by hand, with and without `catch_unwind` in its slots) or `implement` (windows-implement).
//! `OPERATION` is one of those of [`OPERATIONS`].

mod by_attribute;
mod by_hand;
mod by_implement;
mod caller;

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use caller::Raw;
use comidl::bindings::{IBackgroundCopyCallback, IBackgroundCopyCallback3};
use comidl::{IUnknown, Interface};
use windows_core::GUID;

/// The state of callbacks, and their work when a job was modified: the same for all peers.
#[derive(Default)]
pub struct Body {
    modifications: AtomicU64,
}

impl Body {
    /// It isn't inlined, and can panic, as the work of a real callback: nobody saves the containment.
    #[inline(never)]
    fn modified(&self) {
        let before = self.modifications.fetch_add(1, Ordering::Relaxed);
        assert!(before < u64::MAX, "too many modifications");
    }
}

/// A way to make a callback.
type Make = fn(Body) -> IBackgroundCopyCallback3;

const PEERS: [(&str, Make); 4] = [
    ("comidl", by_attribute::make),
    ("contained", by_hand::contained),
    ("uncontained", by_hand::uncontained),
    ("implement", by_implement::make),
];

/// Something to do to callbacks, so many times.
type Operation = fn(Make, u64);

const OPERATIONS: [(&str, Operation); 7] = [
    ("call", call),
    ("count", count),
    ("query-unknown", |make, times| {
        query(make, times, IUnknown::IID)
    }),
    ("query-first", |make, times| {
        query(make, times, IBackgroundCopyCallback::IID)
    }),
    ("query-last", |make, times| {
        query(make, times, IBackgroundCopyCallback3::IID)
    }),
    ("query-refused", |make, times| {
        query(make, times, GUID::zeroed())
    }),
    ("create", create),
];

/// JobModification.
fn call(make: Make, times: u64) {
    let callback = Raw::of(make(Body::default()));
    let job = Raw::of(by_hand::uncontained(Body::default()));
    for _ in 0..times {
        callback.job_modification(&job);
    }
}

/// AddRef and Release.
fn count(make: Make, times: u64) {
    let callback = Raw::of(make(Body::default()));
    for _ in 0..times {
        callback.add_ref();
        callback.release();
    }
}

/// QueryInterface, and Release of what it gives.
fn query(make: Make, times: u64, iid: GUID) {
    let callback = Raw::of(make(Body::default()));
    let iid = black_box(iid);
    for _ in 0..times {
        callback.query(&iid);
    }
}

/// A callback comes and goes.
fn create(make: Make, times: u64) {
    for _ in 0..times {
        drop(black_box(make(Body::default())));
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [peer, operation, times] = &arguments[..] else {
        return usage();
    };
    let make = PEERS.iter().find(|(name, _)| name == peer);
    let operation = OPERATIONS.iter().find(|(name, _)| name == operation);
    let (Some((_, make)), Some((_, operation)), Ok(times)) = (make, operation, times.parse())
    else {
        return usage();
    };
    operation(black_box(*make), times);
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    let names = |names: &[&str]| names.join("|");
    let peers = PEERS.map(|(name, _)| name);
    let operations = OPERATIONS.map(|(name, _)| name);
    eprintln!("objects {} {} COUNT", names(&peers), names(&operations));
    ExitCode::FAILURE
}
