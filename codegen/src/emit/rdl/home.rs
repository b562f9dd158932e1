//! Where each item is defined: by the text, or by metadata that it refers to.

use super::Options;
use crate::lower::abi::Abi;
use crate::lower::closure::{closure, needs};
use crate::metadata::WIN32_NAMESPACE;
use crate::model::{Item, ItemId, Origin};

/// Where an item is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) namespace: String,
    /// By this text, and not by other metadata.
    pub(super) is_ours: bool,
}

/// The homes of the items that the named files need, by item; all others are elsewhere.
///
/// The text defines what the named files define and what metadata lacks. And it defines what
/// refers to those, though metadata have it too: an IDL that defines `IOpcUri` and leaves
/// `IOpcFactory` to metadata means a factory that makes its own `IOpcUri`s, and not metadata's.
pub(super) fn homes(abi: &Abi<'_>, options: &Options<'_>) -> Vec<Home> {
    let model = abi.model();
    let mut homes: Vec<Home> = model
        .items()
        .map(|(_, item)| Home {
            namespace: elsewhere(item).to_string(),
            is_ours: false,
        })
        .collect();
    let reached = closure(abi);
    let mut needed_by = vec![Vec::new(); homes.len()];
    for id in &reached {
        for needed in needs(abi, *id) {
            needed_by[needed.0 as usize].push(*id);
        }
    }
    let mut ours: Vec<ItemId> = reached
        .into_iter()
        .filter(|id| starts_here(model.item(*id), options))
        .collect();
    while let Some(id) = ours.pop() {
        let home = &mut homes[id.0 as usize];
        if !std::mem::replace(&mut home.is_ours, true) {
            home.namespace = match &model.item(id).namespace {
                Some(namespace) => namespace.to_string(),
                None => options.namespace.to_string(),
            };
            ours.append(&mut needed_by[id.0 as usize]);
        }
    }
    homes
}

/// Whether the text defines the item for its own sake. A nested record comes with its parent.
fn starts_here(item: &Item, options: &Options<'_>) -> bool {
    match &item.origin {
        Origin::Named => true,
        // Of metadata, only the supplement is known to no one else.
        Origin::Metadata(_) | Origin::Imported | Origin::Prelude => {
            item.parent.is_none() && !(options.is_known)(elsewhere(item), &item.name)
        }
    }
}

/// The namespace of metadata that has the item, if any has.
fn elsewhere(item: &Item) -> &str {
    match &item.origin {
        Origin::Metadata(namespace) if !namespace.is_empty() => namespace,
        _ => item.namespace.as_deref().unwrap_or(WIN32_NAMESPACE),
    }
}
