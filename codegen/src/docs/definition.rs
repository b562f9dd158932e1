//! The definition of a name in the text: where it begins and ends, and what stands beside it.

use std::ops::Range;

use super::comment::words;
use super::outline::{Outline, Token, TokenKind};
use super::{Doc, Kind};
use crate::preprocess::literal_content;

/// How many tokens of a definition are looked through in each direction, what stands in brackets not
/// counted. A definition with more of them, such as a typedef of many names, has no comment.
const MAX_TOKENS: usize = 200;

/// A definition.
pub(super) struct Definition<'t> {
    text: &'t str,
    outline: &'t Outline,
    kind: Kind,
    /// Its first token.
    first: usize,
    /// Its name.
    name: usize,
    /// Whether a comma ends it.
    ends_at_comma: bool,
}

/// What a brace opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    Enum,
    Record,
    Other,
}

impl<'t> Definition<'t> {
    /// Finds the definition of the name at this byte.
    pub(super) fn find(
        text: &'t str,
        outline: &'t Outline,
        offset: usize,
        kind: Kind,
    ) -> Option<Self> {
        let name = outline.token_at(offset)?;
        let mut found = Self {
            text,
            outline,
            kind,
            first: name,
            name,
            ends_at_comma: kind == Kind::Parameter,
        };
        let parent = outline.tokens[name].parent;
        if parent.is_some_and(|open| found.body(open) == Body::Enum) {
            found.ends_at_comma = true;
        }
        for _ in 0..MAX_TOKENS {
            match found.before(found.first) {
                Some(before) => found.first = before,
                None => return Some(found),
            }
        }
        None
    }

    /// Returns the first token of what stands before the token `index` in the same definition.
    fn before(&self, index: usize) -> Option<usize> {
        let before = index.checked_sub(1)?;
        let token = &self.outline.tokens[before];
        let goes_on = match token.kind {
            TokenKind::Word | TokenKind::Literal => true,
            TokenKind::Directive => false,
            TokenKind::Punct => match self.of(token) {
                ";" => false,
                "," => !self.ends_at_comma,
                // A label, unless it is one half of `::`.
                ":" => {
                    let is_colon = |it: Option<usize>| {
                        it.and_then(|it| self.outline.tokens.get(it))
                            .is_some_and(|it| self.of(it) == ":")
                    };
                    is_colon(before.checked_sub(1)) || is_colon(Some(index))
                }
                _ => true,
            },
            // A declarator in parentheses, or a name that is quoted for C.
            TokenKind::Open => self.of(token) == "(" && self.kind != Kind::Parameter,
            TokenKind::Close => {
                let open = token.partner?;
                let ends = match self.of(token) {
                    ")" => self.is_statement(open),
                    "}" => self.body(open) == Body::Other,
                    _ => false,
                };
                return (!ends).then_some(open);
            }
        };
        goes_on.then_some(before)
    }

    /// Returns whether a parenthesis belongs to a statement that has no semicolon.
    fn is_statement(&self, open: usize) -> bool {
        let word = |back: usize| {
            let index = open.checked_sub(back);
            index.map_or("", |index| self.of(&self.outline.tokens[index]))
        };
        word(1) == "cpp_quote" || word(2) == "midl_pragma"
    }

    /// Returns what a brace opens, by the words before it.
    fn body(&self, open: usize) -> Body {
        let tokens = &self.outline.tokens;
        if self.of(&tokens[open]) != "{" {
            return Body::Other;
        }
        let mut index = open;
        while let Some(before) = index.checked_sub(1) {
            let token = &tokens[before];
            index = match (token.kind, self.of(token)) {
                (_, "enum") => return Body::Enum,
                (_, "struct" | "union" | "switch") => return Body::Record,
                (TokenKind::Word, _) => before,
                (TokenKind::Close, ")" | "]") => match token.partner {
                    Some(partner) => partner,
                    None => return Body::Other,
                },
                _ => return Body::Other,
            };
        }
        Body::Other
    }

    /// Returns what is said of it.
    pub(super) fn doc(&self) -> Doc {
        let mut doc = Doc::default();
        let attributes = self.attributes();
        for (name, arguments) in &attributes {
            match *name {
                "helpstring" => doc.add(words(std::iter::once(&*self.string(arguments.clone())))),
                "deprecated" | "obsolete" => {
                    let reason = self.string(arguments.clone());
                    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
                    doc.deprecated = Some(reason);
                }
                _ => {}
            }
        }
        doc.add(self.comment_before());
        doc.add(self.comment_behind());
        if self.kind == Kind::Parameter {
            doc.annotations = self.annotations();
        }
        doc
    }

