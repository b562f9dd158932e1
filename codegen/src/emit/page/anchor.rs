//! The places on the page: the `id` of each definition and of each member.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::emit::inspect::reference::{foreign_items, kind};
use crate::model::{Item, ItemId, ItemKind, Model};

/// The `id`s of all that the page shows. No two are the same.
///
/// A definition has `interface.ILamp`, a member of it `interface.ILamp:Dim`. No other `id` of the page
/// has a point.
pub(super) struct Anchors {
    items: FxHashMap<ItemId, String>,
    members: FxHashMap<ItemId, Vec<String>>,
    foreign: Vec<ItemId>,
}

impl Anchors {
    /// Gives a place to each definition of the input files, to what these name, and to the bases of
    /// their interfaces.
    pub(super) fn new(model: &Model) -> Self {
        let mut foreign = foreign_items(model);
        for (id, item) in model.named() {
            if let ItemKind::Interface(_) = item.kind {
                let bases = model.lineage(id);
                foreign.extend(bases.into_iter().filter(|base| !is_of_input(model, *base)));
            }
        }
        let own = model.named().map(|(id, _)| id);
        let own = own.filter(|id| is_of_input(model, *id));
        let all: Vec<ItemId> = own.chain(foreign.iter().copied()).collect();
        let mut anchors = Self {
            items: FxHashMap::default(),
            members: FxHashMap::default(),
            foreign: by_name(model, foreign),
        };
        let mut taken = FxHashSet::default();
        for id in all {
            let item = model.item(id);
            if item.parent().is_none() {
                let anchor = unique(&mut taken, anchor(item));
                let members = members(item).map(|name| {
                    let name = sanitized(name);
                    unique(&mut taken, format!("{anchor}:{name}"))
                });
                anchors.members.insert(id, members.collect());
                anchors.items.insert(id, anchor);
            }
        }
        anchors
    }

    /// Returns whether the page has an article of `id`.
    pub(super) fn is_listed(&self, id: ItemId) -> bool {
        self.items.contains_key(&id)
    }

    /// Returns the place of an item, if the page has it. The place of an anonymous record is that of
    /// the record around it.
    pub(super) fn of(&self, model: &Model, mut id: ItemId) -> Option<&str> {
        while let Some(parent) = model.item(id).parent() {
            id = parent;
        }
        self.items.get(&id).map(String::as_str)
    }

    /// Returns the place of the member of an item that has this number.
    pub(super) fn member(&self, id: ItemId, number: usize) -> Option<&str> {
        let members = self.members.get(&id)?;
        members.get(number).map(String::as_str)
    }

    /// Returns the items of the page that the input files don't define, in the order of their names.
    pub(super) fn foreign(&self) -> &[ItemId] {
        &self.foreign
    }
}

fn is_of_input(model: &Model, id: ItemId) -> bool {
    let item = model.item(id);
    item.origin == crate::model::Origin::Named && !matches!(item.kind, ItemKind::Opaque(_))
}

fn by_name(model: &Model, items: BTreeSet<ItemId>) -> Vec<ItemId> {
    let items = items.into_iter();
    let mut items: Vec<_> = items
        .filter(|id| model.item(*id).parent().is_none())
        .collect();
    items.sort_by_cached_key(|id| model.item(*id).name.to_lowercase());
    items
}

fn anchor(item: &Item) -> String {
    let name = sanitized(&item.name);
    match item.namespace() {
        Some(namespace) => format!("{}.{}.{name}", kind(&item.kind), sanitized(namespace)),
        None => format!("{}.{name}", kind(&item.kind)),
    }
}

/// Returns the names of the members that have places of their own: methods, enumerators and fields.
fn members(item: &Item) -> Box<dyn Iterator<Item = &str> + '_> {
    match &item.kind {
        ItemKind::Interface(it) => Box::new(it.methods.iter().map(|it| &*it.name)),
        ItemKind::Enum(it) => Box::new(it.values.iter().map(|it| &*it.name)),
        ItemKind::Record(it) => {
            let names = it.fields.iter().map(|it| it.name.as_deref());
            Box::new(names.map(Option::unwrap_or_default))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// Returns a name without the characters that an `id` and a link to it can't both have as they are.
fn sanitized(name: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.');
    let characters = name.chars().map(|it| if is_plain(it) { it } else { '-' });
    characters.collect()
}

/// Returns `anchor`, with a number behind it if it is taken.
fn unique(taken: &mut FxHashSet<String>, anchor: String) -> String {
    let mut numbered = anchor.clone();
    let mut number = 2;
    while !taken.insert(numbered.clone()) {
        numbered = format!("{anchor}~{number}");
        number += 1;
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_taken_gets_a_number() {
        let mut taken = FxHashSet::default();
        let mut place = || unique(&mut taken, "enum.Kind".into());
        assert_eq!(
            [place(), place(), place()],
            ["enum.Kind", "enum.Kind~2", "enum.Kind~3"]
        );
    }

    #[test]
    fn a_place_has_no_character_that_a_link_escapes() {
        assert_eq!(
            sanitized("IVector<HSTRING, \"#\">"),
            "IVector-HSTRING------"
        );
    }
}
