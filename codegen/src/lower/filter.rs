//! The part of the input files that the user wants, where that isn't all.

use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::Abi;
use crate::lower::closure::needed_by;
use crate::lower::name::{has_name, is_pattern, without_namespace};
use crate::model::{Item, ItemId, ItemKind, Model, Origin};
use crate::pattern;
use crate::similar::similar;
use crate::source::Span;

/// What became of the names that the user filters by.
pub(crate) struct Kept {
    /// The interfaces that have one of the names and that no input file defines. The outputs have their
    /// methods.
    pub(crate) whole: Vec<ItemId>,
    /// A diagnostic for each name that nothing has, and for each pattern that matches nothing.
    pub(crate) unknown: Vec<Diagnostic>,
}

/// Keeps the items of the input files that have one of `names`, as their name or as their tag,
/// and everything that those need. A pattern stands for all names that it matches. All other items
/// count as imported afterwards.
///
/// The name of an interface that the input files only use wants its methods, and leaves nothing out.
pub(crate) fn keep(model: &mut Model, names: &[String]) -> Kept {
    let mut kept = Kept {
        whole: Vec::new(),
        unknown: Vec::new(),
    };
    let mut wanted = Vec::new();
    for name in names {
        let is_meant = |item: &Item| {
            let is_it = |it: &str| pattern::matches(name, it);
            has_name(model, item, name) || item.tag().is_some_and(is_it)
        };
        let is_used = |item: &Item| {
            item.origin != Origin::Named && matches!(item.kind, ItemKind::Interface(_))
        };
        let matching = || model.items().filter(|(_, item)| is_meant(item));
        let own: Vec<ItemId> = matching()
            .filter(|(_, item)| item.origin == Origin::Named)
            .map(|(id, _)| id)
            .collect();
        let used = matching()
            .filter(|(_, item)| is_used(item))
            .map(|(id, _)| id);
        let used: Vec<ItemId> = used.filter(|_| own.is_empty()).collect();
        if own.is_empty() && used.is_empty() {
            kept.unknown.push(unknown_name(model, name));
        }
        wanted.extend(own);
        kept.whole.extend(used);
    }
    if !wanted.is_empty() {
        drop_others(model, &wanted);
    }
    kept
}

/// Lets all items of the input files count as imported that `wanted` aren't and don't need.
fn drop_others(model: &mut Model, wanted: &[ItemId]) {
    let kept = needed_by(&Abi::new(model), wanted);
    let dropped: Vec<ItemId> = model
        .named()
        .map(|(id, _)| id)
        .filter(|id| !kept[id.0 as usize])
        .collect();
    for id in dropped {
        model.item_mut(id).origin = Origin::Imported;
    }
}

fn unknown_name(model: &Model, name: &str) -> Diagnostic {
    let names = model.named().map(|(_, item)| &*item.name);
    if is_pattern(name) {
        let problem = Problem::UnmatchedFilter {
            pattern: name.into(),
        };
        return Diagnostic::new(problem, Span::NONE).meant(&pattern::similar(name, names));
    }
    let problem = Problem::UnknownFilter { name: name.into() };
    Diagnostic::new(problem, Span::NONE).meant(similar(without_namespace(name), names).as_slice())
}
