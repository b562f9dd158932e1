//! The interfaces that the user wants as callbacks.

use rustc_hash::FxHashSet;

use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::Abi;
use crate::lower::name::{has_name, is_pattern, without_namespace};
use crate::model::{Item, ItemId, ItemKind, Model, Origin};
use crate::pattern;
use crate::similar::similar;
use crate::source::Span;

/// Adds to `callbacks` the interfaces that `names` name, each once.
///
/// Where several interfaces have a name, that of the input files is meant. A pattern means the interfaces of
/// the input files that it matches, but for those that `windows-core` provides.
///
/// # Errors
///
/// A diagnostic for each name that no interface has, and for each pattern that matches none.
pub(crate) fn select(
    model: &Model,
    names: &[String],
    mut callbacks: Vec<ItemId>,
) -> Result<Vec<ItemId>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for name in names {
        let found = if is_pattern(name) {
            matching(model, name)
        } else {
            named(model, name).map(|id| vec![id])
        };
        match found {
            Ok(found) => callbacks.extend(found),
            Err(problem) => problems.push(*problem),
        }
    }
    let mut seen = FxHashSet::default();
    callbacks.retain(|id| seen.insert(*id));
    if problems.is_empty() {
        Ok(callbacks)
    } else {
        Err(problems)
    }
}

fn matching(model: &Model, pattern: &str) -> Result<Vec<ItemId>, Box<Diagnostic>> {
    let abi = Abi::new(model);
    let interfaces = || {
        let named = model.named().filter(|(_, item)| is_interface(item));
        named.filter(|(id, _)| abi.provided(*id).is_none())
    };
    let matching = interfaces().filter(|(_, item)| has_name(model, item, pattern));
    let found: Vec<ItemId> = matching.map(|(id, _)| id).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let problem = Problem::UnmatchedCallback {
        pattern: pattern.into(),
    };
    let diagnostic = Diagnostic::new(problem, Span::NONE);
    let names = interfaces().map(|(_, item)| &*item.name);
    let similar = pattern::similar(pattern, names);
    Err(Box::new(diagnostic.meant(&similar)))
}

fn named(model: &Model, name: &str) -> Result<ItemId, Box<Diagnostic>> {
    let of_name = model
        .items()
        .filter(|(_, item)| has_name(model, item, name));
    let (interfaces, others): (Vec<_>, Vec<_>) = of_name.partition(|(_, item)| is_interface(item));
    let is_own = |(_, item): &&(ItemId, &Item)| item.origin == Origin::Named;
    if let Some((id, _)) = interfaces.iter().find(is_own).or(interfaces.first()) {
        return Ok(*id);
    }
    let span = others.first().map_or(Span::NONE, |(_, item)| item.span);
    let problem = Problem::UnknownCallback { name: name.into() };
    let diagnostic = Diagnostic::new(problem, span);
    let interfaces = model.items().map(|(_, item)| item);
    let interfaces = interfaces.filter(|item| is_interface(item));
    let similar = similar(without_namespace(name), interfaces.map(|item| &*item.name));
    Err(Box::new(diagnostic.meant(similar.as_slice())))
}

fn is_interface(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Interface(_))
}

/// Adds, to a problem of a callback that only a pattern among `names` asks for, which pattern it is.
pub(crate) fn explain(diagnostic: Diagnostic, names: &[String]) -> Diagnostic {
    let Problem::NoCallback { name, .. } = &diagnostic.problem else {
        return diagnostic;
    };
    let asks = |it: &&String| is_pattern(it) && pattern::matches(without_namespace(it), name);
    match names.iter().find(asks) {
        Some(pattern) if !names.iter().any(|it| without_namespace(it) == &**name) => {
            let note = format!(
                "`{pattern}` matches it; give a pattern that doesn't, or the names of the callbacks"
            );
            diagnostic.note(note)
        }
        _ => diagnostic,
    }
}
