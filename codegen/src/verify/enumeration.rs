//! Compares enumerations value by value.

use rustc_hash::FxHashMap;

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
        let namespace = item.namespace.as_deref();
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
        for our in &ours.values {
            let Some(their_value) = their_values.get(our.name.as_str()).copied() else {
                continue;
            };
            let values = (bits(our.value), bits(their_value));
            if values.0 == values.1 {
                continue;
            }
            let problem = Problem::EnumeratorDiffers {
                name: our.name.to_string(),
                ours: our.value,
                theirs: their_value,
            };
            let problem = if is_bound(our, ours, theirs) {
                let age = if values.0 < values.1 {
                    "older"
                } else {
                    "newer"
                };
                Problem::AnotherVersion {
                    age: age.to_owned(),
                    difference: problem.message(),
                }
            } else {
                problem
            };
            let diagnostic = Diagnostic::new(problem, our.span);
            let diagnostic = diagnostic.related(item.span, "in this enumeration");
            self.differs(&item.name, Some(&our.name), diagnostic);
        }
    }
}

/// The bits of a value. The sign of 32 bits isn't ABI: 0x80000000 may stand as a negative number.
fn bits(value: i64) -> u32 {
    value as u32
}

/// Returns whether an enumerator with two values counts or ends the others. Its name says so, or
/// it does on both sides while one side lacks an enumerator that the other has.
fn is_bound(enumerator: &Enumerator, ours: &Enum, theirs: &Enum) -> bool {
    let name = enumerator.name.as_str();
    let lacks = |one: &Enum, other: &Enum| {
        let mut names = one.values.iter().map(|it| &it.name);
        names.any(|name| !other.values.iter().any(|it| it.name == *name))
    };
    says_bound(name)
        || bounds_others(name, ours)
            && bounds_others(name, theirs)
            && (lacks(ours, theirs) || lacks(theirs, ours))
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

/// Returns whether the value of an enumerator follows from the others: it is the largest of all,
/// the number of the others, or all of their flags.
fn bounds_others(name: &str, of: &Enum) -> bool {
    let others = || of.values.iter().filter(|it| it.name != name);
    let Some(own) = of.values.iter().find(|it| it.name == name) else {
        return false;
    };
    let own = bits(own.value);
    let largest = others().map(|it| bits(it.value)).max();
    let flags = others().fold(0, |flags, it| flags | bits(it.value));
    largest
        .is_some_and(|largest| largest <= own || own == flags || own as usize == others().count())
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
