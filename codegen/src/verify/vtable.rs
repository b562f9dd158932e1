//! Vtables: slot by slot, and the signature of each method.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::Comparison;
use super::abi::Abi;
use super::listing::{Listing, Row};
use crate::c_syntax;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Interface, Item, ItemId, Method, Model};
use crate::similar::similar_within;
use crate::source::Span;

/// How many methods of an interface may have other names in metadata, for it to be the same interface.
const MAX_RENAMED: usize = 64;

/// How many methods a message lists.
const MAX_LISTED: usize = 30;

impl Comparison<'_> {
    /// Compares the interface's own slots. A method that has another name in metadata is in the
    /// right slot, if neither name is anywhere else.
    pub(super) fn vtable(&mut self, id: ItemId, item: &Item, interface: &Interface, their: ItemId) {
        let their = self.theirs.model().interface(their);
        let their_methods = their.map_or(&[][..], |it| &it.methods);
        let own = in_slots(&interface.methods);
        self.report.slots += own.len();
        let names = Names::of(their_methods);
        let renamed = renamed(&names, &own, their_methods);
        let same_slots = own.len() == their_methods.len()
            && own
                .iter()
                .zip(their_methods)
                .all(|(our, their)| our.slot == their.slot)
            && renamed.len() <= MAX_RENAMED
            && are_renamed(&self.abi(), &renamed, &own, their_methods);
        if same_slots {
            for (our, their) in own.iter().zip(their_methods) {
                self.method(item, our, their);
            }
            for (our, their) in renamed {
                self.renamed(item, our, their);
            }
        } else {
            self.slots(id, item, &own, their_methods);
        }
    }

    fn renamed(&mut self, item: &Item, ours: &Method, theirs: &Method) {
        let problem = Problem::RenamedMethod {
            interface: item.name.to_string(),
            ours: ours.name.to_string(),
            theirs: theirs.name.to_string(),
        };
        let diagnostic = Diagnostic::new(problem, ours.span);
        self.differs(&item.name, Some(&ours.name), diagnostic);
    }

    /// Reports vtables that differ as a whole, with both beside each other.
    fn slots(&mut self, id: ItemId, item: &Item, ours: &[&Method], theirs: &[Method]) {
        let rows = side_by_side(ours, theirs);
        let first = rows.iter().find(|(_, row)| row.differs);
        let method = first.and_then(|(slot, _)| ours.iter().find(|it| it.slot == Some(*slot)));
        let problem = Problem::VtableDiffers {
            name: item.name.to_string(),
            difference: summary(ours, theirs),
        };
        let mut diagnostic =
            Diagnostic::new(problem, method.map_or(item.span, |method| method.span));
        if method.is_some() {
            let name = &self.model.item(id).name;
            diagnostic = diagnostic.related(item.span, format!("in `{name}`"));
        }
        let listing = Listing {
            head: "slot  here".to_owned(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        };
        for line in listing.lines() {
            diagnostic = diagnostic.note(line);
        }
        self.differs(&item.name, None, diagnostic);
    }

    fn method(&mut self, item: &Item, ours: &Method, theirs: &Method) {
        let differences = signature_differences(&self.abi(), ours, theirs);
        let Some(((span, text), more)) = differences.split_first() else {
            return;
        };
        let problem = Problem::SignatureDiffers {
            interface: item.name.to_string(),
            method: ours.name.to_string(),
            difference: text.clone(),
        };
        let mut diagnostic = Diagnostic::new(problem, *span);
        for (span, text) in more {
            diagnostic = diagnostic.related(*span, text.clone());
        }
        diagnostic = diagnostic
            .note(format!("here:     {}", signature(self.model, ours)))
            .note(format!(
                "metadata: {}",
                signature(self.theirs.model(), theirs)
            ));
        self.differs(&item.name, Some(&ours.name), diagnostic);
    }
}

/// Returns the methods that have slots.
fn in_slots(methods: &[Method]) -> Vec<&Method> {
    let methods = methods.iter();
    methods.filter(|method| method.slot.is_some()).collect()
}

