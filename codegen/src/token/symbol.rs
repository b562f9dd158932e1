//! Symbols: an interned text is one small number.

use crate::relocate::{Relocate, Relocation};

/// The number of a text in an `Interner`. Two symbols of one interner are equal
/// exactly when their texts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The empty text. It is the name of everything that has none.
    pub const EMPTY: Self = Self(0);

    /// Returns the symbol with this position in the interner.
    pub(crate) const fn at(position: u32) -> Self {
        Self(position)
    }

    /// Returns the position in the interner.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    /// Returns the position in the interner, as an index for side tables.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Relocate for Symbol {
    fn relocate(&mut self, to: &Relocation) {
        self.0 = to.symbol(self.0);
    }
}
