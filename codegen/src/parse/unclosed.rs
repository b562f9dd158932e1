//! Brackets that are still open where the file ends.

use super::Parser;
use crate::diagnostics::{Diagnostic, Problem};
use crate::token::{Punct, Token, TokenKind};

/// How many further open brackets are shown beside the innermost one.
const MAX_SHOWN: usize = 3;

impl Parser<'_> {
    /// Reports the brackets that are open at the end of the file, once. Returns whether there are any.
    pub(super) fn report_unclosed(&mut self) -> bool {
        if self.has_unclosed.is_none() {
            let unclosed = self.unclosed();
            self.has_unclosed = Some(unclosed.is_some());
            if let Some(diagnostic) = unclosed {
                self.diagnostics.push(diagnostic);
            }
        }
        self.has_unclosed == Some(true)
    }

    /// Returns the problem that brackets are open at the end of the file: the innermost brace, with those
    /// around it, or else the innermost bracket. Returns none if all are closed.
    fn unclosed(&self) -> Option<Diagnostic> {
        let open = open_brackets(self.all_tokens());
        let is_brace = |(bracket, _): &&(Punct, Token)| *bracket == Punct::LBrace;
        let mut shown: Vec<&(Punct, Token)> = open.iter().filter(is_brace).collect();
        if shown.is_empty() {
            shown.extend(open.last());
        }
        let (bracket, token) = shown.pop()?;
        let bracket = bracket.text().to_owned();
        let mut diagnostic = Diagnostic::new(Problem::Unclosed { bracket }, token.span);
        for (_, token) in shown.iter().rev().take(MAX_SHOWN) {
            diagnostic = diagnostic.related(token.span, "and this one around it");
        }
        Some(diagnostic)
    }
}

/// Returns the brackets that nothing closes, the outermost first. A closing bracket closes the last of its
/// kind, and with it those that were opened inside.
fn open_brackets(tokens: &[Token]) -> Vec<(Punct, Token)> {
    let mut open: Vec<(Punct, Token)> = Vec::new();
    for token in tokens {
        let TokenKind::Punct(punct) = token.kind else {
            continue;
        };
        let opens = match punct {
            Punct::LBrace | Punct::LParen | Punct::LBracket => {
                open.push((punct, *token));
                continue;
            }
            Punct::RBrace => Punct::LBrace,
            Punct::RParen => Punct::LParen,
            Punct::RBracket => Punct::LBracket,
            _ => continue,
        };
        // A `)` that is too much doesn't close a brace.
        let within_brace = |(bracket, _): &&(Punct, Token)| *bracket != Punct::LBrace;
        let reach = match opens {
            Punct::LBrace => open.len(),
            _ => open.iter().rev().take_while(within_brace).count(),
        };
        let from = open.len() - reach;
        if let Some(at) = open[from..].iter().rposition(|(it, _)| *it == opens) {
            open.truncate(from + at);
        }
    }
    open
}
