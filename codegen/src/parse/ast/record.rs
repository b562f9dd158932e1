//! `struct` and `union`.

use super::{Attributes, Expression, Name, Specifier, Variable};
use crate::model::Packing;
use crate::source::Span;

/// A struct or union: a reference to a tag, or a definition.
#[derive(Clone, Debug)]
pub struct Record {
    /// `union`.
    pub is_union: bool,
    /// Its tag.
    pub tag: Option<Name>,
    /// `union tag switch (long which) name { … }`
    pub switch: Option<Switch>,
    /// The body. There is none in a mere reference.
    pub fields: Option<Vec<Variable>>,
    /// The attributes behind the keyword.
    pub attributes: Attributes,
    /// The `#pragma pack` that holds at its tag.
    pub pack: Packing,
    /// `__declspec(align(…))` between the keyword and the tag.
    pub align: Option<Expression>,
    /// The keyword and the tag.
    pub span: Span,
}

/// The switch of an encapsulated union.
#[derive(Clone, Debug)]
pub struct Switch {
    /// Its type.
    pub specifier: Specifier,
    /// Its name.
    pub name: Name,
    /// The union's name in the struct. Without one, the name is `tagged_union`.
    pub union_name: Option<Name>,
}
