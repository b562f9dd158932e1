//! The table that is printed: Markdown, one row for each comparison.

use std::time::Duration;

use crate::measure::Runs;

/// A comparison.
pub(crate) struct Row {
    what: String,
    ours: String,
    peer: &'static str,
    theirs: String,
    ratio: f64,
    /// The target: the largest ratio allowed. A row without a target only informs.
    target: Option<f64>,
    note: String,
}

impl Row {
    /// Makes the row of two numbers in the same unit.
    pub(crate) fn numbers(
        what: impl Into<String>,
        [ours, theirs]: [f64; 2],
        unit: &str,
        peer: &'static str,
    ) -> Self {
        Self {
            what: what.into(),
            ours: format!("{} {unit}", number(ours)),
            peer,
            theirs: format!("{} {unit}", number(theirs)),
            ratio: ours / theirs,
            target: None,
            note: String::new(),
        }
    }

    /// Makes the row of the shortest times, with the medians beside them.
    pub(crate) fn times(what: impl Into<String>, runs: &[Runs; 2], peer: &'static str) -> Self {
        let [ours, theirs] = runs;
        let seconds = |time: Duration| time.as_secs_f64();
        let figure = |runs: &Runs| {
            let [least, median, cpu] = [runs.wall(), runs.median(), runs.cpu()];
            let [least, median, cpu] = [least, median, cpu].map(|time| number(seconds(time) * 1e3));
            format!("{least} ms (median {median}, CPU {cpu})")
        };
        Self {
            what: what.into(),
            ours: figure(ours),
            peer,
            theirs: figure(theirs),
            ratio: seconds(ours.wall()) / seconds(theirs.wall()),
            target: None,
            note: format!("CPU {}", ratio(seconds(ours.cpu()) / seconds(theirs.cpu()))),
        }
    }

    /// With the ratio that is wanted, or less.
    pub(crate) fn at_most(mut self, target: f64) -> Self {
        self.target = Some(target);
        self
    }

    /// With a ratio that isn't that of the numbers.
    pub(crate) fn with_ratio(mut self, ratio: f64) -> Self {
        self.ratio = ratio;
        self
    }

    /// With what has to be known beside the figures.
    pub(crate) fn noted(mut self, note: &str) -> Self {
        if !self.note.is_empty() && !note.is_empty() {
            self.note += "; ";
        }
        self.note += note;
        self
    }
}

/// Returns the table of all rows, with its head.
pub(crate) fn text(rows: &[Row]) -> String {
    let mut text = String::from(
        "| what | comidl | peer | its figure | ratio | target | | beside |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let (target, verdict) = match row.target {
            // To the digits that are shown.
            Some(target) if row.ratio < target + 0.0005 => (number(target), "met"),
            Some(target) => (number(target), "**missed**"),
            None => (String::new(), ""),
        };
        text += &format!(
            "| {} | {} | {} | {} | {} | {target} | {verdict} | {} |\n",
            row.what,
            row.ours,
            row.peer,
            row.theirs,
            ratio(row.ratio),
            row.note
        );
    }
    text
}

fn ratio(ratio: f64) -> String {
    format!("{ratio:.3}")
}

/// Three digits or more, no point where there is nothing behind it.
fn number(number: f64) -> String {
    let text = match number {
        _ if number >= 100.0 => format!("{number:.0}"),
        _ if number >= 10.0 => format!("{number:.1}"),
        _ if number >= 1.0 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    };
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        text
    }
}
