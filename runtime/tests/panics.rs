//! A panic in a callback, wherever it comes from: the process lives, the service sees a failure,
//! the hook is told, and nothing leaks.
//!
//! One test with all cases in order: the hook is the process's.

mod common;

use comidl::bindings::{IBackgroundCopyCallback3, IDODownloadStatusCallback};
use comidl::bits::{BitsCallback, File, FileRange, Job, JobError};
use comidl::download::{Download, DownloadCallback, DownloadStatus};
use comidl::{Result, bits_callback, download_callback, set_panic_hook, take_panic_hook};
use common::*;
use std::panic::panic_any;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// The number of values that live. A panic that leaks leaves some alive.
static ALIVE: AtomicUsize = AtomicUsize::new(0);

/// Counts itself while it lives.
struct Counted;

impl Counted {
    fn new() -> Self {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The payload that a method throws.
#[derive(Clone, Copy)]
enum Throw {
    Literal,
    Formatted,
    Value,
    /// A value whose `Drop` panics.
    Bomb,
    /// A value whose `Drop` throws another like it, for ever.
    Hydra,
}

struct Bomb(#[allow(dead_code)] Counted);

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("the payload's drop");
    }
}

/// Not counted: its like can't all be dropped.
struct Hydra;

impl Drop for Hydra {
    fn drop(&mut self) {
        panic_any(Self);
    }
}

#[bits_callback]
struct Panicking {
    throw: Throw,
    in_drop: bool,
    _first: Counted,
    _second: Counted,
}

impl Panicking {
    fn new(throw: Throw, in_drop: bool) -> Self {
        Self {
            throw,
            in_drop,
            _first: Counted::new(),
            _second: Counted::new(),
        }
    }

    fn throw(&self) -> ! {
        let _local = Counted::new();
        match self.throw {
            Throw::Literal => panic!("in a method"),
            Throw::Formatted => panic!("{} a method", "in"),
            Throw::Value => panic_any(Counted::new()),
            Throw::Bomb => panic_any(Bomb(Counted::new())),
            Throw::Hydra => panic_any(Hydra),
        }
    }
}

impl BitsCallback for Panicking {
    fn job_transferred(&self, _: &Job) -> Result<()> {
        self.throw()
    }
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        self.throw()
    }
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.throw()
    }
    fn file_transferred(&self, _: &Job, _: &File) -> Result<()> {
        self.throw()
    }
    fn file_ranges_transferred(&self, _: &Job, _: &File, _: &[FileRange]) -> Result<()> {
        self.throw()
    }
}

impl Drop for Panicking {
    fn drop(&mut self) {
        if self.in_drop {
            self.throw();
        }
    }
}

/// A callback of downloads that does as the other.
#[download_callback]
struct PanickingDownload(Panicking);

impl DownloadCallback for PanickingDownload {
    fn on_status_change(&self, _: &Download, _: &DownloadStatus) -> Result<()> {
        self.0.throw()
    }
}

