//! The source map: leads from positions to files, and from a token back through macros and
//! includes.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::expansion::{Expansion, Expansions};
use super::{ExpansionId, File, LineColumn, Span};
use crate::relocate::{Relocate, Relocation, Shift};

/// All texts of a compilation, whose bytes have consecutive positions, and all macro expansions.
///
/// Position 0 is no place. Each inclusion of a file takes as many positions as it has bytes, and
/// one more for its end.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    inclusions: Vec<Inclusion>,
    expansions: Expansions,
}

/// A file that was included once, with its positions.
#[derive(Clone, Debug)]
pub struct Inclusion {
    /// The file.
    pub file: Arc<File>,
    /// The position of its first byte.
    pub start: u32,
    /// How it was reached.
    pub reached: Reached,
}

/// How a file came into the compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The user or the program named it.
    Named,
    /// By the `#include` at this place.
    Included(Span),
    /// By the `import` at this place.
    Imported(Span),
}

/// A place in a file.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The file's path as the user gave it.
    pub path: &'a Path,
    /// The file's whole text.
    pub text: &'a str,
    /// Whether the text may not be shown.
    pub is_hidden: bool,
    /// The bytes of the place, on character boundaries.
    pub range: Range<usize>,
    /// The bytes of the line on which the place begins, without the line's end.
    pub line: Range<usize>,
    /// Where the place begins.
    pub start: LineColumn,
    /// Where it ends, exclusive.
    pub end: LineColumn,
}

impl SourceMap {
    /// Gives `file` positions of its own, and returns the first. Returns none where no positions
    /// are left: all texts together may have 4 GiB.
    pub fn add(&mut self, file: &Arc<File>, reached: Reached) -> Option<u32> {
        let start = self.inclusions.last().map_or(1, Inclusion::next);
        let end = u64::from(start) + file.text().len() as u64 + 1;
        u32::try_from(end).ok()?;
        self.inclusions.push(Inclusion {
            file: file.clone(),
            start,
            reached,
        });
        Some(start)
    }

    /// Records the expansion of a macro. Beyond 2^32 expansions, the result is
    /// [`ExpansionId::NONE`].
    pub fn expand(&mut self, definition: Span, call: Span) -> ExpansionId {
        self.expansions.expand(definition, call)
    }

    /// Records again the `count` expansions from `first` on: that of a macro, and those of the
    /// macros in it. This time the macro is called at `call`. Returns none where there would be too
    /// many.
    pub(crate) fn expand_again(
        &mut self,
        first: ExpansionId,
        count: usize,
        call: Span,
    ) -> Option<ExpansionId> {
        self.expansions.expand_again(first, count, call)
    }

    /// Returns how many bytes all texts have, each as often as it was included.
    pub(crate) fn bytes(&self) -> u64 {
        u64::from(self.inclusions.last().map_or(1, Inclusion::next))
    }

    /// Returns the number of expansions.
    pub(crate) fn expanded(&self) -> usize {
        self.expansions.len()
    }

    /// Returns the position behind the last.
    #[cfg(test)]
    pub(crate) fn end(&self) -> u32 {
        self.inclusions.last().map_or(1, Inclusion::next)
    }

    /// Returns how far the positions and expansions of `other` move when it is appended. The first
    /// file is the same in both and stays. Returns none where too few positions or numbers of
    /// expansions are left.
    pub(crate) fn shift_for(&self, other: &Self) -> Option<Shift> {
        let from = other.inclusions.first()?.next();
        let start = self.inclusions.last().map_or(1, Inclusion::next);
        let shift = Shift {
            from,
            positions: start.checked_sub(from)?,
            expansions: u32::try_from(self.expansions.len()).ok()?,
        };
        let end = other.inclusions.last()?.next();
        end.checked_add(shift.positions)?;
        u32::try_from(self.expansions.len() + other.expansions.len()).ok()?;
        Some(shift)
    }

