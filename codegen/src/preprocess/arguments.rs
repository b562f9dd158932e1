//! The arguments of a macro call.

use super::Preprocessor;
use super::lexer::Lexeme;
use super::macros::{Macro, Parameters};
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;
use crate::token::{Punct, TokenKind};

/// The arguments of a call.
#[derive(Debug)]
pub(super) struct Arguments {
    lexemes: Vec<Lexeme>,
    /// Where each argument ends in `lexemes`.
    ends: Vec<usize>,
    /// The closing parenthesis.
    pub(super) close: Span,
}

impl Arguments {
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The tokens of one argument as they are written. There are none where it is left out.
    pub(super) fn get(&self, index: usize) -> &[Lexeme] {
        let Some(end) = self.ends.get(index) else {
            return &[];
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.lexemes[start..*end]
    }
}

impl Preprocessor<'_> {
    /// Reads the arguments of a call whose `(` is read. Reports a problem and returns none where
    /// they don't end or aren't as many as the parameters.
    pub(super) fn arguments(
        &mut self,
        definition: &Macro,
        parameters: &Parameters,
        name: Span,
    ) -> Option<Arguments> {
        let mut lexemes = Vec::new();
        let mut ends = Vec::new();
        let mut open = 0_usize;
        let close = loop {
            let lexeme = self.raw();
            match lexeme.kind {
                TokenKind::Eof => {
                    if !self.expander.runaway && !self.given_up {
                        let name_text = self.session.names.text(definition.name).to_owned();
                        let problem = Problem::UnterminatedCall { name: name_text };
                        self.session.diagnostics.report(problem, name);
                    }
                    return None;
                }
                TokenKind::Punct(Punct::LParen) => open += 1,
                TokenKind::Punct(Punct::RParen) if open == 0 => break lexeme.span,
                TokenKind::Punct(Punct::RParen) => open -= 1,
                TokenKind::Punct(Punct::Comma)
                    if open == 0
                        && !(parameters.variadic && ends.len() + 1 == parameters.names.len()) =>
                {
                    ends.push(lexemes.len());
                    continue;
                }
                _ => {}
            }
            lexemes.push(lexeme);
        };
        // A call within an argument reads once more what the outer call has read.
        if self.expander.nesting > 0 && !self.charge(lexemes.len()) {
            return None;
        }
        if !(lexemes.is_empty() && ends.is_empty() && parameters.names.is_empty()) {
            ends.push(lexemes.len());
        }
        let wanted = parameters.names.len();
        let fits = ends.len() == wanted || parameters.variadic && ends.len() + 1 == wanted;
        if !fits {
            let problem = Problem::ArgumentCount {
                name: self.session.names.text(definition.name).to_owned(),
                given: ends.len(),
                wanted,
            };
            let diagnostic = Diagnostic::new(problem, name.to(close))
                .related(definition.definition, "defined here");
            self.session.diagnostics.push(diagnostic);
            return None;
        }
        Some(Arguments {
            lexemes,
            ends,
            close,
        })
    }
}
