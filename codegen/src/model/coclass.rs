//! Classes.

use super::{Guid, ItemId, Type};

/// A class: `coclass` or `runtimeclass`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coclass {
    /// Whether it is a `runtimeclass`.
    pub is_runtime: bool,
    /// `uuid`.
    pub clsid: Option<Guid>,
    /// The class of which it is composed, of a WinRT class.
    pub base: Option<ItemId>,
    /// The type for which the class's name stands: the default interface.
    pub stands_for: Option<Type>,
    /// The interfaces in its body, in order.
    pub interfaces: Vec<CoclassInterface>,
    /// The interfaces of the object that makes a WinRT class's objects and has its static methods, each
    /// once: those of `activatable`, `composable` and `static`. Only a class of an input file has them here.
    pub factories: Vec<ItemId>,
    /// Whether an object can be made without arguments: `activatable` without an interface.
    pub is_default_activatable: bool,
}

impl Coclass {
    /// Returns the interfaces of a WinRT class that its name leads to: the default one and the factories.
    pub fn called(&self) -> Vec<ItemId> {
        let default = match self.stands_for {
            Some(Type::Named(id)) if self.is_runtime => Some(id),
            _ => None,
        };
        default
            .into_iter()
            .chain(self.factories.iter().copied())
            .collect()
    }
}

/// An interface in a class's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoclassInterface {
    /// The interface.
    pub interface: ItemId,
    /// `default`.
    pub is_default: bool,
    /// `source`: the class calls it.
    pub source: bool,
}
