//! Interfaces: IID, base, and the vtable slot by slot.

use std::collections::BTreeSet;

use super::Comparison;
use super::listing::{Listing, Row};
use crate::c_syntax;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Interface, InterfaceKind, Item, ItemId, Method, Model, Type};

impl Comparison<'_> {
    pub(super) fn interface(&mut self, id: ItemId, item: &Item, interface: &Interface) {
        if interface.kind == InterfaceKind::Rpc {
            return;
        }
        let model = self.theirs.model();
        let namespace = item.namespace.as_deref();
        let by_name = self.theirs.by_name(namespace, &item.name);
        let by_name = by_name.filter(|id| model.interface(*id).is_some());
        let by_iid = match interface.iid {
            Some(iid) => self.theirs.by_iid(iid),
            None => None,
        };
        let Some(their) = by_name.or(by_iid) else {
            return;
        };
        self.report.interfaces += 1;
        if !self.identity(item, interface, by_name, by_iid) {
            return;
        }
        self.base(item, interface, their);
        if interface.kind == InterfaceKind::Com {
            self.vtable(id, item, interface, their);
        }
    }

    /// Compares name and IID, which belong together. Where they don't, the two are different
    /// interfaces, and everything else would differ for that reason alone.
    fn identity(
        &mut self,
        item: &Item,
        interface: &Interface,
        by_name: Option<ItemId>,
        by_iid: Option<ItemId>,
    ) -> bool {
        let Some(iid) = interface.iid else {
            return true;
        };
        let model = self.theirs.model();
        let problem = match (by_name, by_iid) {
            (Some(name), Some(iid)) if name == iid => return true,
            (Some(name), _) => {
                let Some(theirs) = model.interface(name).and_then(|it| it.iid) else {
                    return true;
                };
                if theirs == iid {
                    return true;
                }
                Problem::IidDiffers {
                    name: item.name.to_string(),
                    ours: iid,
                    theirs,
                }
            }
            (None, Some(other)) => Problem::IidOfAnother {
                name: item.name.to_string(),
                iid,
                other: model.item(other).name.to_string(),
            },
            (None, None) => return true,
        };
        let mut diagnostic = Diagnostic::new(problem, item.span);
        if let (Some(_), Some(other)) = (by_name, by_iid) {
            let other = &model.item(other).name;
            diagnostic = diagnostic.note(format!("in metadata, {iid} is `{other}`"));
        }
        self.differs(&item.name, None, diagnostic);
        false
    }

    fn base(&mut self, item: &Item, interface: &Interface, their: ItemId) {
        let model = self.theirs.model();
        let their_base = model.interface(their).and_then(|it| it.base);
        let our_base = interface.base;
        let our_iid = our_base
            .and_then(|id| self.model.interface(id))
            .and_then(|it| it.iid);
        let name_of = |model: &Model, id: Option<ItemId>| {
            id.map_or("none", |id| &model.item(id).name).to_owned()
        };
        let (ours, theirs) = (name_of(self.model, our_base), name_of(model, their_base));
        if ours == theirs {
            return;
        }
        if let Some(base) = their_base {
            self.theirs.needs(base);
        }
        let their_iid = their_base.and_then(|id| model.interface(id)?.iid);
        if our_iid.is_some() && our_iid == their_iid {
            return;
        }
        let name = item.name.to_string();
        let problem = Problem::BaseDiffers { name, ours, theirs };
        let diagnostic = Diagnostic::new(problem, item.span);
        self.differs(&item.name, None, diagnostic);
    }

    fn vtable(&mut self, id: ItemId, item: &Item, interface: &Interface, their: ItemId) {
        let their = self.theirs.model().interface(their);
        let their_methods = their.map_or(&[][..], |it| &it.methods);
        let own: Vec<&Method> = interface
            .methods
            .iter()
            .filter(|method| method.slot.is_some())
            .collect();
        self.report.slots += own.len();
        let same_slots = own.len() == their_methods.len()
            && own.iter().zip(their_methods).all(|(our, their)| {
                our.slot == their.slot && is_named(&our.name, &their.name, their_methods)
            });
        if same_slots {
            for (our, their) in own.iter().zip(their_methods) {
                self.method(item, our, their);
            }
        } else {
            self.slots(id, item, &own, their_methods);
        }
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
        let abi = self.abi();
        let mut differences = Vec::new();
        if ours.params.len() != theirs.params.len() {
            differences.push((
                ours.span,
                format!(
                    "{} here, {} in metadata",
                    parameters(ours.params.len()),
                    parameters(theirs.params.len())
                ),
            ));
        } else {
            for (our, their) in ours.params.iter().zip(&theirs.params) {
                if !abi.param(&our.ty, &their.ty) {
                    let text = self.both("parameter", &our.name, &our.ty, &their.ty);
                    differences.push((our.span, text));
                }
            }
        }
        if !abi.same(&ours.returns, &theirs.returns) {
            let text = self.both("result", "", &ours.returns, &theirs.returns);
            differences.push((ours.span, text));
        }
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

    fn both(&self, what: &str, name: &str, ours: &Type, theirs: &Type) -> String {
        let ours = c_syntax::type_text(self.model, ours);
        let theirs = c_syntax::type_text(self.theirs.model(), theirs);
        let name = if name.is_empty() {
            String::new()
        } else {
            format!(" `{name}`")
        };
        format!("{what}{name} is `{ours}` here, `{theirs}` in metadata")
    }
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
