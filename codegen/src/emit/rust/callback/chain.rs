//! The vtable of a callback's object, and what the attribute asks for by the trait's name.

use crate::emit::rust::code::Code;
use crate::emit::rust::interface::{self, Vtable};
use crate::emit::rust::template::{Block, rust};
use crate::emit::rust::types::Context;
use crate::lower::well_known::is_dispatch;
use crate::model::ItemId;

use super::{Callback, dispatch};

/// Writes
///
/// ```text
/// pub struct LampEventsChain(());
/// unsafe impl<P: Place<Value: LampEvents>> Chain<P> for LampEventsChain { .. }
/// impl<T> Link<T, 0> for LampEventsChain { type Interface = ILampEvents; }
/// impl Serves<ILampEvents> for LampEventsChain {}
/// macro_rules! __comidl_lamp_LampEvents { .. }
/// pub use __comidl_lamp_LampEvents as LampEvents;
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>, module: &str) {
    write_vtable_types(code, context, callback);
    write_chain(code, context, callback);
    write_wrapped(code, callback);
    // What the attribute asks for is of COM's objects.
    if callback.has_unknown {
        write_links(code, context, callback);
        write_macro(code, context, callback, module);
    }
}

/// Returns the types of the vtables of the callback's interfaces.
///
/// Another crate's vtable has the types of that crate in its slots, and only those slots whose features
/// are on. A chain with an interface of another crate has vtables of its own for that reason.
fn vtables(context: &Context<'_>, callback: &Callback<'_>) -> Vec<Vtable> {
    let is_external = |id: &ItemId| context.abi.external(*id).is_some();
    let is_own = callback.interfaces.iter().any(is_external);
    let name = |(depth, id): (usize, &ItemId)| {
        if is_own {
            format!("{}Vtbl{depth}", callback.chain_name)
        } else {
            format!("{}_Vtbl", context.names.item(*id))
        }
    };
    let names: Vec<String> = callback.interfaces.iter().enumerate().map(name).collect();
    let bases = names.iter().skip(1).cloned();
    let unknown = callback
        .has_unknown
        .then(|| "windows_core::IUnknown_Vtbl".to_owned());
    let bases = bases.map(Some).chain([unknown]);
    let vtables = names.iter().cloned().zip(bases);
    vtables.map(|(name, base)| Vtable { name, base }).collect()
}

/// Writes the vtables that the chain has of its own.
fn write_vtable_types(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let is_external = |id: &ItemId| context.abi.external(*id).is_some();
    if !callback.interfaces.iter().any(is_external) {
        return;
    }
    for (id, vtable) in callback.interfaces.iter().zip(vtables(context, callback)) {
        rust!(code, "#[doc(hidden)]");
        interface::write_vtable_of(code, context, *id, &vtable);
    }
}

fn write_chain(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let interfaces = callback.interfaces.iter().rev();
    let interfaces = interfaces.filter(|_| callback.has_unknown);
    let iids = interfaces.map(|id| {
        let interface = context.names.item(*id);
        format!("<{interface} as windows_core::Interface>::IID")
    });
    let iids: Vec<String> = iids.collect();
    let vtables = vtables(context, callback);
    let of_interfaces: Vec<(ItemId, &Vtable)> =
        callback.interfaces.iter().copied().zip(&vtables).collect();
    rust!(
        code,
        "
        /// `$interface` and what it derives from, over a [`$name`].
        #[doc(hidden)]
        #[derive(Debug)]
        pub struct $chain(());
        // SAFETY: the class is made for `P`; its vtable is `$interface`'s, on the IUnknown of `P` where it has
        // one, and the IIDs are those of the interfaces that it derives from.
        unsafe impl<P: ::comidl::object::Place> ::comidl::object::Chain<P> for $chain
        where
            P::Value: $name,
        {
            type Interface = $interface;
            type Vtable = $table;
            const CLASS: &'static ::comidl::object::Class<$table> = &::comidl::object::Class::new::<P>(
                &[$iids],
                $vtable
            );
        }
        ",
        interface = context.names.item(callback.interface()),
        name = callback.trait_name,
        chain = callback.chain_name,
        iids = iids.join(", "),
        table = vtables[0].name,
        vtable = Block(|code| write_vtable(code, context, callback, &of_interfaces, "", "")),
    );
}

