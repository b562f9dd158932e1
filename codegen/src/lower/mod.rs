//! Lowers C's types to the ABI vocabulary that metadata and windows-rs share.
//!
//! This stage comes after `verify` and before `emit`. [`abi`] lowers each type of the model to the
//! type that it has at a function's or a record's boundary. [`closure`] lists the items that an
//! output must define so that none of its names is missing. [`filter`] drops the items that the
//! user doesn't want, and [`callback`] finds the interfaces that are to be callbacks; [`name`] says which
//! definition a name of the user's means.
//! [`sal`] reads what annotations say of a callback's parameters, [`nullable`] what the user says of null.

pub(crate) mod abi;
pub(crate) mod automation;
pub(crate) mod callback;
pub(crate) mod closure;
pub(crate) mod filter;
mod name;
pub(crate) mod nullable;
pub(crate) mod number;
pub(crate) mod sal;
pub(crate) mod well_known;
