//! The items that an output must define: those of the input files, and everything that these
//! refer to. No method is lost because a name in it is missing.

use std::collections::{BTreeSet, HashSet};

use crate::lower::abi::Abi;
use crate::model::{InterfaceKind, ItemId, ItemKind};

/// Returns the items to emit, in an order that depends on the model alone: the items of the input
/// files in source order, then the other items that are needed, by name.
///
/// The types that other crates have are not among them. A name that its type replaces
/// (`DWORD`) is among them only if an input file defines it.
pub fn closure(abi: &Abi<'_>) -> Vec<ItemId> {
    closure_by(abi, &|_| true, &|id| needs(abi, id), Vec::new())
}

/// The items to emit, where some interfaces are only passed on.
#[derive(Debug, Default)]
pub(crate) struct Closure {
    /// The items, in the order of [`closure`].
    pub(crate) items: Vec<ItemId>,
    /// The interfaces among them that nobody calls: their names and IIDs are needed, and not their methods.
    pub(crate) shells: HashSet<ItemId>,
}

/// Returns the [`closure`] with the items that callbacks of these interfaces need: the interfaces,
/// and everything that their members name. Members that only `Invoke` reaches count too. Those that are
/// implemented are among the items as well.
///
/// Of the interfaces in `may_be_shells`, those are whole that a vtable begins with, and those that are
/// callbacks or implemented.
pub(crate) fn closure_with(
    abi: &Abi<'_>,
    callbacks: &[ItemId],
    implemented: &HashSet<ItemId>,
    may_be_shells: &HashSet<ItemId>,
) -> Closure {
    let mut wanted: Vec<ItemId> = callbacks.iter().chain(implemented).copied().collect();
    for &id in callbacks {
        // A base that another crate has is not among the items, but the callback has its slots.
        let bases = abi.model().lineage(id).into_iter();
        let bases = bases.filter(|base| *base == id || abi.external(*base).is_some());
        let interfaces = bases.filter_map(|id| abi.model().interface(id));
        for method in interfaces.flat_map(|interface| &interface.methods) {
            abi.method(method).items(&mut |id| wanted.push(id));
        }
    }
    wanted.retain(|id| !abi.is_elsewhere(*id));
    // A base of what is whole is whole, and so is what a program implements. Both are found before anything
    // else.
    let mut whole: HashSet<ItemId> = callbacks.iter().chain(implemented).copied().collect();
    loop {
        let is_shell = |id: ItemId| may_be_shells.contains(&id) && !whole.contains(&id);
        let needs = |id| match is_shell(id) {
            true => Vec::new(),
            false => needs(abi, id),
        };
        let items = closure_by(abi, &|_| true, &needs, wanted.clone());
        let (shells, others): (Vec<ItemId>, Vec<ItemId>) =
            items.iter().partition(|id| is_shell(**id));
        let bases = others.into_iter().flat_map(|id| abi.model().lineage(id));
        let bases = HashSet::<ItemId>::from_iter(bases);
        if !shells.iter().any(|id| bases.contains(id)) {
            return Closure {
                items,
                shells: HashSet::from_iter(shells),
            };
        }
        whole.extend(bases);
    }
}

/// Returns the [`closure`] of the items that `includes` accepts, where an item needs what `needs` says. The
/// others are left out, and with them the items that only they need. `wanted` is part of it, as if another
/// item needed those.
pub(crate) fn closure_by(
    abi: &Abi<'_>,
    includes: &dyn Fn(ItemId) -> bool,
    needs: &dyn Fn(ItemId) -> Vec<ItemId>,
    wanted: Vec<ItemId>,
) -> Vec<ItemId> {
    let model = abi.model();
    let mut reached = vec![false; model.items().count()];
    let mut reach = |id: ItemId| !std::mem::replace(&mut reached[id.0 as usize], true);
    let mut named: Vec<_> = model
        .named()
        .map(|(id, _)| id)
        .filter(|id| !abi.is_elsewhere(*id) && includes(*id) && reach(*id))
        .collect();
    let mut pending = named.clone();
    let mut others: Vec<_> = wanted.into_iter().filter(|id| reach(*id)).collect();
    pending.extend(&others);
    while let Some(id) = pending.pop() {
        for id in needs(id) {
            if reach(id) && includes(id) {
                others.push(id);
                pending.push(id);
            }
        }
    }
    others.sort_by(|a, b| (&model.item(*a).name, a).cmp(&(&model.item(*b).name, b)));
    named.extend(others);
    named
}

