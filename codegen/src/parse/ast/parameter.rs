//! Parameters of functions.

use super::{Attributes, Declarator, Specifier};
use crate::source::Span;

/// A function's parameters.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// In order. `(void)` is none.
    pub list: Vec<Parameter>,
    /// `...` at the end.
    pub variadic: bool,
    /// `__cdecl` and its like.
    pub is_cdecl: bool,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The attributes before its type, and those before its declarator.
    pub attributes: Attributes,
    /// The type.
    pub specifier: Specifier,
    /// The declarator, whose name may be missing.
    pub declarator: Declarator,
    /// All of it.
    pub span: Span,
}
