//! Which items an output must hold: what the named files define and everything that those refer
//! to, so that no method is lost for want of a name.

use crate::lower::abi::{Abi, AbiType};
use crate::model::{InterfaceKind, ItemId, ItemKind, Model, Origin};

/// The items to emit, in an order that depends on the model alone: what the named files define,
/// in source order; then what else is needed, by name.
///
/// What `windows-core` provides isn't among them, and neither is a name that dissolves (`DWORD`)
/// unless a named file defines it.
pub fn closure(abi: &Abi<'_>) -> Vec<ItemId> {
    closure_within(abi, &|_| true)
}

/// [`closure`] as far as `includes` says: what it leaves out isn't there, nor what only that
/// needs.
pub fn closure_within(abi: &Abi<'_>, includes: &dyn Fn(ItemId) -> bool) -> Vec<ItemId> {
    let model = abi.model();
    let mut walk = Walk {
        abi,
        includes,
        reached: vec![false; model.items().count()],
        pending: Vec::new(),
    };
    let mut named = Vec::new();
    for (id, _) in model.named() {
        if abi.provided(id).is_none() && includes(id) {
            walk.reach(id);
            named.push(id);
        }
    }
    let mut others = Vec::new();
    while let Some(id) = walk.pending.pop() {
        if model.item(id).origin != Origin::Named {
            others.push(id);
        }
        walk.item(id);
    }
    others.sort_by(|a, b| (&model.item(*a).name, a).cmp(&(&model.item(*b).name, b)));
    named.extend(others);
    named
}

struct Walk<'a, 'm> {
    abi: &'a Abi<'m>,
    includes: &'a dyn Fn(ItemId) -> bool,
    reached: Vec<bool>,
    pending: Vec<ItemId>,
}

impl Walk<'_, '_> {
    fn model(&self) -> &Model {
        self.abi.model()
    }

    fn reach(&mut self, id: ItemId) {
        if self.abi.provided(id).is_none() && !self.reached[id.0 as usize] {
            self.reached[id.0 as usize] = true;
            if (self.includes)(id) {
                self.pending.push(id);
            }
        }
    }

    fn ty(&mut self, ty: &AbiType) {
        ty.items(&mut |id| self.reach(id));
    }

    /// Reaches what the definition of `id` names.
    fn item(&mut self, id: ItemId) {
        let abi = self.abi;
        match &abi.model().item(id).kind {
            ItemKind::Interface(interface) => {
                if let Some(base) = interface.base {
                    self.reach(base);
                }
                // What only `Invoke` reaches has no signature at the ABI.
                if interface.kind != InterfaceKind::Dispatch {
                    for method in interface.methods.iter().filter(|it| it.slot.is_some()) {
                        abi.method(method).items(&mut |id| self.reach(id));
                    }
                }
            }
            ItemKind::Record(record) => {
                for field in &record.fields {
                    self.ty(&abi.field(field));
                }
            }
            ItemKind::Typedef(_) => self.ty(&abi.typedef(id)),
            ItemKind::Constant(constant) => self.ty(&abi.ty(&constant.ty)),
            ItemKind::Function(function) => {
                abi.signature(&function.signature)
                    .items(&mut |id| self.reach(id));
            }
            ItemKind::Coclass(coclass) => {
                for interface in &coclass.interfaces {
                    self.reach(interface.interface);
                }
            }
            ItemKind::Enum(_)
            | ItemKind::Library(_)
            | ItemKind::Module(_)
            | ItemKind::Opaque(_) => {}
        }
        // A nested record stands with its parent, whichever of the two was named.
        if let Some(parent) = self.model().item(id).parent {
            self.reach(parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Base, Field, Item, Record, Type, Typedef};
    use crate::source::Span;

    fn add(model: &mut Model, name: &str, origin: Origin, kind: ItemKind) -> ItemId {
        model.push(Item {
            name: name.into(),
            tag: None,
            namespace: None,
            parent: None,
            span: Span::NONE,
            origin,
            kind,
        })
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
                    written: Vec::new(),
                    span: Span::NONE,
                })
                .collect(),
            pack: None,
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