/// Returns whether both lists have the same names in their slots, of which there are some.
pub(super) fn have_same_names(ours: &[Method], theirs: &[Method]) -> bool {
    let (ours, theirs_in_slots) = (in_slots(ours), in_slots(theirs));
    let names = Names::of(theirs);
    !ours.is_empty()
        && ours.len() == theirs_in_slots.len()
        && ours
            .iter()
            .zip(theirs_in_slots)
            .all(|(our, their)| names.are_one(&our.name, &their.name))
}

/// Returns whether at least half of the names in the slots of one list are in the other. Two empty
/// lists have all.
pub(super) fn share_names(ours: &[Method], theirs: &[Method]) -> bool {
    let ours = in_slots(ours);
    let names = in_any_case(theirs.iter().map(|it| it.name.as_str()));
    let is_theirs = |our: &&&Method| names.contains(&our.name.to_ascii_lowercase());
    let shared = ours.iter().filter(is_theirs).count();
    shared * 2 >= ours.len() && (shared > 0 || theirs.is_empty())
}

/// Returns whether both have the same methods with the same signatures in their own slots.
pub(super) fn are_the_same(abi: &Abi<'_>, ours: &[Method], theirs: &[Method]) -> bool {
    have_same_names(ours, theirs)
        && in_slots(ours)
            .iter()
            .zip(in_slots(theirs))
            .all(|(our, their)| {
                our.slot == their.slot && signature_differences(abi, our, their).is_empty()
            })
}

/// Returns the methods whose names aren't those of metadata, each with what metadata has in its place.
/// Of more than an interface may have, it returns one more.
fn renamed<'m>(
    names: &Names<'_>,
    ours: &[&'m Method],
    theirs: &'m [Method],
) -> Vec<(&'m Method, &'m Method)> {
    let pairs = ours.iter().copied().zip(theirs);
    pairs
        .filter(|(our, their)| !names.are_one(&our.name, &their.name))
        .take(MAX_RENAMED + 1)
        .collect()
}

/// Returns whether each method is the other of its pair under a name that is nowhere else in both
/// vtables, and that isn't more like the name of another method that is missing.
fn are_renamed(
    abi: &Abi<'_>,
    pairs: &[(&Method, &Method)],
    ours: &[&Method],
    theirs: &[Method],
) -> bool {
    if pairs.is_empty() {
        return true;
    }
    let our_names = in_any_case(ours.iter().map(|it| it.name.as_str()));
    let their_names = in_any_case(theirs.iter().map(|it| it.name.as_str()));
    let missing: Vec<&str> = theirs
        .iter()
        .map(|it| it.name.as_str())
        .filter(|name| !our_names.contains(&name.to_ascii_lowercase()))
        .collect();
    pairs.iter().all(|(our, their)| {
        let most_like = || {
            similar_within(&our.name, missing.iter().copied(), |name| {
                our.name.len().max(name.len()) / 2
            })
        };
        !their_names.contains(&our.name.to_ascii_lowercase())
            && !our_names.contains(&their.name.to_ascii_lowercase())
            && most_like().is_none_or(|name| name == their.name)
            && signature_differences(abi, our, their).is_empty()
    })
}

/// Returns what differs between two signatures, each with its place in the IDL.
fn signature_differences(abi: &Abi<'_>, ours: &Method, theirs: &Method) -> Vec<(Span, String)> {
    let mut differences = Vec::new();
    if ours.params.len() != theirs.params.len() {
        let [ours_has, theirs_has] = [ours, theirs].map(|method| parameters(method.params.len()));
        differences.push((
            ours.span,
            format!("{ours_has} here, {theirs_has} in metadata"),
        ));
    } else {
        for (our, their) in ours.params.iter().zip(&theirs.params) {
            if !abi.param(&our.ty, &their.ty) {
                let both = abi.both_parameters(&our.ty, &their.ty);
                let name = &our.name;
                differences.push((our.span, format!("parameter `{name}` is {both}")));
            }
        }
    }
    if !abi.result(&ours.returns, &theirs.returns) {
        let both = abi.both(&ours.returns, &theirs.returns);
        differences.push((ours.span, format!("result is {both}")));
    }
    differences
}

/// The names of metadata's methods.
struct Names<'m> {
    methods: &'m [Method],
    /// Those that several methods have, once this was needed.
    overloaded: OnceCell<FxHashSet<&'m str>>,
}

