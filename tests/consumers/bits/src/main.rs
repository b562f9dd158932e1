//! A callback on Wine's IDL of BITS, called through the bindings that comidl itself has of its own
//! IDL: two descriptions of one vtable.

#![deny(warnings)]

mod bits {
    comidl::include_idl!("bits");
}
mod served;

use std::sync::mpsc::{Sender, channel};

use bits::*;
use comidl::bindings as ours;
use comidl::{Error, HRESULT, IUnknown, Interface, Result};
use served::{Failure, File};
use windows_core::w;

const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);
const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
const E_UNEXPECTED: HRESULT = HRESULT(0x8000_ffff_u32 as i32);
const NOT_FOUND: HRESULT = HRESULT(0x8019_0194_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

#[comidl::callback(bits::BackgroundCopyCallback2)]
struct Teller(Sender<String>);

impl Teller {
    fn tell(&self, what: String) -> Result<()> {
        self.0.send(what).map_err(|_| Error::from(E_FAIL))
    }
}

impl bits::BackgroundCopyCallback2 for Teller {
    fn job_transferred(&self, _: &IBackgroundCopyJob) -> Result<()> {
        self.tell("transferred".into())
    }

    fn job_error(&self, _: &IBackgroundCopyJob, error: &IBackgroundCopyError) -> Result<()> {
        let (mut context, mut code) = (0, S_OK);
        // SAFETY: the error is alive, and there is room for both.
        let file = unsafe {
            error.GetError(&mut context, &mut code).ok()?;
            error.GetFile()?
        };
        let total = progress(&file)?.BytesTotal;
        self.tell(format!(
            "error {code:?} in context {context}, of {total} bytes"
        ))
    }

    fn job_modification(&self, _: &IBackgroundCopyJob, _: u32) -> Result<()> {
        panic!("nobody asked for this event");
    }

    fn file_transferred(&self, _: &IBackgroundCopyJob, file: &IBackgroundCopyFile) -> Result<()> {
        let file: IBackgroundCopyFile2 = file.cast()?;
        let before = progress(&file)?.BytesTransferred;
        // SAFETY: the file is alive.
        unsafe { file.SetRemoteName(w!("http://elsewhere.test/a.bin")).ok()? };
        let after = progress(&file)?.BytesTransferred;
        self.tell(format!("file renamed, from {before} letters to {after}"))
    }
}

fn progress(file: &IBackgroundCopyFile) -> Result<BG_FILE_PROGRESS> {
    let mut progress = BG_FILE_PROGRESS::default();
    // SAFETY: the file is alive.
    unsafe { file.GetProgress(&mut progress).ok()? };
    Ok(progress)
}

/// Returns a job. It is passed on, and never called.
fn job() -> ours::IBackgroundCopyJob {
    let unknown: IUnknown = IBackgroundCopyFile2::from(File::new("", 0)).into();
    // SAFETY: only the slots of `IUnknown` are called.
    unsafe { ours::IBackgroundCopyJob::from_raw(unknown.into_raw()) }
}

fn each_call_lands_in_its_method() {
    let (sender, receiver) = channel();
    let callback = IBackgroundCopyCallback2::from(Teller(sender));
    let callback: ours::IBackgroundCopyCallback2 = callback.cast().expect("the same IID");
    let file: ours::IBackgroundCopyFile = IBackgroundCopyFile2::from(File::new("x", 1))
        .cast()
        .expect("the same IID");
    let error: ours::IBackgroundCopyError = IBackgroundCopyError::from(Failure(NOT_FOUND))
        .cast()
        .expect("the same IID");
    // SAFETY: all objects are alive.
    unsafe {
        assert_eq!(callback.JobTransferred(&job()), S_OK);
        assert_eq!(callback.JobError(&job(), &error), S_OK);
        assert_eq!(callback.FileTransferred(&job(), &file), S_OK);
        assert_eq!(callback.JobTransferred(None), E_POINTER);
    }
    let told: Vec<String> = receiver.try_iter().collect();
    assert_eq!(
        told,
        [
            "transferred",
            "error HRESULT(0x80190194) in context 5, of 7 bytes",
            "file renamed, from 1 letters to 27",
        ]
    );
    drop(receiver);
    // SAFETY: all objects are alive.
    assert_eq!(unsafe { callback.JobTransferred(&job()) }, E_FAIL);
}

fn a_panic_stays_on_this_side() {
    let (sender, _receiver) = channel();
    let callback = IBackgroundCopyCallback2::from(Teller(sender));
    let callback: ours::IBackgroundCopyCallback = callback.cast().expect("the same IID");
    std::panic::set_hook(Box::new(|_| {}));
    // SAFETY: all objects are alive.
    let code = unsafe { callback.JobModification(&job(), 0) };
    drop(std::panic::take_hook());
    assert_eq!(code, E_UNEXPECTED);
}

fn both_descriptions_have_the_same_sizes() {
    assert_eq!(
        size_of::<BG_JOB_PROGRESS>(),
        size_of::<ours::BG_JOB_PROGRESS>()
    );
    assert_eq!(size_of::<BG_JOB_TIMES>(), size_of::<ours::BG_JOB_TIMES>());
    assert_eq!(
        size_of::<BG_FILE_PROGRESS>(),
        size_of::<ours::BG_FILE_PROGRESS>()
    );
    assert_eq!(
        size_of::<IBackgroundCopyJob4_Vtbl>(),
        size_of::<ours::IBackgroundCopyJob4_Vtbl>()
    );
}

fn main() {
    each_call_lands_in_its_method();
    a_panic_stays_on_this_side();
    both_descriptions_have_the_same_sizes();
    println!("every call lands in its method");
}
