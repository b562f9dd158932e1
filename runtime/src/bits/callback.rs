//! What a program implements to be told of a job's events, and the slots that call it.

use super::{File, FileRange, Job, JobError, Notify};
use crate::Result;
use crate::bindings::{
    BG_FILE_RANGE, IBackgroundCopyCallback, IBackgroundCopyCallback_Vtbl, IBackgroundCopyCallback2,
    IBackgroundCopyCallback2_Vtbl, IBackgroundCopyCallback3, IBackgroundCopyCallback3_Vtbl,
};
use crate::call::Borrow;
use crate::object::{Chain, Class, Events, Link, Through, UNKNOWN, call, refuse_null};
use std::ffi::c_void;
use std::sync::Arc;
use windows_core::{GUID, HRESULT, Interface};

/// What is called about a job that it was [subscribed](Job::subscribe) to.
///
/// ```
/// use comidl::bits::{BitsCallback, Job, JobError};
/// use comidl::{Result, bits_callback};
///
/// #[bits_callback]
/// struct Finisher;
///
/// #[bits_callback]
/// impl BitsCallback for Finisher {
///     fn job_transferred(&self, job: &Job) -> Result<()> {
///         job.complete()
///     }
///     fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
///         eprintln!("{error}");
///         job.cancel()
///     }
/// }
/// ```
///
/// # What the services promise
///
/// - **Threads.** The calls come on threads of the service's choosing, in the multithreaded
///   apartment, never on one of the program's, and maybe several at a time: hence `Send + Sync`.
/// - **Lifetimes.** The job, error and file of a call are borrowed for the call. [`Clone`] keeps
///   one. The callback itself lives until the service and everyone else released it: hence
///   `'static`. It is dropped on the thread that releases it last.
/// - **Results.** From [`job_error`](Self::job_error) an `Err` means: call again later. The other
///   methods have nobody who would want to know; an `Err` goes to the service and no further.
/// - **Panics** are caught; see [`set_panic_hook`](crate::set_panic_hook).
/// - The registration isn't kept over a restart of the program; see
///   [`Manager::resubscribe`](super::Manager::resubscribe).
///
/// The facts are from the references of `IBackgroundCopyCallback` (`bits.h`), `…Callback2`
/// (`bits3_0.h`) and `…Callback3` (`bits10_1.h`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a BITS callback",
    label = "`BitsCallback` isn't implemented for it",
    note = "say what it does with `impl BitsCallback for {Self}`: each method has a default, write those whose events you want"
)]
pub trait BitsCallback:
    Send + Sync + Through<BitsCallbackChain, Chain = BitsCallbackChain> + 'static
{
    /// The events that it wants.
    ///
    /// `#[bits_callback]` on the `impl` sets it to those whose methods are there. Without, it is all
    /// five; an event that has no method is answered with `Ok`.
    const NOTIFY: Notify = Notify::EVENTS;

    /// All files of the job have arrived. They get their names with [`Job::complete`]; until then
    /// they are hidden, and go away with [`Job::cancel`], or by themselves after 30 days
    /// (Delivery Optimization) or 90 (BITS).
    fn job_transferred(&self, job: &Job) -> Result<()> {
        let _ = job;
        Ok(())
    }

    /// The job stopped for an error that won't pass by itself; it waits for [`Job::resume`],
    /// [`Job::complete`] (which keeps the files that are whole) or [`Job::cancel`]. Errors that
    /// pass aren't reported.
    ///
    /// It is called again, at an interval of the service's choosing, until it returns `Ok`.
    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        let _ = (job, error);
        Ok(())
    }

    /// Something of the job changed: its state, its progress, a property. It may come often, and
    /// several changes may share one call: what changed is to be asked of the job.
    ///
    /// A change that the callback makes itself is a modification too; making one on each call never
    /// ends.
    fn job_modification(&self, job: &Job) -> Result<()> {
        let _ = job;
        Ok(())
    }

    /// One file of the job has arrived; it isn't in its place before the job is complete.
    fn file_transferred(&self, job: &Job, file: &File) -> Result<()> {
        let _ = (job, file);
        Ok(())
    }

    /// Ranges of a file that was requested in ranges have arrived, and can be read from the
    /// temporary file ([`File::temporary_name`]). BITS of Windows 10 and later, for downloads.
    fn file_ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        let _ = (job, file, ranges);
        Ok(())
    }
}

/// A callback that the program keeps a hand on.
impl<T: BitsCallback> BitsCallback for Arc<T> {
    const NOTIFY: Notify = T::NOTIFY;

    fn job_transferred(&self, job: &Job) -> Result<()> {
        T::job_transferred(self, job)
    }

    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        T::job_error(self, job, error)
    }

    fn job_modification(&self, job: &Job) -> Result<()> {
        T::job_modification(self, job)
    }

    fn file_transferred(&self, job: &Job, file: &File) -> Result<()> {
        T::file_transferred(self, job, file)
    }

    fn file_ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        T::file_ranges_transferred(self, job, file, ranges)
    }
}

