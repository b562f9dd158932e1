//! Identity: no two interfaces may share an IID, and no two coclasses a CLSID. A caller who asks for
//! such an id gets one of the two, and may call the vtable of the other. Two interfaces with one
//! vtable may share it.

use rustc_hash::FxHashMap;

use super::Difference;
use super::abi::Abi;
use super::theirs::Theirs;
use super::vtable::are_the_same;
use crate::diagnostics::{Diagnostic, Problem};
use crate::metadata::have_one_name;
use crate::model::{Guid, Interface, Item, ItemId, ItemKind, Model, Origin};

/// Returns each uuid of an input file's item that another item has, too.
pub(super) fn shared(model: &Model) -> Vec<Difference> {
    let mut owners: FxHashMap<(bool, Guid), (ItemId, &Item)> = FxHashMap::default();
    let mut differences = Vec::new();
    for (id, item) in model.items() {
        if let Some(identity) = identity(item) {
            let first = owners.entry(identity).or_insert((id, item));
            if !have_one_name(first.1, item) && !have_one_vtable(model, first.1, item) {
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

/// Returns whether both are interfaces, and a call through one lands as it does through the other. Two
/// that have no methods of their own may as well be copies of one line.
fn have_one_vtable(model: &Model, one: &Item, other: &Item) -> bool {
    let (ItemKind::Interface(one), ItemKind::Interface(other)) = (&one.kind, &other.kind) else {
        return false;
    };
    let base = |interface: &Interface| {
        let base = interface.base?;
        model.interface(base)?.iid
    };
    let theirs = Theirs::whole(model);
    one.kind == other.kind
        && !one.methods.is_empty()
        && (one.base == other.base || base(one).is_some() && base(one) == base(other))
        && are_the_same(&Abi::new(model, &theirs), &one.methods, &other.methods)
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
