//! Where text comes from: files, places in them, and how a place came about.

mod decode;
mod expansion;
mod file;
mod loader;
mod map;

pub use expansion::Expansion;
pub use file::{File, FileId, LineColumn};
pub use loader::{Loader, Missing};
pub use map::{Inclusion, Place, Reached, SourceMap};

use crate::relocate::{Relocate, Relocation};

/// A place: a range of positions in the source map's one row of all texts.
///
/// Each inclusion of a file has positions of its own, so a place knows by which `#include` it
/// was reached; a token that a macro made carries the [`ExpansionId`] that made it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first position, counted from 1 over all files.
    pub lo: u32,
    /// The position after the last.
    pub hi: u32,
    /// The macro expansion that the text came out of; [`ExpansionId::NONE`] where it stands in
    /// the file itself.
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
    /// No place: of what isn't in any file.
    pub const NONE: Self = Self {
        lo: 0,
        hi: 0,
        expansion: ExpansionId::NONE,
    };

    /// Whether this is a place at all.
    pub fn is_some(self) -> bool {
        self.lo != 0
    }

    /// From the start of `self` to the end of `other`. Where the two aren't of one stretch of
    /// text (one came out of a macro), `self` alone.
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
