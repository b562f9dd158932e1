//! The changes that make mutants of a file, token by token.
//!
//! Tokens are cut here by rules of their own, and not by comidl's lexer: an error of that lexer must
//! not hide itself.

use std::fmt;
use std::ops::Range;

/// A way in which a file is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A token is left out.
    Dropped,
    /// A token is written twice.
    Doubled,
    /// Two tokens change places.
    Swapped,
    /// The file ends behind a token.
    Truncated,
    /// An attribute has another name, of another attribute or of none.
    Renamed,
    /// A token stands where another was.
    Replaced,
}

impl Kind {
    pub(crate) const ALL: &[Self] = &[
        Self::Dropped,
        Self::Doubled,
        Self::Swapped,
        Self::Truncated,
        Self::Renamed,
        Self::Replaced,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Doubled => "doubled",
            Self::Swapped => "swapped",
            Self::Truncated => "truncated",
            Self::Renamed => "renamed",
            Self::Replaced => "replaced",
        }
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// A file that is changed at one of its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mutant {
    pub(crate) kind: Kind,
    /// The index of the token, from 0.
    pub(crate) place: usize,
}

impl fmt::Display for Mutant {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} {}", self.kind.name(), self.place)
    }
}

/// Names that an attribute is given, the first of which no attribute has.
const NAMES: &[&str] = &[
    "watts",
    "uuid",
    "size_is",
    "length_is",
    "iid_is",
    "retval",
    "propget",
    "object",
    "string",
    "switch_is",
    "switch_type",
    "case",
    "default",
    "async_uuid",
    "v1_enum",
    "local",
    "call_as",
    "wire_marshal",
    "activatable",
    "exclusiveto",
    "range",
    "id",
    "dual",
    "entry",
    "contract",
];

/// A file's text and where its tokens are in it.
pub(crate) struct Tokens<'t> {
    text: &'t [u8],
    all: Vec<Range<usize>>,
    /// The indices of the tokens that name an attribute.
    attributes: Vec<usize>,
}

impl<'t> Tokens<'t> {
    pub(crate) fn of(text: &'t [u8]) -> Self {
        let mut all = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let length = length(&text[at..]);
            if !text[at].is_ascii_whitespace() {
                all.push(at..at + length);
            }
            at += length;
        }
        let attributes = attributes(text, &all);
        Self {
            text,
            all,
            attributes,
        }
    }

    fn token(&self, index: usize) -> &'t [u8] {
        &self.text[self.all[index].clone()]
    }

    /// Up to `count` mutants of a kind, spread over the file; those of another kind are elsewhere.
    pub(crate) fn spread(&self, kind: Kind, count: usize) -> impl Iterator<Item = Mutant> {
        let places = match kind {
            Kind::Renamed => self.attributes.len(),
            Kind::Swapped => self.all.len().saturating_sub(1),
            _ => self.all.len(),
        };
        let count = count.min(places);
        let kinds = Kind::ALL.len();
        (0..count).map(move |index| {
            let place = (index * kinds + kind as usize) * places / (count * kinds);
            let place = match kind {
                Kind::Renamed => self.attributes[place],
                _ => place,
            };
            Mutant { kind, place }
        })
    }

    /// The text of a mutant.
    pub(crate) fn text_of(&self, mutant: Mutant) -> Vec<u8> {
        let Range { start, end } = self.all[mutant.place];
        let (before, token, after) = (
            &self.text[..start],
            &self.text[start..end],
            &self.text[end..],
        );
        match mutant.kind {
            Kind::Dropped => [before, after].concat(),
            Kind::Doubled => [before, token, b" ", token, after].concat(),
            Kind::Swapped => {
                let next = &self.all[mutant.place + 1];
                let between = &self.text[end..next.start];
                let (other, after) = (&self.text[next.clone()], &self.text[next.end..]);
                [before, other, between, token, after].concat()
            }
            Kind::Truncated => [before, token].concat(),
            Kind::Renamed => {
                let name = NAMES[mutant.place % NAMES.len()];
                [before, name.as_bytes(), after].concat()
            }
            // A large prime, so that it comes from anywhere.
            Kind::Replaced => {
                let other = self.token((mutant.place + 1) * 7919 % self.all.len());
                [before, other, after].concat()
            }
        }
    }
}

