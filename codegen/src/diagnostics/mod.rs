//! What a run has to say to the user about the input: collected, ordered and rendered.
//!
//! [`Problem`] is the table of all there is to say, each with a stable code. A stage reports a
//! problem with the place it is about; [`Diagnostics`] keeps them until the run ends.

#[cfg(feature = "cli")]
mod json;
mod problem;
mod render;
mod similar;

#[cfg(feature = "cli")]
pub use json::render_json;
pub use problem::{Problem, Severity};
pub use render::{brief, render};
pub(crate) use similar::similar;

use std::collections::BTreeMap;

use crate::source::Span;

/// One problem at one place, with the other places that explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where: [`Span::NONE`] when it is about no file (a folder that can't be written, say).
    pub span: Span,
    /// Other places, each with what it has to do with it.
    pub related: Vec<(Span, String)>,
    /// Lines shown below the source, for what has no place in a file (metadata's side, say).
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(problem: Problem, span: Span) -> Self {
        Self {
            problem,
            span,
            related: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds another place, with what it has to do with the problem.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Adds a line below the source.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }
}

/// How many errors, and how many warnings, are kept: who has more isn't helped by the later ones.
const KEPT: usize = 1000;

/// The problems of one run, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// How many of each severity are kept.
    kept: [usize; 2],
    omitted: usize,
    /// What was said again, by how many were kept then: so many of each severity.
    again: BTreeMap<usize, [usize; 2]>,
}

impl Diagnostics {
    /// Reports `problem` at `span`.
    pub fn report(&mut self, problem: Problem, span: Span) {
        self.push(Diagnostic::new(problem, span));
    }

    /// Reports a diagnostic. The same problem at the same place is said once; beyond the first
    /// thousand errors, and as many warnings, they are only counted.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.problem.severity();
        let kept = &mut self.kept[severity as usize];
        if *kept == KEPT {
            self.omitted += 1;
        } else if self.all.contains(&diagnostic) {
            self.again.entry(self.all.len()).or_default()[severity as usize] += 1;
        } else {
            *kept += 1;
            self.all.push(diagnostic);
        }
    }

    /// What was said so often again counts as omitted once no more are kept.
    fn push_again(&mut self, times: [usize; 2]) {
        for (severity, times) in times.into_iter().enumerate() {
            if self.kept[severity] == KEPT {
                self.omitted += times;
            } else if times > 0 {
                self.again.entry(self.all.len()).or_default()[severity] += times;
            }
        }
    }

    /// Adds those of `other`, whose places are those that `moved` makes of them.
    pub(crate) fn take_in(&mut self, other: Self, moved: impl Fn(Span) -> Span) {
        let mut again = other.again;
        let count = other.all.len();
        for (index, mut diagnostic) in other.all.into_iter().enumerate() {
            self.push_again(again.remove(&index).unwrap_or_default());
            diagnostic.span = moved(diagnostic.span);
            for (span, _) in &mut diagnostic.related {
                *span = moved(*span);
            }
            self.push(diagnostic);
        }
        self.push_again(again.remove(&count).unwrap_or_default());
        self.omitted += other.omitted;
    }

    /// Adds the lines that `notes` gives for each.
    pub fn annotate(&mut self, mut notes: impl FnMut(&Diagnostic) -> Vec<String>) {
        for diagnostic in &mut self.all {
            let notes = notes(diagnostic);
            diagnostic.notes.extend(notes);
        }
    }

    /// Forgets the warnings that `keeps` doesn't want.
    pub fn retain_warnings(&mut self, keeps: impl Fn(&Diagnostic) -> bool) {
        self.all
            .retain(|it| it.problem.severity() == Severity::Error || keeps(it));
    }

    /// All problems so far.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// How many problems were found beyond those that are kept.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Whether an error (not a mere warning) is among them.
    pub fn has_errors(&self) -> bool {
        self.kept[Severity::Error as usize] > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_omitted_whether_they_were_found_in_turn_or_apart() {
        let span = |lo: u32| Span {
            lo,
            hi: lo + 1,
            ..Span::NONE
        };
        let found = [1, 1, 2, 2, 1, 3, 3, 3];
        for before in [KEPT as u32 - 2, KEPT as u32 - 1, KEPT as u32] {
            let mut in_turn = Diagnostics::default();
            for lo in 0..before {
                in_turn.report(Problem::NotAnInteger {}, span(10 + lo));
            }
            let mut taken_in = in_turn.clone();
            let mut apart = Diagnostics::default();
            for lo in found {
                in_turn.report(Problem::NotAnInteger {}, span(5000 + lo));
                apart.report(Problem::NotAnInteger {}, span(lo));
            }
            taken_in.take_in(apart, |it| span(5000 + it.lo));
            assert!(in_turn.iter().eq(taken_in.iter()));
            assert_eq!(in_turn.omitted(), taken_in.omitted(), "{before}");
            assert!(in_turn.omitted() > 0);
        }
    }
}