/// IBackgroundCopyCallback3 and what it derives from, over a [`BitsCallback`]; for generated code.
pub struct BitsCallbackChain(());

// SAFETY: the class is made for `T`; its vtable is IBackgroundCopyCallback3's, on UNKNOWN, and the
// IIDs are those of the interfaces that it derives from.
unsafe impl<T: BitsCallback> Chain<T> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback3;
    type Vtable = IBackgroundCopyCallback3_Vtbl;

    const CLASS: &'static Class<IBackgroundCopyCallback3_Vtbl> = &Class::new::<T>(
        IIDS,
        IBackgroundCopyCallback3_Vtbl {
            base__: IBackgroundCopyCallback2_Vtbl {
                base__: IBackgroundCopyCallback_Vtbl {
                    base__: UNKNOWN,
                    JobTransferred: job_transferred::<T>,
                    JobError: job_error::<T>,
                    JobModification: job_modification::<T>,
                },
                FileTransferred: file_transferred::<T>,
            },
            FileRangesTransferred: file_ranges_transferred::<T>,
        },
    );
}

impl Events for BitsCallbackChain {
    type Flags = Notify;
}

impl<T> Link<T, 0> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback3;
}

impl<T> Link<T, 1> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback2;
}

impl<T> Link<T, 2> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback;
}

/// What the attributes have to know of the trait.
#[doc(hidden)]
#[macro_export]
macro_rules! __comidl_BitsCallback {
    ($($call:tt)*) => {
        ::comidl::expand_callback! {
            {3 NOTIFY {
                job_transferred: JOB_TRANSFERRED,
                job_error: JOB_ERROR,
                job_modification: JOB_MODIFICATION,
                file_transferred: FILE_TRANSFERRED,
                file_ranges_transferred: FILE_RANGES_TRANSFERRED,
            }}
            $($call)*
        }
    };
}
#[doc(hidden)]
pub use __comidl_BitsCallback as BitsCallback;

const IIDS: &[GUID] = &[
    IBackgroundCopyCallback::IID,
    IBackgroundCopyCallback2::IID,
    IBackgroundCopyCallback3::IID,
];

// The slots. By COM's rules for `this` and by the interfaces' contracts for the rest:
//
// - `this` is the interface pointer of an object of this chain over `T`, to which the caller holds
//   a reference;
// - an interface pointer is null, against the contract, or good for the call;
// - `ranges` points to `count` ranges, or is null.
//
// Each null is refused before anything is called.

unsafe extern "system" fn job_transferred<T: BitsCallback>(
    this: *mut c_void,
    job: *mut c_void,
) -> HRESULT {
    // SAFETY: see above.
    unsafe {
        let Some(job) = Job::borrow(&job) else {
            return refuse_null();
        };
        call(this, "JobTransferred", |callback: &T| {
            callback.job_transferred(job)
        })
    }
}

unsafe extern "system" fn job_error<T: BitsCallback>(
    this: *mut c_void,
    job: *mut c_void,
    error: *mut c_void,
) -> HRESULT {
    // SAFETY: see above.
    unsafe {
        let (Some(job), Some(error)) = (Job::borrow(&job), JobError::borrow(&error)) else {
            return refuse_null();
        };
        call(this, "JobError", |callback: &T| {
            callback.job_error(job, error)
        })
    }
}

unsafe extern "system" fn job_modification<T: BitsCallback>(
    this: *mut c_void,
    job: *mut c_void,
    _reserved: u32,
) -> HRESULT {
    // SAFETY: see above.
    unsafe {
        let Some(job) = Job::borrow(&job) else {
            return refuse_null();
        };
        call(this, "JobModification", |callback: &T| {
            callback.job_modification(job)
        })
    }
}

unsafe extern "system" fn file_transferred<T: BitsCallback>(
    this: *mut c_void,
    job: *mut c_void,
    file: *mut c_void,
) -> HRESULT {
    // SAFETY: see above.
    unsafe {
        let (Some(job), Some(file)) = (Job::borrow(&job), File::borrow(&file)) else {
            return refuse_null();
        };
        call(this, "FileTransferred", |callback: &T| {
            callback.file_transferred(job, file)
        })
    }
}

unsafe extern "system" fn file_ranges_transferred<T: BitsCallback>(
    this: *mut c_void,
    job: *mut c_void,
    file: *mut c_void,
    count: u32,
    ranges: *const BG_FILE_RANGE,
) -> HRESULT {
    // SAFETY: see above; a FileRange is a BG_FILE_RANGE.
    unsafe {
        let (Some(job), Some(file)) = (Job::borrow(&job), File::borrow(&file)) else {
            return refuse_null();
        };
        let ranges = match count {
            0 => &[],
            _ if ranges.is_null() => return refuse_null(),
            _ => std::slice::from_raw_parts(ranges.cast::<FileRange>(), count as usize),
        };
        call(this, "FileRangesTransferred", |callback: &T| {
            callback.file_ranges_transferred(job, file, ranges)
        })
    }
}
