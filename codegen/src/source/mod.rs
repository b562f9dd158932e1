//! Files, places in them, and the macros and includes that led to a place.

mod expansion;
mod file;
mod map;

pub(crate) use file::FileId;
pub use file::{File, LineColumn};
pub use map::{Inclusion, Place, Reached, SourceMap};

use std::path::{Path, PathBuf};

use crate::relocate::{Relocate, Relocation};

/// A place: a range of positions. The source map numbers the bytes of all texts one after the
/// other.
///
/// Each inclusion of a file has positions of its own, so a place tells by which `#include` it was
/// reached. A token that came out of a macro has the `ExpansionId` of that expansion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first position, counted from 1 over all files.
    pub lo: u32,
    /// The position after the last.
    pub hi: u32,
    /// The macro expansion that the text came out of; `ExpansionId::NONE` for text of the file
    /// itself.
    pub expansion: ExpansionId,
}

/// One expansion of one macro. Zero is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExpansionId(pub u32);

impl ExpansionId {
    /// Not out of a macro.
    pub const NONE: Self = Self(0);
}

impl Span {
    /// No place: for anything that isn't in a file.
    pub const NONE: Self = Self {
        lo: 0,
        hi: 0,
        expansion: ExpansionId::NONE,
    };

    /// Whether this is a place at all.
    pub fn is_some(self) -> bool {
        self.lo != 0
    }

    /// Returns the span from the start of `self` to the end of `other`. Where only one of the two
    /// came out of a macro, or they came out of different ones, returns `self`.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.expansion == other.expansion && self.lo != 0 && other.hi >= self.hi {
            Self {
                hi: other.hi,
                ..self
            }
        } else {
            self
        }
    }
}

/// Returns a path without the longest of the folders that it can do without.
pub(crate) fn without_folder<'p>(path: &'p Path, folders: &[PathBuf]) -> &'p Path {
    let rests = folders.iter().filter_map(|it| path.strip_prefix(it).ok());
    let shortest = rests.min_by_key(|rest| rest.as_os_str().len());
    shortest.unwrap_or(path)
}

impl Relocate for Span {
    fn relocate(&mut self, to: &Relocation) {
        self.lo = to.position(self.lo);
        self.hi = to.position(self.hi);
        self.expansion.relocate(to);
    }
}

impl Relocate for ExpansionId {
    fn relocate(&mut self, to: &Relocation) {
        self.0 = to.expansion(self.0);
    }
}
