//! Finds the name that a misspelled one most likely stands for.

/// How many letters a name may have that is searched for, or found. No name that anyone mistypes
/// is longer.
const MAX_LENGTH: usize = 128;

/// A distance beyond that of any two names.
const FAR: u8 = 200;

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
    let name = Letters::of(name);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let max = max_distance(candidate);
        let max = best.map_or(max, |(distance, _)| max.min(distance));
        let found = name.distance(candidate.as_bytes(), max);
        let found = found.map(|distance| (distance, candidate));
        if found.is_some() && (best.is_none() || found < best) {
            best = found;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A name, or a part of one, that others are compared with.
pub(crate) struct Letters<'n> {
    letters: &'n [u8],
    /// How often each letter occurs. Letters with the same last six bits are counted together.
    counts: [i16; 64],
}

impl<'n> Letters<'n> {
    pub(crate) fn of(name: &'n str) -> Self {
        let letters = name.as_bytes();
        let mut counts = [0; 64];
        if letters.len() <= MAX_LENGTH {
            for letter in letters {
                counts[usize::from(letter % 64)] += 1;
            }
        }
        Self { letters, counts }
    }

    pub(crate) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Returns the distance of the part of `name` that is most similar, if that is at most `max`.
    pub(crate) fn nearest_part(&self, name: &str, max: usize) -> Option<usize> {
        let name = name.as_bytes();
        let mut least = None;
        for len in self.len().saturating_sub(1).max(1)..=self.len() + 1 {
            for part in name.windows(len) {
                let max = least.map_or(max, |least: usize| least.saturating_sub(1));
                least = self.distance(part, max).or(least);
                if least == Some(0) {
                    return least;
                }
            }
        }
        least
    }

    /// Returns how many letters are added, removed, replaced or swapped with the next one to get
    /// `other`, if that is at most `max`.
    fn distance(&self, other: &[u8], max: usize) -> Option<usize> {
        let (a, b) = (self.letters, other);
        if a.len().abs_diff(b.len()) > max || a.len().max(b.len()) > MAX_LENGTH {
            return None;
        }
        // An edit changes at most two counts by one each. Counting is far faster than what follows.
        let mut counts = self.counts;
        for letter in b {
            counts[usize::from(letter % 64)] -= 1;
        }
        let differing: u32 = counts
            .iter()
            .map(|count| u32::from(count.unsigned_abs()))
            .sum();
        if differing as usize > 2 * max {
            return None;
        }
        // `rows[i % 3][j]` is the distance between the first `i` letters of one name and the first
        // `j` of the other. Only where `i` and `j` differ by at most `max` can it be within `max`, and
        // the cells beside that band are `FAR`.
        let mut rows = [[FAR; MAX_LENGTH + 2]; 3];
        for (j, cell) in (0..).zip(&mut rows[0][..=b.len().min(max)]) {
            *cell = j;
        }
        for i in 1..=a.len() {
            let (this, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
            let (first, end) = (i.saturating_sub(max).max(1), b.len().min(i + max));
            rows[this][first - 1] = if first == 1 { i as u8 } else { FAR };
            let mut least = rows[this][first - 1];
            for j in first..=end {
                let replaced = rows[last][j - 1] + u8::from(a[i - 1] != b[j - 1]);
                let mut cell = replaced.min(rows[last][j] + 1).min(rows[this][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    cell = cell.min(rows[before][j - 2] + 1);
                }
                rows[this][j] = cell.min(FAR);
                least = least.min(cell);
            }
            rows[this][end + 1] = FAR;
            // A swap looks two rows back, so one row may be lost once.
            if usize::from(least) > max + 1 {
                return None;
            }
        }
        let distance = usize::from(rows[a.len() % 3][b.len()]);
        Some(distance).filter(|distance| *distance <= max)
    }
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

    #[test]
    fn each_letter_that_is_added_removed_replaced_or_swapped_is_an_edit() {
        let distance = |a: &str, b: &str| Letters::of(a).distance(b.as_bytes(), 3);
        assert_eq!(distance("Lamp", "Lamp"), Some(0));
        assert_eq!(distance("Lamp", "Lamps"), Some(1));
        assert_eq!(distance("Lamp", "amp"), Some(1));
        assert_eq!(distance("Lamp", "Lump"), Some(1));
        assert_eq!(distance("Lamp", "Lapm"), Some(1));
        assert_eq!(distance("Lamp", "aLpm"), Some(2));
        assert_eq!(distance("", "abc"), Some(3));
        assert_eq!(distance("", "abcd"), None);
        assert_eq!(distance("Lamp", "Shade"), None);
        assert_eq!(distance("ILampEvents", "ILmapEvnets3"), Some(3));
        assert_eq!(distance("ILampEvents", "EventsILamp"), None);
    }

    #[test]
    fn a_name_of_any_length_is_taken() {
        let long = "x".repeat(100_000);
        let longer = "x".repeat(100_001);
        assert_eq!(of(&long, &[&longer, "Lamp"]), None);
        assert_eq!(of("Lamp", &[&longer, "Lump"]), Some("Lump"));
    }
}
