//! A DLL with a callback, for a C program that knows comidl only by COM: it makes a callback of
//! ours, and has us call an object of its own.

use comidl::bindings::{
    BITS_JOB_PROPERTY_ID_COST_FLAGS, BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE,
    BITS_JOB_PROPERTY_NOTIFICATION_CLSID, BITS_JOB_PROPERTY_VALUE, IBackgroundCopyJob5,
};
use comidl::bits::{BitsCallback, File, FileRange, Job, JobError};
use comidl::{Error, GUID, HRESULT, IUnknown, Interface, Result, bits_callback};
use std::ffi::{CString, c_char, c_void};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU32, Ordering};

/// What the C program is told with: a line of text.
type Report = unsafe extern "C" fn(*const c_char);

/// Reports each call with all that it can learn of its arguments.
#[bits_callback]
struct Reporter {
    report: Report,
    /// How often `job_error` still fails.
    failures: AtomicU32,
}

impl Reporter {
    fn report(&self, text: String) -> Result<()> {
        let text = CString::new(text).map_err(Error::other)?;
        // SAFETY: the function takes a string that lives for the call.
        unsafe { (self.report)(text.as_ptr()) };
        Ok(())
    }
}

fn describe(job: &Job) -> Result<String> {
    let progress = job.progress()?;
    Ok(format!(
        "{} {} {:?}/{}",
        job.id()?,
        job.display_name()?,
        progress.bytes_total,
        progress.bytes_transferred
    ))
}

#[bits_callback]
impl BitsCallback for Reporter {
    fn job_transferred(&self, job: &Job) -> Result<()> {
        self.report(format!("JobTransferred {}", describe(job)?))
    }

    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        let (context, code) = error.details()?;
        let code = code.code().0;
        self.report(format!("JobError {} {context:?} {code:#x}", describe(job)?))?;
        let fail = |left: u32| left.checked_sub(1);
        let failed = (self.failures).fetch_update(Ordering::SeqCst, Ordering::SeqCst, fail);
        match failed {
            Ok(_) => Err(Error::from(HRESULT(0x8007_0005_u32 as i32))),
            Err(_) => Ok(()),
        }
    }

    fn job_modification(&self, job: &Job) -> Result<()> {
        self.report(format!("JobModification {}", describe(job)?))
    }

    fn file_transferred(&self, job: &Job, file: &File) -> Result<()> {
        let text = format!("FileTransferred {} {}", describe(job)?, file.remote_name()?);
        self.report(text)
    }

    fn file_ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        let ranges: Vec<_> = ranges
            .iter()
            .map(|range| format!("{}+{:?}", range.offset(), range.length()))
            .collect();
        let (job, file) = (describe(job)?, file.local_name()?);
        self.report(format!(
            "FileRangesTransferred {job} {file} {}",
            ranges.join(",")
        ))
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        self.report("dropped".to_owned()).ok();
    }
}

/// Makes a callback whose `job_error` fails as often as is said, and returns its only reference.
#[unsafe(no_mangle)]
extern "C" fn make_callback(report: Report, failures: u32) -> *mut c_void {
    let failures = AtomicU32::new(failures);
    IUnknown::from(Reporter { report, failures }).into_raw()
}

/// Calls an object of the C program's through the generated bindings; returns the first failure.
///
/// # Safety
///
/// `job` is an `IBackgroundCopyJob5`, and stays the caller's.
#[unsafe(no_mangle)]
unsafe extern "C" fn drive_job(job: *mut c_void, report: Report) -> HRESULT {
    // SAFETY: the contract above; dropping it would release the caller's reference.
    let job = ManuallyDrop::new(unsafe { IBackgroundCopyJob5::from_raw(job) });
    match drive(&job, report) {
        Ok(()) => HRESULT(0),
        Err(error) => error.code(),
    }
}

const CLASS: GUID = GUID::from_u128(0x6a1fae95_21b8_46c4_a0c9_5d5fae106ef0);

fn drive(job: &IBackgroundCopyJob5, report: Report) -> Result<()> {
    let say = |text: String| {
        let text = CString::new(text).unwrap_or_default();
        // SAFETY: the function takes a string that lives for the call.
        unsafe { report(text.as_ptr()) };
    };
    let check = |code: HRESULT| {
        if code.is_ok() {
            Ok(())
        } else {
            Err(Error::from(code))
        }
    };
    let set = |id, value| {
        // SAFETY: the union holds what the property has.
        check(unsafe { job.SetProperty(id, value) })
    };
    let get = |id| {
        let mut value = BITS_JOB_PROPERTY_VALUE { Uint64: 0 };
        let code = (job.vtable().GetProperty, job.as_raw());
        // SAFETY: GetProperty writes the union.
        check(unsafe { (code.0)(code.1, id, &mut value) }).map(|()| value)
    };
    set(
        BITS_JOB_PROPERTY_ID_COST_FLAGS,
        BITS_JOB_PROPERTY_VALUE { Dword: 0x8000_0001 },
    )?;
    set(
        BITS_JOB_PROPERTY_NOTIFICATION_CLSID,
        BITS_JOB_PROPERTY_VALUE { ClsID: CLASS },
    )?;
    let size = 0x0123_4567_89AB_CDEF;
    set(
        BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE,
        BITS_JOB_PROPERTY_VALUE { Uint64: size },
    )?;
    // SAFETY: each property is read as what it has.
    let text = unsafe {
        format!(
            "{:#x} {:?} {:#x}",
            get(BITS_JOB_PROPERTY_ID_COST_FLAGS)?.Dword,
            get(BITS_JOB_PROPERTY_NOTIFICATION_CLSID)?.ClsID,
            get(BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE)?.Uint64
        )
    };
    say(text);

    // SAFETY: the C program's object, which may be called from any thread: there is but one.
    let job = unsafe { Job::from_raw(job.cast()?) };
    say(describe(&job)?);
    job.set_display_name("named by Rust")?;
    say(describe(&job)?);
    job.set_maximum_download_time(std::time::Duration::from_secs(77))?;
    say(format!("{:?}", job.maximum_download_time()?));
    Ok(())
}
