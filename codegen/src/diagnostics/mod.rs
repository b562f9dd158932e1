//! What a run has to say to the user about the input: collected, ordered and rendered.
//!
//! [`Problem`] is the table of all there is to say, each with a stable code. A stage reports a
//! problem with the place it is about; [`Diagnostics`] keeps them until the run ends.

mod problem;

pub use problem::{Problem, Severity};

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

/// The problems of one run, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Reports `problem` at `span`.
    pub fn report(&mut self, problem: Problem, span: Span) {
        self.push(Diagnostic::new(problem, span));
    }

    /// Reports a diagnostic. The same problem at the same place is said once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.all.contains(&diagnostic) {
            self.all.push(diagnostic);
        }
    }

    /// All problems so far.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Whether an error (not a mere warning) is among them.
    pub fn has_errors(&self) -> bool {
        self.all
            .iter()
            .any(|diagnostic| diagnostic.problem.severity() == Severity::Error)
    }
}