impl<'m> Names<'m> {
    fn of(methods: &'m [Method]) -> Self {
        let overloaded = OnceCell::new();
        Self {
            methods,
            overloaded,
        }
    }

    /// Returns whether a name of the IDL is that of metadata. Overloads have one name in metadata, and
    /// something behind it in IDL.
    fn are_one(&self, ours: &str, theirs: &str) -> bool {
        same_name(ours, theirs) || ours.starts_with(theirs) && self.is_overloaded(theirs)
    }

    fn is_overloaded(&self, name: &str) -> bool {
        let overloaded = self.overloaded.get_or_init(|| {
            let mut seen = FxHashSet::default();
            let names = self.methods.iter().map(|it| it.name.as_str());
            names.filter(|name| !seen.insert(*name)).collect()
        });
        overloaded.contains(name)
    }
}

/// Returns the names without their case.
fn in_any_case<'n>(names: impl Iterator<Item = &'n str>) -> FxHashSet<String> {
    names.map(str::to_ascii_lowercase).collect()
}

/// Whether two names are one. Automation ignores case.
fn same_name(ours: &str, theirs: &str) -> bool {
    ours.eq_ignore_ascii_case(theirs)
}

fn parameters(count: usize) -> String {
    match count {
        1 => "1 parameter".to_owned(),
        _ => format!("{count} parameters"),
    }
}

/// Returns a method as C declares it.
fn signature(model: &Model, method: &Method) -> String {
    let params: Vec<String> = method
        .params
        .iter()
        .map(|param| c_syntax::declaration(model, &param.ty, &param.name))
        .collect();
    let name = format!("{}({})", method.name, params.join(", "));
    format!("{} {name}", c_syntax::type_text(model, &method.returns))
}

/// Says in a few words how two vtables differ: methods are missing, too many, or out of order.
fn summary(ours: &[&Method], theirs: &[Method]) -> String {
    let list = |names: Vec<&str>| {
        let more = names.len().saturating_sub(MAX_LISTED);
        let names = names.iter().take(MAX_LISTED);
        let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        if more > 0 {
            names.push(format!("{more} more"));
        }
        names.join(", ")
    };
    let our_names = in_any_case(ours.iter().map(|it| it.name.as_str()));
    let their_names = in_any_case(theirs.iter().map(|it| it.name.as_str()));
    let is_in = |names: &FxHashSet<String>, name: &str| names.contains(&name.to_ascii_lowercase());
    let missing: Vec<&str> = theirs
        .iter()
        .map(|it| it.name.as_str())
        .filter(|name| !is_in(&our_names, name))
        .collect();
    let extra: Vec<&str> = ours
        .iter()
        .map(|it| it.name.as_str())
        .filter(|name| !is_in(&their_names, name))
        .collect();
    match (missing.is_empty(), extra.is_empty()) {
        (true, true) if ours.len() == theirs.len() => "the order of the methods differs".to_owned(),
        (true, true) => "the slots differ".to_owned(),
        (false, true) => format!("{} is missing", list(missing)),
        (true, false) => format!("metadata has no {}", list(extra)),
        (false, false) => format!("{} here, {} in metadata", list(extra), list(missing)),
    }
}

fn side_by_side(ours: &[&Method], theirs: &[Method]) -> Vec<(u32, Row)> {
    let names = Names::of(theirs);
    let ours = ours
        .iter()
        .filter_map(|it| Some((it.slot?, it.name.as_str())));
    let theirs = theirs
        .iter()
        .filter_map(|it| Some((it.slot?, it.name.as_str())));
    // Of two methods in one slot, the first is shown.
    let ours: BTreeMap<u32, &str> = ours.rev().collect();
    let theirs: BTreeMap<u32, &str> = theirs.rev().collect();
    let slots: BTreeSet<u32> = ours.keys().chain(theirs.keys()).copied().collect();
    slots
        .into_iter()
        .map(|slot| {
            let of =
                |names: &BTreeMap<u32, &str>| names.get(&slot).copied().unwrap_or("-").to_owned();
            let (ours, their) = (of(&ours), of(&theirs));
            let differs = !names.are_one(&ours, &their);
            let ours = format!("{slot:4}  {ours}");
            (
                slot,
                Row {
                    ours,
                    theirs: their,
                    differs,
                },
            )
        })
        .collect()
}
