//! Background transfers: the interfaces that BITS and Delivery Optimization share, safely.
//!
//! A [`Manager`] makes and finds jobs, a [`Job`] is a list of [`File`]s to transfer, and a
//! [`BitsCallback`] gets the events of jobs. Each of the first three is one interface pointer;
//! `as_raw` returns the interface, for methods that they don't cover.
//!
//! Delivery Optimization refuses some operations of BITS (their documentation says "BITS alone"), and
//! has others of its own. The sources are the references of the two services in the Win32
//! documentation, and the Win32 metadata.

/// Made from `idl/callbacks.webidl`.
#[rustfmt::skip]
// What a method of the program returns is for the service: the traits say what each is taken for.
#[allow(unused_qualifications, clippy::missing_errors_doc)]
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
    AuthScheme, AuthTarget, CertificateName, CertificateStore, ClientCertificate, Credentials,
    FileSecurity, HttpSecurity, Job, JobProperty, JobPropertyId, JobStatus, NotifyCommand,
    PeerCaching, ProxySettings, RedirectPolicy, ReplyProgress, Subscription, TransferPolicy,
};
#[cfg(feature = "futures")]
pub use job::{Event, Events};
pub use job_error::{JobError, Language};
pub use manager::{Cancelled, Manager, Resubscribed, Service};
pub use values::{
    ErrorContext, FileProgress, FileRange, JobKind, JobPriority, JobProgress, JobState, JobTimes,
};