    /// Returns the attributes, each with the tokens in its parentheses.
    fn attributes(&self) -> Vec<(&'t str, Range<usize>)> {
        let mut attributes = Vec::new();
        let mut index = self.first;
        while index < self.name {
            index = match self.bracket_end(index) {
                // The name itself is in these parentheses.
                Some(close) if close > self.name => index + 1,
                Some(close) => {
                    self.attributes_in(index, close, &mut attributes);
                    close + 1
                }
                None => index + 1,
            };
        }
        // An enumerator has its attributes behind its name.
        if self.ends_at_comma
            && self.kind == Kind::Definition
            && let Some(close) = self.bracket_end(self.name + 1)
        {
            self.attributes_in(self.name + 1, close, &mut attributes);
        }
        attributes
    }

    /// Returns the closing bracket of the pair that begins with this token.
    fn bracket_end(&self, index: usize) -> Option<usize> {
        let token = self.outline.tokens.get(index)?;
        token.partner.filter(|partner| *partner > index)
    }

    /// Adds the attributes between two brackets, if they are those of an attribute list.
    fn attributes_in(
        &self,
        open: usize,
        close: usize,
        attributes: &mut Vec<(&'t str, Range<usize>)>,
    ) {
        let tokens = &self.outline.tokens;
        if self.of(&tokens[open]) != "[" {
            return;
        }
        let mut index = open + 1;
        let mut begins = true;
        while index < close {
            let token = &tokens[index];
            let next = tokens.get(index + 1);
            if begins && token.kind == TokenKind::Word {
                let arguments = next
                    .filter(|next| self.of(next) == "(")
                    .and_then(|next| next.partner)
                    .map_or(0..0, |close| index + 2..close);
                attributes.push((self.of(token), arguments));
            }
            begins = self.of(token) == "," || token.kind == TokenKind::Directive;
            index = self.bracket_end(index).unwrap_or(index) + 1;
        }
    }

    /// Returns the content of the first string in these tokens, which may stand in several literals.
    fn string(&self, tokens: Range<usize>) -> String {
        let tokens = self.outline.tokens.get(tokens).unwrap_or_default();
        let is_literal = |token: &&Token| token.kind == TokenKind::Literal;
        let literals = tokens
            .iter()
            .skip_while(|token| token.kind == TokenKind::Word)
            .take_while(is_literal);
        literals
            .map(|token| literal_content(self.of(token)))
            .collect()
    }

    /// Returns the words of the comment before the definition, or before what follows its attributes.
    fn comment_before(&self) -> Vec<String> {
        let words = self.comment_before_token(self.first);
        let first = &self.outline.tokens[self.first];
        match first.partner.filter(|_| self.of(first) == "[") {
            Some(close) if words.is_empty() && close < self.name => {
                self.comment_before_token(close + 1)
            }
            _ => words,
        }
    }

    /// Returns the words of the comment that stands directly before a token: no empty line is between
    /// the two, and it isn't behind another definition on the same line.
    fn comment_before_token(&self, index: usize) -> Vec<String> {
        let tokens = &self.outline.tokens;
        let Some(token) = tokens.get(index) else {
            return Vec::new();
        };
        let start = token.range.start;
        let before = index.checked_sub(1).map(|it| &tokens[it]);
        let from = before.map_or(0, |it| it.range.end);
        let comments = self.outline.comments_in(from..start);
        let mut next = start;
        let mut first = comments.len();
        for (number, comment) in comments.iter().enumerate().rev() {
            if self.newlines(comment.end..next) > 1 {
                break;
            }
            let is_behind = before.is_some()
                && self.newlines(from..comment.start) == 0
                && self.newlines(comment.start..start) > 0;
            if is_behind {
                first = self.continued(comments, number).end;
                break;
            }
            next = comment.start;
            first = number;
        }
        let comments = comments.get(first..).unwrap_or_default();
        let mut texts = comments.iter().map(|it| &self.text[it.clone()]);
        if texts.clone().any(is_licence) || texts.all(is_code_of_c) {
            return Vec::new();
        }
        words(comments.iter().map(|it| &self.text[it.clone()]))
    }

    /// Returns the words of the comment that stands behind the definition, on the line on which it
    /// ends. It is said of this one alone if no other stands on the line.
    fn comment_behind(&self) -> Vec<String> {
        let tokens = &self.outline.tokens;
        let first = &tokens[self.first];
        if let Some(before) = self.first.checked_sub(1) {
            let before = &tokens[before];
            let is_alone = self.newlines(before.range.end..first.range.start) > 0;
            if !is_alone && before.kind != TokenKind::Open {
                return Vec::new();
            }
        }
        let (last, end) = self.end();
        let Some(last_token) = tokens.get(last) else {
            return Vec::new();
        };
        let start = match self.kind {
            // The line of a body's end says nothing of what is in the body.
            Kind::Definition => tokens[self.name].range.start,
            Kind::Field | Kind::Parameter => last_token.range.start,
        };
        let behind = tokens.get(end).map_or(self.text.len(), |it| it.range.start);
        let comments = self.outline.comments_in(last_token.range.end..behind);
        let Some(comment) = comments.first() else {
            return Vec::new();
        };
        let next = tokens.get(end);
        let shares_line = next.is_some_and(|next| next.kind != TokenKind::Close)
            && self.newlines(comment.end..behind) == 0;
        if self.newlines(start..comment.start) > 0 || shares_line {
            return Vec::new();
        }
        let comments = &comments[self.continued(comments, 0)];
        words(comments.iter().map(|it| &self.text[it.clone()]))
    }

    /// Returns the last token of the definition, with the separator behind it, and the token after it.
    fn end(&self) -> (usize, usize) {
        let tokens = &self.outline.tokens;
        let mut last = self.name;
        let mut index = self.name + 1;
        for _ in 0..MAX_TOKENS {
            let Some(token) = tokens.get(index) else {
                break;
            };
            match (token.kind, self.of(token)) {
                (TokenKind::Directive, _) => break,
                // The body of an interface ends it, whether a semicolon follows or not.
                (TokenKind::Open, "{") if self.body(index) == Body::Other => {
                    let close = token.partner.unwrap_or(index);
                    let next = tokens.get(close + 1);
                    return match next.map(|next| self.of(next)) {
                        Some(";") => (close + 1, close + 2),
                        _ => (close, close + 1),
                    };
                }
                (TokenKind::Punct, ";") => return (index, index + 1),
                (TokenKind::Punct, ",") if self.ends_at_comma => return (index, index + 1),
                // A declarator's parenthesis, or that of the statement which the name stands in.
                (TokenKind::Close, ")") if self.kind != Kind::Parameter => {
                    if token.partner.is_some_and(|open| self.is_statement(open)) {
                        return (index, index + 1);
                    }
                    last = index;
                    index += 1;
                }
                (TokenKind::Close, _) => break,
                _ => {
                    last = token.partner.filter(|it| *it > index).unwrap_or(index);
                    index = last + 1;
                }
            }
        }
        (last, index)
    }

    /// Returns the comment `first` with those that go on with it: comments of a line each, below each
    /// other.
    fn continued(&self, comments: &[Range<usize>], first: usize) -> Range<usize> {
        let mut behind = first + 1;
        let column = |it: &Range<usize>| {
            let line = &self.text.as_bytes()[..it.start];
            line.iter().rev().take_while(|byte| **byte != b'\n').count()
        };
        let is_line = |it: &Range<usize>| self.text[it.clone()].starts_with("//");
        while let Some(next) = comments.get(behind) {
            let before = &comments[behind - 1];
            let goes_on = is_line(before)
                && is_line(next)
                && column(before) == column(next)
                && self.newlines(before.end..next.start) == 1;
            if !goes_on {
                break;
            }
            behind += 1;
        }
        first..behind
    }

    /// Returns the annotations of SAL: `_In_reads_(count)`, `__out`, `__RPC__in_ecount(count)`.
    fn annotations(&self) -> Vec<String> {
        let tokens = &self.outline.tokens;
        let mut annotations = Vec::new();
        let mut index = self.first;
        while index < self.name {
            let token = &tokens[index];
            let word = self.of(token);
            let arguments = tokens
                .get(index + 1)
                .filter(|next| self.of(next) == "(")
                .and_then(|next| next.partner)
                .filter(|close| *close < self.name);
            if token.kind == TokenKind::Word && is_annotation(word) {
                let end = arguments.map_or(token.range.end, |close| tokens[close].range.end);
                let text = &self.text[token.range.start..end];
                annotations.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            index = match (token.partner.filter(|it| *it > index), arguments) {
                (Some(close), _) | (None, Some(close)) => close + 1,
                (None, None) => index + 1,
            };
        }
        annotations
    }

    fn of(&self, token: &Token) -> &'t str {
        &self.text[token.range.clone()]
    }

    fn newlines(&self, range: Range<usize>) -> usize {
        let bytes = self.text.as_bytes().get(range).unwrap_or_default();
        bytes.iter().filter(|byte| **byte == b'\n').count()
    }
}

/// Returns whether a word is an annotation of SAL. Those of a name's own begin in the same way, so
/// that the direction has to follow.
fn is_annotation(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('_') else {
        return false;
    };
    let rest = rest.strip_prefix('_').unwrap_or(rest);
    let rest = rest.strip_prefix("RPC__").unwrap_or(rest);
    let small = rest.to_ascii_lowercase();
    ["in", "inout", "out", "outptr", "deref"].iter().any(|it| {
        let behind = small.strip_prefix(it);
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('_'))
    })
}

/// Returns whether a comment is the head of a file, which speaks of the file alone.
fn is_licence(comment: &str) -> bool {
    let small = comment.to_ascii_lowercase();
    small.contains("copyright") || small.contains("license") && small.contains("permi")
}

/// Returns whether a comment holds a piece of code that was taken out: a line that ends as code does.
fn is_code_of_c(comment: &str) -> bool {
    let line = comment.trim_start_matches('/').trim();
    comment.starts_with("//") && line.ends_with(';') && line.contains('(')
}
