//! Typedefs.

use super::{Attribute, Type};

/// A typedef.
#[derive(Clone, Debug, PartialEq)]
pub struct Typedef {
    /// The type that it names.
    pub ty: Type,
    /// All attributes, in order: `string`, `unique`, `context_handle`.
    pub attributes: Vec<Attribute>,
    /// Whether MIDL alone sees it, as it does behind `cpp_quote("#if 0")`. It then stands in for a
    /// type that C's compiler has from a header.
    pub is_midl_only: bool,
}

impl Typedef {
    /// Returns a name of `ty` without attributes, which C's compiler sees.
    pub fn new(ty: Type) -> Self {
        Self {
            ty,
            attributes: Vec::new(),
            is_midl_only: false,
        }
    }
}
