//! Text to tokens: white space, comments, continued lines, names, numbers, literals, operators.
//!
//! `scan` finds where a token ends, byte by byte. A line may go on after `\` anywhere, even within
//! a token, whose text is joined afterwards.

use std::ops::Range;
use std::sync::Arc;

use super::scan::{self, CLASSES, Class};
use crate::diagnostics::{Diagnostic, Diagnostics, Problem};
use crate::limits::MAX_IDENTIFIER;
use crate::source::{ExpansionId, Span};
use crate::token::{Interner, Punct, Symbol, TokenKind, keyword as kw};

/// How many bytes a token may have: a string or a number. A name may have fewer.
const MAX_TOKEN: u32 = 1 << 20;

/// A token on its way through the preprocessor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    /// The kind. [`TokenKind::Eof`] ends the line, file or argument that is read.
    pub(super) kind: TokenKind,
    /// The text. That of a literal has its quotes and escapes.
    pub(super) text: Symbol,
    /// Its place.
    pub(super) span: Span,
    /// White space stands before it.
    pub(super) spaced: bool,
    /// It is the first of its line.
    pub(super) first: bool,
    /// It is a name out of its own macro's expansion, and is never replaced again.
    pub(super) painted: bool,
}

impl Lexeme {
    pub(super) fn is(&self, punct: Punct) -> bool {
        self.kind == TokenKind::Punct(punct)
    }

    pub(super) fn is_end(&self) -> bool {
        self.kind == TokenKind::Eof
    }
}

/// The names and problems that a lexer adds to.
pub(super) struct Sink<'a> {
    pub(super) names: &'a mut Interner,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// Reads the tokens of one text.
#[derive(Clone, Debug)]
pub(super) struct Lexer {
    text: Arc<str>,
    /// The offset of the byte that is read next.
    offset: usize,
    /// The position of the text's first byte.
    base: u32,
    /// The offset of a `\` that ends a line, behind the last token or within it; the text's end if
    /// there is none.
    splice: usize,
    /// The next token is the first of its line.
    first: bool,
    /// A newline ends the input, as within a directive.
    by_line: bool,
    /// A string may go on over line ends. That isn't so within a directive, except for a pragma.
    strings_go_on: bool,
    /// A string was found that no quote closes. From there on, a string ends with its line, so that
    /// each byte is read a few times at most.
    unclosed: bool,
    /// The place of the first string that goes on over line ends: where one isn't terminated, this
    /// is the one that may have lost its quote.
    first_over_lines: Option<Span>,
}

impl Lexer {
    /// Reads `text`, whose first byte has the position `base`.
    pub(super) fn new(text: Arc<str>, base: u32) -> Self {
        Self {
            splice: scan::next_splice(text.as_bytes(), 0),
            text,
            offset: 0,
            base,
            first: true,
            by_line: false,
            strings_go_on: true,
            unclosed: false,
            first_over_lines: None,
        }
    }

    /// The next token; [`TokenKind::Eof`] at the end, again and again.
    #[inline]
    pub(super) fn next(&mut self, sink: &mut Sink<'_>) -> Lexeme {
        let mut spaced = self.skip_space(sink);
        let (start, class) = loop {
            let start = self.offset;
            let byte = self.text.as_bytes().get(start);
            match byte.map(|byte| CLASSES[*byte as usize]) {
                Some(Class::Stray) => self.skip_stray(sink),
                class => break (start, class),
            }
            spaced |= self.skip_space(sink);
        };
        let first = std::mem::take(&mut self.first);
        let bytes = self.text.as_bytes();
        let (kind, end) = match class {
            Some(Class::Letter) => {
                let end = scan::word(bytes, start + 1);
                match scan::literal_prefix(bytes, start, end) {
                    Some(quote) => self.scan_literal(quote, true, sink),
                    None => (TokenKind::Ident, end),
                }
            }
            Some(Class::Digit) => (TokenKind::Number, scan::number(bytes, start + 1)),
            Some(Class::Dot) => match scan::logical(bytes, start + 1) {
                Some((b'0'..=b'9', next)) => (TokenKind::Number, scan::number(bytes, next)),
                _ => scan::punct(bytes, start, Punct::Dot),
            },
            Some(Class::Quote) => self.scan_literal(start, false, sink),
            Some(Class::Single(Punct::At)) if at_letter(bytes, start + 1) => {
                // The name that it escapes is no keyword.
                (TokenKind::Ident, scan::word(bytes, start + 1))
            }
            Some(Class::Single(punct)) => (TokenKind::Punct(punct), start + 1),
            Some(Class::Punct(alone)) => scan::punct(bytes, start, alone),
            Some(Class::Space | Class::Newline | Class::Stray) | None => {
                self.first = first;
                return self.end(spaced, first);
            }
        };
        self.offset = end;
        if end - start > MAX_IDENTIFIER {
            self.check_length(kind, self.span(start, end), sink);
        }
        let text = match kind {
            TokenKind::Punct(punct) => kw::punct(punct),
            _ => self.intern(start..end, sink.names),
        };
        Lexeme {
            kind,
            text,
            span: self.span(start, end),
            spaced: spaced || first,
            first,
            painted: false,
        }
    }

