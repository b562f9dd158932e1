//! Compiles COM IDL, checked against winmd metadata, to winmd and Rust bindings.
//!
//! A build script describes a compilation with a [`Builder`]. Everything else is internal: the
//! command line and the tests of this repository reach it through the hidden module `internal`.
//!
//! The stages run in one direction: `source` → `preprocess` → `parse` → `load` → `resolve` →
//! `verify` → `lower` → `emit`; contracts join before `emit`. No stage names a later one.

pub mod arithmetic;
mod builder;
pub mod c_syntax;
pub mod compile;
pub mod contract;
pub mod diagnostics;
pub mod emit;
#[doc(hidden)]
pub mod internal;
pub mod layout;
mod load;
pub mod lower;
mod malloc;
pub mod metadata;
pub mod model;
pub mod output;
mod parallel;
pub mod parse;
pub mod preprocess;
mod relocate;
mod rerun_if_changed;
pub mod resolve;
pub mod session;
mod similar;
pub mod source;
mod suggest;
pub mod token;
pub mod verify;

pub use builder::{Builder, Failed};