    /// Adds what `other`, which is relocated to this source map, has beyond its first file. The
    /// first file that is added was `reached` so.
    pub(crate) fn append(&mut self, other: Self, reached: Reached) {
        let added = other.inclusions.into_iter().skip(1);
        self.inclusions.extend(added.map(|inclusion| Inclusion {
            reached: match inclusion.reached {
                Reached::Named => reached,
                by => by,
            },
            ..inclusion
        }));
        self.expansions.append(other.expansions);
    }

    /// Returns all texts in the order of their positions.
    pub fn inclusions(&self) -> &[Inclusion] {
        &self.inclusions
    }

    /// Returns the file in which `span` begins, and how it was reached.
    pub fn inclusion(&self, span: Span) -> Option<&Inclusion> {
        if !span.is_some() {
            return None;
        }
        let after = self.inclusions.partition_point(|it| it.start <= span.lo);
        let inclusion = &self.inclusions[after.checked_sub(1)?];
        (span.lo < inclusion.next()).then_some(inclusion)
    }

    /// Returns the place in the text where `span` was written. For a token out of a macro, that is
    /// in the macro's definition. A span that goes on into another file is cut at the end of the
    /// first.
    pub fn place(&self, span: Span) -> Option<Place<'_>> {
        let (file, range) = self.range(span)?;
        Some(Place {
            path: file.path(),
            text: file.text(),
            is_hidden: file.is_hidden(),
            start: file.line_column(range.start),
            end: file.line_column(range.end),
            line: file.line(range.start),
            range,
        })
    }

    /// Returns the text of `span` as it is written, with continued lines and comments within it.
    pub fn text(&self, span: Span) -> &str {
        self.range(span)
            .map_or("", |(file, range)| &file.text()[range])
    }

    /// Returns the line in its file on which `span` begins.
    pub fn line_number(&self, span: Span) -> Option<usize> {
        let (file, range) = self.range(span)?;
        Some(file.line_number(range.start))
    }

    /// Returns the file in which `span` begins, and the bytes of it that `span` covers.
    pub fn range(&self, span: Span) -> Option<(&File, Range<usize>)> {
        let inclusion = self.inclusion(span)?;
        let file = &inclusion.file;
        let offset = |position: u32| {
            file.text()
                .floor_char_boundary((position - inclusion.start) as usize)
        };
        let start = offset(span.lo);
        Some((file, start..offset(span.hi.max(span.lo)).max(start)))
    }

    /// Returns the calls of macros that stand in the files themselves and not in other macros: the
    /// macro's name in its definition, and the name in the call.
    pub fn macro_calls(&self) -> impl Iterator<Item = (Span, Span)> {
        let written = self.expansions.written();
        written.map(|Expansion { definition, call }| {
            let length = definition.hi.saturating_sub(definition.lo);
            let hi = call.hi.min(call.lo + length);
            (definition, Span { hi, ..call })
        })
    }

    /// Returns the expansions that `span` came out of, the innermost first.
    pub fn expansions(&self, span: Span) -> impl Iterator<Item = Expansion> {
        let mut id = span.expansion;
        std::iter::from_fn(move || {
            let expansion = self.expansions.get(id)?;
            id = expansion.call.expansion;
            Some(expansion)
        })
    }

    /// Returns the place that the user wrote: the outermost macro call that `span` came out of, or
    /// `span` itself where it came out of none.
    pub fn outermost(&self, span: Span) -> Span {
        self.expansions(span).last().map_or(span, |last| last.call)
    }

    /// Returns how the file of `span` was reached, step by step, the nearest first. For an input
    /// file there are no steps.
    pub fn reached(&self, span: Span) -> impl Iterator<Item = Reached> {
        let mut at = span;
        std::iter::from_fn(move || {
            let reached = self.inclusion(at)?.reached;
            at = match reached {
                Reached::Named => return None,
                Reached::Included(by) | Reached::Imported(by) => self.outermost(by),
            };
            Some(reached)
        })
    }
}

impl Relocate for SourceMap {
    fn relocate(&mut self, to: &Relocation) {
        self.inclusions.relocate(to);
        self.expansions.relocate(to);
    }
}

