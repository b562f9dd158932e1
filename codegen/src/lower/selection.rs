//! The interfaces that an option of the user means, by a name or a pattern.

use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::Abi;
use crate::lower::name::{has_name, is_pattern, without_namespace};
use crate::model::{Item, ItemId, ItemKind, Origin};
use crate::pattern;
use crate::similar::similar;
use crate::source::Span;

/// The problems of an option that means no interface.
pub(super) struct Missing {
    /// Of a name that no interface has.
    pub(super) name: fn(String) -> Problem,
    /// Of a pattern that matches no interface of the input files.
    pub(super) pattern: fn(String) -> Problem,
}

/// Returns the interfaces that have the name, or that the pattern matches: one at least.
///
/// Where several interfaces have a name, that of the input files is meant. A pattern means the interfaces of
/// the input files that it matches, but for those that `windows-core` provides.
///
/// # Errors
///
/// A diagnostic if there is none, with the names that are like it.
pub(super) fn interfaces(
    abi: &Abi<'_>,
    name: &str,
    missing: &Missing,
) -> Result<Vec<ItemId>, Box<Diagnostic>> {
    if is_pattern(name) {
        by_pattern(abi, name, missing)
    } else {
        by_name(abi, name, missing).map(|id| vec![id])
    }
}

fn by_pattern(
    abi: &Abi<'_>,
    pattern: &str,
    missing: &Missing,
) -> Result<Vec<ItemId>, Box<Diagnostic>> {
    let interfaces = || {
        let named = abi.model().named().filter(|(_, item)| is_interface(item));
        named.filter(|(id, _)| abi.provided(*id).is_none())
    };
    let matching = interfaces().filter(|(_, item)| has_name(abi.model(), item, pattern));
    let found: Vec<ItemId> = matching.map(|(id, _)| id).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let diagnostic = Diagnostic::new((missing.pattern)(pattern.into()), Span::NONE);
    let names = interfaces().map(|(_, item)| &*item.name);
    let similar = pattern::similar(pattern, names);
    Err(Box::new(diagnostic.meant(&similar)))
}

fn by_name(abi: &Abi<'_>, name: &str, missing: &Missing) -> Result<ItemId, Box<Diagnostic>> {
    let model = abi.model();
    let of_name = model
        .items()
        .filter(|(_, item)| has_name(model, item, name));
    let (interfaces, others): (Vec<_>, Vec<_>) = of_name.partition(|(_, item)| is_interface(item));
    let is_own = |(_, item): &&(ItemId, &Item)| item.origin == Origin::Named;
    if let Some((id, _)) = interfaces.iter().find(is_own).or(interfaces.first()) {
        return Ok(*id);
    }
    let span = others.first().map_or(Span::NONE, |(_, item)| item.span);
    let diagnostic = Diagnostic::new((missing.name)(name.into()), span);
    let interfaces = model.items().map(|(_, item)| item);
    let interfaces = interfaces.filter(|item| is_interface(item));
    let similar = similar(without_namespace(name), interfaces.map(|item| &*item.name));
    Err(Box::new(diagnostic.meant(similar.as_slice())))
}

fn is_interface(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Interface(_))
}
