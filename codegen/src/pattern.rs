//! Patterns of names, as a shell has them: `*` stands for any number of letters, `?` for one.

use crate::similar::Letters;

/// How many similar names are suggested.
const MAX_SUGGESTIONS: usize = 3;

/// Returns whether `text` is a pattern. No name of IDL has such letters.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Returns whether `name` is as the pattern says. Without `*` and `?`, the two have to be equal.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut of) = (0, 0);
    // The last `*`, and how much of the name is behind it where it stands for the least.
    let mut star = None;
    while of < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                at += 1;
                star = Some((at, of));
            }
            Some(letter) if *letter == b'?' || *letter == name[of] => {
                at += 1;
                of += 1;
            }
            _ => {
                // The `*` stands for one letter more. One before it need not: it stood for the least.
                let Some((behind, from)) = star else {
                    return false;
                };
                (at, of) = (behind, from + 1);
                star = Some((at, of));
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == b'*')
}

/// Returns the candidates that the pattern nearly matches, the nearest of them, by the alphabet.
pub(crate) fn similar<'a>(
    pattern: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Vec<&'a str> {
    let pieces = pattern
        .split(['*', '?'])
        .filter(|piece| !piece.is_empty())
        .map(Letters::of);
    let pieces: Vec<Letters<'_>> = pieces.collect();
    let near = candidates.filter_map(|name| Some((distance(&pieces, name)?, name)));
    let mut near: Vec<_> = near.collect();
    near.sort_unstable();
    near.dedup();
    let nearest = near.first().map(|(distance, _)| *distance);
    near.retain(|(distance, _)| Some(*distance) == nearest);
    near.truncate(MAX_SUGGESTIONS);
    near.into_iter().map(|(_, name)| name).collect()
}

/// Returns in how many letters the pieces of a pattern differ from what is most like them in `name`, if
/// that is at most a third of their letters.
fn distance(pieces: &[Letters<'_>], name: &str) -> Option<usize> {
    let letters: usize = pieces.iter().map(Letters::len).sum();
    let mut left = letters / 3;
    for piece in pieces {
        left -= piece.nearest_part(name, left)?;
    }
    Some(letters / 3 - left)
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
        assert!(matches("*aab", "aaaab"));
        assert!(!matches("*a*b", "ba"));
    }

    #[test]
    fn a_question_mark_stands_for_one_letter() {
        assert!(matches("ILamp?", "ILamp2"));
        assert!(!matches("ILamp?", "ILamp"));
        assert!(!matches("ILamp?", "ILamp22"));
        assert!(matches("*?p2", "ILamp2"));
        assert!(!matches("?*?", "I"));
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
    fn many_stars_take_no_longer_than_one() {
        let name = "a".repeat(1000);
        assert!(!matches(
            &"*a".repeat(500).replace("aa", "ab"),
            &format!("{name}c")
        ));
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
