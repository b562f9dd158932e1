//! Symbols: an interned text is one small number.

use crate::relocate::{Relocate, Relocation};

/// A spelling that an [`Interner`](super::Interner) holds; two symbols of one interner are equal exactly when
/// their texts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The empty text: the name of what has none.
    pub const EMPTY: Self = Self(0);

    /// The symbol with this position: for keywords, whose positions are fixed.
    pub(crate) const fn at(position: u32) -> Self {
        Self(position)
    }

    /// The position in the interner.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    /// The position in the interner, dense from zero: an index for side tables.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Relocate for Symbol {
    fn relocate(&mut self, to: &Relocation) {
        self.0 = to.symbol(self.0);
    }
}
