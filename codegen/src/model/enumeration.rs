//! Enumerations.

use smol_str::SmolStr;

use super::Base;
use crate::source::Span;

/// An enumeration. It always has 32 bits in memory: `v1_enum` changes its form on the wire alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Its values in order.
    pub values: Vec<Enumerator>,
    /// The underlying type: [`Base::Int`], or [`Base::UInt`] where metadata or WinRT has that.
    pub repr: Base,
    /// `v1_enum`.
    pub v1_enum: bool,
    /// Whether `[flags]` or metadata says that its values are flags.
    pub flags: bool,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumerator {
    /// Its name.
    pub name: SmolStr,
    /// Its value.
    pub value: i64,
    /// The place of its name.
    pub span: Span,
}
