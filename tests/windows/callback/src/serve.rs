//! Objects of ours, for the C program to call.

use super::{Report, say};
use comidl::Result;
use comidl::bindings::{
    BG_FILE_RANGE, IBackgroundCopyJob, IDeliveryOptimizationJob, IDeliveryOptimizationJob_Impl,
};
use comidl::testing::Service;
use std::sync::LazyLock;
use windows_core::PCWSTR;
use windows_implement::implement;

/// Returns a job of a service that is there for as long as the DLL.
pub(crate) fn job() -> Result<IBackgroundCopyJob> {
    static SERVICE: LazyLock<Service> = LazyLock::new(Service::new);
    let (job, _) = SERVICE.manager().create_job("named by Rust")?;
    Ok(job.into_raw())
}

/// Tells how its method is called.
#[implement(IDeliveryOptimizationJob)]
pub(crate) struct DeliveryJob {
    pub(crate) report: Report,
}

impl IDeliveryOptimizationJob_Impl for DeliveryJob_Impl {
    fn AddFileWithRanges(
        &self,
        id: &PCWSTR,
        url: &PCWSTR,
        name: &PCWSTR,
        count: u32,
        ranges: *const BG_FILE_RANGE,
        size: u64,
    ) -> windows_core::Result<()> {
        // SAFETY: the C program hands over strings, and as many ranges as it says.
        let (texts, ranges) = unsafe {
            let texts = [id.to_string()?, url.to_string()?, name.to_string()?];
            (texts, std::slice::from_raw_parts(ranges, count as usize))
        };
        let ranges = ranges
            .iter()
            .map(|range| (range.InitialOffset, range.Length));
        let ranges: Vec<_> = ranges.collect();
        say(
            self.report,
            format!("AddFileWithRanges {} {ranges:?} {size:#x}", texts.join(" ")),
        )?;
        Ok(())
    }
}
