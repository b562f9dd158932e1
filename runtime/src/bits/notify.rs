//! Which events a job reports.

use crate::bindings::{
    BG_NOTIFY_DISABLE, BG_NOTIFY_FILE_RANGES_TRANSFERRED, BG_NOTIFY_FILE_TRANSFERRED,
    BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_MODIFICATION, BG_NOTIFY_JOB_TRANSFERRED,
};

bitflags::bitflags! {
    /// A set of events: the `BG_NOTIFY_…` flags of `IBackgroundCopyJob::SetNotifyFlags`.
    ///
    /// ```
    /// use comidl::bits::Notify;
    ///
    /// let both = Notify::JOB_TRANSFERRED | Notify::JOB_ERROR;
    /// assert_eq!(both.bits(), 3);
    /// assert!(Notify::EVENTS.contains(both));
    /// ```
    ///
    /// Bits of later versions of the services are kept as they are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Notify: u32 {
        /// All files have arrived: [`BitsCallback::job_transferred`](super::BitsCallback::job_transferred).
        const JOB_TRANSFERRED = BG_NOTIFY_JOB_TRANSFERRED as u32;
        /// The job stopped for an error: [`BitsCallback::job_error`](super::BitsCallback::job_error).
        const JOB_ERROR = BG_NOTIFY_JOB_ERROR as u32;
        /// No events at all. BITS alone; Delivery Optimization refuses it. To end a subscription
        /// there is [`Job::unsubscribe`](super::Job::unsubscribe).
        const DISABLE = BG_NOTIFY_DISABLE as u32;
        /// Something of the job changed, its progress among it:
        /// [`BitsCallback::job_modification`](super::BitsCallback::job_modification).
        const JOB_MODIFICATION = BG_NOTIFY_JOB_MODIFICATION as u32;
        /// One file has arrived: [`BitsCallback::file_transferred`](super::BitsCallback::file_transferred).
        const FILE_TRANSFERRED = BG_NOTIFY_FILE_TRANSFERRED as u32;
        /// Ranges of a file have arrived:
        /// [`BitsCallback::file_ranges_transferred`](super::BitsCallback::file_ranges_transferred).
        /// BITS of Windows 10 and later; Delivery Optimization refuses it.
        const FILE_RANGES_TRANSFERRED = BG_NOTIFY_FILE_RANGES_TRANSFERRED as u32;
        const _ = !0;
    }
}

impl Notify {
    /// Every event that a [`BitsCallback`](super::BitsCallback) has a method for.
    pub const EVENTS: Self = Self::JOB_TRANSFERRED
        .union(Self::JOB_ERROR)
        .union(Self::JOB_MODIFICATION)
        .union(Self::FILE_TRANSFERRED)
        .union(Self::FILE_RANGES_TRANSFERRED);
}
