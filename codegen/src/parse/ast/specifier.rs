//! Types: what stands before a declarator.

use std::slice;

use super::{Declarator, Enum, Expression, Name, Record};
use crate::model::Base;
use crate::source::Span;

/// A type that declares no name: in casts, `sizeof`, `SAFEARRAY(…)`, type arguments.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// The specifier.
    pub specifier: Specifier,
    /// Pointers and arrays on it.
    pub declarator: Declarator,
}

/// The words before the declarators: a type without its pointers and arrays.
#[derive(Clone, Debug)]
pub struct Specifier {
    /// The kind.
    pub kind: SpecifierKind,
    /// Whether it is `const`.
    pub is_const: bool,
    /// `__declspec(align(…))` beside it.
    pub align: Option<Box<Expression>>,
    /// Where.
    pub span: Span,
}

/// The kinds of type specifier.
#[derive(Clone, Debug)]
pub enum SpecifierKind {
    /// A type of the language.
    Base(Base),
    /// A name.
    Named(Name),
    /// A name in WinRT that has dots or type arguments.
    Qualified(Box<Qualified>),
    /// `interface IFoo`
    Interface(Name),
    /// `struct`, `union`
    Record(Box<Record>),
    /// `enum`
    Enum(Box<Enum>),
    /// `SAFEARRAY(T)`
    SafeArray(Box<TypeName>),
}

impl SpecifierKind {
    /// Returns the parts of the name and its type arguments, if this is a name.
    pub fn name(&self) -> Option<(&[Name], &[TypeName])> {
        match self {
            Self::Named(name) => Some((slice::from_ref(name), &[])),
            Self::Qualified(name) => Some((&name.path, &name.arguments)),
            _ => None,
        }
    }
}

/// WinRT's name of a type: `A.B<C>`.
#[derive(Clone, Debug)]
pub struct Qualified {
    /// The parts between the dots.
    pub path: Vec<Name>,
    /// `<A, B>`
    pub arguments: Vec<TypeName>,
}
