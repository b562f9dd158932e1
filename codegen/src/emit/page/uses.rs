//! Who uses a definition: the links that lead back.

use rustc_hash::FxHashMap;

use super::anchor::Anchors;
use crate::model::{ItemId, ItemKind, Model};

/// The definitions of the input files by what they use.
#[derive(Default)]
pub(super) struct Uses {
    users: FxHashMap<ItemId, Vec<ItemId>>,
    derived: FxHashMap<ItemId, Vec<ItemId>>,
    served_by: FxHashMap<ItemId, Vec<ItemId>>,
}

impl Uses {
    pub(super) fn new(model: &Model, anchors: &Anchors) -> Self {
        let mut uses = Self::default();
        for (id, item) in model.named() {
            // What an anonymous record uses, the record around it uses.
            let mut user = id;
            while let Some(parent) = model.item(user).parent() {
                user = parent;
            }
            if !anchors.is_listed(user) {
                continue;
            }
            let base = model.interface(id).and_then(|interface| interface.base);
            let add = |users: &mut FxHashMap<ItemId, Vec<ItemId>>, used| {
                let users = users.entry(used).or_default();
                if users.last() != Some(&user) {
                    users.push(user);
                }
            };
            if let Some(base) = base {
                add(&mut uses.derived, base);
            }
            item.visit_names(&mut |used| match item.kind {
                _ if used == user || Some(used) == base => {}
                ItemKind::Coclass(_) => add(&mut uses.served_by, used),
                _ => add(&mut uses.users, used),
            });
        }
        uses
    }

    /// Returns the definitions that name `id`, in order, apart from those that derive from it and the
    /// classes that serve it.
    pub(super) fn users(&self, id: ItemId) -> &[ItemId] {
        self.users.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the interfaces whose base is `id`.
    pub(super) fn derived(&self, id: ItemId) -> &[ItemId] {
        self.derived.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the classes that have the interface `id`.
    pub(super) fn served_by(&self, id: ItemId) -> &[ItemId] {
        self.served_by.get(&id).map_or(&[], Vec::as_slice)
    }
}
