//! The vtable of a callback's object, and what the attribute asks for by the trait's name.

use crate::emit::rust::code::Code;
use crate::emit::rust::types::Context;
use crate::model::ItemId;

use super::{Callback, dispatch};

/// Writes
///
/// ```text
/// pub struct LampEventsChain(());
/// unsafe impl<T: LampEvents> Chain<T> for LampEventsChain { .. }
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
    let (name, chain) = (&callback.trait_name, &callback.chain_name);
    let interface = context.names.item(callback.interface());
    code.line(format_args!(
        "/// `{interface}` and what it derives from, over a [`{name}`]."
    ));
    code.line(format_args!("#[doc(hidden)]"));
    code.line(format_args!("pub struct {chain}(());"));
    code.line(format_args!(
        "// SAFETY: the class is made for `T`; its vtable is `{interface}`'s, on UNKNOWN, and the IIDs are"
    ));
    code.line(format_args!(
        "// those of the interfaces that it derives from."
    ));
    code.open(format_args!(
        "unsafe impl<T: {name}> ::comidl::object::Chain<T> for {chain}"
    ));
    code.line(format_args!("type Interface = {interface};"));
    code.line(format_args!("type Vtable = {interface}_Vtbl;"));
    code.line(format_args!(
        "const CLASS: &'static ::comidl::object::Class<{interface}_Vtbl> ="
    ));
    code.deeper();
    code.line(format_args!("&::comidl::object::Class::new::<T>("));
    code.deeper();
    code.line(format_args!("&["));
    code.deeper();
    for &id in callback.interfaces.iter().rev() {
        let name = context.names.item(id);
        code.line(format_args!("<{name} as windows_core::Interface>::IID,"));
    }
    code.shallower();
    code.line(format_args!("],"));
    write_vtable(code, context, callback, &callback.interfaces, "", ",");
    code.shallower();
    code.line(format_args!(");"));
    code.shallower();
    code.close("}");
}

/// The literal of the first interface's vtable, within it that of the next.
fn write_vtable(
    code: &mut Code,
    context: &Context<'_>,
    callback: &Callback<'_>,
    interfaces: &[ItemId],
    before: &str,
    after: &str,
) {
    let Some((&id, bases)) = interfaces.split_first() else {
        code.line(format_args!("{before}::comidl::object::UNKNOWN{after}"));
        return;
    };
    code.open(format_args!("{before}{}_Vtbl", context.names.item(id)));
    write_vtable(code, context, callback, bases, "base__: ", ",");
    for method in callback.methods.iter().filter(|it| it.owner == id) {
        if let Some(slot) = &method.slot {
            code.line(format_args!("{slot}: Self::{}::<T>,", method.name));
        }
    }
    if dispatch::is_dispatch(context, id) {
        for (number, slot) in dispatch::SLOTS.iter().enumerate() {
            let function = dispatch::slot_name(number);
            code.line(format_args!("{slot}: Self::{function}::<T>,"));
        }
    }
    code.close(&format!("}}{after}"));
}

fn write_links(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let chain = &callback.chain_name;
    for (number, &id) in callback.interfaces.iter().enumerate() {
        code.open(format_args!(
            "impl<T> ::comidl::object::Link<T, {number}> for {chain}"
        ));
        code.line(format_args!("type Interface = {};", context.names.item(id)));
        code.close("}");
    }
}

/// A type in another's place has to be as that is in memory.
fn write_wrapped(code: &mut Code, callback: &Callback<'_>) {
    let mut wrapped: Vec<_> = callback.methods.iter().flat_map(|it| &it.wrapped).collect();
    wrapped.sort();
    wrapped.dedup();
    for (wrapper, ty) in wrapped {
        code.line(format_args!("const _: () = assert!("));
        code.line(format_args!(
            "    core::mem::size_of::<{wrapper}>() == core::mem::size_of::<{ty}>()"
        ));
        code.line(format_args!(
            "        && core::mem::align_of::<{wrapper}>() == core::mem::align_of::<{ty}>()"
        ));
        code.line(format_args!(");"));
    }
}

/// The macro has the trait's name in Rust's namespace of macros, so that whoever can name the trait
/// has both. It is exported, and so hoisted to the crate's root, under another name that says whose
/// it is.
fn write_macro(code: &mut Code, callback: &Callback<'_>, module: &str) {
    let name = &callback.trait_name;
    let hoisted = format!("__comidl_{module}_{name}");
    code.line(format_args!("#[doc(hidden)]"));
    code.line(format_args!("#[macro_export]"));
    code.open(format_args!("macro_rules! {hoisted}"));
    code.open(format_args!("($($call:tt)*) =>"));
    let events: Vec<String> = callback
        .events()
        .iter()
        .map(|(method, _, short)| format!("{}: {short}", method.name))
        .collect();
    let facts = match events.is_empty() {
        true => String::new(),
        false => format!(" NOTIFY {{ {} }}", events.join(", ")),
    };
    code.line(format_args!(
        "::comidl::expand_callback! {{ {{{}{facts}}} $($call)* }}",
        callback.interfaces.len()
    ));
    code.close("};");
    code.close("}");
    code.line(format_args!("#[doc(hidden)]"));
    code.line(format_args!("pub use {hoisted} as {name};"));
}
