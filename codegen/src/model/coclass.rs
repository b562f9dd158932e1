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
