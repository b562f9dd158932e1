//! The callback, which passes on what it is told.

use super::{Report, say};
use comidl::bits::{BitsCallback, File, FileRange, Job, JobError};
use comidl::{Error, HRESULT, Result, bits_callback};
use std::sync::atomic::{AtomicU32, Ordering};

/// Reports each call with all that it can learn of its arguments.
#[bits_callback]
pub(crate) struct Reporter {
    pub(crate) report: Report,
    /// How often `job_error` still fails.
    pub(crate) failures: AtomicU32,
}

impl Reporter {
    fn report(&self, text: String) -> Result<()> {
        say(self.report, text)
    }
}

/// Returns a line with the properties of a job.
pub(crate) fn describe(job: &Job) -> Result<String> {
    let progress = job.progress()?;
    Ok(format!(
        "{} {} {:?}/{}",
        job.id()?,
        job.display_name()?,
        progress.bytes_total,
        progress.bytes_transferred
    ))
}

#[bits_callback]
impl BitsCallback for Reporter {
    fn job_transferred(&self, job: &Job) -> Result<()> {
        self.report(format!("JobTransferred {}", describe(job)?))
    }

    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        let (context, code) = error.details()?;
        let code = code.code().0;
        self.report(format!("JobError {} {context:?} {code:#x}", describe(job)?))?;
        let fail = |left: u32| left.checked_sub(1);
        let failed = (self.failures).fetch_update(Ordering::SeqCst, Ordering::SeqCst, fail);
        match failed {
            Ok(_) => Err(Error::from(HRESULT(0x8007_0005_u32 as i32))),
            Err(_) => Ok(()),
        }
    }

    fn job_modification(&self, job: &Job) -> Result<()> {
        self.report(format!("JobModification {}", describe(job)?))
    }

    fn file_transferred(&self, job: &Job, file: &File) -> Result<()> {
        let text = format!("FileTransferred {} {}", describe(job)?, file.remote_name()?);
        self.report(text)
    }

    fn file_ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        let ranges: Vec<_> = ranges
            .iter()
            .map(|range| format!("{}+{:?}", range.offset(), range.length()))
            .collect();
        let (job, file) = (describe(job)?, file.local_name()?.display().to_string());
        self.report(format!(
            "FileRangesTransferred {job} {file} {}",
            ranges.join(",")
        ))
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        self.report("dropped".to_owned()).ok();
    }
}
