//! The facts of a file, in one form for both sides: interfaces by their vtables, values, and the
//! layout of records.

use std::collections::BTreeSet;
use std::fmt;

/// An interface.
#[derive(Debug, Default)]
pub(crate) struct Interface {
    pub(crate) iid: Option<String>,
    pub(crate) base: Option<String>,
    /// Inherited ones first.
    pub(crate) slots: Vec<Slot>,
}

/// A slot of a vtable.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: String,
    pub(crate) returns: Type,
    /// Without `this`.
    pub(crate) params: Vec<Type>,
}

/// A type, as far as calls depend on it; `const` and typedefs are looked through.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    /// `i32`, `u16`, `f64`, `void`.
    Scalar(String),
    Pointer(Box<Self>),
    Array(Box<Self>, u64),
    Function,
    /// A struct, union, enumeration or interface, by all of its names.
    Named(BTreeSet<String>),
}

/// The value of an enumerator or a constant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Int(i128),
    Float(f64),
    Text(String),
    Guid(String),
}

/// A struct or a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) size: u64,
    /// Unknown where C has no name for it.
    pub(crate) align: Option<u64>,
    pub(crate) fields: Vec<Field>,
}

/// A field; one of a record without a name stands among its parent's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// In bits from the record's start.
    pub(crate) offset: u64,
    /// In bits; unknown for an array without end.
    pub(crate) size: Option<u64>,
}

impl Type {
    pub(crate) fn scalar(name: impl Into<String>) -> Self {
        Self::Scalar(name.into())
    }

    pub(crate) fn void() -> Self {
        Self::scalar("void")
    }

    pub(crate) fn pointer(self) -> Self {
        Self::Pointer(Box::new(self))
    }

    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self::Named([name.into()].into())
    }

    fn is_void(&self) -> bool {
        matches!(self, Self::Scalar(name) if name == "void")
    }

    /// `HWND` is in C a pointer to a struct of which nothing but pointers is ever made.
    fn is_of_a_handle(&self) -> bool {
        matches!(self, Self::Named(names) if names.iter().any(|it| it.ends_with("__")))
    }

    /// Returns whether both are the same.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pointer(one), Self::Pointer(other)) => {
                one.agrees(other) || one.is_void() && other.is_of_a_handle()
            }
            (Self::Scalar(one), Self::Scalar(other)) => one == other,
            (Self::Array(one, length), Self::Array(other, others)) => {
                length == others && one.agrees(other)
            }
            (Self::Function, Self::Function) => true,
            (Self::Named(one), Self::Named(other)) => {
                !one.is_disjoint(other) || is_numbered(one) && is_tagged_by_widl(other)
            }
            _ => false,
        }
    }
}

/// Returns whether `widl` made up the tag: the record has none in the IDL.
pub(crate) fn is_tagged_by_widl(names: &BTreeSet<String>) -> bool {
    names.iter().all(|name| name.starts_with("__WIDL_"))
}

/// Returns whether comidl made up the name, `LPFOO_0`, for the same reason.
fn is_numbered(names: &BTreeSet<String>) -> bool {
    names.iter().all(|name| name.ends_with("_0"))
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(name) => f.write_str(name),
            Self::Pointer(to) => write!(f, "*{to}"),
            Self::Array(element, length) => write!(f, "[{element}; {length}]"),
            Self::Function => f.write_str("fn"),
            Self::Named(names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                f.write_str(&names.join("/"))
            }
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<String> = self.params.iter().map(Type::to_string).collect();
        let (name, params) = (&self.name, params.join(", "));
        write!(f, "{name}({params}) -> {}", self.returns)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => write!(f, "{value} ({value:#x})"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Guid(value) => f.write_str(value),
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "size {}", self.size)?;
        if let Some(align) = self.align {
            write!(f, ", align {align}")?;
        }
        for field in &self.fields {
            write!(f, "; {} at {}", field.name, field.offset as f64 / 8.0)?;
            if let Some(size) = field.size {
                write!(f, " of {}", size as f64 / 8.0)?;
            }
        }
        Ok(())
    }
}
