//! Attribute lists.

use super::{Expression, Name, TypeName};
use crate::model::Guid;
use crate::source::Span;
use crate::token::Symbol;

/// An attribute list, or several one after the other: `[uuid(…), object]`.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// In order.
    pub list: Box<[Attribute]>,
}

impl Attributes {
    /// Adds attributes of a further list. Nearly always there are none.
    pub fn extend(&mut self, further: impl IntoIterator<Item = Attribute>) {
        let mut further = further.into_iter().peekable();
        if further.peek().is_some() {
            let list = std::mem::take(&mut self.list);
            self.list = list.into_iter().chain(further).collect();
        }
    }

    /// Returns the attribute with this name, if it is there.
    pub fn get(&self, name: Symbol) -> Option<&Attribute> {
        self.list
            .iter()
            .find(|attribute| attribute.name.text == name)
    }

    /// Whether the attribute with this name is there.
    pub fn has(&self, name: Symbol) -> bool {
        self.get(name).is_some()
    }
}

/// One attribute with its arguments.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: Name,
    /// The arguments in its parentheses.
    pub arguments: Box<[Argument]>,
    /// The position of its end, in the expansion of its name.
    pub end: u32,
}

impl Attribute {
    /// Returns the place from its name to its end.
    pub fn span(&self) -> Span {
        Span {
            hi: self.end,
            ..self.name.span
        }
    }
}

/// An argument of an attribute.
#[derive(Clone, Debug)]
pub enum Argument {
    /// Left out: `size_is(,n)`.
    Missing,
    /// An expression. A name is one, too.
    Expression(Expression),
    /// A type: of `switch_type`, `wire_marshal`.
    Type(Box<TypeName>),
    /// A uuid.
    Uuid(Guid),
    /// `1.0` of `version`: its two parts.
    Version(u16, u16),
    /// Anything that has no meaning to the compiler: `custom(…)`.
    Other,
}
