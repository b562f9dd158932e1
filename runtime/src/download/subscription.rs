//! Who is told of a download's progress.

use super::{Download, DownloadCallback, DownloadCallbackChain, DownloadProperty};
use crate::{Result, Value, object};
use std::time::Duration;
use windows_core::IUnknown;

impl Download {
    /// Has `callback` called, in place of whoever was called before.
    ///
    /// The service keeps the callback until it is [unsubscribed](Self::unsubscribe), replaced, or
    /// the download is gone, and no longer than this process lives. A program that finds its
    /// downloads again when it starts has to subscribe again:
    ///
    /// ```no_run
    /// # use comidl::download::{DownloadCallback, Manager};
    /// # fn restart(callback: impl DownloadCallback + Clone) -> comidl::Result<()> {
    /// for download in Manager::connect()?.downloads()? {
    ///     download?.subscribe(callback.clone())?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// It is the property `DODownloadProperty_CallbackInterface`.
    pub fn subscribe<C: DownloadCallback>(&self, callback: C) -> Result<()> {
        let callback = IUnknown::from(object::create::<DownloadCallbackChain, C>(callback));
        self.set_callback_interface(Some(callback))
    }

    /// Nobody is called any more, and the service lets go of the callback, once calls that are
    /// under way have returned.
    pub fn unsubscribe(&self) -> Result<()> {
        self.set_callback_interface(None)
    }

    /// Who is called: an object with `IDODownloadStatusCallback`, `None` for nobody
    /// (`DODownloadProperty_CallbackInterface`).
    pub fn set_callback_interface(&self, callback: Option<IUnknown>) -> Result<()> {
        let callback = Value::Interface(callback);
        self.set_property(DownloadProperty::CallbackInterface, &callback)
    }

    /// Calls as often as `percent` more of the download has arrived
    /// (`DODownloadProperty_CallbackFreqPercent`).
    pub fn set_callback_percent(&self, percent: u32) -> Result<()> {
        let percent = Value::U32(percent);
        self.set_property(DownloadProperty::CallbackFreqPercent, &percent)
    }

    /// Calls after this time, in whole seconds (`DODownloadProperty_CallbackFreqSeconds`). A new
    /// download has one second.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for what isn't a number of seconds that fits 32 bits.
    pub fn set_callback_interval(&self, interval: Duration) -> Result<()> {
        self.set_seconds(DownloadProperty::CallbackFreqSeconds, interval)
    }
}
