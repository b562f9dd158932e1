// Made by comidl 0.1.0 from DeliveryOptimization.idl, callbacks.webidl. Make it again instead of changing it.

use super::{Download, DownloadStatus};
use crate::bindings::*;

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
///
/// It is called by Delivery Optimization.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a callback for `IDODownloadStatusCallback`",
    label = "`DownloadCallback` isn't implemented for it",
    note = "say what it does with `impl DownloadCallback for {Self}`"
)]
pub trait DownloadCallback: ::comidl::object::Through<DownloadCallbackChain, Chain = DownloadCallbackChain> + 'static {
    /// `IDODownloadStatusCallback::OnStatusChange`
    ///
    /// Slot 3.
    fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> ::comidl::Result<()>;
}
impl<T: DownloadCallback> DownloadCallback for ::std::sync::Arc<T> {
    fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> ::comidl::Result<()> {
        T::on_status_change(self, download, status)
    }
}
/// `IDODownloadStatusCallback` and what it derives from, over a [`DownloadCallback`].
#[doc(hidden)]
#[derive(Debug)]
pub struct DownloadCallbackChain(());
// SAFETY: the class is made for `P`; its vtable is `IDODownloadStatusCallback`'s, on the IUnknown of `P` where it has
// one, and the IIDs are those of the interfaces that it derives from.
unsafe impl<P: ::comidl::object::Place> ::comidl::object::Chain<P> for DownloadCallbackChain
where
    P::Value: DownloadCallback,
{
    type Interface = IDODownloadStatusCallback;
    type Vtable = IDODownloadStatusCallback_Vtbl;
    const CLASS: &'static ::comidl::object::Class<IDODownloadStatusCallback_Vtbl> = &::comidl::object::Class::new::<P>(
        &[<IDODownloadStatusCallback as windows_core::Interface>::IID],
        IDODownloadStatusCallback_Vtbl {
            base__: P::UNKNOWN,
            OnStatusChange: Self::on_status_change::<P>,
        }
    );
}
const _: () = assert!(
    core::mem::size_of::<DownloadStatus>() == core::mem::size_of::<DO_DOWNLOAD_STATUS>()
        && core::mem::align_of::<DownloadStatus>() == core::mem::align_of::<DO_DOWNLOAD_STATUS>()
);
impl<T> ::comidl::object::Link<T, 0> for DownloadCallbackChain {
    type Interface = IDODownloadStatusCallback;
}
impl ::comidl::object::Serves<IDODownloadStatusCallback> for DownloadCallbackChain {}
#[doc(hidden)]
#[macro_export]
macro_rules! __comidl_comidl_DownloadCallback {
    ($($call:tt)*) => {
        ::comidl::expand_callback! { {1 + 0} $($call)* }
    };
}
#[doc(hidden)]
pub use __comidl_comidl_DownloadCallback as DownloadCallback;
// The slots. By COM's rules for `this` and by the interface's contract for the rest:
//
// - `this` is the interface pointer at the place `P` of an object, to which the caller holds a
//   reference;
// - a pointer is null, maybe against the contract, or good for the call, for as many values as the
//   contract says.
//
// A null that the contract doesn't allow is refused before anything is called.
impl DownloadCallbackChain {
    unsafe extern "system" fn on_status_change<P: ::comidl::object::Place<Value: DownloadCallback>>(this: *mut core::ffi::c_void, download: *mut core::ffi::c_void, status: *const DO_DOWNLOAD_STATUS) -> windows_core::HRESULT {
        // SAFETY: see above.
        unsafe {
            let Some(download) = <Download as ::comidl::object::Borrow>::borrow(&download) else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("OnStatusChange", "download"); &REFUSAL });
            };
            let Some(status) = status.cast::<DownloadStatus>().as_ref() else {
                return ::comidl::object::refuse_null(P::identity(this), { static REFUSAL: ::comidl::object::Refusal = ::comidl::object::Refusal::new("OnStatusChange", "status"); &REFUSAL });
            };
            ::comidl::object::call::<P>(this, "OnStatusChange", |callback__| {
                <P::Value as DownloadCallback>::on_status_change(callback__, download, status)
            })
        }
    }
}
impl IDODownloadStatusCallback {
    /// Makes an object of a closure, which any thread may call.
    pub fn from_fn<F>(function: F) -> Self
    where
        F: ::core::ops::Fn(&Download, &DownloadStatus) -> ::comidl::Result<()> + Send + Sync + 'static,
    {
        ::comidl::object::create::<DownloadCallbackChain, ::comidl::object::Shared<DownloadCallbackChainFn<F>>>(DownloadCallbackChainFn(function))
    }
    /// Makes an object of a closure that lives on this thread, as that of `#[comidl::callback(.., local)]`.
    pub fn from_local_fn<F>(function: F) -> Self
    where
        F: ::core::ops::Fn(&Download, &DownloadStatus) -> ::comidl::Result<()> + 'static,
    {
        ::comidl::object::create::<DownloadCallbackChain, ::comidl::object::Local<DownloadCallbackChainFn<F>>>(DownloadCallbackChainFn(function))
    }
}
struct DownloadCallbackChainFn<F>(F);
impl<F: ::core::ops::Fn(&Download, &DownloadStatus) -> ::comidl::Result<()> + 'static> DownloadCallback for DownloadCallbackChainFn<F> {
    fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> ::comidl::Result<()> {
        (self.0)(download, status)
    }
}
impl<T> ::core::convert::From<T> for IDODownloadStatusCallback
where
    T: ::comidl::object::IntoObject<Interfaces: ::comidl::object::Serves<IDODownloadStatusCallback>>,
{
    #[inline]
    fn from(value: T) -> Self {
        ::comidl::object::into_interface(value)
    }
}
