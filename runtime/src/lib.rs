//! Callbacks of BITS and Delivery Optimization, and what they are called about, in plain Rust.
//!
//! ```no_run
//! use comidl::bits::{BitsCallback, Job, Manager, Service};
//! use comidl::{Result, bits_callback};
//!
//! #[bits_callback]
//! struct Progress { events: std::sync::mpsc::Sender<u64> }
//!
//! impl BitsCallback for Progress {
//!     fn job_transferred(&self, job: &Job) -> Result<()> {
//!         job.complete()
//!     }
//!     fn job_modification(&self, job: &Job) -> Result<()> {
//!         self.events.send(job.progress()?.bytes_transferred).ok();
//!         Ok(())
//!     }
//! }
//!
//! # fn main() -> Result<()> {
//! # let (events, _) = std::sync::mpsc::channel();
//! let manager = Manager::connect(Service::DeliveryOptimization)?;
//! let (job, id) = manager.create_job("update")?;
//! job.add_file("http://example.test/a.bin", r"C:\a.bin")?;
//! job.subscribe(Progress { events })?;
//! job.resume()?;
//! # Ok(())
//! # }
//! ```
//!
//! - [`bits`]: jobs, their files and errors, and [`bits::BitsCallback`], what they call.
//! - [`download`]: the downloads of today's Delivery Optimization, and
//!   [`download::DownloadCallback`], what they call.
//! - [`bindings`]: the interfaces as they are, generated from `idl/DeliveryOptimization.idl`.
//! - [`object`] and [`dispatch`]: the COM object behind every callback, for generated code.
//! - `testing` (with the feature `testing`): a service in the process, to test callbacks with on
//!   any system.
//!
//! The services are Windows's. Elsewhere everything but connecting works, which is what tests need.

extern crate self as comidl;

#[cfg(windows)]
mod apartment;
/// The interfaces as they are, with all their slots, structures, constants and IIDs, and the
/// `…_Impl` traits that an object of one's own implements: made from
/// `idl/DeliveryOptimization.idl`, which documents them.
///
/// [`bits`] and [`download`] are the same, safely.
#[rustfmt::skip]
#[allow(missing_docs, clippy::undocumented_unsafe_blocks)]
pub mod bindings;
pub mod bits;
mod call;
pub mod dispatch;
pub mod download;
mod enumerator;
mod error;
mod include;
pub mod object;
mod open_enum;
mod panic;
mod task_memory;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod time;
mod variant;

#[doc(hidden)]
pub use comidl_macros::expand_callback;
#[doc(inline)]
pub use comidl_macros::{bits_callback, callback, download_callback};
pub use error::{Error, Result};
pub use panic::{CallbackPanic, set_panic_hook, take_panic_hook};
pub use text::WideStr;
pub use variant::{Value, Variant};
pub use windows_core::{GUID, HRESULT, IUnknown, Interface};
