//! The problems of the user's input: collected, ordered and rendered.
//!
//! [`Problem`] is the table of all problems, each with a stable code. A stage reports a problem
//! with its place in a file. [`Diagnostics`] keeps the problems until the run ends.
//!
//! # Errors
//!
//! The type of a function's error says who reports the problem, and each problem is reported once:
//!
//! - A function that can reach the [`Diagnostics`] reports the problem itself and returns
//!   `Result<_, Reported>`. Its caller stops, or goes on without the value.
//! - A function that can't reach them returns the problem. It returns `Result<_, Problem>` if only
//!   the caller knows the place, `Result<_, Box<Diagnostic>>` if the function knows the place, and
//!   `Result<_, Vec<Diagnostic>>` if it finds several problems.
//! - A function whose failure isn't yet a problem of the input has an error type of its own, as
//!   `LayoutError` and `NotLoaded`. Its caller makes a problem of it, or has another way.
//! - [`None`] is an absence that nobody has to report. A `String`, a number or `()` is never an
//!   error.

#[cfg(feature = "inspect")]
mod json;
mod language;
mod problem;
mod render;

#[cfg(feature = "inspect")]
pub use json::render_json;
pub(crate) use language::Language;
pub use problem::{Problem, Severity};
pub(crate) use render::brief;
pub use render::{Shown, render};

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::relocate::{Relocate, Relocation};
use crate::source::Span;

/// One problem at one place, with the other places that explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The problem.
    pub problem: Problem,
    /// The place; [`Span::NONE`] if the problem is in no file, as a folder that can't be written.
    pub span: Span,
    /// Other places, each with a text that says how it relates to the problem.
    pub related: Vec<(Span, String)>,
    /// Lines below the source, for facts that have no place in a file, as those of metadata.
    pub notes: Vec<String>,
    /// How many further places have the same problem, which is shown once.
    pub further: usize,
}

impl Diagnostic {
    /// Returns the diagnostic of a problem at a place.
    pub fn new(problem: Problem, span: Span) -> Self {
        Self {
            problem,
            span,
            related: Vec::new(),
            notes: Vec::new(),
            further: 0,
        }
    }

    /// Adds another place, with a text that says how it relates to the problem.
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

    /// Adds the question whether one of these names was meant, unless there is none.
    #[must_use]
    pub(crate) fn meant(self, names: &[&str]) -> Self {
        let Some((last, others)) = names.split_last() else {
            return self;
        };
        let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
        let others = others.join(", ");
        let or = if others.is_empty() { "" } else { " or " };
        self.note(format!("did you mean {others}{or}`{last}`?"))
    }
}

/// A problem that was reported.
///
/// A function returns this as its error when it has told the user already.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported;

/// The number of errors that are kept, and of warnings. A user who has more isn't helped by the
/// later ones.
const MAX_KEPT: usize = 1000;

/// The problems of one run, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// The number of problems that are kept, by severity.
    kept: [usize; 2],
    omitted: usize,
    /// The number of problems that were reported again, by severity. The key is the number of
    /// problems that were kept at that time.
    again: BTreeMap<usize, [usize; 2]>,
    /// The places of each name that no file defines. The key is the code of the problem and the
    /// name.
    undefined: FxHashMap<(&'static str, String), Places>,
}

/// The places of a problem that is shown once.
#[derive(Clone, Debug)]
struct Places {
    /// The number of the diagnostic that shows the problem.
    shown: usize,
    spans: FxHashSet<Span>,
}

/// How many problems there were at some time.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    all: usize,
    kept: [usize; 2],
    omitted: usize,
}

