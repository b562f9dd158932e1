//! What an object is besides: the interfaces that one derives from, and those that it requires.

use std::collections::{HashSet, VecDeque};

use crate::lower::abi::AbiType;
use crate::model::ItemId;

use super::code::Code;
use super::template::rust;
use super::types::Context;

/// How many interfaces a type is taken for that its definition doesn't name itself. `cast` finds all.
pub(super) const MAX_INDIRECT: usize = 100;

/// What an interface stands on.
pub(super) enum Base {
    /// Nothing: a root that isn't `IUnknown`.
    None,
    /// One of `windows-core`'s.
    Provided(AbiType),
    /// Another of the output's, or of another crate's.
    Emitted(ItemId),
}

pub(super) fn base(context: &Context<'_>, id: ItemId) -> Base {
    match context.model.interface(id).and_then(|it| it.base) {
        None => Base::None,
        Some(base) => context
            .abi
            .provided(base)
            .map_or(Base::Emitted(base), |known| Base::Provided(known.clone())),
    }
}

/// Whether its vtable begins with `IUnknown`'s.
pub(super) fn is_unknown(context: &Context<'_>, id: ItemId) -> bool {
    context
        .abi
        .provided(context.model.lineage(id)[0])
        .is_some_and(AbiType::is_interface)
}

/// ```text
/// impl core::ops::Deref for IFoo2 {
///     type Target = IFoo;
///     fn deref(&self) -> &Self::Target {
///         unsafe { core::mem::transmute(self) }
///     }
/// }
/// windows_core::imp::interface_hierarchy!(IFoo2, windows_core::IUnknown, IFoo);
/// windows_core::imp::required_hierarchy!(IFoo2, IBar);
/// ```
pub(super) fn write_hierarchy(code: &mut Code, context: &Context<'_>, id: ItemId) {
    let name = context.names.item(id);
    if let Base::Emitted(base) = base(context, id)
        && !context.names.item(base).is_empty()
    {
        write_deref(code, name, context.names.item(base));
    }
    let bases = base_names(context, id);
    write_conversions(code, name, &bases, &required_names(context, id));
}

/// Writes that an object of the type `name` is taken where one of these is wanted: one of `bases`, the root first, with
/// whose slots its vtable begins, or one of `others`, for which it is asked. Names that are there already are left out.
pub(super) fn write_conversions(code: &mut Code, name: &str, bases: &[String], others: &[String]) {
    if !bases.is_empty() {
        rust!(
            code,
            "windows_core::imp::interface_hierarchy!($name, $bases);",
            name,
            bases = bases.join(", ")
        );
    }
    let mut known: HashSet<&str> = bases.iter().map(String::as_str).collect();
    known.insert(name);
    let asked = others.iter().map(String::as_str);
    let asked: Vec<&str> = asked.filter(|other| known.insert(other)).collect();
    if !asked.is_empty() {
        rust!(
            code,
            "windows_core::imp::required_hierarchy!($name, $asked);",
            name,
            asked = asked.join(", ")
        );
    }
}

/// Writes that the methods of `target` are those of `name`, too.
pub(super) fn write_deref(code: &mut Code, name: &str, target: &str) {
    rust!(
        code,
        "
        impl core::ops::Deref for $name {
            type Target = $target;
            fn deref(&self) -> &Self::Target {
                unsafe { core::mem::transmute(self) }
            }
        }
        ",
        name,
        target
    );
}

/// Returns the name of an interface of the output, of `windows-core` or of another crate. One that is in
/// none of them has no name.
pub(super) fn type_name(context: &Context<'_>, id: ItemId) -> String {
    context
        .abi
        .provided(id)
        .map_or_else(|| context.names.item(id).to_owned(), |ty| context.name(ty))
}

/// Returns the names of all interfaces that `id` derives from, the root first. A base of a shell may not be
/// there.
pub(super) fn base_names(context: &Context<'_>, id: ItemId) -> Vec<String> {
    let bases = bases(context, id).into_iter();
    let names = bases.map(|base| type_name(context, base));
    names.filter(|name| !name.is_empty()).collect()
}

/// Returns the names of the interfaces that each object with `id` has, too, the nearest first: those that it requires,
/// and [`MAX_INDIRECT`] of those that its bases and they require.
pub(super) fn required_names(context: &Context<'_>, id: ItemId) -> Vec<String> {
    let mut required = Vec::new();
    let mut seen = HashSet::from([id]);
    let mut most = usize::MAX;
    let mut next = VecDeque::from([id]);
    while let Some(id) = next.pop_front() {
        let lineage = context.model.lineage(id).into_iter().rev();
        for interface in lineage.filter_map(|id| context.model.interface(id)) {
            for id in &interface.requires {
                if required.len() < most && seen.insert(*id) {
                    required.push(*id);
                    next.push_back(*id);
                }
            }
            most = most.min(required.len() + MAX_INDIRECT);
        }
    }
    let names = required.into_iter().map(|id| type_name(context, id));
    names.filter(|name| !name.is_empty()).collect()
}

/// All interfaces that `id` derives from, the root first.
pub(super) fn bases(context: &Context<'_>, id: ItemId) -> Vec<ItemId> {
    let mut lineage = context.model.lineage(id);
    lineage.pop();
    lineage
}
