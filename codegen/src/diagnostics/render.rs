//! Writes problems for people: the source line with the place marked, and everything that explains
//! the problem.
//!
//! [`Shown`] decides what is shown of a problem, for people and for programs (`json`) alike.
//! `annotate-snippets` draws it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity, undefined_name};
use crate::parallel::in_parts;
use crate::source::{LineColumn, Place, Reached, SourceMap, Span};

/// The number of steps of a chain (of includes, of macros) that are shown.
const MAX_STEPS: usize = 6;

/// The number of bytes in a line that is drawn. Nobody wrote a longer one.
const MAX_LINE: usize = 10_000;

/// The number of problems that a thread draws at a time.
const PROBLEMS_PER_PART: usize = 16;

/// Returns all problems as text for people, in the order in which they were found, with a blank
/// line after each.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap, colored: bool) -> String {
    let renderer = if colored {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let all: Vec<&Diagnostic> = diagnostics.iter().collect();
    let parts = in_parts(all.chunks(PROBLEMS_PER_PART), |part| {
        let mut text = String::new();
        for diagnostic in part {
            let shown = Shown::new(diagnostic, sources);
            let _ = writeln!(text, "{}\n", shown.draw(diagnostic, &renderer));
        }
        text
    });
    let mut text = parts.concat();
    if diagnostics.omitted() > 0 {
        let _ = writeln!(
            text,
            "{} more problems are not shown\n",
            diagnostics.omitted()
        );
    }
    text
}

/// Returns one problem in one line, with the place that the user wrote:
/// `lamp.idl:3:9: nobody knows what `cuont` counts [IDL1601]`.
pub(crate) fn brief(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let message = one_line(&diagnostic.problem.message());
    let code = diagnostic.problem.code();
    match sources.place(sources.outermost(diagnostic.span)) {
        Some(place) => {
            let (path, LineColumn { line, column }) = (place.path.display(), place.start);
            one_line(&format!("{path}:{line}:{column}: {message} [{code}]"))
        }
        None => format!("{message} [{code}]"),
    }
}

/// The parts of a problem that are shown.
pub struct Shown<'a> {
    /// The places, with the one that the user wrote first. Empty for a problem that is in no file.
    pub marks: Vec<Mark<'a>>,
    /// What the user can do.
    pub help: Option<String>,
    /// Further facts, a line each.
    pub notes: Vec<String>,
}

/// A marked place.
pub struct Mark<'a> {
    /// Where.
    pub place: Place<'a>,
    /// What it has to do with the problem; empty if the message says it.
    pub label: String,
}

impl<'a> Shown<'a> {
    /// The first place is the one that the user wrote. If a macro made the text there, that is the
    /// use of the macro. The places within macros follow, then those that the problem names, and
    /// the includes and imports that led to the file.
    pub fn new(diagnostic: &Diagnostic, sources: &'a SourceMap) -> Self {
        let outermost = sources.outermost(diagnostic.span);
        let mut marks = Vec::new();
        let mut mark = |span, label: String| {
            let place = sources.place(span);
            marks.extend(place.map(|place| Mark { place, label }));
        };
        for (span, macro_name) in macro_uses(diagnostic.span, sources) {
            mark(span, format!("in this use of macro `{macro_name}`"));
        }
        mark(diagnostic.span, one_line(&diagnostic.problem.label()));
        for (span, text) in &diagnostic.related {
            mark(sources.outermost(*span), one_line(text));
        }
        let mut notes: Vec<String> = further_places(diagnostic).into_iter().collect();
        notes.extend(diagnostic.notes.iter().cloned());
        notes.extend(include_steps(outermost, sources));
        Self {
            marks,
            help: diagnostic.problem.help(),
            notes,
        }
    }

    fn draw(&self, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
        let level = match diagnostic.problem.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = one_line(&diagnostic.problem.message());
        let mut group = Group::with_title(level.primary_title(title).id(diagnostic.problem.code()));
        let mut kind = AnnotationKind::Primary;
        for marks in group_marks(&self.marks) {
            group = draw_marks(group, marks, kind);
            kind = AnnotationKind::Context;
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        for note in &self.notes {
            group = group.element(Level::NOTE.message(printable(note)));
        }
        renderer.render(&[group])
    }
}

/// Returns the uses of macros that made the text at `span`, the user's own first. Some in the
/// middle of a long chain are left out.
fn macro_uses(span: Span, sources: &SourceMap) -> Vec<(Span, &str)> {
    let mut uses: Vec<(Span, &str)> = sources
        .expansions(span)
        .map(|expansion| (expansion.call, sources.text(expansion.definition)))
        .collect();
    uses.reverse();
    if uses.len() > MAX_STEPS {
        uses.drain(MAX_STEPS / 2..uses.len() - MAX_STEPS / 2);
    }
    uses
}

/// Returns how many further places need the name that no file defines.
fn further_places(diagnostic: &Diagnostic) -> Option<String> {
    let name = undefined_name(&diagnostic.problem)?;
    match diagnostic.further {
        0 => None,
        1 => Some(format!("and one more place needs `{name}`")),
        further => Some(format!("and {further} more places need `{name}`")),
    }
}

/// Returns the includes and imports that led to the file of `span`, the nearest first.
fn include_steps(span: Span, sources: &SourceMap) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    let mut omitted = 0;
    for reached in sources.reached(span) {
        let (verb, by) = match reached {
            Reached::Included(by) => ("included", by),
            Reached::Imported(by) => ("imported", by),
            Reached::Named => continue,
        };
        let Some(place) = sources.place(sources.outermost(by)) else {
            continue;
        };
        if steps.len() == MAX_STEPS {
            omitted += 1;
            continue;
        }
        let path = place.path.display();
        let (line, column) = (place.start.line, place.start.column);
        steps.push(format!("{verb} from {path}:{line}:{column}"));
    }
    if omitted > 0 {
        steps.push(format!("… and so on, through {omitted} more"));
    }
    steps
}

