//! The methods that Delivery Optimization adds to a job: `IDeliveryOptimizationJob` and `…Job2`.

use super::super::{File, FileRange, Job};
use super::length;
use crate::Result;
use crate::bindings::{
    DOJobPropertyId_ExtendedErrorInfo, IBackgroundCopyFile, IDeliveryOptimizationJob,
    IDeliveryOptimizationJob2,
};
use crate::bits::path::wide_path;
use crate::service::call::{check, interface, slot};
use crate::service::text::WideString;
use crate::{Value, Variant};
use std::path::Path;
use std::ptr::null;
use windows_core::{Interface, PCWSTR};

/// Delivery Optimization alone.
impl Job {
    /// Adds a file by its content id, so that peers can be found for it.
    ///
    /// `ranges` are the parts to download; none stand for the whole file. `size` is the size of the
    /// whole file, in bytes.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for a NUL in the text, and the errors of the connection to the service.
    pub fn add_content(
        &self,
        content_id: &str,
        url: &str,
        local: impl AsRef<Path>,
        ranges: &[FileRange],
        size: u64,
    ) -> Result<()> {
        let job: IDeliveryOptimizationJob = self.0.cast()?;
        let (id, url) = (WideString::new(content_id)?, WideString::new(url)?);
        let local = wide_path(local.as_ref())?;
        let (count, ranges) = (length(ranges.len())?, pointer(ranges));
        // SAFETY: the strings and as many ranges, each a BG_FILE_RANGE, live until the call is over.
        check(unsafe {
            let (id, url, local) = (id.as_pcwstr(), url.as_pcwstr(), local.as_pcwstr());
            slot!(
                &job,
                AddFileWithRanges(id, url, local, count, ranges.cast(), size)
            )
        })
    }

    /// Adds a file by its content id, and returns the file. Its path is
    /// [a property of the file](File::set_sink_path).
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for a NUL in the text, and the errors of the connection to the service.
    pub fn add_content_file(
        &self,
        content_id: &str,
        url: Option<&str>,
        ranges: &[FileRange],
    ) -> Result<File> {
        let job: IDeliveryOptimizationJob2 = self.0.cast()?;
        let id = WideString::new(content_id)?;
        let url = url.map(WideString::new).transpose()?;
        let url = url.as_ref().map_or(PCWSTR::null(), WideString::as_pcwstr);
        let (count, ranges) = (length(ranges.len())?, pointer(ranges));
        // SAFETY: the strings and as many ranges live until the call is over; it returns a
        // reference to the interface that it is asked for, and a proxy lives where this one does.
        unsafe {
            interface(|file| {
                let iid = &IBackgroundCopyFile::IID;
                slot!(
                    &job,
                    AddFile(id.as_pcwstr(), url, count, ranges.cast(), iid, file)
                )
            })
            .map(|raw| File::from_raw(raw))
        }
    }

    /// Returns more about the error that stopped the job (`DOJobPropertyId_ExtendedErrorInfo`).
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn extended_error_info(&self) -> Result<Value> {
        let job: IDeliveryOptimizationJob2 = self.0.cast()?;
        let mut variant = Variant::empty();
        // SAFETY: GetProperty writes a variant that the caller clears.
        check(unsafe {
            slot!(
                &job,
                GetProperty(DOJobPropertyId_ExtendedErrorInfo, variant.as_out())
            )
        })?;
        Ok(variant.value())
    }
}

/// Null for none: the parameter is `unique`.
fn pointer(ranges: &[FileRange]) -> *const FileRange {
    if ranges.is_empty() {
        null()
    } else {
        ranges.as_ptr()
    }
}
