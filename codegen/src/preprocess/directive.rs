//! Directives: lines that begin with `#`.

use super::Preprocessor;
use super::lexer::{Lexeme, Lexer};
use crate::diagnostics::Problem;
use crate::source::Span;
use crate::token::TokenKind;

macro_rules! directives {
    ($($name:ident $text:literal)*) => {
        /// The directives.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Directive { $($name),* }

        impl Directive {
            /// Returns the directive with this name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// Returns the name, without `#`.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

directives! {
    Define "define" Undef "undef" Include "include" Pragma "pragma"
    If "if" Ifdef "ifdef" Ifndef "ifndef" Elif "elif" Else "else" Endif "endif"
    Error "error" Warning "warning" Line "line" Ident "ident"
}

impl Preprocessor<'_> {
    /// Carries out the directive whose `#` was read. Returns the token of a pragma that the parser
    /// has to see.
    pub(super) fn directive(&mut self, hash: Span) -> Option<Lexeme> {
        self.expander.in_directive = true;
        let pragma = self.line_behind(hash);
        self.expander.in_directive = false;
        pragma
    }

    fn line_behind(&mut self, hash: Span) -> Option<Lexeme> {
        self.lex(|lexer, _| lexer.begin_line());
        let Some(name) = self.lex(Lexer::word) else {
            self.nameless_directive();
            self.end_directive();
            return None;
        };
        let span = hash.to(name.span);
        let mut pragma = None;
        let mut included = None;
        match Directive::named(self.session.names.text(name.text)) {
            Some(Directive::Define) => self.define(),
            Some(Directive::Undef) => self.undef(),
            Some(Directive::Include) => included = self.include(span),
            Some(Directive::Pragma) => pragma = self.pragma(hash),
            Some(Directive::Error) => {
                let (text, _) = self.lex(Lexer::rest_of_line);
                self.report(Problem::UserError { text }, span);
            }
            Some(Directive::Warning) => {
                let (text, _) = self.lex(Lexer::rest_of_line);
                self.report(Problem::UserWarning { text }, span);
            }
            Some(Directive::Line) => self.line(name.span),
            // A comment for the object file.
            Some(Directive::Ident) => {}
            Some(conditional) => self.conditional(conditional, span),
            None => {
                let name_text = self.text(name.text);
                self.report(Problem::UnknownDirective { name: name_text }, name.span);
            }
        }
        self.end_directive();
        self.skip_branches();
        self.files.extend(included);
        pragma
    }

    /// Leaves the line of a directive.
    pub(super) fn end_directive(&mut self) {
        self.leave_directive();
        self.lex(Lexer::end_line);
    }

    /// `#` alone is nothing; `# 1 "file"` is the line marker that preprocessed files have.
    fn nameless_directive(&mut self) {
        let next = self.lex(Lexer::next);
        if !matches!(next.kind, TokenKind::Eof | TokenKind::Number) {
            let name = self.text(next.text);
            self.report(Problem::UnknownDirective { name }, next.span);
        }
    }

    /// `#line` is checked and has no effect. Places stay those in the file that was read, since
    /// that is the file that the user has.
    fn line(&mut self, name: Span) {
        let number = self.expanded();
        let is_number = number.kind == TokenKind::Number
            && self
                .session
                .names
                .text(number.text)
                .bytes()
                .all(|digit| digit.is_ascii_digit());
        if !is_number {
            let span = if number.is_end() { name } else { number.span };
            self.malformed(Directive::Line, "a line number", span);
        }
    }

    /// Reports a malformed directive.
    pub(super) fn malformed(&mut self, directive: Directive, expected: &str, span: Span) {
        let problem = Problem::MalformedDirective {
            name: directive.name().to_owned(),
            expected: expected.to_owned(),
        };
        self.report(problem, span);
    }

    /// Warns of tokens that are left on the line of a directive.
    pub(super) fn expect_line_end(&mut self, directive: Directive) {
        let (text, span) = self.lex(Lexer::rest_of_line);
        if !text.is_empty() {
            let name = directive.name().to_owned();
            self.report(Problem::ExtraTokens { name }, span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, run, tokens};

    #[test]
    fn a_hash_alone_is_nothing() {
        assert_eq!(tokens("#\n # // x\na"), "a");
    }

    #[test]
    fn a_hash_within_a_line_is_a_token() {
        assert_eq!(tokens("a # define b"), "a # define b");
    }

    #[test]
    fn error_and_warning_are_reported() {
        let (tokens, problems) = run("#error it's \"over\n#warning don't\nx");
        assert_eq!(tokens, "x");
        assert_eq!(problems, ["IDL0210 #error", "IDL1203 #warning"]);
    }

    #[test]
    fn line_directives_do_not_change_places() {
        assert_eq!(tokens("#line 100 \"x.c\"\n# 7 \"y.c\" 2\n__LINE__"), "3");
        assert_eq!(problems("#line x\n#line"), ["IDL0206 x", "IDL0206 line"]);
    }

    #[test]
    fn ident_is_for_object_files() {
        assert_eq!(tokens("#ident \"$Id$\"\nx"), "x");
    }

    #[test]
    fn an_unknown_directive_is_a_problem() {
        assert_eq!(
            problems("#import \"a.idl\"\n#+"),
            ["IDL0205 import", "IDL0205 +"]
        );
    }
}
