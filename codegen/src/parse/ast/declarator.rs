//! Declarators: what stands around a name.

use std::ops::{Deref, DerefMut};
use std::slice;

use super::{Expression, Name, Parameters};
use crate::source::Span;

/// A name and the steps from the specifier's type to the type of the name.
#[derive(Clone, Debug)]
pub struct Declarator {
    /// The name. A parameter may have none.
    pub name: Option<Name>,
    /// The steps from the name outward: `*a[3]` has an array, then a pointer.
    pub derivations: Few<Derivation>,
    /// What few declarators have.
    pub details: Option<Box<DeclaratorDetails>>,
    /// Where.
    pub span: Span,
}

/// The parts that few declarators have.
#[derive(Clone, Debug, Default)]
pub struct DeclaratorDetails {
    /// Whether `const` stands before it, behind another one: in `T *a, const *b`, `b` is a pointer
    /// to a `const T`, and `a` is not.
    pub is_const: bool,
    /// `: 3`
    pub bits: Option<Expression>,
    /// `= value`
    pub value: Option<Expression>,
}

impl Declarator {
    /// Returns a declarator that is at most a name.
    pub fn bare(name: Option<Name>, span: Span) -> Self {
        Self {
            name,
            derivations: Few::None,
            details: None,
            span,
        }
    }

    /// Whether `const` stands before it, behind another declarator.
    pub fn is_const(&self) -> bool {
        self.details.as_ref().is_some_and(|it| it.is_const)
    }

    /// Returns the width of a bit field.
    pub fn bits(&self) -> Option<&Expression> {
        self.details.as_ref().and_then(|it| it.bits.as_ref())
    }

    /// Returns the value behind `=`.
    pub fn value(&self) -> Option<&Expression> {
        self.details.as_ref().and_then(|it| it.value.as_ref())
    }

    /// Returns the details for a change.
    pub fn details_mut(&mut self) -> &mut DeclaratorDetails {
        self.details.get_or_insert_default()
    }
}

/// A list of which nearly all have one element at most, which needs no memory of its own.
#[derive(Clone, Debug, Default)]
pub enum Few<T> {
    /// Empty.
    #[default]
    None,
    /// One.
    One(T),
    /// Several.
    #[expect(clippy::box_collection, reason = "it keeps lists of one small")]
    Several(Box<Vec<T>>),
}

impl<T> Few<T> {
    /// Adds an element at the end.
    pub fn push(&mut self, element: T) {
        *self = match std::mem::take(self) {
            Self::None => Self::One(element),
            Self::One(first) => Self::Several(Box::new(vec![first, element])),
            Self::Several(mut all) => {
                all.push(element);
                Self::Several(all)
            }
        };
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(element) => slice::from_ref(element),
            Self::Several(all) => all,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::None => &mut [],
            Self::One(element) => slice::from_mut(element),
            Self::Several(all) => all,
        }
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One step from a type to a type made of it.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// `*`, and whether the pointer itself is `const`.
    Pointer(bool),
    /// `[n]`
    Array(Dimension),
    /// `(…)`
    Function(Box<Parameters>),
}

/// The length in an array's brackets.
#[derive(Clone, Debug)]
pub enum Dimension {
    /// `[]`, `[*]`
    Open,
    /// `[n]`
    Fixed(Box<Expression>),
    /// `[lower .. upper]`
    Range(Box<(Expression, Expression)>),
}
