//! Finds, reads, preprocesses and parses files: the input files, the prelude, and all that these
//! import.
//!
//! Stands between `parse` and `resolve`. Each file becomes a unit; no stage after this one
//! reads IDL.

mod cpp_quote;
mod import;
mod merge;
mod read_ahead;
mod system_imports;
mod unit;

pub(crate) use cpp_quote::quoted_expression;
pub(crate) use unit::{UnitId, Units};
