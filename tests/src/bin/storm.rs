//! Callbacks called through the ABI from eight threads at once: what `valgrind` (the test) runs
//! under valgrind. `storm PART...` runs these parts, which print nothing.
//!
//! helgrind knows of the order of two threads what pthreads says, and nothing of what atomics or
//! futexes say. So threads are pthreads, joined one by one (Rust's own register themselves under a
//! spin lock), meet at no lock of Rust's while they run, and share nothing but objects: then
//! whatever isn't atomic in an object is a race to it.

#[path = "../../../runtime/tests/common/mod.rs"]
mod common;

use comidl::bindings::{IBackgroundCopyCallback3, IDODownloadStatusCallback};
use comidl::bits::{BitsCallback, ErrorContext, File, FileRange, Job, JobError};
use comidl::download::{Download, DownloadCallback, DownloadStatus};
use comidl::testing::{DownloadService, Service};
use comidl::{Error, HRESULT, Result, bits_callback, download_callback};
use common::*;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use foreign::Thread;

const THREADS: u64 = 8;
/// Of each thread.
const ROUNDS: u64 = 200;

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    // The unwinder sets itself up with its first panic, and looks at that without a lock later.
    std::panic::catch_unwind(|| std::panic::panic_any(())).expect_err("a panic");
    for part in std::env::args().skip(1) {
        match &*part {
            "calls" => calls(),
            "panics" => panics(),
            "last-release" => last_release(),
            "service" => service(),
            "leak" => leak(),
            "race" => race(),
            "use-after-free" => use_after_free(),
            _ => panic!("no part `{part}`"),
        }
    }
}

/// Counts what it is called with, or panics.
#[bits_callback]
struct Counting {
    calls: Arc<AtomicU64>,
    drops: Arc<AtomicU64>,
    panics: bool,
    /// Memory that a leak would show.
    _owned: Vec<u64>,
}

impl Counting {
    fn new(calls: &Arc<AtomicU64>, drops: &Arc<AtomicU64>, panics: bool) -> Self {
        Self {
            calls: calls.clone(),
            drops: drops.clone(),
            panics,
            _owned: vec![7; 100],
        }
    }

    fn count(&self) -> Result<()> {
        let calls = self.calls.fetch_add(1, Ordering::Relaxed);
        assert!(!self.panics, "call {calls}");
        Ok(())
    }
}

impl BitsCallback for Counting {
    fn job_transferred(&self, job: &Job) -> Result<()> {
        // Keeping what a call brings is a reference to it.
        drop(job.clone());
        self.count()
    }
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        self.count()
    }
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.count()
    }
    fn file_transferred(&self, _: &Job, _: &File) -> Result<()> {
        self.count()
    }
    fn file_ranges_transferred(&self, _: &Job, _: &File, ranges: &[FileRange]) -> Result<()> {
        assert_eq!(ranges.iter().filter_map(FileRange::length).sum::<u64>(), 3);
        self.count()
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        self.drops.fetch_add(1, Ordering::Relaxed);
    }
}

#[download_callback]
struct CountingDownload(Counting);

impl DownloadCallback for CountingDownload {
    fn on_status_change(&self, _: &Download, status: &DownloadStatus) -> Result<()> {
        assert_eq!(status.bytes_transferred(), 5);
        self.0.count()
    }
}

/// A thread that Rust didn't make, as those of a service are.
#[cfg(unix)]
mod foreign {
    use std::ffi::{c_int, c_void};
    use std::ptr::{null, null_mut};

    type Work = Box<dyn FnOnce() + Send>;

    unsafe extern "C" {
        fn pthread_create(
            thread: *mut usize,
            attributes: *const c_void,
            start: extern "C" fn(*mut c_void) -> *mut c_void,
            argument: *mut c_void,
        ) -> c_int;
        fn pthread_join(thread: usize, result: *mut *mut c_void) -> c_int;
    }

    pub(super) struct Thread(usize);

    impl Thread {
        pub(super) fn spawn(work: impl FnOnce() + Send + 'static) -> Self {
            extern "C" fn start(work: *mut c_void) -> *mut c_void {
                // SAFETY: what `spawn` gave away, once.
                let work = unsafe { Box::from_raw(work.cast::<Work>()) };
                work();
                null_mut()
            }
            let work: Box<Work> = Box::new(Box::new(work));
            let mut thread = 0;
            // SAFETY: `start` takes what it is given, which may be sent.
            let code =
                unsafe { pthread_create(&mut thread, null(), start, Box::into_raw(work).cast()) };
            assert_eq!(code, 0);
            Self(thread)
        }

