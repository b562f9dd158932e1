//! The enumerators of jobs and of files.

use super::{File, Job};
use crate::Result;
use crate::service::call::{slot, value};
use crate::service::enumerator::enumerator;

enumerator! {
    /// The jobs of a user, or of all, as they were when the iterator was made: `IEnumBackgroundCopyJobs`.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service, as for a [`Job`](Job#errors).
    // SAFETY: a proxy lives where the enumerator's does.
    Jobs over IEnumBackgroundCopyJobs of Job, |raw| Ok(unsafe { Job::from_raw(raw) })
}

enumerator! {
    /// The files of a job, as they were when the iterator was made: `IEnumBackgroundCopyFiles`.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service, as for a [`Job`](Job#errors).
    // SAFETY: a proxy lives where the enumerator's does.
    Files over IEnumBackgroundCopyFiles of File, |raw| Ok(unsafe { File::from_raw(raw) })
}

impl Jobs {
    /// Returns the number of all elements, those before the position of the iterator included.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn total(&self) -> Result<u32> {
        // SAFETY: GetCount writes the value.
        value(|count| unsafe { slot!(self.as_raw(), GetCount(count)) })
    }
}

impl Files {
    /// Returns the number of all elements, those before the position of the iterator included.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn total(&self) -> Result<u32> {
        // SAFETY: GetCount writes the value.
        value(|count| unsafe { slot!(self.as_raw(), GetCount(count)) })
    }
}
