//! The time that calls of a callback take through its interface:
//! `cargo bench -p comidl --bench callback`. `bash tests/bench.sh` compares it with other libraries.

use std::ffi::c_void;
use std::sync::atomic::{AtomicU64, Ordering};

use comidl::bindings::{IBackgroundCopyCallback2, IBackgroundCopyCallback3, IBackgroundCopyJob};
use comidl::bits::{BitsCallback, Job};
use comidl::{GUID, HRESULT, Interface, Result, bits_callback};
use divan::{Bencher, black_box};

#[bits_callback]
#[derive(Default)]
struct Counter {
    modifications: AtomicU64,
}

impl BitsCallback for Counter {
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.modifications.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

fn main() {
    divan::main();
}

fn callback() -> IBackgroundCopyCallback3 {
    black_box(Counter::default().into())
}

#[divan::bench]
fn call(bencher: Bencher<'_, '_>) {
    let callback = callback();
    let slot = callback.vtable().base__.base__.JobModification;
    // The callback doesn't call the job, so any object will do.
    let job: *mut c_void = callback.as_raw();
    // SAFETY: the callback lives, and takes the job for its address only.
    bencher.bench_local(|| unsafe { slot(callback.as_raw(), black_box(job), 0) });
}

#[divan::bench]
fn add_ref_and_release(bencher: Bencher<'_, '_>) {
    let callback = callback();
    bencher.bench_local(|| drop(black_box(callback.clone())));
}

#[divan::bench]
fn query_interface(bencher: Bencher<'_, '_>) {
    let callback = callback();
    bencher.bench_local(|| callback.cast::<IBackgroundCopyCallback2>());
}

#[divan::bench]
fn query_interface_for_what_is_not_there(bencher: Bencher<'_, '_>) {
    let callback = callback();
    let slot = callback.vtable().base__.base__.base__.QueryInterface;
    let iid: GUID = IBackgroundCopyJob::IID;
    bencher.bench_local(|| -> HRESULT {
        let mut found = std::ptr::null_mut();
        // SAFETY: the callback lives, and both pointers are good.
        unsafe { slot(callback.as_raw(), black_box(&iid), &mut found) }
    });
}

#[divan::bench]
fn make_and_drop() {
    drop(callback());
}