/// Groups marks that stand near each other in one file. Each group is one picture.
fn group_marks<'s, 'a>(marks: &'s [Mark<'a>]) -> impl Iterator<Item = &'s [Mark<'a>]> {
    const MAX_LINES_BETWEEN: usize = 30;
    marks.chunk_by(|a, b| {
        std::ptr::eq(a.place.text, b.place.text)
            && a.place.start.line.abs_diff(b.place.start.line) <= MAX_LINES_BETWEEN
            && is_drawn(a)
            && is_drawn(b)
    })
}

/// Returns whether the line of a mark is drawn, and not only its place.
fn is_drawn(mark: &Mark<'_>) -> bool {
    mark.place.line.len() <= MAX_LINE && !mark.place.is_hidden
}

/// Returns the marked bytes on the first line of a mark. A mark over several lines goes to the end
/// of its first.
fn on_first_line(place: &Place<'_>) -> Range<usize> {
    let end = place.line.end;
    place.range.start.min(end)..place.range.end.min(end)
}

fn draw_marks<'a>(group: Group<'a>, marks: &'a [Mark<'a>], kind: AnnotationKind) -> Group<'a> {
    if let [mark] = marks
        && !is_drawn(mark)
    {
        return draw_origin(group, mark);
    }
    let Some(first) = marks.iter().min_by_key(|mark| mark.place.line.start) else {
        return group;
    };
    let start = first.place.line.start;
    let ends = marks.iter().map(|mark| mark.place.line.end);
    let end = ends.max().unwrap_or(start);
    let annotations = marks.iter().enumerate().map(|(index, mark)| {
        let range = on_first_line(&mark.place);
        let kind = if index == 0 {
            kind
        } else {
            AnnotationKind::Context
        };
        let annotation = kind.span(range.start - start..range.end - start);
        if mark.label.is_empty() {
            annotation
        } else {
            annotation.label(&mark.label)
        }
    });
    let snippet = Snippet::source(harmless(&first.place.text[start..end]))
        .path(first.place.path.to_string_lossy())
        .line_start(first.place.start.line)
        .annotations(annotations);
    group.element(snippet)
}

/// Draws the place of a mark without its line, which is too long or may not be shown.
fn draw_origin<'a>(group: Group<'a>, mark: &Mark<'a>) -> Group<'a> {
    let place = &mark.place;
    let origin = Origin::path(place.path.to_string_lossy())
        .line(place.start.line)
        .char_column(place.start.column);
    group.element(origin)
}

fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

/// Replaces the characters that a terminal would obey: the text may come from any file.
fn printable(text: &str) -> String {
    let is_harmful = |character: char| character.is_ascii_control() || is_harmful(character);
    let replaced = text.chars().map(|character| match character {
        '\n' => character,
        _ if is_harmful(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    });
    replaced.collect()
}

/// Replaces the same in lines of a file by characters of as many bytes, so that marks stay where they are.
/// What controls a terminal in ASCII is replaced where the lines are drawn.
fn harmless(lines: &str) -> Cow<'_, str> {
    if !lines.contains(is_harmful) {
        return Cow::Borrowed(lines);
    }
    let replaced = lines.chars().map(|character| match character.len_utf8() {
        _ if !is_harmful(character) => character,
        2 => '\u{b7}',
        _ => char::REPLACEMENT_CHARACTER,
    });
    Cow::Owned(replaced.collect())
}

