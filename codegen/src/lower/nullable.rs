//! What the user says of null beyond the IDL: which parameters of callbacks may be null, and which may not.

use crate::pattern;

/// A rule: whether what `name` names may be null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NullRule {
    /// `IFoo`, `IFoo::Bar` or `IFoo::Bar.name`, each part a name or a pattern.
    pub name: String,
    /// Whether that may be null.
    pub nullable: bool,
}

impl NullRule {
    /// Returns how closely the rule names a parameter; `None` if it doesn't. What a method returns itself has
    /// the name `return`.
    fn closeness(&self, interface: &str, method: &str, param: &str) -> Option<usize> {
        let (of, rest) = match self.name.split_once("::") {
            Some((of, rest)) => (of, Some(rest)),
            None => (&*self.name, None),
        };
        if !pattern::matches(of, interface) {
            return None;
        }
        let Some(rest) = rest else {
            return Some(0);
        };
        match rest.split_once('.') {
            None => pattern::matches(rest, method).then_some(1),
            Some((of, name)) => {
                (pattern::matches(of, method) && pattern::matches(name, param)).then_some(2)
            }
        }
    }
}

/// Returns what the rules say of a parameter, and which rule says it: the closest, and of several the
/// last.
pub(crate) fn rule_for<'a>(
    rules: &'a [NullRule],
    interface: &str,
    method: &str,
    param: &str,
) -> Option<&'a NullRule> {
    let close = rules.iter().filter_map(|rule| {
        let closeness = rule.closeness(interface, method, param)?;
        Some((closeness, rule))
    });
    close
        .max_by_key(|(closeness, _)| *closeness)
        .map(|(_, rule)| rule)
}

/// Returns the rules that name none of the parameters, each an interface, a method and a name.
pub(crate) fn unmatched<'a>(
    rules: &'a [NullRule],
    params: &[(&str, &str, &str)],
) -> impl Iterator<Item = &'a NullRule> {
    rules.iter().filter(|rule| {
        let is_named = |(interface, method, param): &(&str, &str, &str)| {
            rule.closeness(interface, method, param).is_some()
        };
        !params.iter().any(is_named)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(name: &str, nullable: bool) -> NullRule {
        NullRule {
            name: name.into(),
            nullable,
        }
    }

    #[test]
    fn the_closest_rule_says_and_of_several_the_last() {
        let rules = [
            rule("IFoo::Bar.name", true),
            rule("IFoo::Bar", false),
            rule("IFoo", true),
            rule("IFoo", false),
            rule("I*::Baz.*", true),
        ];
        let says = |interface, method, param| {
            rule_for(&rules, interface, method, param).map(|rule| rule.nullable)
        };
        assert_eq!(says("IFoo", "Bar", "name"), Some(true));
        assert_eq!(says("IFoo", "Bar", "other"), Some(false));
        assert_eq!(says("IFoo", "Other", "name"), Some(false));
        assert_eq!(says("IOther", "Baz", "name"), Some(true));
        assert_eq!(says("IOther", "Bar", "name"), None);
        assert_eq!(
            unmatched(&rules, &[("IFoo", "Bar", "name")]).collect::<Vec<_>>(),
            [&rules[4]]
        );
    }
}
