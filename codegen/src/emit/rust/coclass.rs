//! Classes: of a COM class its CLSID, by which a program creates an object; of a WinRT class a type, which
//! is its default interface under the class's name, and functions that return its factories.

use std::collections::HashSet;
use std::iter;

use crate::lower::abi::AbiType;
use crate::model::{Coclass, ItemId, ItemKind};

use super::code::Code;
use super::constant;
use super::doc;
use super::hierarchy::{self, MAX_INDIRECT};
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
            Some(default) => write_object(code, context, id, class, &default),
            None => write_static(code, context, id),
        }
        interface::write_runtime_name(code, context, id);
        write_factories(code, context, id, class);
    } else if let Some(clsid) = class.clsid {
        doc::write_item(code, context, id);
        constant::write_guid(code, context.names.item(id), clsid);
    }
}

/// Returns the default interface of a class, if its objects have one that the bindings know.
fn default_interface(context: &Context<'_>, class: &Coclass) -> Option<AbiType> {
    match context.abi.ty(class.stands_for.as_ref()?) {
        AbiType::Interface(id) if is_object(context, id) => Some(AbiType::Interface(id)),
        ty @ (AbiType::IUnknown | AbiType::IInspectable) => Some(ty),
        _ => None,
    }
}

/// Returns whether the bindings know the interface `id`, and it derives from `IUnknown`.
fn is_object(context: &Context<'_>, id: ItemId) -> bool {
    context.model.interface(id).is_some()
        && !hierarchy::type_name(context, id).is_empty()
        && hierarchy::is_unknown(context, id)
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
fn write_object(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    class: &Coclass,
    default: &AbiType,
) {
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
    hierarchy::write_conversions(code, name, &bases, &others(context, class));
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

/// Returns the names of what each object of the class is besides: its interfaces, and [`MAX_INDIRECT`] of those that
/// they require and of the classes of which it is composed, with theirs.
fn others(context: &Context<'_>, class: &Coclass) -> Vec<String> {
    let own = served(context, class).map(|id| hierarchy::type_name(context, id));
    let mut others: Vec<String> = own.collect();
    let mut known: HashSet<String> = others.iter().cloned().collect();
    let most = others.len() + MAX_INDIRECT;
    let required = served(context, class).flat_map(|id| hierarchy::required_names(context, id));
    let bases = iter::successors(base(context, class), |(_, class)| base(context, class));
    let of_bases = bases.flat_map(|(id, class)| {
        let is_object = default_interface(context, class).is_some();
        let names = is_object.then(|| hierarchy::type_name(context, id));
        let interfaces = served(context, class).flat_map(|id| {
            let required = hierarchy::required_names(context, id);
            iter::once(hierarchy::type_name(context, id)).chain(required)
        });
        names.into_iter().chain(interfaces)
    });
    for name in required.chain(of_bases) {
        if others.len() == most {
            break;
        }
        if known.insert(name.clone()) {
            others.push(name);
        }
    }
    others
}

/// Returns the interfaces of the class's objects.
fn served(context: &Context<'_>, class: &Coclass) -> impl Iterator<Item = ItemId> {
    let served = class.interfaces.iter().filter(|served| !served.source);
    let served = served.map(|served| served.interface);
    served.filter(|id| is_object(context, *id))
}

/// Returns the class of which this one is composed.
fn base<'c>(context: &Context<'c>, class: &Coclass) -> Option<(ItemId, &'c Coclass)> {
    let id = class.base?;
    match &context.model.item(id).kind {
        ItemKind::Coclass(base) => Some((id, base)),
        _ => None,
    }
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
