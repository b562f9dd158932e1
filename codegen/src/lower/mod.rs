//! Lowers C's types to the ABI vocabulary that metadata and windows-rs share.
//!
//! This stage comes after `verify` and before `emit`. [`abi`] lowers each type of the model to the
//! type that it has at a function's or a record's boundary. [`closure`] lists the items that an
//! output must define so that none of its names is missing. [`filter`] drops the items that the
//! user doesn't want, [`name`] says which definition a name of the user's
//! means, and [`selection`] finds the interfaces that an option means:
//! [`callback`] those that are to be callbacks, [`implement`] those that `#[implement]` implements.
//! [`sal`] reads what annotations say of a callback's parameters, [`nullable`] what the user says of null.

pub(crate) mod abi;
pub(crate) mod automation;
pub(crate) mod callback;
pub(crate) mod closure;
pub(crate) mod filter;
pub(crate) mod implement;
mod name;
pub(crate) mod nullable;
pub(crate) mod number;
pub(crate) mod sal;
mod selection;
pub(crate) mod well_known;
