//! Slots: the positions of the methods in the vtable.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Resolver;
use crate::diagnostics::{Diagnostic, Problem};
use crate::limits::MAX_INHERITANCE;
use crate::model::{Interface, InterfaceKind, ItemId, ItemKind, Origin};

/// An interface whose methods have their slots.
#[derive(Clone, Copy)]
struct Numbered {
    /// The slot behind its last.
    end: u32,
    /// How many bases it has.
    depth: usize,
}

impl Resolver<'_, '_> {
    /// Numbers the methods of all interfaces. An interface's methods follow those of its base.
    pub(super) fn number_slots(&mut self) {
        let mut numbered = FxHashMap::default();
        let all: Vec<ItemId> = self.model.items().map(|(id, _)| id).collect();
        for id in all {
            if self.model.interface(id).is_some() {
                self.number_chain(id, &mut numbered);
            }
        }
    }

    /// Numbers an interface, and before it each of its bases that has no numbers yet.
    fn number_chain(&mut self, id: ItemId, numbered: &mut FxHashMap<ItemId, Numbered>) {
        let mut chain = vec![id];
        let mut in_chain = FxHashSet::from_iter([id]);
        while let Some(base) = self
            .model
            .interface(chain[chain.len() - 1])
            .and_then(|it| it.base)
            && !numbered.contains_key(&base)
        {
            if !in_chain.insert(base) {
                let item = self.model.item(base);
                let (name, span) = (item.name.to_string(), item.span);
                self.report(Problem::CyclicBase { name }, span);
                if let ItemKind::Interface(interface) = &mut self.model.item_mut(base).kind {
                    interface.base = None;
                }
                break;
            }
            chain.push(base);
        }
        for id in chain.into_iter().rev() {
            let base = self.model.interface(id).and_then(|it| it.base);
            if let Some(base) = base {
                self.check_base(id, base);
            }
            let base = base.and_then(|base| numbered.get(&base).copied());
            let depth = base.map_or(0, |base| base.depth + 1);
            if depth > MAX_INHERITANCE {
                self.report_depth(id);
            }
            let end = self.number(id, base.map_or(0, |base| base.end));
            // One report is enough for what derives further.
            let depth = if depth > MAX_INHERITANCE { 0 } else { depth };
            numbered.insert(id, Numbered { end, depth });
        }
    }

    /// Reports that an interface has too many bases, and takes its base away.
    fn report_depth(&mut self, id: ItemId) {
        let item = self.model.item_mut(id);
        if let ItemKind::Interface(interface) = &mut item.kind {
            interface.base = None;
        }
        let (name, span) = (item.name.to_string(), item.span);
        let limit = MAX_INHERITANCE;
        self.report(Problem::InheritanceDepth { name, limit }, span);
    }

    /// Reports a base without a vtable.
    fn check_base(&mut self, id: ItemId, base: ItemId) {
        let is_rpc = |base: &Interface| base.kind == InterfaceKind::Rpc;
        if !self.model.interface(base).is_some_and(is_rpc) {
            return;
        }
        let (item, base) = (self.model.item(id), self.model.item(base));
        let problem = Problem::BaseIsRpc {
            name: base.name.to_string(),
        };
        let diagnostic = Diagnostic::new(problem, item.span)
            .related(base.span, "defined here, without `object`");
        self.session.diagnostics.push(diagnostic);
    }

    /// Numbers an interface's own methods from `first`. Returns the number after the last.
    fn number(&mut self, id: ItemId, first: u32) -> u32 {
        let is_metadata = matches!(self.model.item(id).origin, Origin::Metadata { .. });
        let ItemKind::Interface(interface) = &mut self.model.item_mut(id).kind else {
            return first;
        };
        let mut next = first;
        if interface.kind.has_vtable() || is_metadata {
            for method in interface
                .methods
                .iter_mut()
                .filter(|method| !method.call_as)
            {
                method.slot = Some(next);
                next += 1;
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::tests::problems;

    #[test]
    fn interfaces_that_derive_from_each_other_are_reported_and_no_one_hangs() {
        let text = "interface B; interface A : B { } interface B : A { }";
        assert!(
            problems(text).iter().any(|it| it.starts_with("IDL0405")),
            "{:?}",
            problems(text)
        );
    }
}
