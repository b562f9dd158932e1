//! Which items an output must hold: what the named files define and everything that those refer
//! to, so that no method is lost for want of a name.

use crate::lower::abi::Abi;
use crate::model::{InterfaceKind, ItemId, ItemKind};

/// The items to emit, in an order that depends on the model alone: what the named files define,
/// in source order; then what else is needed, by name.
///
/// What `windows-core` provides isn't among them, and neither is a name that dissolves (`DWORD`)
/// unless a named file defines it.
pub fn closure(abi: &Abi<'_>) -> Vec<ItemId> {
    closure_within(abi, &|_| true)
}

/// [`closure`] with these interfaces among it, and with all that their members name, also those
/// that only `Invoke` reaches: what callbacks of these interfaces need.
pub fn closure_with(abi: &Abi<'_>, callbacks: &[ItemId]) -> Vec<ItemId> {
    let mut wanted = callbacks.to_vec();
    for &id in callbacks {
        for method in abi.model().interface(id).iter().flat_map(|it| &it.methods) {
            abi.method(method).items(&mut |id| wanted.push(id));
        }
    }
    wanted.retain(|id| abi.provided(*id).is_none());
    closure_of(abi, &|_| true, wanted)
}

/// [`closure`] as far as `includes` says: what it leaves out isn't there, nor what only that
/// needs.
pub fn closure_within(abi: &Abi<'_>, includes: &dyn Fn(ItemId) -> bool) -> Vec<ItemId> {
    closure_of(abi, includes, Vec::new())
}

/// The closure, with `wanted` among it as if something needed that.
fn closure_of(
    abi: &Abi<'_>,
    includes: &dyn Fn(ItemId) -> bool,
    wanted: Vec<ItemId>,
) -> Vec<ItemId> {
    let model = abi.model();
    let mut reached = vec![false; model.items().count()];
    let mut reach = |id: ItemId| !std::mem::replace(&mut reached[id.0 as usize], true);
    let mut named: Vec<_> = model
        .named()
        .map(|(id, _)| id)
        .filter(|id| abi.provided(*id).is_none() && includes(*id) && reach(*id))
        .collect();
    let mut pending = named.clone();
    let mut others: Vec<_> = wanted.into_iter().filter(|id| reach(*id)).collect();
    pending.extend(&others);
    while let Some(id) = pending.pop() {
        for id in needs(abi, id) {
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

/// Which items, by number, are among `wanted` or needed by them.
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

/// What the definition of `id` names, some of it maybe more than once; what `windows-core`
/// provides isn't among it.
pub(crate) fn needs(abi: &Abi<'_>, id: ItemId) -> Vec<ItemId> {
    let mut needed = Vec::new();
    let mut need = |id: ItemId| needed.push(id);
    let item = abi.model().item(id);
    match &item.kind {
        ItemKind::Interface(interface) => {
            interface.base.into_iter().for_each(&mut need);
            // What only `Invoke` reaches has no signature at the ABI.
            if interface.kind != InterfaceKind::Dispatch {
                for method in interface.methods.iter().filter(|it| it.slot.is_some()) {
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
        }
        ItemKind::Enum(_) | ItemKind::Library(_) | ItemKind::Module(_) | ItemKind::Opaque(_) => {}
    }
    // A nested record stands with its parent, whichever of the two was named.
    item.parent.into_iter().for_each(&mut need);
    needed.retain(|id| abi.provided(*id).is_none());
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
    fn what_a_named_item_needs_comes_along_and_nothing_else_does() {
        let mut model = Model::default();
        let dword = add(
            &mut model,
            "DWORD",
            Origin::Prelude,
            ItemKind::Typedef(Typedef {
                ty: Type::Base(Base::ULong),
                attributes: Vec::new(),
            }),
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