        /// A panic of its work has ended the process by now.
        pub(super) fn join(self) {
            // SAFETY: a thread that was made above, and is joined once.
            assert_eq!(unsafe { pthread_join(self.0, null_mut()) }, 0);
        }
    }
}

#[cfg(not(unix))]
mod foreign {
    pub(super) struct Thread(std::thread::JoinHandle<()>);

    impl Thread {
        pub(super) fn spawn(work: impl FnOnce() + Send + 'static) -> Self {
            Self(std::thread::spawn(work))
        }

        pub(super) fn join(self) {
            self.0.join().expect("the work doesn't panic");
        }
    }
}

/// Runs `work` on each thread, with references of its own, and waits for them one by one.
fn on_each_thread(objects: &[Raw], work: fn(&[Raw])) {
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let objects = objects.to_vec();
            Thread::spawn(move || work(&objects))
        })
        .collect();
    for thread in threads {
        thread.join();
    }
}

/// Each slot, with a reference added and released, an interface queried for and a weak reference
/// resolved around it.
fn call_each_slot(objects: &[Raw], expected: i32) {
    let [callback, download] = objects else {
        panic!("two objects");
    };
    let (job, other) = (Stub::new(), Stub::new());
    let status = Status {
        bytes_transferred: 5,
        ..Status::default()
    };
    for _ in 0..ROUNDS {
        let held = callback.clone();
        assert_eq!(held.job_transferred(&job), expected);
        assert_eq!(held.job_error(&job, &other), expected);
        assert_eq!(held.job_modification(&job), expected);
        let second = callback.query(CALLBACK2).unwrap();
        assert_eq!(second.file_transferred(&job, &other), expected);
        let source = callback.query(WEAK_REFERENCE_SOURCE).unwrap();
        let third = source.weak_reference().resolve(CALLBACK3).unwrap();
        let ranges = [[0, 1], [5, 2]];
        let code = third.file_ranges_transferred(&job, &other, &ranges);
        assert_eq!(code, expected);
        assert_eq!(download.on_status_change(&other, &status), expected);
    }
    assert_eq!((job.count(), other.count()), (1, 1));
}

fn storm(panics: bool, work: fn(&[Raw])) {
    let (calls, drops) = (Arc::default(), Arc::default());
    let counting = || Counting::new(&calls, &drops, panics);
    let objects = [
        Raw::of(IBackgroundCopyCallback3::from(counting())),
        Raw::of(IDODownloadStatusCallback::from(
            CountingDownload(counting()),
        )),
    ];
    on_each_thread(&objects, work);
    assert_eq!(calls.load(Ordering::Relaxed), THREADS * ROUNDS * 6);
    for object in objects {
        assert_eq!(object.count(), 1, "no reference is lost, none is left");
    }
    assert_eq!(drops.load(Ordering::Relaxed), 2);
}

fn calls() {
    storm(false, |objects| call_each_slot(objects, S_OK));
}

fn panics() {
    storm(true, |objects| call_each_slot(objects, E_UNEXPECTED));
}

/// Threads that let go at the same time, of which one drops the value; weak references resolve
/// against them, and keep the memory.
fn last_release() {
    let (calls, drops) = (Arc::default(), Arc::default());
    for _ in 0..ROUNDS {
        let callback = Raw::of(IBackgroundCopyCallback3::from(Counting::new(
            &calls, &drops, false,
        )));
        let source = callback.query(WEAK_REFERENCE_SOURCE).unwrap();
        let weak = source.weak_reference();
        let threads: Vec<_> = (0..THREADS / 2)
            .map(|_| {
                let (mine, weak) = (callback.clone(), weak.clone());
                Thread::spawn(move || {
                    drop(mine);
                    if let Some(strong) = weak.resolve(CALLBACK) {
                        assert_eq!(strong.job_transferred(&Stub::new()), S_OK);
                    }
                })
            })
            .collect();
        drop((callback, source, weak));
        for thread in threads {
            thread.join();
        }
    }
    assert_eq!(drops.load(Ordering::Relaxed), ROUNDS);
}

