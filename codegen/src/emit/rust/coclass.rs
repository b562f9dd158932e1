//! Classes: of a COM class its CLSID, by which a program creates an object; of a WinRT class a type, which
//! is its default interface under the class's name, and functions that return its factories.

use crate::lower::abi::AbiType;
use crate::model::{Coclass, ItemId};

use super::code::Code;
use super::constant;
use super::doc;
use super::hierarchy::{self, default_interface, is_object};
use super::interface::{self, Pointer};
use super::name::UniqueNames;
use super::template::{Block, rust};
use super::types::Context;

/// Writes a class. For one of COM, that is
///
/// ```text
/// pub const DeliveryOptimization: windows_core::GUID = windows_core::GUID::from_u128(0x5b99fa76_..);
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, class: &Coclass) {
    if class.is_runtime {
        doc::write_item(code, context, id);
        match default_interface(context, class) {
            Some(default) => write_object(code, context, id, &default),
            None => write_static(code, context, id),
        }
        interface::write_runtime_name(code, context, id);
        write_factories(code, context, id, class);
    } else if let Some(clsid) = class.clsid {
        doc::write_item(code, context, id);
        constant::write_guid(code, context.names.item(id), clsid);
    }
}

/// ```text
/// #[repr(transparent)]
/// #[derive(Clone, Eq, PartialEq)]
/// pub struct Lamp(windows_core::IUnknown);
/// unsafe impl windows_core::Interface for Lamp {
///     type Vtable = <ILamp as windows_core::Interface>::Vtable;
///     const IID: windows_core::GUID = <ILamp as windows_core::Interface>::IID;
/// }
/// impl core::ops::Deref for Lamp { type Target = ILamp; .. }
/// impl From<ILamp> for Lamp { .. }
/// windows_core::imp::interface_hierarchy!(Lamp, windows_core::IUnknown, windows_core::IInspectable, ILamp);
/// windows_core::imp::required_hierarchy!(Lamp, ILamp2);
/// ```
fn write_object(code: &mut Code, context: &Context<'_>, id: ItemId, default: &AbiType) {
    let name = context.names.item(id);
    let default_name = context.name(default);
    let of_default =
        |member: &str| format!("<{default_name} as windows_core::Interface>::{member}");
    let pointer = Pointer {
        name,
        content: "windows_core::IUnknown",
        vtable: &of_default("Vtable"),
        iid: &of_default("IID"),
        unknown: "",
    };
    interface::write_pointer(code, &pointer);
    hierarchy::write_deref(code, name, &default_name);
    rust!(
        code,
        "
        impl core::convert::From<$default_name> for $name {
            fn from(value: $default_name) -> Self {
                unsafe { core::mem::transmute(value) }
            }
        }
        ",
        name,
        default_name
    );
    let bases = lineage(context, default);
    hierarchy::write_conversions(code, context, id, &bases);
}

/// Returns the names of the interfaces with whose slots the vtable of an object begins, the root first.
fn lineage(context: &Context<'_>, default: &AbiType) -> Vec<String> {
    let mut names = match default {
        AbiType::Interface(id) => hierarchy::base_names(context, *id),
        AbiType::IInspectable => vec![context.name(&AbiType::IUnknown)],
        _ => Vec::new(),
    };
    names.push(context.name(default));
    names
}

/// Writes a class that has static methods and no objects.
fn write_static(code: &mut Code, context: &Context<'_>, id: ItemId) {
    rust!(
        code,
        "
        #[derive(Debug)]
        pub struct $name(());
        ",
        name = context.names.item(id)
    );
}

/// ```text
/// #[cfg(windows)]
/// impl Lamp {
///     pub fn new() -> windows_core::Result<Self> { .. }
///     pub fn ILampStatics() -> windows_core::Result<ILampStatics> { .. }
/// }
/// ```
fn write_factories(code: &mut Code, context: &Context<'_>, id: ItemId, class: &Coclass) {
    let name = context.names.item(id);
    let is_new = class.is_default_activatable && default_interface(context, class).is_some();
    let factories = class.factories.iter().filter(|id| is_object(context, **id));
    let factories: Vec<&str> = factories.map(|id| context.names.item(*id)).collect();
    if factories.is_empty() && !is_new {
        return;
    }
    let write_functions = |code: &mut Code| {
        let mut functions = UniqueNames::default();
        if is_new {
            write_new(code, name, &functions.add("new".into(), |_| true));
        }
        for interface in &factories {
            let function = functions.add((*interface).to_owned(), |_| true);
            write_factory(code, name, interface, &function);
        }
    };
    rust!(
        code,
        "
        #[cfg(windows)]
        impl $name {
            $functions
        }
        ",
        name,
        functions = Block(write_functions)
    );
}

fn write_new(code: &mut Code, name: &str, function: &str) {
    rust!(
        code,
        "
        /// Makes an object of the class.
        pub fn $function() -> windows_core::Result<Self> {
            static FACTORY: windows_core::imp::FactoryCache<$name, windows_core::imp::IGenericFactory> = windows_core::imp::FactoryCache::new();
            FACTORY.call(|factory| factory.ActivateInstance::<Self>())
        }
        ",
        name,
        function
    );
}

fn write_factory(code: &mut Code, name: &str, interface: &str, function: &str) {
    // A link to a raw name or to another crate's type would say no more.
    rust!(
        code,
        "
        /// Returns this interface of the class's factory.
        pub fn $function() -> windows_core::Result<$interface> {
            static FACTORY: windows_core::imp::FactoryCache<$name, $interface> = windows_core::imp::FactoryCache::new();
            FACTORY.call(|factory| Ok(factory.clone()))
        }
        ",
        name,
        interface,
        function
    );
}
