//! What a job can be told of its events besides which of them are wanted.

use super::Notify;
use crate::bindings::BG_NOTIFY_DISABLE;

impl Notify {
    /// No events at all. BITS alone; Delivery Optimization refuses it. To end a subscription there is
    /// [`Job::unsubscribe`](super::Job::unsubscribe).
    ///
    /// ```
    /// use comidl::bits::Notify;
    ///
    /// let both = Notify::JOB_TRANSFERRED | Notify::JOB_ERROR;
    /// assert_eq!(both.bits(), 3);
    /// assert!(Notify::EVENTS.contains(both));
    /// assert!(!Notify::EVENTS.contains(Notify::DISABLE));
    /// ```
    pub const DISABLE: Self = Self::from_bits_retain(BG_NOTIFY_DISABLE as u32);
}
