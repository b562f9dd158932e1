//! Compares the model with the metadata: a definition that both have must be one binary interface.
//!
//! An IDL that was written from documentation may have its methods in alphabetical order, or lack
//! the methods that nobody documents. It compiles, and calls the wrong slot. Each interface is looked
//! up by IID and by name, each struct, union and enumeration by name. It is an error if a call would
//! land in another slot or a member in another place, and the error shows both sides. An IDL that is
//! only older or newer than the metadata is a warning. These are no differences in the ABI: `const`, a
//! sign, the name of a typedef, an enumeration for a 32-bit integer, an array parameter for a pointer.

mod abi;
mod enumeration;
mod interface;
mod leaf;
mod listing;
mod record;
mod report;
#[cfg(test)]
mod tests;
mod theirs;
mod types;
mod uuid;
mod vtable;

pub use report::Report;

use abi::Abi;
use record::record_behind;
use theirs::Theirs;

use crate::diagnostics::{Diagnostic, Diagnostics, Problem};
use crate::metadata::{Metadata, MetadataView, NotLoaded, runtime_namespace};
use crate::model::{Item, ItemId, ItemKind, Model, Origin, Type};
use crate::parallel::in_parts;
use crate::source::Span;

/// The number of items that a thread takes at a time. Most inputs have fewer.
const ITEMS_PER_PART: usize = 256;

/// The differences between the input files and the metadata. Nothing is reported yet.
#[derive(Default)]
pub struct Verified {
    /// How much of each item of the input files was compared, in their order.
    compared: Vec<(ItemId, Report)>,
    differences: Vec<Difference>,
}

/// Compares the items of the input files with the metadata.
pub fn verify(model: &Model, metadata: &Metadata) -> Verified {
    let mut view = metadata.view();
    let verified = compare_all(model, metadata, &mut view);
    metadata.keep(view);
    verified
}

impl Verified {
    /// Reports each difference of an item that still is an input file's in `model`, unless
    /// `allow_drift` allows it by the name of an interface, method, struct, union, enumeration or
    /// enumerator. `Interface::Method` names the method of one interface.
    pub fn report(
        self,
        model: &Model,
        allow_drift: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Report {
        let is_named = |id: ItemId| matches!(model.item(id).origin, Origin::Named);
        let mut report = Report::default();
        for (_, compared) in self.compared.into_iter().filter(|(id, _)| is_named(*id)) {
            report += compared;
        }
        let mut drift = Drift::new(allow_drift);
        let differences = self.differences.into_iter().filter(|it| is_named(it.id));
        for difference in differences.chain(uuid::shared(model)) {
            report.drifts += usize::from(drift.hold(difference, diagnostics));
        }
        for name in drift.unused() {
            let name = name.to_owned();
            diagnostics.report(Problem::UnusedDrift { name }, Span::NONE);
        }
        report
    }
}

/// Compares all items of the input files, and returns what differs in their order.
fn compare_all(model: &Model, metadata: &Metadata, view: &mut MetadataView) -> Verified {
    let items: Vec<(ItemId, &Item)> = model.named().collect();
    // Most of what is needed may be loaded already. To load the rest, threads would have to wait for
    // each other.
    let parts = in_parts(items.chunks(ITEMS_PER_PART), |part| {
        let compared = part
            .iter()
            .map(|(id, item)| compare(model, view, *id, item));
        compared.collect::<Vec<_>>()
    });
    let mut verified = Verified::default();
    for (mut compared, (id, item)) in parts.into_iter().flatten().zip(items) {
        while !compared.not_loaded.is_empty() {
            for missing in &compared.not_loaded {
                view.load(metadata, missing);
            }
            compared = compare(model, view, id, item);
        }
        verified.compared.push((id, compared.report));
        verified.differences.extend(compared.differences);
    }
    verified
}

/// Compares one item. The result counts if nothing was missing.
fn compare(model: &Model, view: &MetadataView, id: ItemId, item: &Item) -> Compared {
    let mut comparison = Comparison::new(id, model, view);
    comparison.item(id, item);
    Compared {
        report: comparison.report,
        differences: comparison.differences,
        not_loaded: comparison.theirs.into_not_loaded(),
    }
}

/// The outcome of comparing one item.
struct Compared {
    report: Report,
    differences: Vec<Difference>,
    /// The metadata that the comparison asked for and wasn't loaded.
    not_loaded: Vec<NotLoaded>,
}

/// A difference between an item, or one of its members, and the metadata.
struct Difference {
    id: ItemId,
    item: String,
    member: Option<String>,
    diagnostic: Diagnostic,
}

impl Difference {
    /// Returns a difference of `item`, or of its `member`.
    fn new(id: ItemId, item: &str, member: Option<&str>, diagnostic: Diagnostic) -> Self {
        Self {
            id,
            item: item.to_owned(),
            member: member.map(str::to_owned),
            diagnostic,
        }
    }
}

/// The comparison of one item with the metadata.
struct Comparison<'a> {
    id: ItemId,
    model: &'a Model,
    theirs: Theirs<'a>,
    differences: Vec<Difference>,
    report: Report,
}

