//! Lists the IDL and the metadata beside each other, for a diagnostic.

use crate::column::{self, padded};

/// The number of equal rows that are shown before and behind one that differs.
const CONTEXT: usize = 2;

/// A row of the two columns.
pub(super) struct Row {
    pub(super) ours: String,
    pub(super) theirs: String,
    pub(super) differs: bool,
}

/// The rows, with a head over the left column.
pub(super) struct Listing {
    pub(super) head: String,
    pub(super) rows: Vec<Row>,
}

impl Listing {
    /// Returns the rows that differ, marked, with some equal rows around them.
    pub(super) fn lines(&self) -> Vec<String> {
        let texts = self.rows.iter().map(|row| row.ours.as_str());
        let width = column::width(texts.chain([self.head.as_str()]));
        let mut lines = vec![format!("  {}  metadata", padded(&self.head, width))];
        let mut skipping = false;
        for (index, row) in self.rows.iter().enumerate() {
            let shown = self.is_shown(index);
            if shown {
                let mark = if row.differs { '!' } else { ' ' };
                let ours = padded(&row.ours, width);
                lines.push(format!("{mark} {ours}  {}", row.theirs));
            } else if !skipping {
                lines.push("  ...".to_owned());
            }
            skipping = !shown;
        }
        lines
    }

    fn is_shown(&self, index: usize) -> bool {
        let from = index.saturating_sub(CONTEXT);
        let to = self.rows.len().min(index + CONTEXT + 1);
        self.rows[from..to].iter().any(|row| row.differs)
    }
}
