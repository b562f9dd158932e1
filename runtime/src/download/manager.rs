//! The manager of downloads, which makes and finds them.

use super::{Download, DownloadProperty};
use crate::Result;
use crate::bindings::{DO_DOWNLOAD_ENUM_CATEGORY, IDODownload};
use crate::service::call::{interface, slot, wrapper};
use crate::service::enumerator::enumerator;
use crate::service::text::WideString;
use crate::service::{DELIVERY_OPTIMIZATION, connect};
use std::ptr::null;
use windows_core::{IUnknown, Interface};

wrapper! {
    /// Makes downloads and finds them again: `IDOManager`.
    ///
    /// [`Clone`] is AddRef.
    Manager over IDOManager
}

enumerator! {
    /// Downloads as they were when the iterator was made: an `IEnumUnknown`.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service, as for a [`Download`](Download#errors).
    Downloads over IEnumUnknown of Download, |raw: IUnknown| {
        let download: IDODownload = raw.cast()?;
        // SAFETY: a proxy lives where the enumerator's does.
        Ok(unsafe { Download::from_raw(download) })
    }
}

impl Manager {
    /// Connects to Delivery Optimization on this computer, and starts the service if it isn't running.
    ///
    /// It takes part in COM as [`bits::Manager::connect`](crate::bits::Manager::connect) does, with
    /// the same errors. Windows 10 of version 1709 and later has the service.
    ///
    /// # Errors
    ///
    /// As those of [`bits::Manager::connect`](crate::bits::Manager::connect).
    pub fn connect() -> Result<Self> {
        // SAFETY: the class serves IDOManager.
        unsafe { connect(&DELIVERY_OPTIMIZATION, "Delivery Optimization").map(Self) }
    }

    /// Makes a download, which has no source and no target yet.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn create_download(&self) -> Result<Download> {
        // SAFETY: CreateDownload returns a reference to the download, and a proxy lives where this
        // one does.
        unsafe {
            interface(|download| slot!(&self.0, CreateDownload(download)))
                .map(|raw| Download::from_raw(raw))
        }
    }

    /// Returns the downloads of the caller.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn downloads(&self) -> Result<Downloads> {
        self.enumerate(null())
    }

    /// Returns the downloads of the caller whose `property` is `value`: the id, the URI, the
    /// content id, the display name or the local path.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG or DO_E_UNKNOWN_PROPERTY_ID for another property.
    pub fn downloads_where(&self, property: DownloadProperty, value: &str) -> Result<Downloads> {
        let value = WideString::new(value)?;
        self.enumerate(&DO_DOWNLOAD_ENUM_CATEGORY {
            Property: property.raw(),
            Value: value.as_pcwstr(),
        })
    }

    fn enumerate(&self, category: *const DO_DOWNLOAD_ENUM_CATEGORY) -> Result<Downloads> {
        // SAFETY: null, or a structure that lives until the call is over, as its string does;
        // EnumDownloads returns a reference to the enumerator, and a proxy lives where this one
        // does.
        unsafe {
            interface(|downloads| slot!(&self.0, EnumDownloads(category, downloads)))
                .map(|raw| Downloads::from_raw(raw))
        }
    }
}