/// Whether a character beyond ASCII controls a terminal, or changes the direction of the text.
fn is_harmful(character: char) -> bool {
    let is_direction = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    is_direction || (character.is_control() && !character.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Problem;
    use crate::preprocess::preprocess;
    use crate::session::Session;
    use crate::source::ExpansionId;

    /// Renders the problems of the file `demo.idl` with this text.
    fn rendered(text: &str) -> String {
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("demo.idl", text);
        preprocess(&mut session, &file, Reached::Named);
        render(&session.diagnostics, &session.sources, false)
    }

    /// Renders a problem from byte `lo` to `hi` of `demo.idl`.
    fn rendered_at(text: &str, lo: u32, hi: u32) -> String {
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("demo.idl", text);
        let base = session.sources.add(&file, Reached::Named).unwrap();
        let span = Span {
            lo: base + lo,
            hi: base + hi,
            expansion: ExpansionId::NONE,
        };
        let problem = Problem::UnterminatedString {};
        session.diagnostics.report(problem, span);
        render(&session.diagnostics, &session.sources, false)
    }

    #[test]
    fn the_place_is_marked_and_help_follows() {
        insta::assert_snapshot!(rendered("import \"a.idl\";\n\t/* never closed\n"));
    }

    #[test]
    fn related_places_are_shown_with_it() {
        insta::assert_snapshot!(rendered("#define A 1\n\nlong x;\n#define A 2\n"));
    }

    #[test]
    fn a_related_place_far_away_has_a_picture_of_its_own() {
        let between = "long x;\n".repeat(100);
        insta::assert_snapshot!(rendered(&format!("#define A 1\n{between}#define A 2\n")));
    }

    #[test]
    fn what_came_out_of_macros_is_shown_where_the_user_wrote_it_and_within_them() {
        insta::assert_snapshot!(rendered(
            "#define GLUE(a, b) a ## b\n#define TWICE(x) GLUE(x, -)\nlong TWICE(+);\n"
        ));
    }

    #[test]
    fn the_way_to_a_file_is_told() {
        let mut session = Session::new(vec![], vec![]);
        let mut reached = Reached::Named;
        for (path, text) in [
            ("demo.idl", "import \"a.idl\";"),
            ("a.idl", "\n#include \"b.h\""),
            ("b.h", "#else"),
        ] {
            let file = session.loader.embed(path, text);
            let base = session.sources.add(&file, reached).unwrap();
            let quote = text.find('"').unwrap_or(0) as u32;
            let by = Span {
                lo: base + quote,
                hi: base + text.len() as u32,
                expansion: ExpansionId::NONE,
            };
            reached = match path {
                "demo.idl" => Reached::Imported(by),
                _ => Reached::Included(by),
            };
            if path == "b.h" {
                let name = "else".to_owned();
                let problem = Problem::UnmatchedConditional { name };
                session.diagnostics.report(problem, by);
            }
        }
        insta::assert_snapshot!(render(&session.diagnostics, &session.sources, false));
    }

    #[test]
    fn a_place_at_the_end_of_the_file_is_marked() {
        insta::assert_snapshot!(rendered("#if 1\n#if"));
    }

    #[test]
    fn a_mark_over_lines_is_drawn_on_the_first() {
        insta::assert_snapshot!(rendered_at("first line\nsecond line\nthird line\n", 6, 25));
    }

    #[test]
    fn a_line_that_nobody_wrote_is_not_drawn() {
        let long = format!("{}é\"{}", "x ".repeat(20_000), "y ".repeat(20_000));
        insta::assert_snapshot!(rendered(&long));
    }

    #[test]
    fn characters_that_terminals_obey_are_replaced() {
        let text = rendered("#error \x1b[31mred\n\x1b[31m");
        assert!(!text.contains('\x1b'), "{text}");
        for harmful in ['\u{8d}', '\u{9b}', '\u{61c}', '\u{202e}', '\u{2066}'] {
            let text = rendered(&format!("#error a{harmful}b\nlong {harmful} x; @\n"));
            assert!(!text.contains(harmful), "{text:?}");
        }
    }

    #[test]
    fn colors_are_there_when_they_are_asked_for() {
        let mut session = Session::new(vec![], vec![]);
        session
            .diagnostics
            .report(Problem::IncludeDepth { limit: 200 }, Span::NONE);
        let text = render(&session.diagnostics, &session.sources, true);
        assert!(text.starts_with("\x1b["), "{text:?}");
    }

    #[test]
    fn a_problem_without_a_place_is_a_title_with_its_help() {
        let mut session = Session::new(vec![], vec![]);
        let problem = session.loader.find("nowhere.idl", None).unwrap_err();
        session.diagnostics.report(problem, Span::NONE);
        insta::assert_snapshot!(render(&session.diagnostics, &session.sources, false));
    }

    #[test]
    fn any_place_in_any_text_can_be_drawn() {
        let texts = [
            "",
            "\n",
            "\r\n\r\n",
            "a\rb",
            "é\u{301}\t\u{200f}\0\u{7f}x",
            "\u{2028}\n\u{feff}",
        ];
        for text in texts {
            let length = text.len() as u32;
            for lo in 0..=length {
                for hi in lo..=length + 2 {
                    assert!(
                        rendered_at(text, lo, hi).contains("IDL0202"),
                        "{text:?} {lo}..{hi}"
                    );
                }
            }
        }
    }

    #[test]
    fn problems_without_number_are_cut_off() {
        let text = rendered(&"'\n".repeat(5000));
        assert!(
            text.ends_with("4000 more problems are not shown\n\n"),
            "{text}"
        );
    }
}