/// The services of `comidl::testing` from beginning to end, with what they allocate for callers:
/// strings, arrays, BSTRs, enumerators.
fn service() {
    #[derive(Clone)]
    #[bits_callback]
    struct Finisher(Arc<AtomicU64>);

    impl BitsCallback for Finisher {
        fn job_transferred(&self, job: &Job) -> Result<()> {
            job.complete()?;
            Ok(())
        }
        fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
            error.details()?;
            error.protocol()?;
            // Called again once.
            match self.0.fetch_add(1, Ordering::Relaxed) {
                0 => Err(Error::other("later")),
                _ => job.resume(),
            }
        }
        fn job_modification(&self, job: &Job) -> Result<()> {
            for file in job.files()? {
                let file = file?;
                assert!(!file.remote_name()?.is_empty());
                file.ranges()?;
            }
            Ok(())
        }
    }

    let patience = Duration::from_secs(120);
    let service = Service::new();
    let (job, _) = service.manager().create_job("update").unwrap();
    job.add_file("http://example.test/a", "a").unwrap();
    let ranges = [FileRange::new(0, 1), FileRange::to_end(5)];
    job.add_file_with_ranges("http://example.test/b", "b", &ranges)
        .unwrap();
    job.subscribe(Finisher(Arc::default())).unwrap();
    job.resume().unwrap();
    let code = HRESULT(0x8019_0194_u32 as i32);
    service.fail(&job, ErrorContext::RemoteFile, code).unwrap();
    assert!(service.settle(patience));
    service.storm(&job, 4, 10).unwrap();
    service.finish(&job).unwrap();
    assert!(service.settle(patience));

    // A job that nobody ends, with a callback that owns it: the service's end frees both.
    let (kept, _) = service.manager().create_job("kept").unwrap();
    #[bits_callback]
    struct Owner(Job);
    impl BitsCallback for Owner {
        fn job_modification(&self, _: &Job) -> Result<()> {
            self.0.state().map(drop)
        }
    }
    kept.subscribe(Owner(kept.clone())).unwrap();
    kept.set_display_name("still there").unwrap();
    assert!(service.settle(patience));

    let service = DownloadService::new();
    let download = service.manager().create_download().unwrap();
    download.set_uri("http://example.test/a").unwrap();
    download.set_local_path("a").unwrap();
    let calls = Arc::default();
    let counting = Counting::new(&calls, &Arc::default(), true);
    download.subscribe(CountingDownload(counting)).unwrap();
    download.start().unwrap();
    service.finish(&download).unwrap();
    assert!(service.settle(patience));
    for download in service.manager().downloads().unwrap() {
        assert_eq!(download.unwrap().uri().unwrap(), "http://example.test/a");
    }
}

/// A reference that nobody releases: what memcheck has to find.
fn leak() {
    let counting = Counting::new(&Arc::default(), &Arc::default(), false);
    let callback = Raw::of(IBackgroundCopyCallback3::from(counting));
    std::mem::forget(callback.clone());
}

/// A reference that is released twice: what memcheck has to find.
fn use_after_free() {
    let counting = Counting::new(&Arc::default(), &Arc::default(), false);
    let callback = Raw::of(IBackgroundCopyCallback3::from(counting));
    callback.release();
    // Its drop is the second.
}

/// A callback that counts without atomics, against its promise: what helgrind has to find.
fn race() {
    #[bits_callback]
    struct Racing(Plain);

    struct Plain(UnsafeCell<u64>);

    // SAFETY: none: this is the race.
    unsafe impl Sync for Plain {}

    impl BitsCallback for Racing {
        fn job_transferred(&self, _: &Job) -> Result<()> {
            // SAFETY: none: this is the race.
            unsafe { *self.0.0.get() += 1 };
            Ok(())
        }
    }

    let callback = Raw::of(IBackgroundCopyCallback3::from(Racing(Plain(
        UnsafeCell::new(0),
    ))));
    on_each_thread(&[callback], |objects| {
        let job = Stub::new();
        for _ in 0..ROUNDS {
            assert_eq!(objects[0].job_transferred(&job), S_OK);
        }
    });
}
