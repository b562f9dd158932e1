//! Interfaces and dispinterfaces.

use smol_str::SmolStr;

use super::{Attribute, Guid, ItemId, Param, Type};
use crate::source::Span;

/// An interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interface {
    /// The kind of calls that it takes.
    pub kind: InterfaceKind,
    /// `uuid`.
    pub iid: Option<Guid>,
    /// The interface that it derives from. A `dispinterface` has `IDispatch`.
    pub base: Option<ItemId>,
    /// The interfaces that each object with this one has, too: those behind WinRT's `requires`.
    pub requires: Vec<ItemId>,
    /// Its own methods, in order.
    pub methods: Vec<Method>,
    /// The interface from which `async_uuid` made this one.
    pub async_of: Option<ItemId>,
    /// The type of which it is an instance, if it is an instance of one of WinRT's parameterized
    /// interfaces.
    pub instance: Option<Instance>,
    /// The attributes that have no member here: `local`, `dual`, `oleautomation`,
    /// `pointer_default(unique)`.
    pub attributes: Vec<Attribute>,
}

impl Interface {
    /// Calls `visit` with each item that the interface names.
    pub fn visit_names(&self, visit: &mut impl FnMut(ItemId)) {
        let others = self.base.iter().chain(&self.requires);
        others.for_each(|other| visit(*other));
        for method in &self.methods {
            method.returns.visit_names(visit);
            let params = method.params.iter();
            params.for_each(|param| param.ty.visit_names(visit));
        }
        let arguments = self.instance.iter().flat_map(|it| &it.arguments);
        arguments.for_each(|argument| argument.visit_names(visit));
    }
}

/// The parts of an instance of a parameterized interface: `IVector<HSTRING>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// The parameterized interface's name, after its namespace:
    /// `Windows.Foundation.Collections.IVector`.
    pub of: String,
    /// The type arguments, in order.
    pub arguments: Vec<Type>,
    /// The signature in WinRT's type system, from which the IID is computed:
    /// `pinterface({913337e9-…};string)`.
    pub signature: String,
    /// The place of the parameterized interface's name. The instance's own place is its first use.
    pub definition: Span,
}

/// The kind of calls that an interface takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InterfaceKind {
    /// Through a vtable.
    #[default]
    Com,
    /// Through a vtable with one method, `Invoke`: a `delegate`.
    Delegate,
    /// Through `IDispatch::Invoke` only: a `dispinterface`.
    Dispatch,
    /// Remote procedure calls: it has no `object` and no vtable.
    Rpc,
}

impl InterfaceKind {
    /// Returns whether its methods are in a vtable.
    pub fn has_vtable(self) -> bool {
        matches!(self, Self::Com | Self::Delegate)
    }
}

/// A method of an interface, or a property's accessor.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The slot's name that MIDL gives it: `get_X`, `put_X`, `putref_X` for properties.
    pub name: SmolStr,
    /// The name as it is written, where it isn't the slot's.
    pub stem: Option<SmolStr>,
    /// The kind of accessor, of a property.
    pub property: Option<Property>,
    /// The position in the vtable, counted from the root's first. A `call_as` method has none, nor
    /// has a member that only `Invoke` reaches.
    pub slot: Option<u32>,
    /// `id(..)`.
    pub dispid: Option<i32>,
    /// Its result type.
    pub returns: Type,
    /// Its parameters, without `this`.
    pub params: Vec<Param>,
    /// Whether it takes further arguments (`...`).
    pub variadic: bool,
    /// `call_as`: the method stands for another one on the wire.
    pub call_as: bool,
    /// The attributes that have no member here: `local`, `hidden`, `restricted`.
    pub attributes: Vec<Attribute>,
    /// The place of its name.
    pub span: Span,
}

impl Method {
    /// Returns the name as it is written.
    pub fn written(&self) -> &str {
        self.stem.as_ref().unwrap_or(&self.name)
    }
}

/// The kind of a property's accessor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// `propget`.
    Get,
    /// `propput`.
    Put,
    /// `propputref`.
    PutRef,
}