/// Writes the literal of the first interface's vtable, and within it that of the next.
fn write_vtable(
    code: &mut Code,
    context: &Context<'_>,
    callback: &Callback<'_>,
    interfaces: &[(ItemId, &Vtable)],
    before: &str,
    after: &str,
) {
    let Some((&(id, vtable), bases)) = interfaces.split_first() else {
        if callback.has_unknown {
            rust!(code, "${before}P::UNKNOWN$after", before, after);
        }
        return;
    };
    let own = callback.methods.iter().filter(|method| method.owner == id);
    let own = own.filter_map(|method| Some((method.slot.as_deref()?, method.name.clone())));
    let mut slots: Vec<(&str, String)> = own.collect();
    if is_dispatch(context.model, id) {
        let of_dispatch = dispatch::SLOTS.iter().enumerate();
        slots.extend(of_dispatch.map(|(number, slot)| (*slot, dispatch::slot_name(number))));
    }
    let slots = slots.iter();
    let slots = slots.map(|(slot, function)| format!("{slot}: Self::{function}::<P>,\n"));
    rust!(
        code,
        "
        $before$vtable {
            $base
            $slots
        }$after
        ",
        before,
        vtable = vtable.name,
        base = Block(|code| write_vtable(code, context, callback, bases, "base__: ", ",")),
        slots = slots.collect::<String>(),
        after,
    );
}

fn write_links(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    for (number, id) in callback.interfaces.iter().enumerate() {
        rust!(
            code,
            "
            impl<T> ::comidl::object::Link<T, $number> for $chain {
                type Interface = $interface;
            }
            ",
            number,
            chain = callback.chain_name,
            interface = context.names.item(*id),
        );
    }
    for id in callback.own_interfaces(context) {
        rust!(
            code,
            "impl ::comidl::object::Serves<$interface> for $chain {}",
            chain = callback.chain_name,
            interface = context.names.item(*id),
        );
    }
}

/// Writes assertions that each wrapper has the memory layout of the type in whose place it stands.
fn write_wrapped(code: &mut Code, callback: &Callback<'_>) {
    let mut wrapped: Vec<_> = callback
        .methods
        .iter()
        .flat_map(|method| &method.wrapped)
        .collect();
    wrapped.sort();
    wrapped.dedup();
    for (wrapper, ty) in wrapped {
        rust!(
            code,
            "
            const _: () = assert!(
                core::mem::size_of::<$wrapper>() == core::mem::size_of::<$ty>()
                    && core::mem::align_of::<$wrapper>() == core::mem::align_of::<$ty>()
            );
            ",
            wrapper,
            ty,
        );
    }
}

/// Writes the macro that hands the trait's facts to the attribute. It has the trait's name in Rust's
/// namespace of macros, so that whoever can name the trait has both. It is exported, and so hoisted
/// to the crate's root, under another name that says whose it is.
fn write_macro(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>, module: &str) {
    let own = callback.own_interfaces(context).len();
    let events = callback.events();
    let events = events.iter();
    let events = events.map(|(method, _, short)| format!("{}: {short}", method.name));
    let events: Vec<String> = events.collect();
    let notify = if events.is_empty() {
        String::new()
    } else {
        format!(" NOTIFY {{ {} }}", events.join(", "))
    };
    rust!(
        code,
        "
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $hoisted {
            (${dollar}(${dollar}call:tt)*) => {
                ::comidl::expand_callback! { {$own + $foreign$notify} ${dollar}(${dollar}call)* }
            };
        }
        #[doc(hidden)]
        pub use $hoisted as $name;
        ",
        hoisted = format!("__comidl_{module}_{}", callback.trait_name),
        dollar = "$",
        own,
        foreign = callback.interfaces.len() - own,
        notify,
        name = callback.trait_name,
    );
}
