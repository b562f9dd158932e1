//! Relocation: symbols, positions and expansions get new numbers when a session is merged into
//! another.
//!
//! These numbers mean something in their session alone. Types that contain them implement
//! [`Relocate`] beside their definition. Only `load` merges sessions, and calls the trait.

/// Maps the numbers of one session to those of the session that it is merged into.
#[derive(Debug)]
pub(crate) struct Relocation {
    /// The new number of each symbol, by its old one.
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

/// A type that contains symbols, positions or expansions.
pub(crate) trait Relocate {
    /// Replaces the numbers of the old session by those of the new one.
    fn relocate(&mut self, to: &Relocation);
}

impl Relocation {
    pub(crate) fn new(symbols: Vec<u32>, shift: Shift) -> Self {
        Self { symbols, shift }
    }

    /// Returns the new number of a symbol.
    pub(crate) fn symbol(&self, symbol: u32) -> u32 {
        self.symbols[symbol as usize]
    }

    /// Returns the new number of a position.
    pub(crate) fn position(&self, position: u32) -> u32 {
        if position < self.shift.from {
            position
        } else {
            position + self.shift.positions
        }
    }

    /// Returns the new number of an expansion. 0 means none in both.
    pub(crate) fn expansion(&self, expansion: u32) -> u32 {
        match expansion {
            0 => 0,
            _ => expansion.checked_add(self.shift.expansions).unwrap_or(0),
        }
    }
}

impl<T: Relocate> Relocate for Option<T> {
    fn relocate(&mut self, to: &Relocation) {
        if let Some(value) = self {
            value.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for [T] {
    fn relocate(&mut self, to: &Relocation) {
        for value in self {
            value.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for Vec<T> {
    fn relocate(&mut self, to: &Relocation) {
        self[..].relocate(to);
    }
}

impl<T: Relocate + ?Sized> Relocate for Box<T> {
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
