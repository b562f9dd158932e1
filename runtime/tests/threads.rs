//! A million calls from eight threads at once, with references counted between.

mod common;

use comidl::bindings::IBackgroundCopyCallback3;
use comidl::bits::{BitsCallback, File, FileRange, Job, JobError};
use comidl::{Result, bits_callback};
use common::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

const THREADS: u64 = 8;
const CALLS: u64 = 1_000_000;

#[derive(Default)]
struct Counts {
    calls: [AtomicU64; 5],
    ranges: AtomicU64,
    drops: AtomicU64,
}

#[bits_callback]
struct Counting(Arc<Counts>);

impl Counting {
    fn count(&self, method: usize) -> Result<()> {
        self.0.calls[method].fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

#[bits_callback]
impl BitsCallback for Counting {
    fn job_transferred(&self, _: &Job) -> Result<()> {
        self.count(0)
    }
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        self.count(1)
    }
    fn job_modification(&self, job: &Job) -> Result<()> {
        // Keeping what a call brings is a reference to it.
        drop(job.clone());
        self.count(2)
    }
    fn file_transferred(&self, _: &Job, _: &File) -> Result<()> {
        self.count(3)
    }
    fn file_ranges_transferred(&self, _: &Job, _: &File, ranges: &[FileRange]) -> Result<()> {
        let bytes: u64 = ranges.iter().filter_map(FileRange::length).sum();
        self.0.ranges.fetch_add(bytes, Ordering::Relaxed);
        self.count(4)
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        self.0.drops.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_million_calls_from_eight_threads_all_arrive() {
    let counts = Arc::new(Counts::default());
    let callback = Raw::of(IBackgroundCopyCallback3::from(Counting(counts.clone())));
    let (job, other) = (Stub::new(), Stub::new());
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let (callback, job, other) = (callback.clone(), &job, &other);
            scope.spawn(move || {
                for call in 0..CALLS / THREADS {
                    let held = callback.clone();
                    let code = match call % 5 {
                        0 => held.job_transferred(job),
                        1 => held.job_error(job, other),
                        2 => held.job_modification(job),
                        3 => held.query(CALLBACK2).unwrap().file_transferred(job, other),
                        _ => held.file_ranges_transferred(job, other, &[[0, 1], [5, 2]]),
                    };
                    assert_eq!(code, S_OK);
                }
            });
        }
    });
    for calls in &counts.calls {
        assert_eq!(calls.load(Ordering::Relaxed), CALLS / 5);
    }
    assert_eq!(counts.ranges.load(Ordering::Relaxed), 3 * CALLS / 5);
    assert_eq!((job.count(), other.count(), callback.count()), (1, 1, 1));
    assert_eq!(counts.drops.load(Ordering::Relaxed), 0);
    drop(callback);
    assert_eq!(counts.drops.load(Ordering::Relaxed), 1);
}
