//! Compares enumerations value by value.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Comparison;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Enum, Enumerator, Item, ItemKind};

/// The words that tell that an enumerator counts the others or ends them.
const BOUNDS: &[&str] = &["MAX", "MAXIMUM", "LAST", "HIGHEST", "END", "COUNT", "ALL"];

impl Comparison<'_> {
    /// Compares the values of the enumerators that both sides have. One that a side lacks is of
    /// another version of Windows, which is no contradiction. An enumerator that counts the others
    /// or ends them then has another value as well.
    pub(super) fn enumeration(&mut self, item: &Item, ours: &Enum) {
        let namespace = item.namespace();
        let Some(id) = self.theirs.by_name(namespace, &item.name) else {
            return;
        };
        let ItemKind::Enum(theirs) = &self.theirs.model().item(id).kind else {
            return;
        };
        self.report.enums += 1;
        let their_values: FxHashMap<&str, i64> = theirs
            .values
            .iter()
            .map(|it| (it.name.as_str(), it.value))
            .collect();
        let mut versions = None;
        for our in &ours.values {
            let Some(their_value) = their_values.get(our.name.as_str()).copied() else {
                continue;
            };
            if bits(our.value) == bits(their_value) {
                continue;
            }
            let versions = versions.get_or_insert_with(|| Versions::new(ours, theirs));
            let problem = Problem::EnumeratorDiffers {
                name: our.name.to_string(),
                ours: our.value,
                theirs: their_value,
            };
            let problem = match versions.age(our, their_value) {
                Some(age) => Problem::AnotherVersion {
                    age: age.to_owned(),
                    difference: problem.message(),
                },
                None => problem,
            };
            let diagnostic = Diagnostic::new(problem, our.span);
            let diagnostic = diagnostic.related(item.span, "in this enumeration");
            self.differs(&item.name, Some(&our.name), diagnostic);
        }
    }
}

/// Two enumerations that may be two versions of one.
struct Versions<'a> {
    ours: Bounds<'a>,
    theirs: Bounds<'a>,
    /// The values of the enumerators that the other side lacks.
    only_ours: Vec<u32>,
    only_theirs: Vec<u32>,
}

impl<'a> Versions<'a> {
    fn new(ours: &'a Enum, theirs: &'a Enum) -> Self {
        let names = |of: &'a Enum| -> FxHashSet<&'a str> {
            of.values.iter().map(|it| it.name.as_str()).collect()
        };
        let only = |of: &'a Enum, others: &FxHashSet<&str>| {
            let values = of.values.iter();
            let values = values.filter(|it| !others.contains(it.name.as_str()));
            values.map(|it| bits(it.value)).collect()
        };
        Self {
            only_ours: only(ours, &names(theirs)),
            only_theirs: only(theirs, &names(ours)),
            ours: Bounds::new(ours),
            theirs: Bounds::new(theirs),
        }
    }

    /// Returns whether the IDL is older or newer, if an enumerator with two values counts or ends
    /// the others on both sides. Its name says so, or the side with the larger value has others that
    /// the other side lacks, up to that value.
    fn age(&self, our: &Enumerator, their_value: i64) -> Option<&'static str> {
        let name = our.name.as_str();
        let (our_bound, their_bound) = (self.ours.of(name), self.theirs.of(name));
        let (ours, theirs) = (bits(our.value), bits(their_value));
        let between = |values: &[u32]| {
            let range = ours.min(theirs)..ours.max(theirs);
            values.iter().any(|value| range.contains(value))
        };
        let more = if ours < theirs {
            &self.only_theirs
        } else {
            &self.only_ours
        };
        let is_bound = |is: fn(&Bound) -> bool| is(&our_bound) && is(&their_bound);
        let is_bound = if says_bound(name) {
            is_bound(|it| it.follows || it.is_alias) || is_bound(|it| it.exceeds) && between(more)
        } else {
            is_bound(|it| it.follows) && between(more)
        };
        if !is_bound {
            return None;
        }
        Some(
            match (self.only_ours.is_empty(), self.only_theirs.is_empty()) {
                (true, false) => "older",
                (false, true) => "newer",
                _ if ours < theirs => "older",
                _ => "newer",
            },
        )
    }
}

/// How an enumerator's value follows from others.
#[derive(Clone, Copy, Default)]
struct Bound {
    /// It is the largest of those before it or of all others, the next one, their number, or all of
    /// their flags.
    follows: bool,
    /// None of those before it has a larger one.
    exceeds: bool,
    /// Another one has it.
    is_alias: bool,
}

/// How the value of each enumerator follows from the others.
struct Bounds<'a>(FxHashMap<&'a str, Bound>);

impl<'a> Bounds<'a> {
    fn new(of: &'a Enum) -> Self {
        let mut all: Vec<u32> = of.values.iter().map(|it| bits(it.value)).collect();
        all.sort_unstable();
        let others = all.len().saturating_sub(1);
        let largest = all.last().copied().unwrap_or(0);
        let second = others.checked_sub(1).map_or(0, |place| all[place]);
        let flags_below = all
            .iter()
            .take(others)
            .fold(0, |flags, value| flags | value);
        let follows = |own: u32, largest: u32, flags: u32, count: usize| {
            let is_next = Some(own) == largest.checked_add(1);
            own == largest || is_next || own == flags || own as usize == count
        };
        let mut before = None;
        let mut bounds = FxHashMap::default();
        for (number, it) in of.values.iter().enumerate() {
            let own = bits(it.value);
            let follows_before =
                before.is_some_and(|(largest, flags)| follows(own, largest, flags, number));
            let ends = own == largest && others > 0 && follows(own, second, flags_below, others);
            let place = all.partition_point(|value| *value < own);
            let bound = Bound {
                follows: follows_before || ends,
                exceeds: before.is_some_and(|(largest, _)| own >= largest),
                is_alias: all.get(place + 1) == Some(&own),
            };
            bounds.insert(it.name.as_str(), bound);
            let (most, flags) = before.unwrap_or((own, own));
            before = Some((most.max(own), flags | own));
        }
        Self(bounds)
    }

    fn of(&self, name: &str) -> Bound {
        self.0.get(name).copied().unwrap_or_default()
    }
}

/// The bits of a value. The sign of 32 bits isn't ABI: 0x80000000 may stand as a negative number.
fn bits(value: i64) -> u32 {
    value as u32
}

/// Returns whether a word of the name tells of a bound: `FOO_MAX`, `Foo_Last`, `FooLast`.
fn says_bound(name: &str) -> bool {
    let mut words = name.split('_').flat_map(|part| {
        let bytes = part.as_bytes();
        let mut start = 0;
        let mut words = Vec::new();
        for place in 1..bytes.len() {
            if bytes[place - 1].is_ascii_lowercase() && bytes[place].is_ascii_uppercase() {
                words.push(&bytes[start..place]);
                start = place;
            }
        }
        words.push(&bytes[start..]);
        words
    });
    words.any(|word| {
        BOUNDS
            .iter()
            .any(|it| it.as_bytes().eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_name_tells_of_a_bound() {
        for name in [
            "FOO_MAX",
            "FooLast",
            "D3D_HIGHEST_SHADER_MODEL",
            "_Foo_Last",
            "countFoo",
        ] {
            assert!(says_bound(name), "{name}");
        }
        for name in [
            "FOO",
            "MAXIMIZED",
            "LASTLY",
            "COUNTRY",
            "ENDPOINT",
            "Élan_Éé",
            "",
        ] {
            assert!(!says_bound(name), "{name}");
        }
    }
}
