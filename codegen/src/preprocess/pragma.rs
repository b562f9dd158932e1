//! `#pragma`: `once` is carried out here, `pack` and `midl_echo` are passed on to the parser, and
//! others mean nothing to IDL.

use super::Preprocessor;
use super::lexer::{Lexeme, Lexer};
use crate::source::Span;
use crate::token::TokenKind;

impl Preprocessor<'_> {
    /// Returns the pragma as a token, if the parser has to see it.
    pub(super) fn pragma(&mut self, hash: Span) -> Option<Lexeme> {
        let name = self.lex(Lexer::word)?;
        match self.session.names.text(name.text) {
            "once" => {
                let top = self.files.last().map(|top| top.file.id());
                self.once.extend(top);
                None
            }
            "pack" | "midl_echo" => Some(self.kept_pragma(hash, &name)),
            _ => None,
        }
    }

    /// Returns the token of a pragma. Macros in its text are replaced.
    fn kept_pragma(&mut self, hash: Span, name: &Lexeme) -> Lexeme {
        self.lex(|lexer, _| lexer.let_strings_go_on());
        let mut text = self.text(name.text);
        let mut span = hash.to(name.span);
        loop {
            let lexeme = self.expanded();
            if lexeme.is_end() {
                break;
            }
            if lexeme.spaced {
                text.push(' ');
            }
            text.push_str(self.session.names.text(lexeme.text));
            span = span.to(lexeme.span);
        }
        Lexeme {
            kind: TokenKind::Pragma,
            text: self.session.names.intern(&text),
            span,
            spaced: true,
            first: true,
            painted: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::tokens;

    #[test]
    fn packing_and_echoes_are_left_to_the_parser() {
        assert_eq!(
            tokens("#pragma pack(push, 8)\na\n#pragma midl_echo(\"x\") // y\n#pragma pack()"),
            "#pragma<pack(push, 8)> a #pragma<midl_echo(\"x\")> #pragma<pack()>"
        );
    }

    #[test]
    fn a_kept_pragma_goes_on_while_a_string_in_it_is_open() {
        assert_eq!(
            tokens("#pragma midl_echo(\"a\r\n  b\nc\") // d\ne \"f\ng\""),
            "#pragma<midl_echo(\"a\r\n  b\nc\")> e \"f\\ng\""
        );
    }

    #[test]
    fn macros_in_a_kept_pragma_are_replaced() {
        assert_eq!(
            tokens("#define N 4\n#pragma pack( N )"),
            "#pragma<pack( 4 )>"
        );
    }

    #[test]
    fn other_pragmas_mean_nothing() {
        assert_eq!(tokens("#pragma warning(disable: it's)\n#pragma\nx"), "x");
    }
}
