//! Identity: no two interfaces may share an IID, and no two coclasses a CLSID. A caller who asks for
//! such an id gets one of the two, and may call the vtable of the other.

use rustc_hash::FxHashMap;

use super::Difference;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Guid, Item, ItemId, ItemKind, Model, Origin};

/// Returns each uuid of an input file's item that another item has, too.
pub(super) fn shared(model: &Model) -> Vec<Difference> {
    let mut owners: FxHashMap<(bool, Guid), (ItemId, &Item)> = FxHashMap::default();
    let mut differences = Vec::new();
    for (id, item) in model.items() {
        if let Some(identity) = identity(item) {
            let first = owners.entry(identity).or_insert((id, item));
            if first.1.name != item.name {
                differences.extend(shares(identity.1, *first, (id, item)));
            }
        }
    }
    differences
}

/// Returns the difference, at that item of the two that an input file defines.
fn shares(uuid: Guid, first: (ItemId, &Item), second: (ItemId, &Item)) -> Option<Difference> {
    let ((id, item), (_, other)) = match (&second.1.origin, &first.1.origin) {
        (Origin::Named, _) => (second, first),
        (_, Origin::Named) => (first, second),
        _ => return None,
    };
    let problem = Problem::SharedUuid {
        name: item.name.to_string(),
        other: other.name.to_string(),
        uuid,
    };
    let diagnostic = Diagnostic::new(problem, item.span);
    let diagnostic = diagnostic.related(other.span, "the other one");
    Some(Difference::new(id, &item.name, None, diagnostic))
}

/// Returns the uuid by which a caller asks for an item, and whether the item is a class.
fn identity(item: &Item) -> Option<(bool, Guid)> {
    match (&item.kind, &item.origin) {
        (_, Origin::Metadata { .. } | Origin::Prelude) => None,
        (ItemKind::Interface(it), _) => Some((false, it.iid?)),
        (ItemKind::Coclass(it), _) => Some((true, it.clsid?)),
        _ => None,
    }
}
