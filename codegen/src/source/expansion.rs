//! All macro expansions. Where a folded macro is called again, its expansions aren't stored again.

use super::{ExpansionId, Span};
use crate::relocate::{Relocate, Relocation};

/// One expansion of one macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The macro's name where it is defined.
    pub definition: Span,
    /// The call that was replaced, with its arguments. It may come out of a macro itself.
    pub call: Span,
}

/// All expansions, numbered from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Expansions {
    /// The expansions that are stored one by one.
    single: Vec<Expansion>,
    /// The others, in their order.
    repeated: Vec<Repeated>,
}

/// Consecutive expansions that repeat others. Only the call of the first differs.
#[derive(Clone, Copy, Debug)]
struct Repeated {
    first: u32,
    count: u32,
    /// The first of the repeated ones.
    of: u32,
    call: Span,
    /// How many expansions are repeats up to here, these included.
    total: u32,
}

impl Expansions {
    pub(super) fn len(&self) -> usize {
        self.single.len() + self.repeated.last().map_or(0, |last| last.total as usize)
    }

    pub(super) fn expand(&mut self, definition: Span, call: Span) -> ExpansionId {
        self.single.push(Expansion { definition, call });
        u32::try_from(self.len()).map_or(ExpansionId::NONE, ExpansionId)
    }

    pub(super) fn expand_again(
        &mut self,
        of: ExpansionId,
        count: usize,
        call: Span,
    ) -> Option<ExpansionId> {
        let first = u32::try_from(self.len() + 1).ok()?;
        u32::try_from(self.len() + count).ok()?;
        let count = u32::try_from(count).ok()?;
        self.repeat(first, count, of.0, call);
        Some(ExpansionId(first))
    }

    fn repeat(&mut self, first: u32, count: u32, of: u32, call: Span) {
        let before = self.repeated.last().map_or(0, |last| last.total);
        self.repeated.push(Repeated {
            first,
            count,
            of,
            call,
            total: before + count,
        });
    }

    /// Returns the expansions whose calls stand in a file and not in a macro. Those that a repeated macro
    /// makes of the macros in it stand in that macro.
    pub(super) fn written(&self) -> impl Iterator<Item = Expansion> {
        let is_written = |call: Span| call.expansion == ExpansionId::NONE && call.is_some();
        let single = self.single.iter().copied();
        let single = single.filter(move |it| is_written(it.call));
        let repeated = self.repeated.iter().filter(move |it| is_written(it.call));
        let repeated = repeated.filter_map(|it| {
            let first = self.get(ExpansionId(it.first))?;
            Some(Expansion {
                call: it.call,
                ..first
            })
        });
        single.chain(repeated)
    }

    /// Returns the expansion with this number.
    pub(super) fn get(&self, id: ExpansionId) -> Option<Expansion> {
        let ExpansionId(mut id) = id;
        // How far behind the repeated one it is, and its call, where that differs.
        let (mut later, mut own) = (0, None);
        let moved = |call: Span, later: u32| Span {
            expansion: match call.expansion {
                ExpansionId::NONE => ExpansionId::NONE,
                ExpansionId(id) => ExpansionId(id + later),
            },
            ..call
        };
        loop {
            let before = self.repeated.partition_point(|it| it.first <= id);
            let last = before.checked_sub(1).map(|it| self.repeated[it]);
            match last {
                Some(it) if id - it.first < it.count => {
                    if id == it.first && own.is_none() {
                        own = Some(moved(it.call, later));
                    }
                    later += it.first - it.of;
                    id = it.of + (id - it.first);
                }
                _ => {
                    let repeated = last.map_or(0, |it| it.total);
                    let index = id.checked_sub(repeated)?.checked_sub(1)?;
                    let single = self.single.get(index as usize)?;
                    return Some(Expansion {
                        definition: single.definition,
                        call: own.unwrap_or_else(|| moved(single.call, later)),
                    });
                }
            }
        }
    }

