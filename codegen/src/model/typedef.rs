//! Typedefs.

use super::{Attribute, Type};

/// A typedef.
#[derive(Clone, Debug, PartialEq)]
pub struct Typedef {
    /// The type that it names.
    pub ty: Type,
    /// All attributes, in order: `string`, `unique`, `context_handle`.
    pub attributes: Vec<Attribute>,
}
