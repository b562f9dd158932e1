//! The vtable of a callback's object, and what the attribute asks for by the trait's name.

use crate::emit::rust::code::Code;
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
/// macro_rules! __comidl_lamp_LampEvents { .. }
/// pub use __comidl_lamp_LampEvents as LampEvents;
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>, module: &str) {
    write_chain(code, context, callback);
    write_links(code, context, callback);
    write_wrapped(code, callback);
    write_macro(code, callback, module);
}

fn write_chain(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let interfaces = callback.interfaces.iter().rev();
    let iids = interfaces.map(|id| {
        let interface = context.names.item(*id);
        format!("<{interface} as windows_core::Interface>::IID")
    });
    let iids: Vec<String> = iids.collect();
    rust!(
        code,
        "
        /// `$interface` and what it derives from, over a [`$name`].
        #[doc(hidden)]
        pub struct $chain(());
        // SAFETY: the class is made for `P`; its vtable is `$interface`'s, on the IUnknown of `P`, and the
        // IIDs are those of the interfaces that it derives from.
        unsafe impl<P: ::comidl::object::Place> ::comidl::object::Chain<P> for $chain
        where
            P::Value: $name,
        {
            type Interface = $interface;
            type Vtable = ${interface}_Vtbl;
            const CLASS: &'static ::comidl::object::Class<${interface}_Vtbl> = &::comidl::object::Class::new::<P>(
                &[$iids],
                $vtable
            );
        }
        ",
        interface = context.names.item(callback.interface()),
        name = callback.trait_name,
        chain = callback.chain_name,
        iids = iids.join(", "),
        vtable = Block(|code| write_vtable(code, context, callback, &callback.interfaces, "", "")),
    );
}

/// Writes the literal of the first interface's vtable, and within it that of the next.
fn write_vtable(
    code: &mut Code,
    context: &Context<'_>,
    callback: &Callback<'_>,
    interfaces: &[ItemId],
    before: &str,
    after: &str,
) {
    let Some((&id, bases)) = interfaces.split_first() else {
        rust!(code, "${before}P::UNKNOWN$after", before, after);
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
        $before${interface}_Vtbl {
            $base
            $slots
        }$after
        ",
        before,
        interface = context.names.item(id),
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
fn write_macro(code: &mut Code, callback: &Callback<'_>, module: &str) {
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
                ::comidl::expand_callback! { {$depth$notify} ${dollar}(${dollar}call)* }
            };
        }
        #[doc(hidden)]
        pub use $hoisted as $name;
        ",
        hoisted = format!("__comidl_{module}_{}", callback.trait_name),
        dollar = "$",
        depth = callback.interfaces.len(),
        notify,
        name = callback.trait_name,
    );
}
