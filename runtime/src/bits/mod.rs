//! Background transfers: the interfaces that BITS and Delivery Optimization share, safely.
//!
//! [`Manager`] makes and finds jobs, [`Job`] is a list of [`File`]s to transfer, and a
//! [`BitsCallback`] is told what becomes of it. Each of the first three is one pointer, its
//! interface's; what they don't cover is in reach through `as_raw`.
//!
//! Delivery Optimization refuses some of what BITS does, which is said at each ("BITS alone"), and
//! has operations of its own. The facts are from the references of the two services in the Win32
//! documentation, and from the Win32 metadata.

/// Made from `idl/callbacks.webidl`.
#[rustfmt::skip]
#[allow(unused_qualifications)]
mod callback;
mod enumerate;
mod file;
mod id;
mod job;
mod job_error;
mod manager;
mod notify;
mod path;
mod returned;
pub(crate) mod time;
mod values;

pub use callback::{BitsCallback, BitsCallbackChain, Notify};
pub use enumerate::{Files, Jobs};
pub use file::{DownloadMode, File, PeerDownloadStats, SwarmStats, SwarmStatus};
pub use id::JobId;
pub use job::{
    AuthScheme, AuthTarget, Credentials, Job, JobProperty, JobPropertyId, NotifyCommand,
    ProxySettings, ReplyProgress, TransferPolicy,
};
pub use job_error::{JobError, Language};
pub use manager::{Manager, Resubscribed, Service};
pub use values::{
    ErrorContext, FileProgress, FileRange, JobKind, JobPriority, JobProgress, JobState, JobTimes,
};
