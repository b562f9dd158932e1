//! Interfaces: which one of metadata's an interface of the IDL is, and its base.

use super::Comparison;
use super::vtable::{have_same_names, share_names};
use crate::diagnostics::{Diagnostic, Problem, Severity};
use crate::model::{Guid, Interface, InterfaceKind, Item, ItemId, Model};

/// In how many of its 32 digits a mistyped IID differs from the right one, at most.
const MAX_MISTYPED: usize = 4;

impl Comparison<'_> {
    /// Compares an interface with the one of metadata that has its IID, or else its name.
    ///
    /// The IID decides. Names such as `ITrigger` are common words, so another IID is another
    /// interface, unless the IID is mistyped, or something of metadata takes it for its own. A name in
    /// a namespace of WinRT is nobody else's. An interface may also have two names.
    pub(super) fn interface(&mut self, id: ItemId, item: &Item, interface: &Interface) {
        if interface.kind == InterfaceKind::Rpc {
            return;
        }
        let model = self.theirs.model();
        let namespace = item.namespace();
        let by_name = self.theirs.by_name(namespace, &item.name);
        let by_name = by_name.filter(|id| model.interface(*id).is_some());
        let by_iid = self.by_iid(item, interface);
        if let Some(their) = by_name {
            let their_iid = model.interface(their).and_then(|it| it.iid);
            match (interface.iid, their_iid) {
                (Some(ours), Some(theirs)) if ours != theirs => {
                    let is_mistyped = namespace.is_some()
                        || is_near(ours, theirs)
                        || self.has_the_slots_of(interface, their);
                    // The search goes through the whole model.
                    let user = if is_mistyped {
                        None
                    } else {
                        self.referred_to_by(id, item)
                    };
                    if is_mistyped || user.is_some() {
                        self.report.interfaces += 1;
                        self.mistyped(item, (ours, theirs), (by_iid, user));
                        return;
                    }
                }
                (Some(ours), Some(theirs)) if ours == theirs => {
                    self.report.interfaces += 1;
                    self.content(id, item, interface, their);
                    return;
                }
                // Without an IID, the name alone says little.
                _ if self.is_like(interface, their) || self.referred_to_by(id, item).is_some() => {
                    self.report.interfaces += 1;
                    self.content(id, item, interface, their);
                    return;
                }
                _ => {}
            }
        }
        if let (Some(iid), Some(their)) = (interface.iid, by_iid) {
            self.report.interfaces += 1;
            self.other_name(id, item, (iid, interface), their);
        }
    }

    /// Returns the interface of metadata that has the IID of `interface`. The Windows Runtime's are asked
    /// about what derives as they do, since most IDL has nothing of it.
    pub(super) fn by_iid(&self, item: &Item, interface: &Interface) -> Option<ItemId> {
        let iid = interface.iid?;
        let base = interface.base.map(|base| &self.model.item(base).name);
        let is_of_winrt =
            item.namespace().is_some() || base.is_some_and(|base| base == "IInspectable");
        let found = self.theirs.by_iid(iid);
        found.or_else(|| is_of_winrt.then(|| self.theirs.by_winrt_iid(iid))?)
    }

    /// Compares base and vtable with those of `their`.
    fn content(&mut self, id: ItemId, item: &Item, interface: &Interface, their: ItemId) {
        self.base(item, interface, their);
        if interface.kind.has_vtable() {
            self.vtable(id, item, interface, their);
        }
    }

    /// Returns whether both have the same methods in their own slots.
    fn has_the_slots_of(&self, interface: &Interface, their: ItemId) -> bool {
        self.theirs.needs(their);
        let their = self.theirs.model().interface(their);
        their.is_some_and(|their| have_same_names(&interface.methods, &their.methods))
    }

    /// Returns whether both have as good as the same methods, or none at all.
    fn is_like(&self, interface: &Interface, their: ItemId) -> bool {
        self.theirs.needs(their);
        let their = self.theirs.model().interface(their);
        their.is_some_and(|their| share_names(&interface.methods, &their.methods))
    }

    /// Reports an IID that differs from the one that the name has in metadata. Everything else
    /// would differ for that reason alone.
    fn mistyped(
        &mut self,
        item: &Item,
        (ours, theirs): (Guid, Guid),
        (by_iid, user): (Option<ItemId>, Option<String>),
    ) {
        let problem = Problem::IidDiffers {
            name: item.name.to_string(),
            ours,
            theirs,
        };
        let mut diagnostic = Diagnostic::new(problem, item.span);
        if let Some(other) = by_iid {
            let other = &self.theirs.model().item(other).name;
            diagnostic = diagnostic.note(format!("in metadata, {ours} is `{other}`"));
        }
        if let Some(user) = user {
            let name = &item.name;
            let note = format!("`{user}` of metadata refers to metadata's `{name}`");
            diagnostic = diagnostic.note(note);
        }
        self.differs(&item.name, None, diagnostic);
    }

    /// Compares an interface with one of another name that has its IID. If a call would go wrong,
    /// only the IID is reported.
    fn other_name(
        &mut self,
        id: ItemId,
        item: &Item,
        (iid, interface): (Guid, &Interface),
        their: ItemId,
    ) {
        let before = self.differences.len();
        self.content(id, item, interface, their);
        let errors = self.differences[before..]
            .iter()
            .map(|difference| &difference.diagnostic.problem)
            .filter(|problem| problem.severity() == Severity::Error);
        let messages: Vec<String> = errors.map(Problem::message).collect();
        if messages.is_empty() {
            return;
        }
        self.differences.truncate(before);
        let problem = Problem::IidOfAnother {
            name: item.name.to_string(),
            iid,
            other: self.theirs.model().item(their).name.to_string(),
        };
        let diagnostic = Diagnostic::new(problem, item.span);
        let diagnostic = messages.into_iter().fold(diagnostic, Diagnostic::note);
        self.differs(&item.name, None, diagnostic);
    }

    fn base(&mut self, item: &Item, interface: &Interface, their: ItemId) {
        let model = self.theirs.model();
        let their_base = model.interface(their).and_then(|it| it.base);
        let our_base = interface.base;
        let our_iid = our_base.and_then(|id| self.model.interface(id)?.iid);
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
}

/// Returns whether one IID may be the other, mistyped.
fn is_near(one: Guid, other: Guid) -> bool {
    let differing = one.0 ^ other.0;
    let digits = (0..32).filter(|digit| differing >> (4 * digit) & 0xf != 0);
    digits.count() <= MAX_MISTYPED
}
