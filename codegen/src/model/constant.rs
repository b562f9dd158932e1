//! Constants and their values.

use super::{Guid, Type};

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Its type.
    pub ty: Type,
    /// Its value.
    pub value: Value,
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
