//! Finds the name that a misspelled one most likely stands for.

/// Returns the candidate that is most similar to `name`, if one is similar at all. Of several that
/// are equally similar, it is the first of the alphabet.
pub(crate) fn similar<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let max_distance = name.len() / 4 + 1;
    similar_within(name, candidates, |_| max_distance)
}

/// Returns the candidate that is most similar to `name`, at most `max_distance` edits of a letter
/// away from it. The distance may depend on the candidate.
pub(crate) fn similar_within<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
    max_distance: impl Fn(&str) -> usize,
) -> Option<&'a str> {
    let length = name.chars().count();
    candidates
        .filter_map(|candidate| {
            let max_distance = max_distance(candidate);
            // Each letter more or less is an edit. The computation of the distance is far slower.
            if candidate.chars().count().abs_diff(length) > max_distance {
                return None;
            }
            let distance = strsim::damerau_levenshtein(name, candidate);
            (distance <= max_distance).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
        similar(name, candidates.iter().copied())
    }

    #[test]
    fn the_name_with_the_fewest_edits_is_the_similar_one() {
        assert_eq!(of("DWROD", &["WORD", "DWORD", "QWORD"]), Some("DWORD"));
        assert_eq!(of("ILmap", &["ILampEvents", "ILamp"]), Some("ILamp"));
    }

    #[test]
    fn a_name_is_similar_up_to_an_edit_more_than_a_quarter_of_its_letters() {
        assert_eq!(of("ILamp", &["ILight"]), None);
        assert_eq!(of("Lamp", &["Lump", "Lumps"]), Some("Lump"));
    }

    #[test]
    fn of_equally_similar_names_the_order_of_the_candidates_decides_nothing() {
        assert_eq!(of("Lamp", &["Lump", "Limp"]), Some("Limp"));
        assert_eq!(of("Lamp", &["Limp", "Lump"]), Some("Limp"));
    }
}
