//! What an object is besides its interface: the interfaces from which that derives, those that it requires, and the
//! classes of which a class is composed.

use std::collections::{HashSet, VecDeque};

use crate::lower::abi::AbiType;
use crate::model::{Coclass, ItemId, ItemKind};

use super::code::Code;
use super::template::rust;
use super::types::Context;

/// How many interfaces and classes are looked at, beside those that a definition names itself, to find what its objects
/// are taken for. `cast` finds all.
const MAX_INDIRECT: usize = 100;

/// How many names one call of a macro of `windows-core` gets: it calls itself for each, and rustc follows 128 calls in
/// each other.
const NAMES_OF_A_CALL: usize = 50;

/// What an interface stands on.
pub(super) enum Base {
    /// Nothing: a root that isn't `IUnknown`.
    None,
    /// One of `windows-core`'s.
    Provided(AbiType),
    /// Another of the output's, or of another crate's.
    Emitted(ItemId),
}

/// Returns what the interface `id` stands on.
pub(super) fn base(context: &Context<'_>, id: ItemId) -> Base {
    match context.model.interface(id).and_then(|it| it.base) {
        None => Base::None,
        Some(base) => context
            .abi
            .provided(base)
            .map_or(Base::Emitted(base), |known| Base::Provided(known.clone())),
    }
}

/// Returns whether the vtable of the interface `id` begins with `IUnknown`'s.
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
    write_conversions(code, context, id, &base_names(context, id));
}

/// Writes that an object of `id`, an interface or a class, is taken where one of these is wanted: one of `bases`, the
/// root first, with whose slots its vtable begins, or one of its relatives, for which it is asked.
pub(super) fn write_conversions(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    bases: &[String],
) {
    let name = context.names.item(id);
    if !bases.is_empty() {
        rust!(
            code,
            "windows_core::imp::interface_hierarchy!($name, $bases);",
            name,
            bases = bases.join(", ")
        );
    }
    let mut known: HashSet<String> = bases.iter().cloned().collect();
    let relatives = relatives(context, id).into_iter();
    let names = relatives.map(|id| type_name(context, id));
    let asked: Vec<String> = names.filter(|name| known.insert(name.clone())).collect();
    for asked in asked.chunks(NAMES_OF_A_CALL) {
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

/// Returns the interfaces that each object of `id` has besides, and the classes that it is besides, the nearest first:
/// all that the definition names, and of [`MAX_INDIRECT`] others those that the bindings know.
fn relatives(context: &Context<'_>, id: ItemId) -> Vec<ItemId> {
    let mut found = Vec::new();
    let mut seen = HashSet::from([id]);
    let mut next = VecDeque::from([id]);
    let mut most = usize::MAX;
    while let Some(id) = next.pop_front() {
        for other in named_by(context, id) {
            if found.len() == most {
                break;
            }
            if seen.insert(other) {
                found.push(other);
                next.push_back(other);
            }
        }
        most = most.min(found.len() + MAX_INDIRECT);
        if found.len() == most {
            break;
        }
    }
    found.retain(|id| is_object(context, *id));
    found
}

/// Returns what the definition of an interface or of a class says that its objects are besides.
fn named_by<'c>(context: &Context<'c>, id: ItemId) -> Box<dyn Iterator<Item = ItemId> + 'c> {
    match &context.model.item(id).kind {
        ItemKind::Interface(interface) => {
            Box::new(interface.requires.iter().copied().chain(interface.base))
        }
        ItemKind::Coclass(class) => {
            let served = class.interfaces.iter().filter(|served| !served.source);
            Box::new(served.map(|served| served.interface).chain(class.base))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// Returns whether the bindings have a type for objects of `id`: an interface that derives from `IUnknown`, or a class
/// with one for its default.
pub(super) fn is_object(context: &Context<'_>, id: ItemId) -> bool {
    if type_name(context, id).is_empty() {
        return false;
    }
    match &context.model.item(id).kind {
        ItemKind::Interface(_) => is_unknown(context, id),
        ItemKind::Coclass(class) => default_interface(context, class).is_some(),
        _ => false,
    }
}

/// Returns the default interface of a class of WinRT, if its objects have one that the bindings know.
pub(super) fn default_interface(context: &Context<'_>, class: &Coclass) -> Option<AbiType> {
    match context.abi.ty(class.stands_for.as_ref()?) {
        AbiType::Interface(id) if is_object(context, id) => Some(AbiType::Interface(id)),
        ty @ (AbiType::IUnknown | AbiType::IInspectable) => Some(ty),
        _ => None,
    }
}

/// Returns all interfaces that `id` derives from, the root first.
pub(super) fn bases(context: &Context<'_>, id: ItemId) -> Vec<ItemId> {
    let mut lineage = context.model.lineage(id);
    lineage.pop();
    lineage
}
