//! The interfaces that the user wants as callbacks.

use rustc_hash::FxHashSet;

use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::Abi;
use crate::lower::name::{is_pattern, without_namespace};
use crate::lower::selection::{self, Missing};
use crate::model::ItemId;
use crate::pattern;

const MISSING: Missing = Missing {
    name: |name| Problem::UnknownCallback { name },
    pattern: |pattern| Problem::UnmatchedCallback { pattern },
};

/// Adds to `callbacks` the interfaces that `names` name, each once.
///
/// # Errors
///
/// A diagnostic for each name that no interface has, and for each pattern that matches none.
pub(crate) fn select(
    abi: &Abi<'_>,
    names: &[String],
    mut callbacks: Vec<ItemId>,
) -> Result<Vec<ItemId>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for name in names {
        match selection::interfaces(abi, name, &MISSING) {
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
