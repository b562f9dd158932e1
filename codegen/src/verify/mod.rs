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

use std::mem::take;

use crate::diagnostics::{Diagnostic, Diagnostics, Problem};
use crate::metadata::{Metadata, Window};
use crate::model::{Item, ItemId, ItemKind, Model};
use crate::parallel::in_parts;
use crate::source::Span;

/// How many definitions a thread takes at a time. Those of most inputs are fewer.
const PART: usize = 256;

/// Holds what the named files define against the metadata, and reports each difference that
/// `allow_drift` doesn't let through: by the name of an interface, method, struct, union,
/// enumeration or enumerator. `Interface::Method` names one interface's method.
pub fn verify(
    model: &Model,
    metadata: &Metadata,
    allow_drift: &[String],
    diagnostics: &mut Diagnostics,
) -> Report {
    let named: Vec<(ItemId, &Item)> = model.named().collect();
    let begin = || Verifier::new(model, metadata);
    let parts = in_parts(named.chunks(PART), begin, |verifier, part| {
        verifier.compare(part);
        verifier.found()
    });
    let mut verifier = begin();
    verifier.shared_uuids();
    let (mut report, mut drift) = (Report::default(), Drift::new(allow_drift));
    for (compared, differences) in parts.into_iter().chain([verifier.found()]) {
        report += compared;
        for difference in differences {
            report.drifts += usize::from(drift.hold(difference, diagnostics));
        }
    }
    for name in drift.unused() {
        let name = name.to_owned();
        diagnostics.report(Problem::UnusedDrift { name }, Span::NONE);
    }
    report
}

/// What isn't as metadata has it, of an item or of its member.
struct Difference {
    item: String,
    member: Option<String>,
    diagnostic: Diagnostic,
}

struct Verifier<'a> {
    model: &'a Model,
    theirs: Window<'a>,
    differences: Vec<Difference>,
    report: Report,
}

impl<'a> Verifier<'a> {
    fn new(model: &'a Model, metadata: &'a Metadata) -> Self {
        Self {
            model,
            theirs: Window::new(metadata),
            differences: Vec::new(),
            report: Report::default(),
        }
    }

    fn compare(&mut self, items: &[(ItemId, &Item)]) {
        for (id, item) in items {
            match &item.kind {
                ItemKind::Interface(interface) => self.interface(*id, item, interface),
                ItemKind::Record(_) if item.parent.is_none() => self.record(*id, item),
                ItemKind::Enum(enumeration) => self.enumeration(item, enumeration),
                _ => {}
            }
        }
    }

    /// Notes a difference of `item`, or of its `member`.
    fn differs(&mut self, item: &str, member: Option<&str>, diagnostic: Diagnostic) {
        self.differences.push(Difference {
            item: item.to_owned(),
            member: member.map(str::to_owned),
            diagnostic,
        });
    }

    /// What was compared and found since this was asked before.
    fn found(&mut self) -> (Report, Vec<Difference>) {
        (take(&mut self.report), take(&mut self.differences))
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

    /// Reports a difference, unless it is let through, which is told.
    fn hold(&mut self, difference: Difference, diagnostics: &mut Diagnostics) -> bool {
        let (item, member) = (&difference.item, difference.member.as_deref());
        let diagnostic = difference.diagnostic;
        let allowed = self.allows(item, member);
        if allowed {
            let difference = diagnostic.problem.message();
            let problem = Problem::AllowedDrift { difference };
            diagnostics.report(problem, diagnostic.span);
        } else {
            diagnostics.push(diagnostic);
        }
        allowed
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
