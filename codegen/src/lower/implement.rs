//! The interfaces that the user implements by windows-rs' `#[implement]`.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::Abi;
use crate::lower::selection::{self, Missing};
use crate::model::{InterfaceKind, ItemId};

const MISSING: Missing = Missing {
    name: |name| Problem::UnknownImplement { name },
    pattern: |pattern| Problem::UnmatchedImplement { pattern },
};

/// Returns the interfaces that `names` name, and their bases, as far as the bindings define them: an
/// implementation of an interface implements its bases, too. Of those that a pattern matches, the ones that no
/// program can implement are left out.
///
/// # Errors
///
/// A diagnostic for each name that no interface has or that no program can implement, and for each pattern
/// that matches none.
pub(crate) fn select(abi: &Abi<'_>, names: &[String]) -> Result<HashSet<ItemId>, Vec<Diagnostic>> {
    let mut implemented = HashSet::new();
    let mut problems = Vec::new();
    for name in names {
        match implementable(abi, name) {
            Ok(found) => {
                let all = found.into_iter().flat_map(|id| abi.model().lineage(id));
                implemented.extend(all.filter(|id| !abi.is_elsewhere(*id)));
            }
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() {
        Ok(implemented)
    } else {
        Err(problems)
    }
}

fn implementable(abi: &Abi<'_>, name: &str) -> Result<Vec<ItemId>, Box<Diagnostic>> {
    let mut found = selection::interfaces(abi, name, &MISSING)?;
    let mut refused = None;
    found.retain(|&id| {
        let obstacle = obstacle(abi, id);
        let is_implementable = obstacle.is_none();
        refused = refused.take().or(obstacle.map(|reason| (id, reason)));
        is_implementable
    });
    match refused {
        Some((id, reason)) if found.is_empty() => Err(refusal(abi, id, reason)),
        _ => Ok(found),
    }
}

/// Returns why the bindings can't have a trait for implementations of the interface.
pub(crate) fn obstacle(abi: &Abi<'_>, id: ItemId) -> Option<String> {
    let model = abi.model();
    if abi.provided(id).is_some() {
        return Some("`windows-core` provides it".into());
    }
    if abi.external(id).is_some() {
        return Some("another crate has it, and its trait".into());
    }
    if model.interface(id)?.kind == InterfaceKind::Rpc {
        return Some("it has no vtable".into());
    }
    let slots = model.slots(id);
    let variadic = slots.iter().find(|(_, method)| method.variadic);
    variadic.map(|(_, method)| further_arguments(&method.name))
}

/// Returns why no program can implement an interface with such a method.
pub(crate) fn further_arguments(method: &str) -> String {
    format!("`{method}` takes further arguments, which Rust defines no function with")
}

fn refusal(abi: &Abi<'_>, id: ItemId, reason: String) -> Box<Diagnostic> {
    let item = abi.model().item(id);
    let name = item.name.to_string();
    let problem = Problem::NoImplement { name, reason };
    Box::new(Diagnostic::new(problem, item.span))
}
