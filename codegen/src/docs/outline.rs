//! The tokens and comments of a file, with the brackets around them.
//!
//! All of the text counts, in whichever branch of a condition it stands.

use std::ops::Range;

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The kind.
    pub kind: TokenKind,
    /// The bytes in the text.
    pub range: Range<usize>,
    /// The bracket in which it stands, by the number of the token.
    pub parent: Option<usize>,
    /// The other bracket of the pair, by the number of the token.
    pub partner: Option<usize>,
}

/// The kind of a token, as far as it says where a definition ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name, a keyword or a number.
    Word,
    /// A string or a character.
    Literal,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// Any other operator.
    Punct,
    /// A line of the preprocessor.
    Directive,
}

/// A file's tokens and comments, both in the order of the text.
#[derive(Debug, Default)]
pub struct Outline {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// The bytes of each comment. One of a line ends before the line's end.
    pub comments: Vec<Range<usize>>,
}

impl Outline {
    /// Finds the tokens and comments of a text.
    pub fn new(text: &str) -> Self {
        let mut scanner = Scanner {
            bytes: text.as_bytes(),
            outline: Self {
                // Few tokens are shorter, with the space behind them.
                tokens: Vec::with_capacity(text.len() / 4),
                comments: Vec::new(),
            },
            open: Vec::new(),
            conditions: Vec::new(),
        };
        scanner.run();
        scanner.outline
    }

    /// Returns the number of the token at this byte.
    pub fn token_at(&self, offset: usize) -> Option<usize> {
        let after = self
            .tokens
            .partition_point(|token| token.range.start <= offset);
        let index = after.checked_sub(1)?;
        (offset < self.tokens[index].range.end).then_some(index)
    }

    /// Returns the comments that stand between two bytes.
    pub fn comments_in(&self, range: Range<usize>) -> &[Range<usize>] {
        let first = self.comments.partition_point(|it| it.start < range.start);
        let behind = self.comments.partition_point(|it| it.end <= range.end);
        self.comments.get(first..behind).unwrap_or_default()
    }
}

struct Scanner<'t> {
    bytes: &'t [u8],
    outline: Outline,
    /// The brackets that are open.
    open: Vec<usize>,
    /// The brackets that were open at each `#if` that is.
    conditions: Vec<Vec<usize>>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut begins_line = true;
        while let Some(&byte) = self.bytes.get(at) {
            let end = match byte {
                b'\n' => {
                    begins_line = true;
                    at += 1;
                    continue;
                }
                byte if byte.is_ascii_whitespace() || byte == 0x0b || byte == b'\\' => {
                    at += 1;
                    continue;
                }
                b'/' if matches!(self.bytes.get(at + 1), Some(b'/' | b'*')) => {
                    let end = self.comment_end(at);
                    self.outline.comments.push(at..end);
                    at = end;
                    continue;
                }
                b'#' if begins_line => {
                    let end = self.directive_end(at);
                    self.push(TokenKind::Directive, at..end);
                    self.condition(at);
                    end
                }
                b'"' | b'\'' => {
                    let end = self.literal_end(at);
                    self.push(TokenKind::Literal, at..end);
                    end
                }
                b'(' | b'[' | b'{' => {
                    let index = self.push(TokenKind::Open, at..at + 1);
                    self.open.push(index);
                    at + 1
                }
                b')' | b']' | b'}' => {
                    self.close(at);
                    at + 1
                }
                byte if is_word(byte) => {
                    let end = self.word_end(at);
                    self.push(TokenKind::Word, at..end);
                    end
                }
                _ => {
                    self.push(TokenKind::Punct, at..at + 1);
                    at + 1
                }
            };
            begins_line = false;
            at = end;
        }
    }

    fn push(&mut self, kind: TokenKind, range: Range<usize>) -> usize {
        self.outline.tokens.push(Token {
            kind,
            range,
            parent: self.open.last().copied(),
            partner: None,
        });
        self.outline.tokens.len() - 1
    }

    /// Adds a closing bracket. It closes what is open within its pair, too; one without a partner
    /// closes nothing.
    fn close(&mut self, at: usize) {
        let opening = match self.bytes[at] {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        let tokens = &self.outline.tokens;
        let is_partner = |open: &usize| self.bytes[tokens[*open].range.start] == opening;
        let partner = self.open.iter().rposition(is_partner);
        let open = partner.map(|depth| {
            let open = self.open[depth];
            self.open.truncate(depth);
            open
        });
        let index = self.push(TokenKind::Close, at..at + 1);
        self.outline.tokens[index].partner = open;
        if let Some(open) = open {
            self.outline.tokens[open].partner = Some(index);
        }
    }

    /// Begins each branch of a condition with the brackets that are open before it.
    fn condition(&mut self, hash: usize) {
        let rest = self.bytes[hash + 1..].trim_ascii_start();
        if rest.starts_with(b"if") {
            self.conditions.push(self.open.clone());
        } else if rest.starts_with(b"el") {
            if let Some(open) = self.conditions.last() {
                self.open.clone_from(open);
            }
        } else if rest.starts_with(b"endif") {
            self.conditions.pop();
        }
    }

    fn comment_end(&self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        if rest[1] == b'/' {
            return at + self.line_length(at);
        }
        let closing = rest[2..].windows(2).position(|it| it == b"*/");
        closing.map_or(self.bytes.len(), |length| at + length + 4)
    }

    /// Returns the number of bytes up to the end of the line, which may go on after `\`.
    fn line_length(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(&byte) = self.bytes.get(end) {
            if byte == b'\n' {
                let before = self.bytes[at..end].trim_ascii_end();
                if !before.ends_with(b"\\") {
                    break;
                }
            }
            end += 1;
        }
        end - at
    }

    /// Returns the end of a directive, which is before a comment at its end.
    fn directive_end(&self, at: usize) -> usize {
        let end = at + self.line_length(at);
        let mut next = at;
        while next < end {
            match self.bytes[next] {
                b'"' => {
                    let literal = self.literal_end(next);
                    next = if literal < end { literal } else { next + 1 };
                }
                b'/' if matches!(self.bytes.get(next + 1), Some(b'/' | b'*')) => return next,
                _ => next += 1,
            }
        }
        end
    }

    /// Returns the end of a literal. One that isn't closed ends with its line.
    fn literal_end(&self, at: usize) -> usize {
        let quote = self.bytes[at];
        let mut end = at + 1;
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b'\\' => end += 2,
                b'\n' => return end,
                _ if byte == quote => return end + 1,
                _ => end += 1,
            }
        }
        self.bytes.len()
    }

    fn word_end(&self, at: usize) -> usize {
        let rest = self.bytes[at..].iter();
        at + rest.take_while(|byte| is_word(**byte)).count()
    }
}

/// Returns whether a byte is a part of a word. The bytes beyond ASCII stay together, so that no token
/// ends within a character.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}
