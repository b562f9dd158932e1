//! `#include`, in each form.

use super::lexer::Lexer;
use super::{Frame, Preprocessor};
use crate::diagnostics::Problem;
use crate::source::{Reached, Span};
use crate::token::{Punct, TokenKind};

/// How deep includes may be nested.
const DEPTH_LIMIT: usize = 200;

/// How many files may be included into one: what includes more does so without end.
const COUNT_LIMIT: usize = 20_000;

/// The file that a directive names.
struct HeaderName {
    name: String,
    /// In angle brackets: the including file's own folder isn't searched.
    angled: bool,
    span: Span,
}

impl Preprocessor<'_> {
    /// The file to be read next, if there is one to be read.
    pub(super) fn include(&mut self, directive: Span) -> Option<Frame> {
        let Some(header) = self.header() else {
            self.malformed("include", "`\"FILE\"` or `<FILE>`", directive);
            return None;
        };
        self.expect_line_end("include");
        let beside = match header.angled {
            true => None,
            false => self.files.last().and_then(|top| top.file.path().parent()),
        };
        let found = self.session.loader.find(&header.name, beside);
        let file = match found {
            Ok(file) => file,
            Err(problem) => {
                self.report(problem, header.span);
                return None;
            }
        };
        if self.once.contains(&file.id()) || !self.may_include(header.span) {
            return None;
        }
        let by = Reached::Included(header.span);
        let Some(base) = self.session.sources.add(&file, by) else {
            let path = file.path().display().to_string();
            self.give_up(Problem::TooLarge { path }, header.span);
            return None;
        };
        Some(Frame::new(file, base))
    }

    fn header(&mut self) -> Option<HeaderName> {
        if let Some((name, angled, span)) = self.lex(Lexer::header_name) {
            return Some(HeaderName { name, angled, span });
        }
        let first = self.expanded();
        let span = self.session.sources.outermost(first.span);
        match first.kind {
            TokenKind::String => {
                let spelled = self.text(first.text);
                let name = spelled.trim_matches('"').to_owned();
                let angled = false;
                Some(HeaderName { name, angled, span })
            }
            TokenKind::Punct(Punct::Lt) => {
                let name = self.angled_name()?;
                let angled = true;
                Some(HeaderName { name, angled, span })
            }
            _ => None,
        }
    }

    /// The name that a macro gave in angle brackets, the first of which was read.
    fn angled_name(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            let lexeme = self.expanded();
            if lexeme.is_end() {
                return None;
            }
            if lexeme.is(Punct::Gt) {
                return Some(name);
            }
            if lexeme.spaced && !name.is_empty() {
                name.push(' ');
            }
            name.push_str(self.session.names.text(lexeme.text));
        }
    }

    /// Counts an inclusion; whether it is within the limits.
    fn may_include(&mut self, span: Span) -> bool {
        self.inclusions += 1;
        if self.files.len() > DEPTH_LIMIT {
            let limit = DEPTH_LIMIT.to_string();
            self.give_up(Problem::IncludeDepth { limit }, span);
        } else if self.inclusions > COUNT_LIMIT {
            let limit = COUNT_LIMIT.to_string();
            self.give_up(Problem::IncludeCount { limit }, span);
        }
        !self.given_up
    }

    fn give_up(&mut self, problem: Problem, span: Span) {
        self.report(problem, span);
        self.given_up = true;
    }

    /// Goes back to the including file.
    pub(super) fn leave_file(&mut self) {
        if let Some(left) = self.files.pop() {
            for conditional in left.conditionals.iter().rev() {
                let problem = Problem::UnterminatedConditional {
                    name: conditional.name.to_string(),
                };
                self.report(problem, conditional.span);
            }
        }
    }
}
