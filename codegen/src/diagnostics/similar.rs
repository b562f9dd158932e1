//! Names that a misspelled one may mean.

/// Returns the candidate that is most like `name`, if one is like it at all. Of several that are
/// equally like it, returns the first by the alphabet.
pub(crate) fn similar<'n>(
    name: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let max_distance = name.len() / 4 + 1;
    candidates
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= max_distance)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        // A name of which every letter is another is not a misspelling.
        .filter(|(distance, candidate)| *distance <= max_distance && *distance < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_a_name_the_more_of_its_letters_may_be_wrong() {
        let names = || ["in", "size_is", "IVendorEvents"].into_iter();
        assert_eq!(similar("size_si", names()), Some("size_is"));
        assert_eq!(similar("IVendrEvnts", names()), Some("IVendorEvents"));
        assert_eq!(similar("im", names()), Some("in"));
        assert_eq!(similar("x", names()), None);
        assert_eq!(similar("entirely_else", names()), None);
    }

    #[test]
    fn of_equally_similar_names_the_first_by_the_alphabet_is_meant() {
        assert_eq!(similar("B1", ["B3", "B2"].into_iter()), Some("B2"));
    }
}
