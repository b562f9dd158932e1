//! Writes problems for programs: one JSON object a line.

use serde::Serialize;

use super::render::{Mark, Shown};
use super::{Diagnostics, Severity};
use crate::source::SourceMap;

/// A problem. The names of the fields are the format's own.
#[derive(Debug, Serialize)]
struct Entry {
    code: &'static str,
    severity: &'static str,
    message: String,
    /// The label of the problem's place.
    label: Option<String>,
    help: Option<String>,
    notes: Vec<String>,
    /// First the place that the user wrote. If a macro made the text there, the places in the
    /// definitions of macros follow. Other places that explain the problem are last.
    spans: Vec<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: Option<String>,
}

/// Returns all problems, each as one line of JSON, in the order in which they were found.
///
/// Lines and columns count from 1, columns in characters; an end is exclusive.
///
/// ```
/// use comidl_codegen::internal::diagnostics::{Problem, render_json};
/// use comidl_codegen::internal::session::Session;
/// use comidl_codegen::internal::source::Span;
///
/// let mut session = Session::new(vec![], vec![]);
/// session.diagnostics.report(Problem::IncludeDepth { limit: 200 }, Span::NONE);
/// let lines = render_json(&session.diagnostics, &session.sources);
/// assert!(lines.starts_with(r#"{"code":"IDL0106","severity":"error","message":"includes are"#));
/// ```
pub fn render_json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut lines = String::new();
    for diagnostic in diagnostics.iter() {
        let shown = Shown::new(diagnostic, sources);
        let entry = Entry {
            code: diagnostic.problem.code(),
            severity: match diagnostic.problem.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: diagnostic.problem.message(),
            label: non_empty(diagnostic.problem.label()),
            help: shown.help,
            notes: shown.notes,
            spans: shown.marks.into_iter().map(place).collect(),
        };
        lines += &serde_json::to_string(&entry).expect("text and numbers are JSON");
        lines.push('\n');
    }
    lines
}

fn place(mark: Mark<'_>) -> Place {
    Place {
        path: mark.place.path.display().to_string(),
        line: mark.place.start.line,
        column: mark.place.start.column,
        end_line: mark.place.end.line,
        end_column: mark.place.end.column,
        label: non_empty(mark.label),
    }
}

fn non_empty(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preprocess::preprocess;
    use crate::session::Session;
    use crate::source::Reached;

    #[test]
    fn an_entry_has_each_place_that_is_shown() {
        let mut session = Session::new(vec![], vec![]);
        let text = "#define BAD(x) x ## +\n\u{e9}\tBAD(a)\n";
        let file = session.loader.embed("demo.idl", text);
        preprocess(&mut session, &file, Reached::Named);
        insta::assert_snapshot!(render_json(&session.diagnostics, &session.sources));
    }
}
