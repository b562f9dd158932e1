//! Compiles COM IDL, checked against winmd metadata, to winmd and Rust bindings.
//!
//! A build script describes a compilation with a [`Builder`]. Everything else is internal: the
//! command line and the tests of this repository reach it through the hidden module `internal`.
//!
//! The stages run in one direction: `source` → `preprocess` → `parse` → `load` → `resolve` →
//! `verify` → `lower` → `emit`; contracts and comments (`docs`) join before `emit`. No stage names a later one.

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
