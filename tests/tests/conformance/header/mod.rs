//! What a header says, as a C compiler reads it: compiled with debug information, from which its
//! types come, and with a few constants of our own, whose values the compiler computes.

mod bases;
mod compile;
mod debug;

use std::collections::BTreeSet;

pub(crate) use compile::{Machine, Probe, compile};

use crate::facts::{Interface, Record, Value};

/// Something that C is told.
#[derive(Debug)]
pub(crate) struct Told<T> {
    /// Of a struct, its tag and the typedefs that name it.
    pub(crate) names: BTreeSet<String>,
    /// The header itself says it, and not one that it includes.
    pub(crate) own: bool,
    pub(crate) what: T,
}

/// What a header says for one machine, with all that it includes.
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
