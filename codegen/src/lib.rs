//! Compiles COM IDL, checked against winmd metadata, to winmd and Rust bindings.
//!
//! One direction: [`source`] → [`preprocess`] → [`parse`] → [`resolve`] → [`verify`] →
//! [`lower`] → [`emit`]; a [`contract`] joins after `resolve`. A build script calls them through [`Builder`], the command line through
//! [`compile`].

pub mod arithmetic;
mod builder;
pub mod compile;
pub mod contract;
pub mod diagnostics;
pub mod emit;
#[cfg(feature = "cli")]
pub mod inspect;
mod keyword;
pub mod layout;
pub mod lower;
mod memory;
pub mod metadata;
pub mod model;
pub mod output;
mod parallel;
pub mod parse;
pub mod preprocess;
#[cfg(feature = "cli")]
pub mod regen;
pub mod resolve;
pub mod row;
pub mod session;
pub mod source;
pub mod spell;
pub mod symbol;
pub mod token;
pub mod verify;
mod watch;

pub use builder::{Builder, Failed};