    /// Adds `other`, which is relocated to these, behind them.
    pub(super) fn append(&mut self, other: Self) {
        self.single.extend(other.single);
        for added in other.repeated {
            self.repeat(added.first, added.count, added.of, added.call);
        }
    }
}

impl Relocate for Expansions {
    fn relocate(&mut self, to: &Relocation) {
        self.single.relocate(to);
        self.repeated.relocate(to);
    }
}

impl Relocate for Expansion {
    fn relocate(&mut self, to: &Relocation) {
        self.definition.relocate(to);
        self.call.relocate(to);
    }
}

impl Relocate for Repeated {
    fn relocate(&mut self, to: &Relocation) {
        self.first = to.expansion(self.first);
        self.of = to.expansion(self.of);
        self.call.relocate(to);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(lo: u32, expansion: u32) -> Span {
        Span {
            lo,
            hi: lo + 1,
            expansion: ExpansionId(expansion),
        }
    }

    /// All expansions, none of them repeated. [`Expansions::expand_again`] must behave the same.
    #[derive(Default)]
    struct Plain(Vec<Expansion>);

    impl Plain {
        fn again(&mut self, of: usize, count: usize, call: Span) {
            let later = (self.0.len() + 1 - of) as u32;
            for index in 0..count {
                let mut it = self.0[of - 1 + index];
                it.call = match index {
                    0 => call,
                    _ => at(it.call.lo, it.call.expansion.0 + later),
                };
                self.0.push(it);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Macros are made of those before them, and each is called again now and then.
        #[test]
        fn repeated_expansions_are_as_if_they_were_there(
            macros in prop::collection::vec(prop::collection::vec(0..8_usize, 0..4), 1..8),
            calls in prop::collection::vec(0..8_usize, 0..20),
        ) {
            let (mut expansions, mut plain) = (Expansions::default(), Plain::default());
            // For each macro that was called: its first expansion, and how many it takes.
            let mut known: Vec<Option<(usize, usize)>> = vec![None; macros.len()];
            fn call(
                name: usize,
                from: Span,
                macros: &[Vec<usize>],
                known: &mut [Option<(usize, usize)>],
                expansions: &mut Expansions,
                plain: &mut Plain,
            ) {
                if let Some((first, count)) = known[name] {
                    let id = ExpansionId(first as u32);
                    expansions.expand_again(id, count, from).unwrap();
                    plain.again(first, count, from);
                    return;
                }
                let definition = at(100 + name as u32, 0);
                let id = expansions.expand(definition, from);
                plain.0.push(Expansion { definition, call: from });
                for (place, inner) in macros[name].iter().enumerate() {
                    if *inner < name {
                        let from = at(200 + place as u32, id.0);
                        call(*inner, from, macros, known, expansions, plain);
                    }
                }
                known[name] = Some((id.0 as usize, expansions.len() + 1 - id.0 as usize));
            }
            for (place, name) in calls.into_iter().enumerate() {
                let from = at(1 + place as u32, 0);
                let name = name % macros.len();
                call(name, from, &macros, &mut known, &mut expansions, &mut plain);
            }
            prop_assert_eq!(expansions.len(), plain.0.len());
            let is_written = |it: &&Expansion| it.call.expansion == ExpansionId::NONE;
            let mut written: Vec<Expansion> = expansions.written().collect();
            written.sort_by_key(|it| it.call.lo);
            let mut expected: Vec<Expansion> = plain.0.iter().filter(is_written).copied().collect();
            expected.sort_by_key(|it| it.call.lo);
            prop_assert_eq!(written, expected);
            for (index, expected) in plain.0.iter().enumerate() {
                let id = ExpansionId(index as u32 + 1);
                prop_assert_eq!(expansions.get(id), Some(*expected));
            }
            prop_assert_eq!(expansions.get(ExpansionId::NONE), None);
            prop_assert_eq!(expansions.get(ExpansionId(plain.0.len() as u32 + 1)), None);
        }
    }
}