    /// Reports a token that is too long.
    #[cold]
    fn check_length(&self, kind: TokenKind, span: Span, sink: &mut Sink<'_>) {
        let problem = if kind == TokenKind::Ident {
            let limit = MAX_IDENTIFIER;
            Problem::LongIdentifier { limit }
        } else if span.hi - span.lo > MAX_TOKEN {
            let limit = MAX_TOKEN as usize;
            Problem::LongToken { limit }
        } else {
            return;
        };
        sink.diagnostics.report(problem, span);
    }

    /// Goes to the end of the text.
    pub(super) fn skip_to_end(&mut self) {
        self.offset = self.text.len();
    }

    /// Begins a directive: until [`Lexer::end_line`], the tokens end with the line.
    pub(super) fn begin_line(&mut self) {
        self.by_line = true;
        self.strings_go_on = false;
    }

    /// Lets the strings of a directive go on over line ends. The directive goes on with them.
    pub(super) fn let_strings_go_on(&mut self) {
        self.strings_go_on = true;
    }

    /// Skips the rest of a directive's line. It has no tokens, so a lone apostrophe there is no
    /// error.
    pub(super) fn end_line(&mut self, sink: &mut Sink<'_>) {
        self.rest_of_line(sink);
        self.by_line = false;
        self.strings_go_on = true;
    }

    /// The next token on a directive's line, if it is a word.
    pub(super) fn word(&mut self, sink: &mut Sink<'_>) -> Option<Lexeme> {
        self.skip_space(sink);
        let next = self.text.as_bytes().get(self.offset)?;
        matches!(CLASSES[*next as usize], Class::Letter).then(|| self.next(sink))
    }

    /// The file that `#include` names, if quotes or angle brackets come next: the name, whether it
    /// is in angle brackets, and the place. There are no escapes: a backslash separates folders.
    pub(super) fn header_name(&mut self, sink: &mut Sink<'_>) -> Option<(String, bool, Span)> {
        self.skip_space(sink);
        let rest = &self.text[self.offset..];
        let closing = match rest.as_bytes().first()? {
            b'<' => '>',
            b'"' => '"',
            _ => return None,
        };
        let line = rest.lines().next()?;
        let length = line[1..].find(closing)?;
        let name = line[1..=length].to_owned();
        let start = self.offset;
        self.offset += length + 2;
        Some((name, closing == '>', self.span(start, self.offset)))
    }

    /// The rest of a directive's line, without comments, trimmed, and its place.
    pub(super) fn rest_of_line(&mut self, sink: &mut Sink<'_>) -> (String, Span) {
        self.skip_space(sink);
        let (mut text, start) = (String::new(), self.offset);
        let mut end = start;
        loop {
            let from = self.offset;
            self.offset = scan::plain(self.text.as_bytes(), from);
            let plain = &self.text[from..self.offset];
            if !plain.is_empty() {
                text.push_str(plain);
                end = from + plain.trim_end().len();
            }
            if !self.skip_space(sink) {
                break;
            }
            text.push(' ');
        }
        (text.trim_end().to_owned(), self.span(start, end))
    }

    /// Skips lines up to one that begins with `#`, and the `#`. Returns its place; none at the end
    /// of the text. The rest of the line is read as a directive's.
    pub(super) fn skip_to_directive(&mut self, sink: &mut Sink<'_>) -> Option<Span> {
        loop {
            self.skip_space(sink);
            let start = self.offset;
            let bytes = self.text.as_bytes();
            match bytes.get(start)? {
                b'#' if self.first => {
                    self.first = false;
                    self.offset += 1;
                    self.begin_line();
                    return Some(self.span(start, self.offset));
                }
                _ => {
                    self.first = false;
                    self.offset = scan::plain(bytes, start).max(start + 1);
                }
            }
        }
    }

