//! `interface` and `dispinterface`.

use std::borrow::Cow;
use std::cell::RefCell;

use super::{Attributes, Declaration, Name, TypeName, Variable};

/// An interface.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `<T, U>`
    pub generics: Vec<Name>,
    /// `: IBase`
    pub base: Option<TypeName>,
    /// `requires IOther`
    pub requires: Vec<TypeName>,
    /// Types, constants and methods. Methods alone are for one item, unless one of them defines a
    /// type within its own declaration.
    pub body: Members<Declaration>,
}

/// The members of an interface or a dispinterface.
///
/// They are most of all syntax. The resolver frees those that it needs no longer, so that the model
/// takes their place in memory.
#[derive(Clone, Debug)]
pub enum Members<T> {
    /// Members that are needed as long as the syntax tree: something refers to a definition among
    /// them, or several items are made of them.
    Kept(Vec<T>),
    /// Members of which one item is made. Nothing else needs them.
    ForOneItem(RefCell<Vec<T>>),
    /// The same, of a file that another thread has parsed. They stay: the allocator keeps the memory of
    /// threads apart, so that the model couldn't take their place, and the thread that now has that
    /// memory would wait for who frees them.
    OfAnotherThread(Vec<T>),
}

impl<T: Clone> Members<T> {
    /// Returns the members for the item that is made of them, which takes them where it is the only
    /// one.
    pub fn take(&self) -> Cow<'_, [T]> {
        match self {
            Self::Kept(members) => Cow::Borrowed(members),
            Self::ForOneItem(members) => Cow::Owned(members.take()),
            Self::OfAnotherThread(members) => Cow::Borrowed(members),
        }
    }

    /// Notes that the thread that makes the items isn't this one.
    pub fn leave_to_another_thread(&mut self) {
        if let Self::ForOneItem(members) = self {
            *self = Self::OfAnotherThread(members.take());
        }
    }

    /// Calls `look` with the members that nothing has taken yet.
    pub fn look(&self, look: impl FnOnce(&[T])) {
        match self {
            Self::Kept(members) | Self::OfAnotherThread(members) => look(members),
            Self::ForOneItem(members) => look(&members.borrow()),
        }
    }

    /// Returns the members, if they are kept.
    pub fn kept(&self) -> &[T] {
        match self {
            Self::Kept(members) => members,
            Self::ForOneItem(_) | Self::OfAnotherThread(_) => &[],
        }
    }
}

/// A dispinterface.
#[derive(Clone, Debug)]
pub struct Dispinterface {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `properties:`
    pub properties: Members<Variable>,
    /// `methods:`
    pub methods: Members<Variable>,
    /// `interface IFoo;`: the interface whose members it has.
    pub interface: Option<Name>,
}
