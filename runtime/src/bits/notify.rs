//! The notification flags that aren't events.

use super::Notify;
use crate::bindings::BG_NOTIFY_DISABLE;

impl Notify {
    /// No events at all. BITS alone; Delivery Optimization refuses it.
    /// [`Job::unsubscribe`](super::Job::unsubscribe) ends a subscription.
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
