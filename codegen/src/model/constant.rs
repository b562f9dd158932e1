//! Constants and their values.

use super::{Guid, Origin, SmolStr, Type};
use crate::source::Span;

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Its type.
    pub ty: Type,
    /// Its value.
    pub value: Value,
}

/// A constant or an enumerator that an input file refers to and doesn't define. Values are computed,
/// so that nothing else in the model tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignConstant {
    /// Its name.
    pub name: SmolStr,
    /// The place of the name in its definition.
    pub span: Span,
    /// The kind of source that defines it.
    pub origin: Origin,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An integer, within the range of its type.
    Int(i128),
    /// A floating-point number.
    Float(f64),
    /// `"…"`.
    String(String),
    /// `L"…"`.
    WideString(String),
    /// A GUID.
    Guid(Guid),
}