    /// Interns a token's text, continued lines joined.
    #[inline(always)]
    fn intern(&mut self, range: Range<usize>, names: &mut Interner) -> Symbol {
        if self.splice < range.start {
            self.splice = scan::next_splice(self.text.as_bytes(), range.start);
        }
        let text = &self.text[range.clone()];
        if self.splice < range.end {
            names.intern(&text.replace("\\\r\n", "").replace("\\\n", ""))
        } else {
            names.intern(text)
        }
    }

    fn end(&self, spaced: bool, first: bool) -> Lexeme {
        Lexeme {
            kind: TokenKind::Eof,
            text: Symbol::EMPTY,
            span: self.span(self.offset, self.offset),
            spaced,
            first,
            painted: false,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            lo: self.base + start as u32,
            hi: self.base + end as u32,
            expansion: ExpansionId::NONE,
        }
    }

    /// Skips white space and comments. Returns whether there were any. Every other token has none
    /// before it, so that case is inlined.
    #[inline]
    fn skip_space(&mut self, sink: &mut Sink<'_>) -> bool {
        let next = self.text.as_bytes().get(self.offset);
        match next.map(|byte| CLASSES[*byte as usize]) {
            Some(
                Class::Space | Class::Newline | Class::Single(Punct::Slash | Punct::Backslash),
            ) => self.skip_spaces(sink),
            _ => false,
        }
    }

    fn skip_spaces(&mut self, sink: &mut Sink<'_>) -> bool {
        let bytes = self.text.as_bytes();
        let start = self.offset;
        let mut offset = start;
        while let Some(byte) = bytes.get(offset) {
            match byte {
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => offset += 1,
                b'\n' if self.by_line => break,
                b'\n' => {
                    offset += 1;
                    self.first = true;
                }
                b'/' => match scan::logical(bytes, offset + 1) {
                    Some((b'/', after)) => offset = scan::line_comment(bytes, after),
                    Some((b'*', after)) => match scan::block_comment(bytes, after) {
                        Some(end) => offset = end,
                        None => {
                            let opening = self.span(offset, after);
                            sink.diagnostics
                                .report(Problem::UnterminatedComment {}, opening);
                            offset = bytes.len();
                        }
                    },
                    _ => break,
                },
                b'\\' => match scan::splice(bytes, offset) {
                    Some(after) => offset = after,
                    None => break,
                },
                _ => break,
            }
        }
        self.offset = offset;
        offset > start
    }

    /// Returns the kind and the end of the literal whose opening quote is at `quote`. One that
    /// isn't terminated ends with its line.
    fn scan_literal(
        &mut self,
        quote: usize,
        wide: bool,
        sink: &mut Sink<'_>,
    ) -> (TokenKind, usize) {
        let bytes = self.text.as_bytes();
        let is_string = bytes[quote] == b'"';
        let kind = match (is_string, wide) {
            (true, false) => TokenKind::String,
            (true, true) => TokenKind::WideString,
            (false, false) => TokenKind::Char,
            (false, true) => TokenKind::WideChar,
        };
        let (end, terminated) = scan::quoted(bytes, quote);
        if terminated {
            return (kind, end);
        }
        let place = self.span(quote, end);
        if is_string && self.strings_go_on && !self.unclosed {
            if let Some(end) = scan::string(bytes, quote) {
                self.first_over_lines.get_or_insert(place);
                return (kind, end);
            }
            self.unclosed = true;
        }
        let problem = if is_string {
            Problem::UnterminatedString {}
        } else {
            Problem::UnterminatedChar {}
        };
        let mut diagnostic = Diagnostic::new(problem, place);
        if is_string && let Some(before) = self.first_over_lines {
            let label = "this string goes on over its line: its `\"` may be missing";
            diagnostic = diagnostic.related(before, label);
        }
        sink.diagnostics.push(diagnostic);
        (kind, end)
    }

    /// Skips a run of characters that begin no token.
    #[cold]
    fn skip_stray(&mut self, sink: &mut Sink<'_>) {
        let start = self.offset;
        let run = self.text.as_bytes()[start..]
            .iter()
            .take_while(|byte| matches!(CLASSES[**byte as usize], Class::Stray))
            .count();
        self.offset += run;
        let problem = Problem::StrayCharacters {
            text: shown(&self.text[start..self.offset]),
        };
        sink.diagnostics
            .report(problem, self.span(start, self.offset));
    }
}