/// Returns, for each item by its number, whether it is one of `wanted` or one of them needs it.
pub(crate) fn needed_by(abi: &Abi<'_>, wanted: &[ItemId]) -> Vec<bool> {
    let mut reached = vec![false; abi.model().items().count()];
    let mut pending = wanted.to_vec();
    while let Some(id) = pending.pop() {
        if !std::mem::replace(&mut reached[id.0 as usize], true) {
            pending.extend(needs(abi, id));
        }
    }
    reached
}

/// Returns the items that the definition of `id` names; an item may occur more than once. The types
/// that other crates have are not among them.
pub(crate) fn needs(abi: &Abi<'_>, id: ItemId) -> Vec<ItemId> {
    let mut needed = mentions(abi, id);
    needed.retain(|id| !abi.is_elsewhere(*id));
    needed
}

/// Returns the features of other crates that an output with these items depends on.
pub(crate) fn features<'m>(abi: &Abi<'m>, items: &[ItemId]) -> BTreeSet<&'m str> {
    let mut features = BTreeSet::new();
    for &id in items {
        let mentioned = mentions(abi, id).into_iter();
        for external in mentioned.filter_map(|id| abi.external(id)) {
            features.extend(external.features.iter().map(String::as_str));
        }
        // The vtable begins with those of the bases.
        if abi.model().interface(id).is_some() {
            let bases = abi.model().lineage(id).into_iter();
            for base in bases.filter_map(|id| abi.external(id)) {
                let all = base.features.iter().chain(&base.vtable_features);
                features.extend(all.map(String::as_str));
            }
        }
    }
    features
}

/// Returns all items that the definition of `id` names.
fn mentions(abi: &Abi<'_>, id: ItemId) -> Vec<ItemId> {
    let mut needed = Vec::new();
    let mut need = |id: ItemId| needed.push(id);
    let item = abi.model().item(id);
    match &item.kind {
        ItemKind::Interface(interface) => {
            interface.base.into_iter().for_each(&mut need);
            interface.requires.iter().copied().for_each(&mut need);
            // A member that only `Invoke` reaches has no signature at the ABI.
            if interface.kind != InterfaceKind::Dispatch {
                for method in interface
                    .methods
                    .iter()
                    .filter(|method| method.slot.is_some())
                {
                    abi.method(method).items(&mut need);
                }
            }
        }
        ItemKind::Record(record) => {
            for field in &record.fields {
                abi.field(field).items(&mut need);
            }
        }
        ItemKind::Typedef(_) => abi.typedef(id).items(&mut need),
        ItemKind::Constant(constant) => abi.ty(&constant.ty).items(&mut need),
        ItemKind::Function(function) => abi.signature(&function.signature).items(&mut need),
        ItemKind::Coclass(coclass) => {
            for interface in &coclass.interfaces {
                need(interface.interface);
            }
            coclass.factories.iter().copied().for_each(&mut need);
            coclass.base.into_iter().for_each(&mut need);
        }
        ItemKind::Enum(_) | ItemKind::Library(_) | ItemKind::Module(_) | ItemKind::Opaque(_) => {}
    }
    // A nested record is defined with its parent, whichever of the two was named.
    item.parent().into_iter().for_each(&mut need);
    needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Base, Field, Item, Model, Origin, Record, Type, Typedef};
    use crate::source::Span;

    fn add(model: &mut Model, name: &str, origin: Origin, kind: ItemKind) -> ItemId {
        model.push(Item::new(name, origin, kind))
    }

    fn record(types: &[Type]) -> ItemKind {
        ItemKind::Record(Record {
            is_union: false,
            fields: types
                .iter()
                .map(|ty| Field {
                    name: Some("field".into()),
                    ty: ty.clone(),
                    bits: None,
                    size_is: Vec::new(),
                    align: None,
                    attributes: Vec::new(),
                    span: Span::NONE,
                })
                .collect(),
            pack: crate::model::Packing::default(),
            align: None,
        })
    }

    #[test]
    fn the_closure_has_what_an_item_of_an_input_file_needs_and_nothing_else() {
        let mut model = Model::default();
        let dword = add(
            &mut model,
            "DWORD",
            Origin::Prelude,
            ItemKind::Typedef(Typedef::new(Type::Base(Base::ULong))),
        );
        let number = Type::Named(dword);
        let z = add(
            &mut model,
            "Z",
            Origin::Imported,
            record(std::slice::from_ref(&number)),
        );
        let a = add(&mut model, "A", Origin::Imported, record(&[Type::Named(z)]));
        add(&mut model, "UNUSED", Origin::Imported, record(&[number]));
        let mine = add(
            &mut model,
            "MINE",
            Origin::Named,
            record(&[Type::Named(a), Type::Named(z)]),
        );
        assert_eq!(closure(&Abi::new(&model)), [mine, a, z]);
    }
}