impl<'a> Comparison<'a> {
    fn new(id: ItemId, model: &'a Model, view: &'a MetadataView) -> Self {
        Self {
            id,
            model,
            theirs: Theirs::new(view),
            differences: Vec::new(),
            report: Report::default(),
        }
    }

    fn item(&mut self, id: ItemId, item: &Item) {
        match &item.kind {
            ItemKind::Interface(interface) => self.interface(id, item, interface),
            ItemKind::Record(_) if item.parent().is_none() => self.record(id, item),
            // C's compiler has the type that MIDL's alone stands in for.
            ItemKind::Typedef(typedef)
                if !typedef.is_midl_only && record_behind(self.model, id).is_some() =>
            {
                self.record(id, item);
            }
            ItemKind::Enum(enumeration) => self.enumeration(item, enumeration),
            _ => {}
        }
    }

    /// Returns the comparison of types.
    fn abi(&self) -> Abi<'_> {
        Abi::new(self.model, &self.theirs)
    }

    /// Returns the name of something of Windows that refers to an item by its name, and means
    /// Windows' own: a type of metadata, or one of the IDL that metadata has, too.
    fn referred_to_by(&self, id: ItemId, item: &Item) -> Option<String> {
        let is_of_windows = |user: &Item| match user.origin {
            Origin::Metadata { .. } => true,
            _ => {
                let namespace = user.namespace();
                let by_iid = || match &user.kind {
                    ItemKind::Interface(it) => self.by_iid(user, it),
                    _ => self.theirs.by_name(namespace, &user.name),
                };
                user.name != item.name && by_iid().is_some()
            }
        };
        let mut items = self.model.items().map(|(_, user)| user);
        let found = items.find(|user| refers_to(user, id) && is_of_windows(user));
        found.map(|user| user.name.to_string())
    }

    /// Returns whether a record of Windows holds a record by value.
    fn is_embedded(&self, id: ItemId) -> bool {
        let holds = |user: &Item| match &user.kind {
            ItemKind::Record(record) => record.fields.iter().any(|field| {
                let mut ty = &field.ty;
                loop {
                    ty = match ty {
                        Type::Named(inner) if *inner == id => break true,
                        Type::Named(inner) => match &self.model.item(*inner).kind {
                            ItemKind::Typedef(typedef) => &typedef.ty,
                            _ => break false,
                        },
                        Type::Array(array) => &array.element,
                        _ => break false,
                    };
                }
            }),
            _ => false,
        };
        let mut items = self.model.items().map(|(_, user)| user);
        items.any(|user| {
            holds(user)
                && (matches!(user.origin, Origin::Metadata { .. })
                    || self
                        .theirs
                        .by_name(runtime_namespace(user), &user.name)
                        .is_some())
        })
    }

    /// Notes a difference of `item`, or of its `member`.
    fn differs(&mut self, item: &str, member: Option<&str>, diagnostic: Diagnostic) {
        self.differences
            .push(Difference::new(self.id, item, member, diagnostic));
    }
}

/// Returns whether a type or its members name an item.
fn refers_to(user: &Item, id: ItemId) -> bool {
    let mut found = false;
    user.visit_names(&mut |named| found |= named == id);
    found
}

/// The names of `--allow-drift`, each with whether it allowed something.
struct Drift<'a> {
    names: Vec<(&'a str, bool)>,
}

impl<'a> Drift<'a> {
    fn new(names: &'a [String]) -> Self {
        Self {
            names: names.iter().map(|it| (it.as_str(), false)).collect(),
        }
    }

    /// Reports a difference. One that is allowed becomes a warning. Returns whether it is allowed.
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
