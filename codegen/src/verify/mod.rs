//! The model against the metadata: what the named files define and the metadata knows too must be
//! the same binary interface.
//!
//! An IDL written from documentation has methods in alphabetical order, or misses the ones that
//! nobody documents; it compiles, and calls the wrong slot. Each interface is looked up by IID and
//! by name, each struct, union and enumeration by name, and what differs in the ABI is an error
//! that shows both sides. What doesn't show in the ABI is no difference: `const`, a sign, a
//! typedef's name, an enumeration for a 32-bit integer, an array parameter for a pointer.

mod abi;
mod enumeration;
mod interface;
mod leaf;
mod listing;
mod record;
mod report;
#[cfg(test)]
mod tests;
mod uuid;

pub use report::Report;

use crate::diagnostics::{Diagnostic, Diagnostics, Problem};
use crate::metadata::{Metadata, Window};
use crate::model::{ItemKind, Model};
use crate::source::Span;

/// Holds what the named files define against the metadata, and reports each difference that
/// `allow_drift` doesn't let through: by the name of an interface, method, struct, union,
/// enumeration or enumerator. `Interface::Method` names one interface's method.
pub fn verify(
    model: &Model,
    metadata: &Metadata,
    allow_drift: &[String],
    diagnostics: &mut Diagnostics,
) -> Report {
    let mut verifier = Verifier {
        model,
        theirs: Window::new(metadata),
        drift: Drift::new(allow_drift),
        diagnostics,
        report: Report::default(),
    };
    for (id, item) in model.named() {
        match &item.kind {
            ItemKind::Interface(interface) => verifier.interface(id, item, interface),
            ItemKind::Record(_) if item.parent.is_none() => verifier.record(id, item),
            ItemKind::Enum(enumeration) => verifier.enumeration(item, enumeration),
            _ => {}
        }
    }
    verifier.shared_uuids();
    verifier.finish()
}

struct Verifier<'a> {
    model: &'a Model,
    theirs: Window<'a>,
    drift: Drift<'a>,
    diagnostics: &'a mut Diagnostics,
    report: Report,
}

impl Verifier<'_> {
    /// Reports a difference of `item`, or of its `member`, unless it is let through.
    fn differs(&mut self, item: &str, member: Option<&str>, diagnostic: Diagnostic) {
        if self.drift.allows(item, member) {
            let difference = diagnostic.problem.message();
            let problem = Problem::AllowedDrift { difference };
            self.diagnostics.report(problem, diagnostic.span);
            self.report.drifts += 1;
        } else {
            self.diagnostics.push(diagnostic);
        }
    }

    fn finish(self) -> Report {
        for name in self.drift.unused() {
            let name = name.to_owned();
            self.diagnostics
                .report(Problem::UnusedDrift { name }, Span::NONE);
        }
        self.report
    }
}

/// The names of `--allow-drift`, and which of them had something to allow.
struct Drift<'a> {
    names: Vec<(&'a str, bool)>,
}

impl<'a> Drift<'a> {
    fn new(names: &'a [String]) -> Self {
        Self {
            names: names.iter().map(|it| (it.as_str(), false)).collect(),
        }
    }

    fn allows(&mut self, item: &str, member: Option<&str>) -> bool {
        let qualified = member.map(|member| format!("{item}::{member}"));
        let mut allowed = false;
        for (name, used) in &mut self.names {
            if *name == item || Some(*name) == member || Some(*name) == qualified.as_deref() {
                *used = true;
                allowed = true;
            }
        }
        allowed
    }

    fn unused(&self) -> impl Iterator<Item = &'a str> {
        self.names
            .iter()
            .filter(|(_, used)| !used)
            .map(|(name, _)| *name)
    }
}
