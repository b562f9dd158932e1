//! Compiles COM IDL to Rust bindings, checked against Windows metadata: on any system, without the Windows SDK.
//!
//! A build script describes a compilation with a [`Builder`]:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), comidl_codegen::Failed> {
//!     comidl_codegen::Builder::new()
//!         .idl("idl/lamp.idl")
//!         .callback("ILampEvents")
//!         .compile()
//! }
//! ```
//!
//! The crate includes what came of it, implements the trait, and passes objects on:
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
//! Files that the IDL imports and the machine doesn't have, such as `oaidl.idl`, are taken from Windows metadata. An
//! interface, a struct or an enumeration that Windows has as well is compared with it, and a difference that a call
//! would notice is an error ([`Failed`]) that shows both.
//!
//! # Features
//!
//! None is on by default, since a build script waits for each of them to be compiled.
//!
//! | feature | what it adds |
//! |---|---|
//! | `contracts` | `Builder::contract`: WebIDL that says of a callback what IDL can't |
//! | `winmd` | `Builder::emit_winmd`: Windows metadata as an output |
//! | `windows-bindgen` | `Builder::windows_bindgen`: what windows-bindgen makes of the metadata |
//! | `inspect` | the outputs of the command line, for that alone |
//!
//! # Examples
//!
//! `cargo run --example bindings`, and others beside it, show each option at work.
//!
//! # What is internal
//!
//! The command line and the tests of this repository reach the stages through the hidden module `internal`, which
//! is no promise. They run in one direction: `source` → `preprocess` → `parse` → `load` → `resolve` →
//! `verify` → `lower` → `emit`; contracts and comments (`docs`) join before `emit`. No stage names a later one.

mod analysis;
mod arithmetic;
mod builder;
mod c_syntax;
mod column;
mod compile;
mod contract;
mod diagnostics;
mod docs;
mod emit;
mod external;
mod identifier;
#[doc(hidden)]
pub mod internal;
mod layout;
mod limits;
mod load;
mod lower;
mod malloc;
mod metadata;
mod model;
mod output;
mod parallel;
mod parse;
mod pattern;
mod preprocess;
mod relocate;
mod rerun_if_changed;
mod resolve;
mod session;
mod similar;
mod source;
mod suggest;
mod token;
mod verify;

pub use builder::{Builder, Failed};
pub use emit::rust::Enums;
