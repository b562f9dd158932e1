//! The definitions that the input files use and don't make themselves.

use std::collections::BTreeSet;

use serde::Serialize;

use super::name::NameEntry;
use super::origin::{OriginEntry, Origins};
use crate::model::{Item, ItemId, ItemKind, Model, OpaqueKind, Origin};

/// A definition with its origin. The names of the fields are those of the format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct ReferenceEntry {
    #[serde(flatten)]
    pub(super) name: NameEntry,
    pub(super) kind: &'static str,
    pub(super) origin: OriginEntry,
}

/// Returns what the definitions of the input files name and the input files don't define: types,
/// constants, and types that are only declared. The result has the order of the names.
///
/// What those need in their turn isn't among them.
pub(super) fn references(model: &Model, origins: &Origins<'_>) -> Vec<ReferenceEntry> {
    let foreign = foreign_items(model);
    let foreign = foreign.into_iter().map(|id| model.item(id));
    let mut entries: Vec<_> = foreign.map(|item| entry(item, origins)).collect();
    entries.extend(constants(model, origins));
    entries.sort();
    entries.dedup();
    entries
}

/// Returns the items that the definitions of the input files name and the input files don't define.
pub(in crate::emit) fn foreign_items(model: &Model) -> BTreeSet<ItemId> {
    let mut ids = BTreeSet::new();
    for (_, item) in model.named() {
        item.visit_names(&mut |id| {
            ids.insert(id);
        });
    }
    ids.retain(|id| {
        let item = model.item(*id);
        item.origin != Origin::Named || matches!(item.kind, ItemKind::Opaque(_))
    });
    ids
}

/// Returns all definitions of the compilation that have this name or this tag, constants and
/// enumerators among them.
pub(super) fn of_name(model: &Model, origins: &Origins<'_>, name: &str) -> Vec<ReferenceEntry> {
    let items = model.items().map(|(_, item)| item);
    let has_name = |item: &&Item| item.name == name || item.tag() == Some(name);
    let mut entries: Vec<_> = items
        .filter(has_name)
        .map(|item| entry(item, origins))
        .collect();
    entries.extend(enumerators(model, origins, name));
    entries.extend(constants(model, origins).filter(|entry| entry.name.name == name));
    entries.sort();
    entries.dedup();
    entries
}

fn enumerators<'a>(
    model: &'a Model,
    origins: &'a Origins<'_>,
    name: &'a str,
) -> impl Iterator<Item = ReferenceEntry> + 'a {
    model.items().flat_map(move |(_, item)| {
        let values = match &item.kind {
            ItemKind::Enum(enumeration) => &enumeration.values[..],
            _ => &[],
        };
        let of_name = values.iter().filter(move |value| value.name == name);
        of_name.map(|value| ReferenceEntry {
            name: NameEntry::plain(&value.name),
            kind: "constant",
            origin: origins.of_source(&item.origin, value.span),
        })
    })
}

fn constants(model: &Model, origins: &Origins<'_>) -> impl Iterator<Item = ReferenceEntry> {
    let constants = model.foreign_constants().iter();
    constants.map(|constant| ReferenceEntry {
        name: NameEntry::plain(&constant.name),
        kind: "constant",
        origin: origins.of_source(&constant.origin, constant.span),
    })
}

fn entry(item: &Item, origins: &Origins<'_>) -> ReferenceEntry {
    ReferenceEntry {
        name: NameEntry::of(item),
        kind: kind(&item.kind),
        origin: origins.of(item),
    }
}

pub(in crate::emit) fn kind(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Interface(_) | ItemKind::Opaque(OpaqueKind::Interface) => "interface",
        ItemKind::Record(record) if record.is_union => "union",
        ItemKind::Record(_) | ItemKind::Opaque(OpaqueKind::Struct) => "struct",
        ItemKind::Opaque(OpaqueKind::Union) => "union",
        ItemKind::Enum(_) | ItemKind::Opaque(OpaqueKind::Enum) => "enum",
        ItemKind::Typedef(_) => "typedef",
        ItemKind::Constant(_) => "constant",
        ItemKind::Function(_) => "function",
        ItemKind::Coclass(_) => "coclass",
        ItemKind::Library(_) => "library",
        ItemKind::Module(_) => "module",
    }
}
