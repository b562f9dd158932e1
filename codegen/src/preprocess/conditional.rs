//! `#if`, `#ifdef`, `#ifndef`, `#elif`, `#else`, `#endif`: which lines are read.

use super::Preprocessor;
use super::directive::Directive;
use super::lexer::Lexer;
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;

/// A conditional that is open.
#[derive(Clone, Debug)]
pub(super) struct Conditional {
    /// The directive that opened it.
    pub(super) directive: Directive,
    /// The place of that directive.
    pub(super) span: Span,
    branch: Branch,
    /// The place of its `#else`, once that is read.
    else_span: Option<Span>,
}

/// The treatment of a branch's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Branch {
    /// They are read.
    Read,
    /// They are skipped, as all branches before.
    Skipped,
    /// They are skipped because a branch before was read.
    Over,
    /// They are skipped because the whole conditional stands in skipped lines.
    Ignored,
}

impl Preprocessor<'_> {
    /// Carries out a directive that opens, continues or closes a conditional, and no other.
    pub(super) fn conditional(&mut self, directive: Directive, span: Span) {
        match directive {
            Directive::If | Directive::Ifdef | Directive::Ifndef => self.open(directive, span),
            Directive::Elif | Directive::Else => self.next_branch(directive, span),
            Directive::Endif => self.close(span),
            _ => {}
        }
    }

    /// Skips lines while the innermost branch isn't read.
    pub(super) fn skip_branches(&mut self) {
        while self.is_skipping()
            && let Some(hash) = self.lex(Lexer::skip_to_directive)
        {
            if let Some(name) = self.lex(Lexer::word)
                && let Some(directive) = Directive::named(self.session.names.text(name.text))
            {
                self.conditional(directive, hash.to(name.span));
            }
            self.end_directive();
        }
    }

    fn is_skipping(&self) -> bool {
        let innermost = self.files.last().and_then(|top| top.conditionals.last());
        innermost.is_some_and(|conditional| conditional.branch != Branch::Read)
    }

    fn open(&mut self, directive: Directive, span: Span) {
        let branch = if self.is_skipping() {
            Branch::Ignored
        } else if self.test(directive, span) {
            Branch::Read
        } else {
            Branch::Skipped
        };
        let conditional = Conditional {
            directive,
            span,
            branch,
            else_span: None,
        };
        if let Some(top) = self.files.last_mut() {
            top.conditionals.push(conditional);
        }
    }

    fn next_branch(&mut self, directive: Directive, span: Span) {
        let Some(innermost) = self.innermost() else {
            self.unmatched(directive, span);
            return;
        };
        if let Some(else_span) = innermost.else_span {
            let problem = Problem::BranchAfterElse {
                name: directive.name().to_owned(),
            };
            let diagnostic = Diagnostic::new(problem, span).related(else_span, "`#else` is here");
            self.session.diagnostics.push(diagnostic);
            return;
        }
        let before = innermost.branch;
        if directive == Directive::Else {
            innermost.else_span = Some(span);
            if before != Branch::Ignored {
                self.expect_line_end(directive);
            }
        }
        let branch = match before {
            Branch::Read | Branch::Over => Branch::Over,
            Branch::Ignored => Branch::Ignored,
            Branch::Skipped if directive == Directive::Else || self.test(directive, span) => {
                Branch::Read
            }
            Branch::Skipped => Branch::Skipped,
        };
        if let Some(innermost) = self.innermost() {
            innermost.branch = branch;
        }
    }

    fn close(&mut self, span: Span) {
        let closed = self.files.last_mut().and_then(|top| top.conditionals.pop());
        match closed {
            None => self.unmatched(Directive::Endif, span),
            Some(closed) if closed.branch == Branch::Ignored => {}
            Some(_) => self.expect_line_end(Directive::Endif),
        }
    }

    fn innermost(&mut self) -> Option<&mut Conditional> {
        self.files.last_mut()?.conditionals.last_mut()
    }

    fn unmatched(&mut self, directive: Directive, span: Span) {
        let name = directive.name().to_owned();
        self.report(Problem::UnmatchedConditional { name }, span);
    }

    /// Whether the condition behind a directive holds. One with a problem doesn't.
    fn test(&mut self, directive: Directive, span: Span) -> bool {
        match directive {
            Directive::Ifdef => self.is_defined(directive, span) == Some(true),
            Directive::Ifndef => self.is_defined(directive, span) == Some(false),
            _ => self.condition(directive, span),
        }
    }

    fn is_defined(&mut self, directive: Directive, span: Span) -> Option<bool> {
        let Some(macro_name) = self.lex(Lexer::word) else {
            self.malformed(directive, "the name of a macro", span);
            return None;
        };
        self.expect_line_end(directive);
        self.note_use(macro_name.text);
        Some(self.macros.get(macro_name.text).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, run, tokens};

    #[test]
    fn one_branch_is_read() {
        let text = "#if A == 1\na\n#elif A == 2\nb\n#else\nc\n#endif\nd";
        assert_eq!(tokens(&format!("#define A 1\n{text}")), "a d");
        assert_eq!(tokens(&format!("#define A 2\n{text}")), "b d");
        assert_eq!(tokens(text), "c d");
    }

    #[test]
    fn ifdef_and_ifndef_ask_for_a_name() {
        assert_eq!(tokens("#ifdef __midl\na\n#else\nb\n#endif"), "a");
        assert_eq!(tokens("#ifndef _WIN32\na\n#else\nb\n#endif"), "b");
    }

    #[test]
    fn conditionals_nest() {
        assert_eq!(
            tokens("#if 0\n#if 1\na\n#else\nb\n#endif\n#elif 1\n#if 1\nc\n#endif\n#endif"),
            "c"
        );
        let depth = 20_000;
        assert_eq!(
            tokens(&format!(
                "{}{}",
                "#if 1\n".repeat(depth),
                "#endif\n".repeat(depth)
            )),
            ""
        );
    }

    #[test]
    fn in_skipped_lines_only_conditionals_are_read() {
        assert_eq!(
            tokens(
                "#if 0\ndon't \" § \x01\n#bogus '\n#error it's\n#define A\n/*\n#endif\n*/\n#endif\nx"
            ),
            "x"
        );
    }

    #[test]
    fn a_quote_in_skipped_lines_hides_a_comment_up_to_the_end_of_its_line() {
        assert_eq!(tokens("#if 0\n\"/*\"\n'/*\n#endif\nx"), "x");
    }

    #[test]
    fn the_condition_of_a_branch_that_comes_too_late_is_not_read() {
        assert_eq!(tokens("#if 1\n#elif 1 / 0\n#endif"), "");
        assert_eq!(tokens("#if 0\n#if (\n#elif\n#endif\n#endif"), "");
    }

    #[test]
    fn a_conditional_is_closed_in_the_file_that_opens_it() {
        assert_eq!(
            problems("#if 1\n#ifdef A\n"),
            ["IDL0207 #ifdef", "IDL0207 #if"]
        );
        assert_eq!(problems("#endif"), ["IDL0208 #endif"]);
        assert_eq!(problems("# else"), ["IDL0208 # else"]);
    }

    #[test]
    fn nothing_but_endif_comes_after_else() {
        let (tokens, problems) = run("#if 0\n#else\na\n#elif 1\nb\n#else\nc\n#endif");
        assert_eq!(tokens, "a b c");
        assert_eq!(problems, ["IDL0209 #elif", "IDL0209 #else"]);
    }

    #[test]
    fn a_condition_is_needed() {
        assert_eq!(problems("#if\n#endif"), ["IDL0206 #if"]);
        assert_eq!(problems("#ifdef\n#endif"), ["IDL0206 #ifdef"]);
        assert_eq!(problems("#if 0\n#elif\n#endif"), ["IDL0206 #elif"]);
    }

    #[test]
    fn tokens_behind_a_directive_are_warned_of() {
        assert_eq!(
            problems("#ifdef A B\n#else C\n#endif D E // F"),
            ["IDL1202 B", "IDL1202 C", "IDL1202 D E"]
        );
    }
}
