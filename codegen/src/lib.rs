//! Compiles COM IDL, checked against winmd metadata, to winmd and Rust bindings.
//!
//! One direction: [`source`] → [`preprocess`] → [`parse`] → `load` → [`resolve`] → [`verify`] →
//! [`lower`] → [`emit`]; a [`contract`] joins after `resolve`. A build script calls them through
//! [`Builder`], the command line through [`compile`].

pub mod arithmetic;
mod builder;
pub mod c_syntax;
pub mod compile;
pub mod contract;
pub mod diagnostics;
pub mod emit;
mod keyword;
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
#[cfg(feature = "cli")]
pub mod regen;
mod rerun_if_changed;
pub mod resolve;
pub mod session;
mod similar;
pub mod source;
mod suggest;
pub mod symbol;
pub mod token;
pub mod token_stream;
pub mod verify;

pub use builder::{Builder, Failed};
