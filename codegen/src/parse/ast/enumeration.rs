//! `enum`.

use super::{Expression, Name};
use crate::source::Span;

/// An enumeration: a reference to a tag, or a definition.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its tag.
    pub tag: Option<Name>,
    /// The body. There is none in a mere reference.
    pub values: Option<Vec<Enumerator>>,
    /// The keyword and the tag.
    pub span: Span,
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub struct Enumerator {
    /// Its name.
    pub name: Name,
    /// `= value`
    pub value: Option<Expression>,
}
