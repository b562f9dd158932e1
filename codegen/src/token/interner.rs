//! The interner gives each distinct text of the input one small number.

use std::hash::Hasher as _;
use std::ops::Range;
use std::sync::LazyLock;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::{Punct, Symbol, keyword};

/// All texts of one compilation.
#[derive(Clone, Debug)]
pub struct Interner {
    /// All texts, one after the other, so that no name needs an allocation of its own.
    texts: String,
    /// Where each symbol's text begins, and at last where a next one would begin.
    starts: Vec<usize>,
    /// The hash of each symbol's text, so that no text is read again when the table grows.
    hashes: Vec<u32>,
    numbers: HashTable<Symbol>,
    /// Whether a text is escaped. Nearly no file has such names, and the parser asks of each name.
    has_escaped: bool,
}

/// The interner that has the symbols of fixed position, and no others.
static FIXED: LazyLock<Interner> = LazyLock::new(|| {
    let mut interner = Interner {
        texts: String::new(),
        starts: vec![0],
        hashes: Vec::new(),
        numbers: HashTable::with_capacity(1024),
        has_escaped: false,
    };
    interner.intern("");
    let puncts = Punct::ALL.iter().map(|punct| punct.text());
    for text in keyword::ALL.iter().copied().chain(puncts) {
        interner.intern(text);
    }
    interner
});

impl Default for Interner {
    fn default() -> Self {
        FIXED.clone()
    }
}

impl Interner {
    /// Returns the symbol of `text`, which is added unless it is there.
    pub fn intern(&mut self, text: &str) -> Symbol {
        self.intern_hashed(text, hash(text))
    }

    fn intern_hashed(&mut self, text: &str, hash: u32) -> Symbol {
        if let Some(symbol) = self.find(text, hash) {
            return symbol;
        }
        let symbol = Symbol::at(u32::try_from(self.len()).expect("fewer than 2^32 texts"));
        self.texts.push_str(text);
        self.has_escaped |= is_escaped(text);
        self.starts.push(self.texts.len());
        self.hashes.push(hash);
        let of = |symbol: &Symbol| spread(self.hashes[symbol.index()]);
        self.numbers.insert_unique(spread(hash), symbol, of);
        symbol
    }

    /// Interns all texts of `other`. Returns the numbers of their symbols here, in the order of
    /// their symbols there.
    pub(crate) fn absorb(&mut self, other: &Self) -> Vec<u32> {
        // The fixed ones are the same in both.
        let fixed = keyword::FIXED.min(other.len());
        let mut symbols = Vec::with_capacity(other.len());
        symbols.extend(0..fixed as u32);
        let others = other.texts().zip(&other.hashes).skip(fixed);
        symbols.extend(others.map(|(text, hash)| self.intern_hashed(text, *hash).number()));
        symbols
    }

    /// Returns the symbol of `text` if it was interned before.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.find(text, hash(text))
    }

    /// Returns the text of `symbol`, which must be of this interner.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.texts[self.range(symbol)]
    }

    /// Returns whether the text of `symbol`, which must be of this interner, begins with this ASCII
    /// character. It reads no more of the text.
    pub(crate) fn begins_with(&self, symbol: Symbol, character: u8) -> bool {
        self.texts.as_bytes()[self.range(symbol)].first() == Some(&character)
    }

    /// Returns whether the text of `symbol`, which must be of this interner, is a name behind `@`.
    pub(crate) fn is_escaped(&self, symbol: Symbol) -> bool {
        self.has_escaped && is_escaped(self.text(symbol))
    }

    /// Returns all texts, in the order of their symbols.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let symbols = (0..self.len()).map(|index| Symbol::at(index as u32));
        symbols.map(|symbol| self.text(symbol))
    }

    /// Returns the number of distinct texts.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns `false`: the empty text is always there.
    pub fn is_empty(&self) -> bool {
        false
    }

    fn find(&self, text: &str, hash: u32) -> Option<Symbol> {
        let (texts, text) = (self.texts.as_bytes(), text.as_bytes());
        let is_it = |symbol: &Symbol| texts[self.range(*symbol)] == *text;
        self.numbers.find(spread(hash), is_it).copied()
    }

    fn range(&self, symbol: Symbol) -> Range<usize> {
        let index = symbol.index();
        self.starts[index]..self.starts[index + 1]
    }
}

/// Returns whether a text is a name behind `@`, by which MIDL 3 escapes keywords.
fn is_escaped(text: &str) -> bool {
    text.len() > 1 && text.starts_with('@')
}

/// Returns the hash of a text. Names are short, and the standard hasher's defence against chosen
/// keys costs more than the whole lookup.
fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish() as u32
}

/// Spreads a hash for the table, which looks at the lowest bits and at the highest.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_the_same_symbol() {
        let mut names = Interner::default();
        let (a, b) = (names.intern("IUnknown"), names.intern("IDispatch"));
        assert_ne!(a, b);
        assert_eq!(names.intern("IUnknown"), a);
        assert_eq!(names.text(b), "IDispatch");
        assert_eq!(names.intern(""), Symbol::EMPTY);
    }

    #[test]
    fn all_texts_are_found_however_many_there_are() {
        let mut names = Interner::default();
        let text = |number: usize| format!("name{number}");
        let symbols: Vec<Symbol> = (0..5000).map(|it| names.intern(&text(it))).collect();
        for (number, symbol) in symbols.into_iter().enumerate() {
            assert_eq!(names.get(&text(number)), Some(symbol));
            assert_eq!(names.text(symbol), text(number));
        }
        assert_eq!(names.get("name5000"), None);
    }

    #[test]
    fn the_texts_that_are_absorbed_keep_their_order() {
        let (mut names, mut others) = (Interner::default(), Interner::default());
        let known = names.intern("IUnknown");
        for text in ["IDispatch", "IUnknown"] {
            others.intern(text);
        }
        let symbols = names.absorb(&others);
        assert_eq!(symbols.last().copied().map(Symbol::at), Some(known));
        let texts = symbols.into_iter().map(|it| names.text(Symbol::at(it)));
        assert!(texts.eq(others.texts()));
    }
}