/// Returns the length of the token, or the white space, that `text` begins with.
fn length(text: &[u8]) -> usize {
    let is_word = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_' || !it.is_ascii();
    let run = |is: &dyn Fn(&u8) -> bool| text.iter().take_while(|it| is(it)).count();
    match text {
        [b'/', b'*', ..] => end_of(text, 2, b"*/"),
        [b'/', b'/', ..] => run(&|it| *it != b'\n'),
        [quote @ (b'"' | b'\''), ..] => quoted(text, *quote),
        [first, ..] if first.is_ascii_whitespace() => run(&u8::is_ascii_whitespace),
        [first, ..] if is_word(first) => run(&is_word),
        _ => 1,
    }
}

/// Returns the index behind the first `end` in `text` from the index `from` on.
fn end_of(text: &[u8], from: usize, end: &[u8]) -> usize {
    let found = text[from..]
        .windows(end.len())
        .position(|window| window == end);
    found.map_or(text.len(), |index| from + index + end.len())
}

/// The length of a string or character that `text` begins with. One that isn't closed on its line
/// (an apostrophe in an `#error`) is its quote alone.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != b'\n' {
        match text[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    1
}

/// The tokens that name an attribute: words behind `[` or `,` that no other bracket is around.
fn attributes(text: &[u8], all: &[Range<usize>]) -> Vec<usize> {
    let mut open: Vec<u8> = Vec::new();
    let mut begins = false;
    let mut attributes = Vec::new();
    for (index, range) in all.iter().enumerate() {
        let token = &text[range.clone()];
        match token {
            b"[" | b"(" | b"{" => open.push(token[0]),
            b"]" | b")" | b"}" => _ = open.pop(),
            [first, ..] if begins && first.is_ascii_alphabetic() => attributes.push(index),
            _ => {}
        }
        begins = open.last() == Some(&b'[') && matches!(token, b"[" | b",");
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDL: &[u8] = b"[uuid(1a-b), in] /* it's */ #error don't\n\"a\\\"b\" L'x' // end";

    fn tokens(text: &[u8]) -> Vec<&str> {
        let tokens = Tokens::of(text);
        let texts = tokens.all.iter().map(|it| &text[it.clone()]);
        texts.map(|it| str::from_utf8(it).unwrap()).collect()
    }

    fn mutant(text: &str, kind: Kind, place: usize) -> String {
        let text = Tokens::of(text.as_bytes()).text_of(Mutant { kind, place });
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_text_is_cut_into_tokens() {
        assert_eq!(
            tokens(IDL),
            [
                "[",
                "uuid",
                "(",
                "1a",
                "-",
                "b",
                ")",
                ",",
                "in",
                "]",
                "/* it's */",
                "#",
                "error",
                "don",
                "'",
                "t",
                "\"a\\\"b\"",
                "L",
                "'x'",
                "// end"
            ]
        );
        assert_eq!(tokens(b"a /* b"), ["a", "/* b"]);
        assert_eq!(tokens(b"\"a\\"), ["\"", "a", "\\"]);
    }

    #[test]
    fn attributes_are_known_by_where_they_stand() {
        let text = b"[in, size_is(a, b)] long x[N]; enum { A, B }";
        let tokens = Tokens::of(text);
        let names = tokens.attributes.iter().map(|it| tokens.token(*it));
        // `N` could be one, for who doesn't know what is before it.
        assert_eq!(names.collect::<Vec<_>>(), [&b"in"[..], b"size_is", b"N"]);
    }

    #[test]
    fn each_kind_changes_one_thing() {
        let text = "[in] a b";
        assert_eq!(mutant(text, Kind::Dropped, 3), "[in]  b");
        assert_eq!(mutant(text, Kind::Doubled, 3), "[in] a a b");
        assert_eq!(mutant(text, Kind::Swapped, 3), "[in] b a");
        assert_eq!(mutant(text, Kind::Truncated, 3), "[in] a");
        assert_eq!(mutant(text, Kind::Renamed, 1), "[uuid] a b");
        assert_eq!(mutant(text, Kind::Replaced, 3), "[in] in b");
    }

    #[test]
    fn mutants_are_spread_over_the_whole_file() {
        let text = "a ".repeat(60);
        let tokens = Tokens::of(text.as_bytes());
        let places =
            |kind, count| -> Vec<usize> { tokens.spread(kind, count).map(|it| it.place).collect() };
        assert_eq!(places(Kind::Dropped, 4), [0, 15, 30, 45]);
        assert_eq!(places(Kind::Doubled, 4), [2, 17, 32, 47]);
        assert_eq!(places(Kind::Truncated, 99), (0..60).collect::<Vec<_>>());
        assert_eq!(places(Kind::Renamed, 4), [0; 0]);
    }
}