/// Characters as a message shows them: the first few, those that can't be seen by their number.
fn shown(text: &str) -> String {
    const SHOWN: usize = 12;
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|character| match character.is_control() {
            true => format!("U+{:04X}", u32::from(character)),
            false => character.to_string(),
        })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether the byte at `offset` may begin a name.
fn at_letter(bytes: &[u8], offset: usize) -> bool {
    let byte = bytes.get(offset);
    byte.is_some_and(|byte| matches!(CLASSES[*byte as usize], Class::Letter))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, run, tokens};

    #[test]
    fn names_numbers_and_operators_are_tokens() {
        assert_eq!(
            tokens("HRESULT Next([in] ULONG celt);"),
            "HRESULT Next ( [ in ] ULONG celt ) ;"
        );
        assert_eq!(tokens("1<<3 a->b c::d ..."), "1 << 3 a -> b c :: d ...");
    }

    #[test]
    fn a_number_goes_on_through_letters_dots_and_the_sign_of_an_exponent() {
        assert_eq!(
            tokens("12ab-5E-3-x 1.5.6 .5 1..2"),
            "12ab - 5E-3 - x 1.5.6 .5 1..2"
        );
    }

    #[test]
    fn literals_have_their_content() {
        assert_eq!(
            tokens(r#""a\"b" L"w" 'c' L'\n' L "#),
            r#""a\"b" L"w" 'c' L'\n' L"#
        );
    }

    #[test]
    fn comments_are_white_space() {
        assert_eq!(tokens("a/* b * / ** */c // d /* e\nf"), "a c f");
    }

    #[test]
    fn a_line_goes_on_after_a_backslash_even_within_a_token() {
        assert_eq!(
            tokens("inter\\\nface \"a\\\r\nb\" 1\\\n2 -\\\n> // x \\\n y\nz"),
            "interface \"ab\" 12 -> z"
        );
    }

    #[test]
    fn a_backslash_within_a_line_is_a_token() {
        assert_eq!(tokens("a \\ b"), "a \\ b");
    }

    #[test]
    fn lines_end_as_on_unix_and_on_windows() {
        assert_eq!(tokens("#define A 1\r\nA\r\n// x\r\nb"), "1 b");
    }

    #[test]
    fn an_unterminated_comment_is_marked_where_it_opens() {
        assert_eq!(problems("a /* b"), ["IDL0201 /*"]);
        assert_eq!(problems("a /*/"), ["IDL0201 /*"]);
    }

    #[test]
    fn an_unterminated_literal_ends_with_its_line() {
        let (tokens, problems) = run("'a\nb L'c\nd L\"e\nf");
        assert_eq!(tokens, "'a' b L'c' d L\"e\" f");
        assert_eq!(problems, ["IDL0203 'a", "IDL0203 'c", "IDL0202 \"e"]);
        assert_eq!(problems_of_many_quotes(), 1 + 999);
    }

    /// None of the quotes behind the first closes it, since a backslash is before each.
    fn problems_of_many_quotes() -> usize {
        problems(&format!("\"\n{}", "\\\"\n".repeat(999))).len()
    }

    #[test]
    fn a_string_goes_on_over_line_ends_which_are_kept() {
        assert_eq!(
            tokens("a \"b\r\n#if 1\n\\\"c\\\nd\\\n\\x41\" L\"\n\"\n#define E 1\nE"),
            r#"a "b\r\n#if 1\n\"cdA" L"\n" 1"#
        );
        assert_eq!(tokens("\"\n\n\"__LINE__"), r#""\n\n" 3"#);
        assert_eq!(tokens("#define S(x) #x\nS(\"a\nb\")"), r#""\"a\nb\"""#);
    }

    #[test]
    fn a_string_of_a_directive_ends_with_its_line() {
        assert_eq!(problems("#define A \"a\nA \"b\n\""), ["IDL0202 \"a"]);
        assert_eq!(tokens("#pragma region it's \"a\nb"), "b");
    }

    #[test]
    fn characters_of_no_token_are_said_once_a_run() {
        let (tokens, problems) = run("a \x01\x02§ b é\x01 c");
        assert_eq!(tokens, "a b c");
        assert_eq!(problems, ["IDL0204 \x01\x02§", "IDL0204 é\x01"]);
    }
}
