//! The subscription to a download's progress.

use super::{Download, DownloadCallback, DownloadCallbackChain, DownloadProperty};
use crate::object::{self, Shared};
use crate::{Agile, Result, Value};
use std::time::Duration;
use windows_core::IUnknown;

impl Download {
    /// Subscribes `callback` to the progress, in place of the callback before.
    ///
    /// The service keeps the callback until it is [unsubscribed](Self::unsubscribe), replaced, or
    /// the download is gone, and no longer than this process lives. A program that finds its
    /// downloads again when it starts has to subscribe again:
    ///
    /// ```no_run
    /// # use comidl::download::{DownloadCallback, Manager};
    /// # fn restart(callback: impl DownloadCallback + Clone + Send + Sync) -> comidl::Result<()> {
    /// for download in Manager::connect()?.downloads()? {
    ///     download?.subscribe(callback.clone())?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// It is the property `DODownloadProperty_CallbackInterface`.
    ///
    /// # Errors
    ///
    /// As those of [`set_callback_interface`](Self::set_callback_interface).
    pub fn subscribe<C: DownloadCallback + Send + Sync>(&self, callback: C) -> Result<()> {
        let callback = object::create_agile::<DownloadCallbackChain, Shared<C>, _>(callback);
        self.set_callback_interface(Some(&callback))
    }

    /// Ends the subscription: the callback gets no more calls, and the service releases it, once the
    /// calls under way have returned.
    ///
    /// # Errors
    ///
    /// As those of [`set_callback_interface`](Self::set_callback_interface).
    pub fn unsubscribe(&self) -> Result<()> {
        self.set_callback_interface(None)
    }

    /// Sets the callback, an object with `IDODownloadStatusCallback`; `None` for no callback
    /// (`DODownloadProperty_CallbackInterface`). The service calls it on threads of its own, hence
    /// [`Agile`].
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an object without the interface.
    pub fn set_callback_interface(&self, callback: Option<&Agile<IUnknown>>) -> Result<()> {
        self.set_interface(DownloadProperty::CallbackInterface, callback)
    }

    /// Sets how often the callback is called: each time that `percent` more of the download has arrived
    /// (`DODownloadProperty_CallbackFreqPercent`).
    ///
    /// # Errors
    ///
    /// As those of [`set_property`](Self::set_property).
    pub fn set_callback_percent(&self, percent: u32) -> Result<()> {
        let percent = Value::U32(percent);
        self.set_property(DownloadProperty::CallbackFreqPercent, &percent)
    }

    /// Sets the time between two calls of the callback, in whole seconds
    /// (`DODownloadProperty_CallbackFreqSeconds`). A new download has one second.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for more seconds than fit 32 bits.
    pub fn set_callback_interval(&self, interval: Duration) -> Result<()> {
        self.set_seconds(DownloadProperty::CallbackFreqSeconds, interval)
    }
}
