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
    /// Returns the type of the default interface, which is the first one where none is called so.
    pub fn default_interface(&self) -> Option<Type> {
        let served = || self.interfaces.iter().filter(|served| !served.source);
        let default = served().find(|served| served.is_default);
        let named = default.or(served().next()).map(|it| it.interface);
        // Nothing may have asked what the name of the class stands for.
        self.stands_for.clone().or(named.map(Type::Named))
    }

    /// Returns the interfaces of a WinRT class that its name leads to: the default one and the factories.
    pub fn called(&self) -> Vec<ItemId> {
        let default = match self.default_interface() {
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
