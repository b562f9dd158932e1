//! Interned names: each distinct spelling of the input has one small number.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use crate::keyword;

/// A spelling that an [`Interner`] holds; two symbols of one interner are equal exactly when
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

    /// The position in the interner, dense from zero: an index for side tables.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All spellings of one compilation.
#[derive(Clone, Debug)]
pub struct Interner {
    texts: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, Symbol, BuildHasherDefault<Fnv>>,
}

impl Default for Interner {
    fn default() -> Self {
        let mut interner = Self {
            texts: Vec::new(),
            numbers: HashMap::default(),
        };
        interner.intern("");
        for text in keyword::ALL {
            interner.intern(text);
        }
        interner
    }
}

impl Interner {
    /// The symbol of `text`, new or known.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.numbers.get(text) {
            return *symbol;
        }
        let symbol = Symbol(u32::try_from(self.texts.len()).expect("fewer than 2^32 spellings"));
        let text: Rc<str> = text.into();
        self.texts.push(text.clone());
        self.numbers.insert(text, symbol);
        symbol
    }

    /// The symbol of `text` if it was interned before.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.numbers.get(text).copied()
    }

    /// The text of `symbol`, which must be of this interner.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.texts[symbol.index()]
    }

    /// The text of `symbol`, to be held while the interner goes on.
    pub fn shared(&self, symbol: Symbol) -> Rc<str> {
        self.texts[symbol.index()].clone()
    }

    /// How many distinct spellings there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Never: the empty text is always there.
    pub fn is_empty(&self) -> bool {
        false
    }
}

/// FNV-1a: names are short, and the standard hasher's defence against chosen keys costs more
/// than the whole lookup.
#[derive(Clone, Copy, Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_spelling_has_the_same_symbol() {
        let mut names = Interner::default();
        let (a, b) = (names.intern("IUnknown"), names.intern("IDispatch"));
        assert_ne!(a, b);
        assert_eq!(names.intern("IUnknown"), a);
        assert_eq!(names.text(b), "IDispatch");
        assert_eq!(names.intern(""), Symbol::EMPTY);
    }
}
