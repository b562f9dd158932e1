//! The facts of a header as a C compiler reads it. It compiles the header with debug information,
//! which tells the types, and with constants of our own, whose values it computes.

mod bases;
mod compile;
mod debug;

use std::collections::BTreeSet;

pub(crate) use compile::{Machine, Probe, compile};

use crate::facts::{Interface, Record, Value};

/// Something that C is told.
#[derive(Debug)]
pub(crate) struct Told<T> {
    /// The tag of a struct and the typedefs that name it.
    pub(crate) names: BTreeSet<String>,
    /// The header itself says it, and not one that it includes.
    pub(crate) own: bool,
    pub(crate) what: T,
}

/// The facts of a header for one machine, with everything that it includes.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) interfaces: Vec<Told<Interface>>,
    pub(crate) records: Vec<Told<Record>>,
    pub(crate) enumerators: Vec<Told<i128>>,
    /// To what was asked; [`Err`] with the compiler's words for what it doesn't know.
    pub(crate) answers: Vec<Result<Value, String>>,
}

impl<T> Told<T> {
    /// The first name.
    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}