impl Diagnostics {
    /// Returns how many problems there are, to be told from later ones.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            all: self.all.len(),
            kept: self.kept,
            omitted: self.omitted,
        }
    }

    /// Returns whether an error was found after `mark`.
    pub(crate) fn has_errors_since(&self, mark: &Mark) -> bool {
        self.kept[Severity::Error as usize] > mark.kept[Severity::Error as usize]
            || self.omitted > mark.omitted
    }

    /// Leaves out all problems after `mark` but the last, if that says that the file is in another language:
    /// the others follow from it.
    pub(crate) fn keep_other_language(&mut self, mark: &Mark) {
        let is_it = |last: &Diagnostic| matches!(last.problem, Problem::OtherLanguage { .. });
        if self.all.len() == mark.all || !self.all.last().is_some_and(is_it) {
            return;
        }
        let last = self.all.pop();
        self.all.truncate(mark.all);
        self.again.split_off(&mark.all);
        self.kept = mark.kept;
        self.omitted = mark.omitted;
        self.undefined.retain(|_, places| places.shown < mark.all);
        if let Some(last) = last {
            self.push(last);
        }
    }

    /// Reports `problem` at `span`.
    pub fn report(&mut self, problem: Problem, span: Span) {
        self.push(Diagnostic::new(problem, span));
    }

    /// Reports a diagnostic. The same problem at the same place is kept once, and so is a name that
    /// no file defines, whatever its places. After the first thousand errors, and after as many
    /// warnings, further ones are only counted.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.problem.severity();
        let key = undefined_name(&diagnostic.problem)
            .map(|name| (diagnostic.problem.code(), name.to_owned()));
        if let Some(places) = key.as_ref().and_then(|key| self.undefined.get_mut(key)) {
            if places.spans.insert(diagnostic.span) {
                self.all[places.shown].further += 1;
            }
            return;
        }
        if self.kept[severity as usize] == MAX_KEPT {
            self.omitted += 1;
        } else if self.has(&diagnostic) {
            self.again.entry(self.all.len()).or_default()[severity as usize] += 1;
        } else {
            self.kept[severity as usize] += 1;
            if let Some(key) = key {
                let shown = self.all.len();
                let spans = FxHashSet::from_iter([diagnostic.span]);
                self.undefined.insert(key, Places { shown, spans });
            }
            self.all.push(diagnostic);
        }
    }

    /// Returns whether a diagnostic shows already that no file defines the name of `problem`. The
    /// notes of another one would not be shown.
    pub(crate) fn shows_undefined(&self, problem: &Problem) -> bool {
        undefined_name(problem).is_some_and(|name| {
            let key = (problem.code(), name.to_owned());
            self.undefined.contains_key(&key)
        })
    }

    /// Returns whether `diagnostic` was reported already.
    fn has(&self, diagnostic: &Diagnostic) -> bool {
        // The place differs nearly always, and it is compared fast.
        let mut all = self.all.iter();
        all.any(|other| other.span == diagnostic.span && other == diagnostic)
    }

    /// Counts problems that were reported again. They count as omitted once no more are kept.
    fn push_again(&mut self, times: [usize; 2]) {
        for (severity, times) in times.into_iter().enumerate() {
            if self.kept[severity] == MAX_KEPT {
                self.omitted += times;
            } else if times > 0 {
                self.again.entry(self.all.len()).or_default()[severity] += times;
            }
        }
    }

    /// Adds those of `other`, as if they were found behind these.
    pub(crate) fn append(&mut self, other: Self) {
        let mut again = other.again;
        let mut further = Vec::new();
        let count = other.all.len();
        let mut undefined: FxHashMap<usize, FxHashSet<Span>> = FxHashMap::default();
        for places in other.undefined.into_values() {
            undefined.insert(places.shown, places.spans);
        }
        for (index, mut diagnostic) in other.all.into_iter().enumerate() {
            self.push_again(again.remove(&index).unwrap_or_default());
            diagnostic.further = 0;
            for span in undefined.remove(&index).unwrap_or_default() {
                if span != diagnostic.span {
                    further.push((diagnostic.problem.clone(), span));
                }
            }
            self.push(diagnostic);
        }
        for (problem, span) in further {
            self.report(problem, span);
        }
        self.push_again(again.remove(&count).unwrap_or_default());
        self.omitted += other.omitted;
    }

    /// Moves files that can't be found before all else: what is missing in the others follows from
    /// them.
    pub(crate) fn causes_first(&mut self) {
        let is_cause =
            |diagnostic: &Diagnostic| matches!(diagnostic.problem, Problem::MissingFile { .. });
        // The sort is stable.
        self.all.sort_by_key(|diagnostic| !is_cause(diagnostic));
        self.renumber_undefined();
    }

    /// Finds the diagnostics of undefined names again after others were moved or removed.
    fn renumber_undefined(&mut self) {
        for (index, diagnostic) in self.all.iter().enumerate() {
            if let Some(name) = undefined_name(&diagnostic.problem) {
                let key = (diagnostic.problem.code(), name.to_owned());
                if let Some(places) = self.undefined.get_mut(&key) {
                    places.shown = index;
                }
            }
        }
    }

    /// Adds the lines that `notes` returns to each problem.
    pub fn annotate(&mut self, mut notes: impl FnMut(&Diagnostic) -> Vec<String>) {
        for diagnostic in &mut self.all {
            let notes = notes(diagnostic);
            diagnostic.notes.extend(notes);
        }
    }

    /// Keeps, of the warnings, those that `keeps` accepts.
    pub fn retain_warnings(&mut self, keeps: impl Fn(&Diagnostic) -> bool) {
        self.all.retain(|diagnostic| {
            diagnostic.problem.severity() == Severity::Error || keeps(diagnostic)
        });
        self.renumber_undefined();
    }

    /// Returns all problems so far.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Returns the number of problems that were found and not kept.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Returns whether one of the problems is an error and not a mere warning.
    pub fn has_errors(&self) -> bool {
        self.kept[Severity::Error as usize] > 0
    }
}

