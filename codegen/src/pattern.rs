//! Patterns of names, as a shell has them: `*` stands for any number of letters, `?` for one.

/// How many similar names are suggested.
const MAX_SUGGESTIONS: usize = 3;

/// Returns whether `text` is a pattern. No name of IDL has such letters.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Returns whether `name` is as the pattern says. Without `*` and `?`, the two have to be equal.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    if is_pattern(pattern) {
        distance(pattern, name) == 0
    } else {
        pattern == name
    }
}

/// Returns the candidates that the pattern nearly matches, the nearest of them, by the alphabet.
pub(crate) fn similar<'a>(
    pattern: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Vec<&'a str> {
    let letters = pattern.bytes().filter(|byte| !b"*?".contains(byte)).count();
    let near = candidates.map(|name| (distance(pattern, name), name));
    let mut near: Vec<_> = near.filter(|(it, _)| *it <= letters / 3).collect();
    near.sort_unstable();
    near.dedup();
    let nearest = near.first().map(|(distance, _)| *distance);
    near.retain(|(distance, _)| Some(*distance) == nearest);
    near.truncate(MAX_SUGGESTIONS);
    near.into_iter().map(|(_, name)| name).collect()
}

/// Returns how many letters of `name` are added, removed or replaced before the pattern matches it.
fn distance(pattern: &str, name: &str) -> usize {
    // `row[j]` is the distance between the pattern so far and the first `j` letters of the name.
    let name = name.as_bytes();
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for letter in pattern.bytes() {
        let mut before = row[0];
        if letter != b'*' {
            row[0] += 1;
        }
        for j in 1..row.len() {
            let replaced = before + usize::from(letter != b'?' && letter != name[j - 1]);
            before = row[j];
            row[j] = match letter {
                b'*' => row[j].min(row[j - 1]),
                _ => replaced.min(row[j] + 1).min(row[j - 1] + 1),
            };
        }
    }
    row[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters_wherever_it_is() {
        let names = ["ILamp", "ILampEvents", "IShadeEvents", "ILampEventsEx"];
        let matching = |pattern| -> Vec<_> {
            let names = names.into_iter();
            names.filter(|name| matches(pattern, name)).collect()
        };
        assert_eq!(matching("*Events"), ["ILampEvents", "IShadeEvents"]);
        assert_eq!(
            matching("ILamp*"),
            ["ILamp", "ILampEvents", "ILampEventsEx"]
        );
        assert_eq!(matching("*Lamp*Ev*s"), ["ILampEvents"]);
        assert_eq!(matching("*"), names);
        assert_eq!(matching("**"), names);
        assert_eq!(matching("*events"), [""; 0]);
    }

    #[test]
    fn a_question_mark_stands_for_one_letter() {
        assert!(matches("ILamp?", "ILamp2"));
        assert!(!matches("ILamp?", "ILamp"));
        assert!(!matches("ILamp?", "ILamp22"));
    }

    #[test]
    fn a_name_is_a_pattern_of_itself_alone() {
        assert!(!is_pattern("ILamp"));
        assert!(matches("ILamp", "ILamp"));
        assert!(!matches("ILamp", "ILamps"));
        assert!(!matches("", "ILamp"));
        assert!(matches("*", ""));
    }

    #[test]
    fn what_a_pattern_nearly_matches_is_similar() {
        let names = ["IMoveHandler", "IClickHandler", "IClock", "IUnknown"];
        let similar = |pattern| similar(pattern, names.into_iter());
        assert_eq!(similar("*Hadler"), ["IClickHandler", "IMoveHandler"]);
        assert_eq!(similar("IClick*Hndler"), ["IClickHandler"]);
        assert_eq!(similar("*X"), [""; 0]);
        assert_eq!(similar("*Sink"), [""; 0]);
    }
}
