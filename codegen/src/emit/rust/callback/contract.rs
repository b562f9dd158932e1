//! What a contract changes about a callback, and the set of flags that it may have.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contract::{Contract, ContractMethod};
use crate::emit::rust::code::Code;
use crate::emit::rust::enumeration::Enums;
use crate::emit::rust::name::{identifier, snake_case};
use crate::emit::rust::template::rust;
use crate::emit::rust::types::Context;
use crate::model::{Constant, ItemId, ItemKind};

use super::form::Form;
use super::{Callback, Method};

/// Gives the methods what the contract says of them: names, parameters without noise, wrappers.
pub(super) fn apply<'m>(methods: &mut [Method<'m>], contract: &'m Contract) {
    let of_slots = contract.methods.iter();
    let of_slots: FxHashMap<_, _> = of_slots.map(|it| ((it.owner, &*it.slot), it)).collect();
    for method in methods {
        let slot = (method.owner, &*method.method.name);
        if let Some(found) = of_slots.get(&slot) {
            method.name = identifier(&snake_case(&found.name));
            method.contract = Some(found);
            apply_params(method, found);
            apply_result(method, found);
        }
    }
}

fn apply_params(method: &mut Method<'_>, contract: &ContractMethod) {
    for (index, form) in method.forms.iter_mut().enumerate() {
        if matches!(form, Form::Count | Form::Reported | Form::Result { .. }) {
            continue;
        }
        let Some(param) = contract.params.iter().find(|it| it.index == index) else {
            *form = Form::Unused;
            continue;
        };
        method.signature.params[index].name = identifier(&snake_case(&param.name));
        let wrapper = param.wrapper.as_deref();
        let wrapped = form.set(param.nullable, wrapper);
        if let (Some(wrapper), Some(wrapped)) = (wrapper, wrapped) {
            method.wrapped.push((wrapper.to_owned(), wrapped));
        }
    }
}

fn apply_result(method: &mut Method<'_>, contract: &ContractMethod) {
    let Some(nullable) = contract.nullable_result else {
        return;
    };
    for form in method.result_forms_mut() {
        form.set_nullable(nullable);
    }
}

impl Callback<'_> {
    /// Returns the name of the set of flags, if methods have flags.
    pub(super) fn flags(&self) -> Option<&str> {
        let contract = self.contract.filter(|_| !self.events().is_empty())?;
        Some(&contract.flags)
    }

    /// Returns the methods that a flag asks for, each with the flag and its short name in Rust.
    pub(super) fn events(&self) -> Vec<(&Method<'_>, &str, String)> {
        let methods = self.methods.iter();
        let flags: Vec<_> = methods
            .filter_map(|it| Some((it, it.contract?.notify.as_deref()?)))
            .collect();
        let prefix = common_prefix(flags.iter().map(|(_, flag)| *flag));
        let short = |flag: &str| flag[prefix..].to_owned();
        flags
            .into_iter()
            .map(|(method, flag)| (method, flag, short(flag)))
            .collect()
    }
}

/// How long the beginning is that all names share, up to an underscore.
fn common_prefix<'a>(names: impl Iterator<Item = &'a str> + Clone) -> usize {
    let Some(first) = names.clone().next().filter(|_| names.clone().count() > 1) else {
        return 0;
    };
    let starts = first.match_indices('_').map(|(at, _)| at + 1);
    let is_shared = |at: &usize| {
        names.clone().all(|name| {
            name.starts_with(&first[..*at]) && name[*at..].starts_with(|c: char| c.is_alphabetic())
        })
    };
    starts.filter(is_shared).last().unwrap_or(0)
}

/// Writes
///
/// ```text
/// ::comidl::object::bitflags! {
///     pub struct LampEventsNotify: u32 {
///         const SWITCHED = LAMP_NOTIFY_SWITCHED as u32;
///         const _ = !0;
///     }
/// }
/// ```
pub(super) fn write_flags(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let events = callback.events();
    let Some(contract) = callback.contract.filter(|_| !events.is_empty()) else {
        return;
    };
    let name = &callback.trait_name;
    let numbers = numbers(context, events.iter().map(|(_, flag, _)| *flag));
    let constants = events.iter().map(|(method, flag, short)| {
        let value = numbers.get(flag).map_or(*flag, |number| number);
        let method = &method.name;
        format!("/// [`{name}::{method}`]\nconst {short} = {value} as u32;\n")
    });
    let unions = events.iter();
    let unions = unions.map(|(_, _, short)| format!(".union(Self::{short})"));
    rust!(
        code,
        "
        ::comidl::object::bitflags! {
            /// A set of events that a [`$name`] can want.
            ///
            /// Bits that have no name here are kept as they are.
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub struct $flags: u32 {
                $constants
                const _ = !0;
            }
        }
        impl $flags {
            /// Every event that a [`$name`] has a method for.
            pub const EVENTS: Self = Self::empty()$unions;
        }
        impl ::comidl::object::Events for $chain {
            type Flags = $flags;
        }
        ",
        name,
        flags = contract.flags,
        constants = constants.collect::<String>(),
        unions = unions.collect::<String>(),
        chain = callback.chain_name,
    );
}

/// Returns the numbers that constants and enumerators of these names are in Rust, where the bindings have them.
fn numbers<'f>(
    context: &Context<'_>,
    flags: impl Iterator<Item = &'f str>,
) -> FxHashMap<&'f str, String> {
    let mut wanted: FxHashSet<&str> = flags.collect();
    let mut numbers = FxHashMap::default();
    for (id, item) in context.model.items() {
        match &item.kind {
            ItemKind::Constant(it) => {
                if let Some(flag) = wanted.take(item.name.as_str()) {
                    numbers.insert(flag, constant(context, id, it));
                }
            }
            ItemKind::Enum(it) => {
                for (index, value) in it.values.iter().enumerate() {
                    if let Some(flag) = wanted.take(value.name.as_str()) {
                        numbers.insert(flag, enumerator(context, id, index));
                    }
                }
            }
            _ => {}
        }
    }
    numbers
        .into_iter()
        .filter_map(|(flag, number)| Some((flag, number?)))
        .collect()
}

/// Returns the number that a constant is in Rust.
fn constant(context: &Context<'_>, id: ItemId, constant: &Constant) -> Option<String> {
    let name = Some(context.names.item(id)).filter(|name| !name.is_empty())?;
    let is_typed = context.typed_enum(&context.abi.ty(&constant.ty)).is_some();
    Some(format!("{name}{}", if is_typed { ".0" } else { "" }))
}

/// Returns the number that an enumerator is in Rust.
fn enumerator(context: &Context<'_>, id: ItemId, index: usize) -> Option<String> {
    let name = Some(context.names.enumerator(id, index)).filter(|name| !name.is_empty())?;
    Some(match context.enums {
        Enums::Alias => name.to_owned(),
        Enums::Newtype => format!("{name}.0"),
        Enums::Open => format!("{}::{name}.0", context.names.item(id)),
    })
}
