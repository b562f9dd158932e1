//! What a program implements to be told of a download's progress, and the slot that calls it.

use super::{Download, DownloadStatus};
use crate::Result;
use crate::bindings::{
    DO_DOWNLOAD_STATUS, IDODownloadStatusCallback, IDODownloadStatusCallback_Vtbl,
};
use crate::call::Borrow;
use crate::object::{Chain, Class, Link, Through, UNKNOWN, call, refuse_null};
use std::ffi::c_void;
use std::sync::Arc;
use windows_core::{HRESULT, Interface};

/// What is called about a download that it was [subscribed](Download::subscribe) to.
///
/// ```
/// use comidl::download::{Download, DownloadCallback, DownloadState, DownloadStatus};
/// use comidl::{Result, download_callback};
///
/// #[download_callback]
/// struct Finisher;
///
/// impl DownloadCallback for Finisher {
///     fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
///         if let Some(error) = status.error() {
///             eprintln!("{error}");
///             return download.abort();
///         }
///         match status.state() {
///             DownloadState::Transferred => download.finalize(),
///             _ => Ok(()),
///         }
///     }
/// }
/// ```
///
/// # What the service promises
///
/// - **Threads.** The calls come on threads of the service's choosing, in the multithreaded
///   apartment, never on one of the program's, and maybe several at a time: hence `Send + Sync`.
/// - **Lifetimes.** The download and the status of a call are borrowed for the call. [`Clone`]
///   keeps the download; the status can be copied. The callback itself lives until the service and
///   everyone else released it: hence `'static`. It is dropped on the thread that releases it last.
/// - **Results.** Nobody would want to know of an `Err`: it goes to the service and no further.
/// - **Panics** are caught; see [`set_panic_hook`](crate::set_panic_hook).
/// - The registration isn't kept over a restart of the program; see [`Download::subscribe`].
///
/// The facts are from the reference of `IDODownloadStatusCallback` (`deliveryoptimization.h`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a callback of downloads",
    label = "`DownloadCallback` isn't implemented for it",
    note = "say what it does with `impl DownloadCallback for {Self}`"
)]
pub trait DownloadCallback:
    Send + Sync + Through<DownloadCallbackChain, Chain = DownloadCallbackChain> + 'static
{
    /// The state of the download changed, or some more of it has arrived: how much more, or how
    /// much later, is for [`set_callback_percent`](Download::set_callback_percent) and
    /// [`set_callback_interval`](Download::set_callback_interval) to say. `status` is as it was
    /// when the service called.
    fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()>;
}

/// A callback that the program keeps a hand on.
impl<T: DownloadCallback> DownloadCallback for Arc<T> {
    fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
        T::on_status_change(self, download, status)
    }
}

/// IDODownloadStatusCallback, over a [`DownloadCallback`]; for generated code.
pub struct DownloadCallbackChain(());

// SAFETY: the class is made for `T`; its vtable is IDODownloadStatusCallback's, on UNKNOWN, and the
// IID is that interface's.
unsafe impl<T: DownloadCallback> Chain<T> for DownloadCallbackChain {
    type Interface = IDODownloadStatusCallback;
    type Vtable = IDODownloadStatusCallback_Vtbl;

    const CLASS: &'static Class<IDODownloadStatusCallback_Vtbl> = &Class::new::<T>(
        &[IDODownloadStatusCallback::IID],
        IDODownloadStatusCallback_Vtbl {
            base__: UNKNOWN,
            OnStatusChange: on_status_change::<T>,
        },
    );
}

impl<T> Link<T, 0> for DownloadCallbackChain {
    type Interface = IDODownloadStatusCallback;
}

/// What the attributes have to know of the trait.
#[doc(hidden)]
#[macro_export]
macro_rules! __comidl_DownloadCallback {
    ($($call:tt)*) => {
        ::comidl::expand_callback! { {1} $($call)* }
    };
}
#[doc(hidden)]
pub use __comidl_DownloadCallback as DownloadCallback;

/// The slot. Each null is refused before anything is called.
///
/// # Safety
///
/// `this` is the interface pointer of an object of this chain over `T`, to which the caller holds a
/// reference; `download` and `status` are null, against the interface's contract, or good for the
/// call.
unsafe extern "system" fn on_status_change<T: DownloadCallback>(
    this: *mut c_void,
    download: *mut c_void,
    status: *const DO_DOWNLOAD_STATUS,
) -> HRESULT {
    // SAFETY: the contract above; a DownloadStatus is a DO_DOWNLOAD_STATUS.
    unsafe {
        let status = status.cast::<DownloadStatus>().as_ref();
        let (Some(download), Some(status)) = (Download::borrow(&download), status) else {
            return refuse_null();
        };
        call(this, "OnStatusChange", |callback: &T| {
            callback.on_status_change(download, status)
        })
    }
}