impl Relocate for Inclusion {
    fn relocate(&mut self, to: &Relocation) {
        self.start = to.position(self.start);
        match &mut self.reached {
            Reached::Named => {}
            Reached::Included(by) | Reached::Imported(by) => by.relocate(to),
        }
    }
}

impl Inclusion {
    /// The position after the last.
    fn next(&self) -> u32 {
        self.start + self.file.text().len() as u32 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Loader;

    fn span(lo: u32, hi: u32, expansion: ExpansionId) -> Span {
        Span { lo, hi, expansion }
    }

    fn file(text: &str) -> Arc<File> {
        Loader::default().embed("a.idl", text)
    }

    #[test]
    fn each_inclusion_has_positions_of_its_own() {
        let mut sources = SourceMap::default();
        let file = file("abc");
        let first = sources.add(&file, Reached::Named).unwrap();
        let by = span(first, first + 1, ExpansionId::NONE);
        let second = sources.add(&file, Reached::Included(by)).unwrap();
        let at = |start| span(start + 1, start + 3, ExpansionId::NONE);
        assert_eq!(sources.text(at(first)), "bc");
        assert_eq!(sources.text(at(second)), "bc");
        assert_eq!(sources.reached(at(first)).next(), None);
        assert_eq!(
            sources.reached(at(second)).next(),
            Some(Reached::Included(by))
        );
    }

    #[test]
    fn no_place_and_places_beyond_all_texts_are_nowhere() {
        let mut sources = SourceMap::default();
        assert!(sources.place(Span::NONE).is_none());
        assert!(sources.place(span(1, 1, ExpansionId::NONE)).is_none());
        let start = sources.add(&file("abc"), Reached::Named).unwrap();
        assert!(
            sources
                .place(span(start + 3, start + 3, ExpansionId::NONE))
                .is_some()
        );
        assert!(
            sources
                .place(span(start + 4, start + 5, ExpansionId::NONE))
                .is_none()
        );
    }

    #[test]
    fn a_span_is_cut_at_the_end_of_its_file() {
        let mut sources = SourceMap::default();
        sources.add(&file("abc"), Reached::Named).unwrap();
        sources.add(&file("def"), Reached::Named).unwrap();
        assert_eq!(sources.text(span(2, 7, ExpansionId::NONE)), "bc");
    }

    #[test]
    fn the_outermost_place_is_the_call_in_the_file() {
        let mut sources = SourceMap::default();
        sources.add(&file("#define A B"), Reached::Named).unwrap();
        let call = span(3, 4, ExpansionId::NONE);
        let outer = sources.expand(span(1, 2, ExpansionId::NONE), call);
        let inner = sources.expand(span(2, 3, ExpansionId::NONE), span(5, 6, outer));
        assert_eq!(sources.outermost(span(7, 8, inner)), call);
        assert_eq!(sources.expansions(span(7, 8, inner)).count(), 2);
        assert_eq!(sources.outermost(call), call);
    }

    #[test]
    fn too_many_expansions_are_refused() {
        let with_expansions = |count: usize| {
            let mut sources = SourceMap::default();
            let start = sources.add(&file("#define A B"), Reached::Named).unwrap();
            let call = span(start, start + 1, ExpansionId::NONE);
            let first = sources.expand(call, call);
            sources.expand_again(first, count, call).unwrap();
            sources
        };
        let appended = |count: usize| {
            let (mut sources, mut other) = (with_expansions(count), with_expansions(count));
            let shift = sources.shift_for(&other)?;
            other.relocate(&Relocation::new(vec![], shift));
            sources.append(other, Reached::Named);
            Some(sources.expanded())
        };
        assert_eq!(appended(1 << 30), Some(2 * ((1 << 30) + 1)));
        assert_eq!(appended(1 << 31), None);
    }

    #[test]
    fn too_much_text_is_refused() {
        let mut sources = SourceMap::default();
        let file = file(&"x".repeat(1 << 20));
        let added = (0..5000).take_while(|_| sources.add(&file, Reached::Named).is_some());
        assert_eq!(added.count(), 4095);
    }
}
