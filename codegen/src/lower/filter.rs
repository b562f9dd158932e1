//! The part of the input files that the user wants, where that isn't all.

use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::Abi;
use crate::lower::closure::needed_by;
use crate::model::{ItemId, Model, Origin};
use crate::pattern::{self, is_pattern};
use crate::similar::similar;
use crate::source::Span;

/// Keeps the items of the input files that have one of `names`, as their name or as their tag,
/// and everything that those need. A pattern stands for all names that it matches. All other items
/// count as imported afterwards.
///
/// Returns a diagnostic for each name that the input files don't define, and for each pattern that
/// matches nothing there.
pub(crate) fn keep(model: &mut Model, names: &[String]) -> Vec<Diagnostic> {
    let (mut wanted, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let before = wanted.len();
        let has_name = |id: ItemId| {
            let item = model.item(id);
            let is_it = |it: &str| pattern::matches(name, it);
            is_it(&item.name) || item.tag().is_some_and(is_it)
        };
        wanted.extend(model.named().map(|(id, _)| id).filter(|id| has_name(*id)));
        if wanted.len() == before {
            unknown.push(unknown_name(model, name));
        }
    }
    let kept = needed_by(&Abi::new(model), &wanted);
    let dropped: Vec<ItemId> = model
        .named()
        .map(|(id, _)| id)
        .filter(|id| !kept[id.0 as usize])
        .collect();
    for id in dropped {
        model.item_mut(id).origin = Origin::Imported;
    }
    unknown
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
    Diagnostic::new(problem, Span::NONE).meant(similar(name, names).as_slice())
}
