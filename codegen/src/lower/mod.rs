//! From C's types to the ABI vocabulary that metadata and windows-rs share.
//!
//! Stands after `verify` and before `emit`: [`abi`] says what each type of the model is at a
//! function's or a record's boundary, [`closure`] which items an output must hold so that none
//! of its names is missing, [`filter`] which of them the user wants.

pub mod abi;
pub mod closure;
pub mod filter;
pub(crate) mod known;
pub mod number;
