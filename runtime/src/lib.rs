//! COM callbacks in plain Rust: any struct becomes a COM object by one attribute and one trait.
//!
//! # Callbacks of your IDL
//!
//! `comidl-codegen` makes a trait for an interface of your IDL, in a build script. [`#[callback]`](macro@callback)
//! makes objects of a struct with that trait:
//!
//! ```ignore
//! mod lamp {
//!     comidl::include_idl!("lamp");
//! }
//!
//! #[comidl::callback(lamp::LampEvents)]
//! struct Printer;
//!
//! impl lamp::LampEvents for Printer {
//!     fn switched(&self, on: bool) -> comidl::Result<()> {
//!         println!("switched {}", if on { "on" } else { "off" });
//!         Ok(())
//!     }
//! }
//!
//! let events = lamp::ILampEvents::from(Printer);
//! ```
//!
//! The object counts its references, answers for each interface that the trait's one derives from, is agile, and lets
//! no panic out. A field that another thread must not see is an error of the compiler, unless the attribute says
//! `local`. `comidl new --from lamp.idl lamps`, of the package `comidl-cli`, makes such a program.
//!
//! # Background transfers
//!
//! For the Windows services that transfer in the background, BITS and Delivery Optimization, traits and wrappers are
//! here:
//!
#![cfg_attr(feature = "bits", doc = "```no_run")]
#![cfg_attr(not(feature = "bits"), doc = "```ignore")]
//! use comidl::bits::{BitsCallback, Job, Manager, Service};
//! use comidl::{Result, bits_callback};
//!
//! #[bits_callback]
//! struct Progress { events: std::sync::mpsc::Sender<u64> }
//!
//! impl BitsCallback for Progress {
//!     fn job_transferred(&self, job: &Job) -> Result<()> {
//!         job.complete()?;
//!         Ok(())
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
//! # Modules and features
//!
//! | Module                     | Feature                              | Content |
//! |----------------------------|--------------------------------------|---------|
//! | [`object`] and [`dispatch`] | always                              | The COM object behind every callback, for generated code. |
//! | [`bits`]                   | `bits`, on by default                | Jobs, their files and errors, and [`bits::BitsCallback`], the trait of their callbacks. |
//! | [`download`]               | `download`, on by default            | The downloads of today's Delivery Optimization, and [`download::DownloadCallback`]. |
//! | [`bindings`]               | `bits` or `download`                 | The interfaces of both, generated from `idl/DeliveryOptimization.idl`. |
//! | [`testing`]                | `testing`, with `bits` or `download` | Services in the process, to test callbacks with on any system. |
//!
//! A program that has callbacks of its own IDL alone compiles the COM object alone:
//!
//! ```toml
//! comidl = { version = "0.1", default-features = false }
//! ```
//!
//! In a program that has the `windows` crate in version 0.62, the feature `windows-0-62` makes the objects
//! those of `windows-core` 0.62. Bindings that comidl makes with `--windows 0.62` need it. On other
//! systems the feature changes nothing. All crates of a program agree on it.
//!
//! With the feature `futures`, `bits::Job::events` has the events of a job as a stream for async code.
//!
//! `testing` has a service for each of `bits` and `download` that is on; without either it adds
//! nothing.
//!
//! The services are Windows's. Elsewhere everything but connecting works, which is what tests need.

// This page links to the services, and each service to the other. A link to a service that isn't
// compiled in is broken.
#![cfg_attr(
    not(all(feature = "bits", feature = "download", feature = "testing")),
    allow(rustdoc::broken_intra_doc_links)
)]
#![warn(missing_debug_implementations, clippy::missing_errors_doc)]

extern crate self as comidl;

// The bindings and the objects name `windows_core`, whichever version it is.
#[cfg(all(windows, feature = "windows-0-62"))]
extern crate windows_core_0_62 as windows_core;
#[cfg(all(windows, feature = "windows-0-62", feature = "testing"))]
extern crate windows_implement_0_60 as windows_implement;

// The COM object behind every callback.
mod bindings_for;
mod bstr;
mod decimal;
pub mod dispatch;
mod error;
mod fault;
pub mod object;
mod safe_array;
mod task_memory;
mod text;
mod variant;

// The services.
/// The interfaces as they are, with all their slots, structures, constants and IIDs, and the
/// `…_Impl` traits that an object of one's own implements: made from
/// `idl/DeliveryOptimization.idl`, which documents them.
///
/// [`bits`] and [`download`] are the same, safely.
#[cfg(any(feature = "bits", feature = "download"))]
#[rustfmt::skip]
#[allow(missing_docs, missing_debug_implementations, clippy::missing_errors_doc, clippy::undocumented_unsafe_blocks)]
pub mod bindings;
#[cfg(feature = "bits")]
pub mod bits;
#[cfg(feature = "download")]
pub mod download;
#[cfg(any(feature = "bits", feature = "download"))]
mod service;
#[cfg(any(feature = "bits", feature = "download"))]
#[doc(inline)]
pub use service::open_enum::UnknownValue;
#[cfg(all(feature = "testing", any(feature = "bits", feature = "download")))]
pub mod testing;

pub use bstr::BSTR;
#[cfg(feature = "bits")]
#[doc(inline)]
pub use comidl_macros::bits_callback;
#[doc(inline)]
pub use comidl_macros::callback;
#[cfg(feature = "download")]
#[doc(inline)]
pub use comidl_macros::download_callback;
#[doc(hidden)]
pub use comidl_macros::expand_callback;
#[doc(inline)]
pub use comidl_macros::include_idl;
pub use decimal::Decimal;
pub use error::{Error, Result, Success, success};
pub use fault::{CallbackFault, FaultCause, PanicHook, set_panic_hook, take_panic_hook};
#[doc(inline)]
pub use object::{Agile, Handle, InOut, Owned, TaskCString, TaskString, Unknown, value_of};
pub use safe_array::{
    AnySafeArray, Array, ArrayBound, Currency, Date, SafeArray, SafeArrayElement, VariantBool,
};
pub use text::WideStr;
pub use variant::{Value, Variant};
pub use windows_core::{GUID, HRESULT, IUnknown, Interface};