/// The reports to the hook: the method and the message.
type Seen = Arc<Mutex<Vec<(&'static str, Option<String>)>>>;

fn record() -> Seen {
    let seen = Seen::default();
    let log = seen.clone();
    set_panic_hook(move |panic| {
        assert!(
            panic.type_name().starts_with("panics::Panicking"),
            "{panic}"
        );
        log.lock()
            .unwrap()
            .push((panic.method(), panic.message().map(str::to_owned)));
    });
    seen
}

fn message(throw: Throw) -> Option<String> {
    matches!(throw, Throw::Literal | Throw::Formatted).then(|| "in a method".to_owned())
}

#[test]
fn a_panic_never_leaves_the_callback() {
    // The usual messages, hundreds of them, would hide what a failure of the test says.
    std::panic::set_hook(Box::new(|panic| {
        if thread::current().name() != Some("quiet") {
            eprintln!("{panic}");
        }
    }));
    thread::Builder::new()
        .name("quiet".to_owned())
        .spawn(every_case)
        .unwrap()
        .join()
        .unwrap();
}

fn every_case() {
    for throw in [
        Throw::Literal,
        Throw::Formatted,
        Throw::Value,
        Throw::Bomb,
        Throw::Hydra,
    ] {
        in_each_method(throw);
        in_drop(throw);
        of_a_download(throw);
    }
    on_a_foreign_thread();
    in_the_hook();
    without_a_hook();
    assert_eq!(ALIVE.load(Ordering::SeqCst), 0, "nothing leaks");
}

fn in_each_method(throw: Throw) {
    let seen = record();
    let callback = Raw::of(IBackgroundCopyCallback3::from(Panicking::new(throw, false)));
    let (job, other) = (Stub::new(), Stub::new());
    let calls: [(&str, &dyn Fn() -> i32); 5] = [
        ("JobTransferred", &|| callback.job_transferred(&job)),
        ("JobError", &|| callback.job_error(&job, &other)),
        ("JobModification", &|| callback.job_modification(&job)),
        ("FileTransferred", &|| {
            callback.file_transferred(&job, &other)
        }),
        ("FileRangesTransferred", &|| {
            callback.file_ranges_transferred(&job, &other, &[[0, 1]])
        }),
    ];
    for (method, call) in calls {
        // Twice: a panic leaves the callback usable.
        for _ in 0..2 {
            assert_eq!(call(), E_UNEXPECTED, "{method}");
            assert_eq!(
                std::mem::take(&mut *seen.lock().unwrap()),
                [(method, message(throw))]
            );
        }
    }
    assert_eq!((callback.count(), job.count(), other.count()), (1, 1, 1));
    drop(callback);
    assert!(seen.lock().unwrap().is_empty());
}

fn in_drop(throw: Throw) {
    let seen = record();
    let callback = Panicking::new(throw, true);
    let callback = std::mem::ManuallyDrop::new(Raw::of(IBackgroundCopyCallback3::from(callback)));
    assert_eq!(callback.release(), 0);
    assert_eq!(*seen.lock().unwrap(), [("Drop", message(throw))]);
}

fn of_a_download(throw: Throw) {
    let seen = record();
    let callback = PanickingDownload(Panicking::new(throw, true));
    let callback = Raw::of(IDODownloadStatusCallback::from(callback));
    let (download, status) = (Stub::new(), Status::default());
    for _ in 0..2 {
        assert_eq!(callback.on_status_change(&download, &status), E_UNEXPECTED);
    }
    drop(callback);
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    let message = message(throw);
    assert_eq!(
        seen,
        [
            ("OnStatusChange", message.clone()),
            ("OnStatusChange", message.clone()),
            ("Drop", message)
        ]
    );
    assert_eq!(download.count(), 1);
}

fn on_a_foreign_thread() {
    let seen = record();
    let callback = Raw::of(IBackgroundCopyCallback3::from(Panicking::new(
        Throw::Literal,
        false,
    )));
    let job = Stub::new();
    let calls: Vec<_> = thread::scope(|scope| {
        let call = || callback.job_modification(&job);
        let threads: Vec<_> = (0..4)
            .map(|_| {
                thread::Builder::new()
                    .name("quiet".to_owned())
                    .spawn_scoped(scope, call)
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.unwrap().join().unwrap())
            .collect()
    });
    assert_eq!(calls, [E_UNEXPECTED; 4]);
    assert_eq!(seen.lock().unwrap().len(), 4);
}

fn in_the_hook() {
    set_panic_hook(|_| panic_any(Bomb(Counted::new())));
    let callback = Raw::of(IBackgroundCopyCallback3::from(Panicking::new(
        Throw::Literal,
        false,
    )));
    assert_eq!(callback.job_transferred(&Stub::new()), E_UNEXPECTED);
}

fn without_a_hook() {
    let seen = record();
    // Who takes the hook can set it again.
    let hook = take_panic_hook().expect("a hook is set");
    assert!(take_panic_hook().is_none());
    set_panic_hook(move |fault| hook(fault));
    let callback = Raw::of(IBackgroundCopyCallback3::from(Panicking::new(
        Throw::Literal,
        false,
    )));
    assert_eq!(callback.job_transferred(&Stub::new()), E_UNEXPECTED);
    assert_eq!(seen.lock().unwrap().len(), 1);

    take_panic_hook();
    let callback = Raw::of(IBackgroundCopyCallback3::from(Panicking::new(
        Throw::Literal,
        false,
    )));
    assert_eq!(callback.job_transferred(&Stub::new()), E_UNEXPECTED);
}
