//! Columns of the tables that people read.

use std::iter::repeat_n;

/// How many characters wide a column may be. Longer text pushes what follows it aside, and doesn't
/// widen all other rows.
const MAX_COLUMN: usize = 400;

/// Returns the width of a column with these texts, in characters.
pub fn width<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    let widths = texts.map(|text| text.chars().count());
    widths.max().unwrap_or(0).min(MAX_COLUMN)
}

/// Returns `text` with spaces behind it, so that it fills a column of this width.
pub fn padded(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(text.chars().count());
    text.chars().chain(repeat_n(' ', spaces)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_its_longest_text() {
        assert_eq!(width(["a", "h\u{e4}\u{df}", ""].into_iter()), 3);
        assert_eq!(padded("h\u{e4}", 3), "h\u{e4} ");
        assert_eq!(width([].into_iter()), 0);
    }

    #[test]
    fn text_beyond_the_widest_column_stays_whole_and_widens_no_other_row() {
        let (at, past) = ("x".repeat(MAX_COLUMN), "x".repeat(MAX_COLUMN + 1));
        assert_eq!(width([at.as_str()].into_iter()), MAX_COLUMN);
        assert_eq!(width([past.as_str()].into_iter()), MAX_COLUMN);
        assert_eq!(padded(&past, MAX_COLUMN), past);
    }
}
