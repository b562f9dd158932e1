//! The namespace of each item, and whether the text defines the item or refers to metadata.

use super::RdlOptions;
use super::winrt::WinRt;
use crate::lower::abi::Abi;
use crate::lower::closure::closure_by;
use crate::metadata::WIN32_NAMESPACE;
use crate::model::{Item, ItemId, ItemKind, MetadataFile, Origin};

/// The place where an item is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placement {
    pub(super) namespace: String,
    /// Whether this text defines the item, and not other metadata.
    pub(super) is_ours: bool,
}

/// Returns the placements of all items, by item. Items that the input files don't need belong to
/// others.
///
/// The text defines the items of the input files, and those that metadata lacks. The text also
/// defines the items that refer to one of these, even if metadata has them too: an IDL that defines
/// `IOpcUri` and leaves `IOpcFactory` to metadata means a factory that makes its own `IOpcUri`, and
/// not metadata's.
pub(super) fn placements(abi: &Abi<'_>, winrt: &WinRt, options: &RdlOptions<'_>) -> Vec<Placement> {
    let model = abi.model();
    let mut placements: Vec<Placement> = model
        .items()
        .map(|(id, item)| Placement {
            namespace: match abi.external(id).and_then(|it| it.namespace.as_deref()) {
                Some(namespace) => namespace.to_string(),
                None => metadata_namespace(item).to_string(),
            },
            is_ours: false,
        })
        .collect();
    let needs = |id| winrt.needs(abi, id);
    let wanted = winrt.needed_beside_items(abi);
    let reached = closure_by(abi, &|_| true, &needs, wanted);
    let mut needed_by = vec![Vec::new(); placements.len()];
    for id in &reached {
        for needed in needs(*id) {
            needed_by[needed.0 as usize].push(*id);
        }
    }
    let mut ours: Vec<ItemId> = reached
        .into_iter()
        .filter(|id| is_defined_here(model.item(*id), options))
        .collect();
    while let Some(id) = ours.pop() {
        if place_here(model.item(id), &mut placements[id.0 as usize], options) {
            let needing = needed_by[id.0 as usize].drain(..);
            ours.extend(needing.filter(|id| !is_of_winrt(model.item(*id))));
        }
    }
    placements
}

/// Lets the text define the item. Returns whether it didn't so far.
fn place_here(item: &Item, placement: &mut Placement, options: &RdlOptions<'_>) -> bool {
    let namespace = item.namespace().unwrap_or(options.namespace);
    placement.namespace = namespace.to_string();
    !std::mem::replace(&mut placement.is_ours, true)
}

/// Returns whether the item is of the Windows Runtime's metadata. A name in a namespace means the same
/// wherever it is defined, so that metadata's items refer to those of the text.
fn is_of_winrt(item: &Item) -> bool {
    let file = Some(MetadataFile::WinRt);
    matches!(&item.origin, Origin::Metadata { file: of, .. } if *of == file)
}

/// Returns whether the item is an instance of a parameterized type, which nothing defines.
fn is_instance(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Interface(it) if it.instance.is_some())
}

/// Returns whether the text defines the item for its own sake. A nested record comes with its
/// parent.
fn is_defined_here(item: &Item, options: &RdlOptions<'_>) -> bool {
    match &item.origin {
        Origin::Named => true,
        // Of metadata, only the supplement is in no other program.
        Origin::Metadata { .. } | Origin::Imported | Origin::Prelude => {
            item.parent().is_none()
                && !is_instance(item)
                && !(options.is_in_metadata)(metadata_namespace(item), &item.name)
        }
    }
}

/// Returns the namespace that the item has in metadata, if it is there.
fn metadata_namespace(item: &Item) -> &str {
    match &item.origin {
        Origin::Metadata { namespace, .. } if !namespace.is_empty() => namespace,
        _ => item.namespace().unwrap_or(WIN32_NAMESPACE),
    }
}