/// Returns the name that no file defines, if that is the problem. All its places have one cause.
pub(crate) fn undefined_name(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::UnknownType { name }
        | Problem::UnknownConstant { name }
        | Problem::BaseIsUndefined { name } => Some(name),
        _ => None,
    }
}

impl Relocate for Diagnostics {
    fn relocate(&mut self, to: &Relocation) {
        self.all.relocate(to);
        for places in self.undefined.values_mut() {
            let spans = places.spans.drain().map(|mut span| {
                span.relocate(to);
                span
            });
            places.spans = spans.collect();
        }
    }
}

impl Relocate for Diagnostic {
    fn relocate(&mut self, to: &Relocation) {
        self.span.relocate(to);
        for (span, _) in &mut self.related {
            span.relocate(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relocate::Shift;

    fn span(lo: u32) -> Span {
        Span {
            lo,
            hi: lo + 1,
            ..Span::NONE
        }
    }

    fn unknown(name: &str) -> Problem {
        let name = name.to_owned();
        Problem::UnknownType { name }
    }

    #[test]
    fn a_name_that_no_file_defines_is_kept_once_with_the_number_of_its_further_places() {
        let mut diagnostics = Diagnostics::default();
        for (name, lo) in [("A", 1), ("B", 2), ("A", 3), ("A", 3), ("A", 4)] {
            diagnostics.report(unknown(name), span(lo));
        }
        let mut others = Diagnostics::default();
        others.report(unknown("C"), span(5));
        others.report(unknown("B"), span(6));
        others.report(unknown("B"), span(7));
        diagnostics.append(others);
        let kept: Vec<_> = diagnostics
            .iter()
            .map(|it| (it.span.lo, it.further))
            .collect();
        assert_eq!(kept, [(1, 2), (2, 2), (5, 0)]);
    }

    #[test]
    fn files_that_cannot_be_found_come_first_and_the_rest_in_its_order() {
        let mut diagnostics = Diagnostics::default();
        let missing = Problem::MissingFile {
            name: String::new(),
            searched: String::new(),
        };
        diagnostics.report(unknown("A"), span(1));
        diagnostics.report(missing.clone(), span(2));
        diagnostics.report(unknown("B"), span(3));
        diagnostics.report(missing, span(4));
        diagnostics.causes_first();
        diagnostics.report(unknown("B"), span(5));
        let kept: Vec<_> = diagnostics
            .iter()
            .map(|it| (it.span.lo, it.further))
            .collect();
        assert_eq!(kept, [(2, 0), (4, 0), (1, 0), (3, 1)]);
    }

    #[test]
    fn as_many_are_omitted_whether_they_were_found_in_turn_or_apart() {
        let found = [1, 1, 2, 2, 1, 3, 3, 3];
        for before in [MAX_KEPT as u32 - 2, MAX_KEPT as u32 - 1, MAX_KEPT as u32] {
            let mut in_turn = Diagnostics::default();
            for lo in 0..before {
                in_turn.report(Problem::NotAnInteger {}, span(10 + lo));
            }
            let mut appended = in_turn.clone();
            let mut apart = Diagnostics::default();
            for lo in found {
                in_turn.report(Problem::NotAnInteger {}, span(5000 + lo));
                apart.report(Problem::NotAnInteger {}, span(lo));
            }
            let shift = Shift {
                from: 0,
                positions: 5000,
                expansions: 0,
            };
            apart.relocate(&Relocation::new(vec![], shift));
            appended.append(apart);
            assert!(in_turn.iter().eq(appended.iter()));
            assert_eq!(in_turn.omitted(), appended.omitted(), "{before}");
            assert!(in_turn.omitted() > 0);
        }
    }
}
