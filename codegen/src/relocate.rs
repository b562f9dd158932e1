//! Renumbering, when what one session has read becomes a part of another.
//!
//! Symbols, positions and expansions are numbers of their session. What contains some implements
//! [`Relocate`] beside its definition; `load` alone merges sessions and calls the trait.

/// What the numbers of one session are in the session that it is merged into.
#[derive(Debug)]
pub(crate) struct Relocation {
    /// By the symbol's old number.
    symbols: Vec<u32>,
    shift: Shift,
}

/// How far positions and expansions move.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shift {
    /// The positions before this one are the same in both sessions.
    pub(crate) from: u32,
    /// How far the others move.
    pub(crate) positions: u32,
    /// How far the numbers of expansions move.
    pub(crate) expansions: u32,
}

/// What contains symbols, positions or expansions.
pub(crate) trait Relocate {
    /// Replaces the numbers of the old session by those of the new one.
    fn relocate(&mut self, to: &Relocation);
}

impl Relocation {
    pub(crate) fn new(symbols: Vec<u32>, shift: Shift) -> Self {
        Self { symbols, shift }
    }

    /// The new number of a symbol.
    pub(crate) fn symbol(&self, symbol: u32) -> u32 {
        self.symbols[symbol as usize]
    }

    /// The new number of a position.
    pub(crate) fn position(&self, position: u32) -> u32 {
        if position < self.shift.from {
            position
        } else {
            position + self.shift.positions
        }
    }

    /// The new number of an expansion. 0, which is none, stays so.
    pub(crate) fn expansion(&self, expansion: u32) -> u32 {
        match expansion {
            0 => 0,
            _ => expansion.checked_add(self.shift.expansions).unwrap_or(0),
        }
    }
}

impl<T: Relocate> Relocate for Option<T> {
    fn relocate(&mut self, to: &Relocation) {
        if let Some(it) = self {
            it.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for [T] {
    fn relocate(&mut self, to: &Relocation) {
        for it in self {
            it.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for Vec<T> {
    fn relocate(&mut self, to: &Relocation) {
        self[..].relocate(to);
    }
}

impl<T: Relocate> Relocate for Box<T> {
    fn relocate(&mut self, to: &Relocation) {
        (**self).relocate(to);
    }
}

impl<A: Relocate, B: Relocate> Relocate for (A, B) {
    fn relocate(&mut self, to: &Relocation) {
        self.0.relocate(to);
        self.1.relocate(to);
    }
}

impl<A: Relocate, B: Relocate, C: Relocate> Relocate for (A, B, C) {
    fn relocate(&mut self, to: &Relocation) {
        self.0.relocate(to);
        self.1.relocate(to);
        self.2.relocate(to);
    }
}
