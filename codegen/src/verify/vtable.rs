//! Vtables: slot by slot, and the signature of each method.

use std::collections::BTreeSet;

use super::Comparison;
use super::abi::Abi;
use super::listing::{Listing, Row};
use crate::c_syntax;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Interface, Item, ItemId, Method, Model};
use crate::similar::similar_within;
use crate::source::Span;

impl Comparison<'_> {
    /// Compares the interface's own slots. A method that has another name in metadata is in the
    /// right slot, if neither name is anywhere else.
    pub(super) fn vtable(&mut self, id: ItemId, item: &Item, interface: &Interface, their: ItemId) {
        let their = self.theirs.model().interface(their);
        let their_methods = their.map_or(&[][..], |it| &it.methods);
        let own = in_slots(&interface.methods);
        self.report.slots += own.len();
        let abi = self.abi();
        let same_slots = own.len() == their_methods.len()
            && own.iter().zip(their_methods).all(|(our, their)| {
                our.slot == their.slot
                    && (is_named(&our.name, &their.name, their_methods)
                        || is_renamed(&abi, our, their, &own, their_methods))
            });
        if same_slots {
            for (our, their) in own.iter().zip(their_methods) {
                self.method(item, our, their);
                if !is_named(&our.name, &their.name, their_methods) {
                    self.renamed(item, our, their);
                }
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
    !ours.is_empty()
        && ours.len() == theirs_in_slots.len()
        && ours
            .iter()
            .zip(theirs_in_slots)
            .all(|(our, their)| is_named(&our.name, &their.name, theirs))
}

/// Returns whether at least half of the names in the slots of one list are in the other. Two empty
/// lists have all.
pub(super) fn share_names(ours: &[Method], theirs: &[Method]) -> bool {
    let ours = in_slots(ours);
    let is_theirs = |our: &&&Method| theirs.iter().any(|it| same_name(&our.name, &it.name));
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

/// Returns whether a method is the other under a name that is nowhere else in both vtables, and that
/// isn't more like the name of another method that is missing.
fn is_renamed(
    abi: &Abi<'_>,
    our: &Method,
    their: &Method,
    ours: &[&Method],
    theirs: &[Method],
) -> bool {
    let is_ours = |name: &str| ours.iter().any(|it| same_name(&it.name, name));
    let missing = theirs.iter().map(|it| it.name.as_str());
    let missing = missing.filter(|name| !is_ours(name));
    let most_like = similar_within(&our.name, missing, |name| {
        our.name.len().max(name.len()) / 2
    });
    !theirs.iter().any(|it| same_name(&our.name, &it.name))
        && !is_ours(&their.name)
        && most_like.is_none_or(|name| name == their.name)
        && signature_differences(abi, our, their).is_empty()
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

/// Whether the IDL's name can be the metadata's. IDL has no overloads, so an IDL has names such as
/// `Foo_` for the overloads of C++.
fn is_named(ours: &str, theirs: &str, all: &[Method]) -> bool {
    let overloaded = || all.iter().filter(|it| it.name == theirs).count() > 1;
    same_name(ours, theirs) || ours.starts_with(theirs) && overloaded()
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
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let missing: Vec<&str> = theirs
        .iter()
        .map(|it| it.name.as_str())
        .filter(|name| !ours.iter().any(|it| same_name(&it.name, name)))
        .collect();
    let extra: Vec<&str> = ours
        .iter()
        .map(|it| it.name.as_str())
        .filter(|name| !theirs.iter().any(|it| same_name(&it.name, name)))
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
    let slots: BTreeSet<u32> = ours
        .iter()
        .copied()
        .chain(theirs)
        .filter_map(|it| it.slot)
        .collect();
    let name = |method: Option<&Method>| method.map_or("-", |it| it.name.as_str()).to_owned();
    slots
        .into_iter()
        .map(|slot| {
            let ours = name(ours.iter().find(|it| it.slot == Some(slot)).copied());
            let their = name(theirs.iter().find(|it| it.slot == Some(slot)));
            let differs = !is_named(&ours, &their, theirs);
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
