// Made by comidl 0.1.0 from DeliveryOptimization.idl, callbacks.webidl. Make it again instead of changing it.

use super::{File, FileRange, Job, JobError};
use crate::bindings::*;

::comidl::object::bitflags! {
    /// A set of events that a [`BitsCallback`] can want.
    ///
    /// Bits that have no name here are kept as they are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Notify: u32 {
        /// [`BitsCallback::job_transferred`]
        const JOB_TRANSFERRED = BG_NOTIFY_JOB_TRANSFERRED as u32;
        /// [`BitsCallback::job_error`]
        const JOB_ERROR = BG_NOTIFY_JOB_ERROR as u32;
        /// [`BitsCallback::job_modification`]
        const JOB_MODIFICATION = BG_NOTIFY_JOB_MODIFICATION as u32;
        /// [`BitsCallback::file_transferred`]
        const FILE_TRANSFERRED = BG_NOTIFY_FILE_TRANSFERRED as u32;
        /// [`BitsCallback::file_ranges_transferred`]
        const FILE_RANGES_TRANSFERRED = BG_NOTIFY_FILE_RANGES_TRANSFERRED as u32;
        const _ = !0;
    }
}
impl Notify {
    /// Every event that a [`BitsCallback`] has a method for.
    pub const EVENTS: Self = Self::empty().union(Self::JOB_TRANSFERRED).union(Self::JOB_ERROR).union(Self::JOB_MODIFICATION).union(Self::FILE_TRANSFERRED).union(Self::FILE_RANGES_TRANSFERRED);
}
impl ::comidl::object::Events for BitsCallbackChain {
    type Flags = Notify;
}
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
///         job.complete()?;
///         Ok(())
///     }
///     fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
///         eprintln!("{error}");
///         job.cancel()?;
///         Ok(())
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
///
/// It is called by BITS and Delivery Optimization.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a callback for `IBackgroundCopyCallback3`",
    label = "`BitsCallback` isn't implemented for it",
    note = "say what it does with `impl BitsCallback for {Self}`: each method has a default, write those whose events you want"
)]
pub trait BitsCallback: ::comidl::object::Through<BitsCallbackChain, Chain = BitsCallbackChain> + 'static {
    /// The events that it wants.
    ///
    /// The attribute on the `impl` sets it to those whose methods are there. Without, it is all; an
    /// event that has no method is answered with `Ok`.
    const NOTIFY: Notify = Notify::EVENTS;
    /// All files of the job have arrived. They get their names with [`Job::complete`]; until then
    /// they are hidden, and go away with [`Job::cancel`], or by themselves after 30 days
    /// (Delivery Optimization) or 90 (BITS).
    fn job_transferred(&self, job: &Job) -> ::comidl::Result<()> {
        let _ = job;
        Ok(())
    }
    /// The job stopped for an error that won't pass by itself; it waits for [`Job::resume`],
    /// [`Job::complete`] (which keeps the files that are whole) or [`Job::cancel`]. Errors that
    /// pass aren't reported.
    ///
    /// It is called again, later, until it returns `Ok`.
    fn job_error(&self, job: &Job, error: &JobError) -> ::comidl::Result<()> {
        let _ = (job, error);
        Ok(())
    }
    /// Something of the job changed: its state, its progress, a property. It may come often, and
    /// several changes may share one call: what changed is to be asked of the job.
    ///
    /// A change that the callback makes itself is a modification too; making one on each call never
    /// ends.
    fn job_modification(&self, job: &Job) -> ::comidl::Result<()> {
        let _ = job;
        Ok(())
    }
    /// One file of the job has arrived; it isn't in its place before the job is complete.
    fn file_transferred(&self, job: &Job, file: &File) -> ::comidl::Result<()> {
        let _ = (job, file);
        Ok(())
    }
    /// Ranges of a file that was requested in ranges have arrived, and can be read from the
    /// temporary file ([`File::temporary_name`]). BITS of Windows 10 and later, for downloads;
    /// Delivery Optimization refuses the flag.
    fn file_ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) -> ::comidl::Result<()> {
        let _ = (job, file, ranges);
        Ok(())
    }
}
impl<T: BitsCallback> BitsCallback for ::std::sync::Arc<T> {
    const NOTIFY: Notify = T::NOTIFY;
    fn job_transferred(&self, job: &Job) -> ::comidl::Result<()> {
        T::job_transferred(self, job)
    }
    fn job_error(&self, job: &Job, error: &JobError) -> ::comidl::Result<()> {
        T::job_error(self, job, error)
    }
    fn job_modification(&self, job: &Job) -> ::comidl::Result<()> {
        T::job_modification(self, job)
    }
    fn file_transferred(&self, job: &Job, file: &File) -> ::comidl::Result<()> {
        T::file_transferred(self, job, file)
    }
    fn file_ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) -> ::comidl::Result<()> {
        T::file_ranges_transferred(self, job, file, ranges)
    }
}
/// `IBackgroundCopyCallback3` and what it derives from, over a [`BitsCallback`].
#[doc(hidden)]
#[derive(Debug)]
pub struct BitsCallbackChain(());
// SAFETY: the class is made for `P`; its vtable is `IBackgroundCopyCallback3`'s, on the IUnknown of `P` where it has
// one, and the IIDs are those of the interfaces that it derives from.
unsafe impl<P: ::comidl::object::Place> ::comidl::object::Chain<P> for BitsCallbackChain
where
    P::Value: BitsCallback,
{
    type Interface = IBackgroundCopyCallback3;
    type Vtable = IBackgroundCopyCallback3_Vtbl;
    const CLASS: &'static ::comidl::object::Class<IBackgroundCopyCallback3_Vtbl> = &::comidl::object::Class::new::<P>(
        &[<IBackgroundCopyCallback as windows_core::Interface>::IID, <IBackgroundCopyCallback2 as windows_core::Interface>::IID, <IBackgroundCopyCallback3 as windows_core::Interface>::IID],
        IBackgroundCopyCallback3_Vtbl {
            base__: IBackgroundCopyCallback2_Vtbl {
                base__: IBackgroundCopyCallback_Vtbl {
                    base__: P::UNKNOWN,
                    JobTransferred: Self::job_transferred::<P>,
                    JobError: Self::job_error::<P>,
                    JobModification: Self::job_modification::<P>,
                },
                FileTransferred: Self::file_transferred::<P>,
            },
            FileRangesTransferred: Self::file_ranges_transferred::<P>,
        }
    );
}
const _: () = assert!(
    core::mem::size_of::<FileRange>() == core::mem::size_of::<BG_FILE_RANGE>()
        && core::mem::align_of::<FileRange>() == core::mem::align_of::<BG_FILE_RANGE>()
);
impl<T> ::comidl::object::Link<T, 0> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback3;
}
impl<T> ::comidl::object::Link<T, 1> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback2;
}
impl<T> ::comidl::object::Link<T, 2> for BitsCallbackChain {
    type Interface = IBackgroundCopyCallback;
}
impl ::comidl::object::Serves<IBackgroundCopyCallback3> for BitsCallbackChain {}
impl ::comidl::object::Serves<IBackgroundCopyCallback2> for BitsCallbackChain {}
impl ::comidl::object::Serves<IBackgroundCopyCallback> for BitsCallbackChain {}
#[doc(hidden)]
#[macro_export]
macro_rules! __comidl_comidl_BitsCallback {
    ($($call:tt)*) => {
        ::comidl::expand_callback! { {3 + 0 NOTIFY { job_transferred: JOB_TRANSFERRED, job_error: JOB_ERROR, job_modification: JOB_MODIFICATION, file_transferred: FILE_TRANSFERRED, file_ranges_transferred: FILE_RANGES_TRANSFERRED }} $($call)* }
    };
}
#[doc(hidden)]
pub use __comidl_comidl_BitsCallback as BitsCallback;
// The slots. By COM's rules for `this` and by the interface's contract for the rest:
//
// - `this` is the interface pointer at the place `P` of an object, to which the caller holds a
//   reference;
// - a pointer is null, maybe against the contract, or good for the call, for as many values as the
//   contract says.
//
// A null that the contract doesn't allow is refused before anything is called.
impl BitsCallbackChain {
    unsafe extern "system" fn job_transferred<P: ::comidl::object::Place<Value: BitsCallback>>(this: *mut core::ffi::c_void, job: *mut core::ffi::c_void) -> windows_core::HRESULT {
        // SAFETY: see above.
        unsafe {
            let Some(job) = <Job as ::comidl::object::Borrow>::borrow(&job) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("JobTransferred", "pJob"); &REFUSAL });
            };
            ::comidl::object::call::<P>(this, "JobTransferred", |callback__| {
                <P::Value as BitsCallback>::job_transferred(callback__, job)
            })
        }
    }
    unsafe extern "system" fn job_error<P: ::comidl::object::Place<Value: BitsCallback>>(this: *mut core::ffi::c_void, job: *mut core::ffi::c_void, error: *mut core::ffi::c_void) -> windows_core::HRESULT {
        // SAFETY: see above.
        unsafe {
            let Some(job) = <Job as ::comidl::object::Borrow>::borrow(&job) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("JobError", "pJob"); &REFUSAL });
            };
            let Some(error) = <JobError as ::comidl::object::Borrow>::borrow(&error) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("JobError", "pError"); &REFUSAL });
            };
            ::comidl::object::call::<P>(this, "JobError", |callback__| {
                <P::Value as BitsCallback>::job_error(callback__, job, error)
            })
        }
    }
    unsafe extern "system" fn job_modification<P: ::comidl::object::Place<Value: BitsCallback>>(this: *mut core::ffi::c_void, job: *mut core::ffi::c_void, _: u32) -> windows_core::HRESULT {
        // SAFETY: see above.
        unsafe {
            let Some(job) = <Job as ::comidl::object::Borrow>::borrow(&job) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("JobModification", "pJob"); &REFUSAL });
            };
            ::comidl::object::call::<P>(this, "JobModification", |callback__| {
                <P::Value as BitsCallback>::job_modification(callback__, job)
            })
        }
    }
    unsafe extern "system" fn file_transferred<P: ::comidl::object::Place<Value: BitsCallback>>(this: *mut core::ffi::c_void, job: *mut core::ffi::c_void, file: *mut core::ffi::c_void) -> windows_core::HRESULT {
        // SAFETY: see above.
        unsafe {
            let Some(job) = <Job as ::comidl::object::Borrow>::borrow(&job) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("FileTransferred", "pJob"); &REFUSAL });
            };
            let Some(file) = <File as ::comidl::object::Borrow>::borrow(&file) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("FileTransferred", "pFile"); &REFUSAL });
            };
            ::comidl::object::call::<P>(this, "FileTransferred", |callback__| {
                <P::Value as BitsCallback>::file_transferred(callback__, job, file)
            })
        }
    }
    unsafe extern "system" fn file_ranges_transferred<P: ::comidl::object::Place<Value: BitsCallback>>(this: *mut core::ffi::c_void, job: *mut core::ffi::c_void, file: *mut core::ffi::c_void, range_count: u32, ranges: *const BG_FILE_RANGE) -> windows_core::HRESULT {
        // SAFETY: see above.
        unsafe {
            let range_count = range_count as usize;
            let Some(job) = <Job as ::comidl::object::Borrow>::borrow(&job) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("FileRangesTransferred", "job"); &REFUSAL });
            };
            let Some(file) = <File as ::comidl::object::Borrow>::borrow(&file) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("FileRangesTransferred", "file"); &REFUSAL });
            };
            let Some(ranges) = ::comidl::object::slice(ranges.cast::<FileRange>(), range_count) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("FileRangesTransferred", "ranges"); &REFUSAL });
            };
            ::comidl::object::call::<P>(this, "FileRangesTransferred", |callback__| {
                <P::Value as BitsCallback>::file_ranges_transferred(callback__, job, file, ranges)
            })
        }
    }
}
impl<T> ::core::convert::From<T> for IBackgroundCopyCallback3
where
    T: ::comidl::object::IntoObject<Interfaces: ::comidl::object::Serves<IBackgroundCopyCallback3>>,
{
    #[inline]
    fn from(value: T) -> Self {
        ::comidl::object::into_interface(value)
    }
}
impl<T> ::core::convert::From<T> for IBackgroundCopyCallback2
where
    T: ::comidl::object::IntoObject<Interfaces: ::comidl::object::Serves<IBackgroundCopyCallback2>>,
{
    #[inline]
    fn from(value: T) -> Self {
        ::comidl::object::into_interface(value)
    }
}
impl<T> ::core::convert::From<T> for IBackgroundCopyCallback
where
    T: ::comidl::object::IntoObject<Interfaces: ::comidl::object::Serves<IBackgroundCopyCallback>>,
{
    #[inline]
    fn from(value: T) -> Self {
        ::comidl::object::into_interface(value)
    }
}
