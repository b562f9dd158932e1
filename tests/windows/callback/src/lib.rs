//! A DLL for a C program that knows comidl only by COM: it makes objects of ours, and has us call
//! objects of its own.

mod drive;
mod reporter;
mod serve;

use comidl::bindings::{
    IBackgroundCopyCallback3, IBackgroundCopyError, IBackgroundCopyFile, IBackgroundCopyJob,
    IBackgroundCopyJob5, IDeliveryOptimizationJob,
};
use comidl::{Error, GUID, HRESULT, IUnknown, Interface, Result};
use reporter::Reporter;
use std::ffi::{CString, c_char, c_void};
use std::sync::atomic::AtomicU32;

/// The function by which the C program gets a line of text.
type Report = unsafe extern "C" fn(*const c_char);

fn say(report: Report, text: String) -> Result<()> {
    let text = CString::new(text).map_err(Error::other)?;
    // SAFETY: the function takes a string that lives for the call.
    unsafe { report(text.as_ptr()) };
    Ok(())
}

/// Makes a callback whose `job_error` fails as often as is said, and returns its only reference.
#[unsafe(no_mangle)]
extern "C" fn make_callback(report: Report, failures: u32) -> *mut c_void {
    let failures = AtomicU32::new(failures);
    IUnknown::from(Reporter { report, failures }).into_raw()
}

/// Makes a job of the service in the process, which holds to its interfaces by the generated
/// bindings alone; returns its `IBackgroundCopyJob`.
#[unsafe(no_mangle)]
extern "C" fn make_job() -> *mut c_void {
    serve::job().map_or(std::ptr::null_mut(), Interface::into_raw)
}

/// Makes an object that tells how its method is called.
#[unsafe(no_mangle)]
extern "C" fn make_delivery_job(report: Report) -> *mut c_void {
    IDeliveryOptimizationJob::from(serve::DeliveryJob { report }).into_raw()
}

/// Tells what a job has that the C program set, and whether its identifier is what C got.
///
/// # Safety
///
/// `job` is an `IBackgroundCopyJob5`, and `id` points to an identifier.
#[unsafe(no_mangle)]
unsafe extern "C" fn tell_job(job: *mut c_void, id: *const GUID, report: Report) -> HRESULT {
    // SAFETY: the contract above.
    let arguments = unsafe { IBackgroundCopyJob5::from_raw_borrowed(&job).zip(id.as_ref()) };
    code(arguments, |(job, id)| {
        // SAFETY: it writes an identifier.
        let is_same = *id == unsafe { job.GetId() }?;
        say(report, format!("{} {is_same}", drive::properties(job)?))
    })
}

/// Calls a job of the C program's through the generated bindings; returns the first failure.
///
/// # Safety
///
/// `job` is an `IBackgroundCopyJob5`.
#[unsafe(no_mangle)]
unsafe extern "C" fn drive_job(job: *mut c_void, report: Report) -> HRESULT {
    // SAFETY: the contract above.
    let job = unsafe { IBackgroundCopyJob5::from_raw_borrowed(&job) };
    code(job, |job| drive::job(job, report))
}

/// Calls an object of the C program's with 64 bits by value.
///
/// # Safety
///
/// `job` is an `IDeliveryOptimizationJob`.
#[unsafe(no_mangle)]
unsafe extern "C" fn drive_delivery_job(job: *mut c_void) -> HRESULT {
    // SAFETY: the contract above.
    let job = unsafe { IDeliveryOptimizationJob::from_raw_borrowed(&job) };
    code(job, drive::delivery_job)
}

/// Calls each slot of the C program's callback, through each version of the interface.
///
/// # Safety
///
/// All are what they are called; `callback` is an `IBackgroundCopyCallback3`.
#[unsafe(no_mangle)]
unsafe extern "C" fn drive_callback(
    callback: *mut c_void,
    job: *mut c_void,
    file: *mut c_void,
    error: *mut c_void,
    report: Report,
) -> HRESULT {
    // SAFETY: the contract above.
    let arguments = unsafe {
        IBackgroundCopyCallback3::from_raw_borrowed(&callback)
            .zip(IBackgroundCopyJob::from_raw_borrowed(&job))
            .zip(IBackgroundCopyFile::from_raw_borrowed(&file))
            .zip(IBackgroundCopyError::from_raw_borrowed(&error))
    };
    code(arguments, |(((callback, job), file), error)| {
        drive::callback(callback, job, file, error, report)
    })
}

/// Returns the code of a call for C; E_POINTER for arguments that must not be null and are.
fn code<T>(arguments: Option<T>, call: impl FnOnce(T) -> Result<()>) -> HRESULT {
    const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
    let result = arguments.ok_or(Error::from(E_POINTER)).and_then(call);
    result.map_or_else(|error| error.code(), |()| HRESULT(0))
}
