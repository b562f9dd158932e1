//! Macros that stand for numbers and operators, as expressions: parsed once for all their calls.
//!
//! Where a call isn't a whole expression, or one in parentheses, all tokens from there on are
//! written out: what they mean is then seen as ever.

use super::ast::{Expression, ExpressionKind as Kind};
use super::{NESTING, Parser};
use crate::arithmetic::Integer;
use crate::diagnostics::Diagnostics;
use crate::source::Span;
use crate::token::{FoldedMacro, Punct, Token, TokenKind};

/// What a macro stands for, as an expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folded {
    value: Integer,
    /// Its place in the macro's first call.
    span: Span,
    /// It stands in parentheses, so that any operator may stand around it.
    is_group: bool,
    /// How much deeper it is nested than what it stands in.
    depth: u32,
}

impl Parser<'_> {
    /// The folded token at hand as an expression, if it is all of one.
    pub(super) fn folded_expression(&mut self) -> Option<Expression> {
        let behind = self.tokens.get(self.position + 1)?;
        let ends = matches!(
            behind.kind,
            TokenKind::Punct(
                Punct::RParen | Punct::RBracket | Punct::RBrace | Punct::Comma | Punct::Semi
            ) | TokenKind::Eof
        );
        if ends { self.folded(|_| true) } else { None }
    }

    /// The folded token at hand as an operand, if it stands in parentheses.
    pub(super) fn folded_group(&mut self) -> Option<Expression> {
        self.folded(|it| it.is_group)
    }

    /// Passes the folded token at hand if it is an expression that is `fit`.
    fn folded(&mut self, fit: impl FnOnce(&Folded) -> bool) -> Option<Expression> {
        let token = self.at_hand();
        let folds = self.folds;
        let fold = folds.of(token)?;
        let key = token.span.lo;
        let known = match self.folded.get(&key) {
            Some(known) => *known,
            None => {
                let known = self.parse_fold(fold);
                self.folded.insert(key, known);
                known
            }
        };
        let folded = known.filter(|it| fit(it) && self.depth + it.depth <= NESTING)?;
        self.deepest = self.deepest.max(self.depth + folded.depth);
        self.position += 1;
        self.apply_pragmas();
        Some(Expression {
            kind: Kind::Computed(folded.value),
            span: fold.place(token, folded.span),
        })
    }

    /// What a macro stands for as an expression. None if it isn't one of numbers, or one with a
    /// problem, which is to be found where it is used.
    fn parse_fold(&mut self, fold: &FoldedMacro) -> Option<Folded> {
        let tokens = fold.tokens.clone();
        let mut unheard = Diagnostics::default();
        let mut parser = Parser::new(tokens, self.folds, self.names, &mut unheard);
        // As deep as here, so that macros in macros are parsed to a limit.
        parser.depth = self.depth;
        parser.deepest = self.depth;
        parser.folded = std::mem::take(&mut self.folded);
        let expression = parser.conditional();
        let depth = parser.deepest - self.depth;
        let is_whole = parser.at_end();
        self.folded = std::mem::take(&mut parser.folded);
        let expression = expression.ok()?;
        match expression.kind {
            Kind::Computed(value) if is_whole && !unheard.has_errors() => Some(Folded {
                value,
                span: expression.span,
                is_group: is_group(&fold.tokens),
                depth,
            }),
            _ => None,
        }
    }

    /// Writes all tokens out, from the one at hand on.
    pub(super) fn unfold(&mut self) {
        let rest: Vec<Token> = self.coming().collect();
        self.tokens.truncate(self.position);
        self.tokens.extend(rest);
    }
}

/// Whether the parenthesis with which an expression begins is closed by its last token.
fn is_group(tokens: &[Token]) -> bool {
    let mut open = 0_usize;
    let closed = tokens.iter().position(|token| {
        match token.kind {
            TokenKind::Punct(Punct::LParen) => open += 1,
            TokenKind::Punct(Punct::RParen) => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0
    });
    closed == Some(tokens.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::parse::ast::File;
    use crate::preprocess::preprocess;
    use crate::session::Session;
    use crate::source::Reached;
    use crate::token::{Token, TokenKind, TokenStream};
    use proptest::prelude::*;

    /// The syntax of `text` and what is wrong with it. Written out, the same must come out.
    fn parsed(text: &str) -> (File, Vec<String>) {
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("test.idl", text);
        let row = preprocess(&mut session, &file, Reached::Named);
        let mut outcome = |row: TokenStream| {
            let mut diagnostics = session.diagnostics.clone();
            let syntax = parse(row, &mut session.names, &mut diagnostics);
            let said = diagnostics.iter().map(|it| format!("{it:?}"));
            (syntax, said.collect::<Vec<_>>())
        };
        let unfolded: Vec<Token> = row.unfolded().collect();
        assert!(unfolded.iter().all(|it| it.kind != TokenKind::FoldedCall));
        let expected = outcome(TokenStream::from(unfolded));
        let (syntax, said) = outcome(row);
        assert_eq!(
            format!("{syntax:#?}"),
            format!("{:#?}", expected.0),
            "{text}"
        );
        assert_eq!(said, expected.1, "{text}");
        (syntax, said)
    }

    /// The syntax of `text`, which must be right.
    fn accepted(text: &str) -> String {
        let (syntax, said) = parsed(text);
        assert_eq!(said, [""; 0], "{text}");
        format!("{syntax:?}")
    }

    const MACROS: &str = "#define SUM (1 + 2)\n#define TIMES SUM * 3\n#define MINUS -TIMES\n#define CLOSES 1)\n\
        #define TWO (1) + (2)\n#define OPENS (2\n#define FAULTY 1 / 0\n#define INDEX [2]\n#define REAL 1.5 + SUM\n";

    #[test]
    fn a_call_is_an_expression_wherever_one_may_be() {
        for call in [
            "SUM",
            "TIMES",
            "MINUS",
            "TWO",
            "SUM + SUM",
            "-SUM",
            "SUM * TIMES + MINUS",
            "(TIMES)",
            "SUM ? TIMES : MINUS",
            "x[SUM]",
            "OPENS) + SUM",
            "REAL",
            "FAULTY",
        ] {
            let text = format!("{MACROS}const int a = {call};\nconst int b = {call}, c = {call};");
            accepted(&text);
        }
        let interface = "[object] interface I : IUnknown {
            [id(SUM), propget] HRESULT f([in, size_is(TIMES, MINUS)] int **a, [in] int b[TIMES]);
        }";
        let others = "enum E { X = SUM, Y = TIMES };
            struct S { int a: SUM; int b INDEX; int c[SUM + 1][TWO]; };";
        accepted(&format!("{MACROS}{interface}\n{others}"));
    }

    #[test]
    fn a_sum_of_macros_is_its_value() {
        let syntax = accepted(&format!("{MACROS}const int a = MINUS;"));
        assert!(
            syntax.contains("Computed(") && syntax.contains('9'),
            "{syntax}"
        );
    }

    #[test]
    fn a_call_that_is_no_expression_is_what_it_stands_for() {
        let (_, said) = parsed(&format!(
            "{MACROS}interface SUM : IUnknown {{}}\nint f(CLOSES;\nint CLOSES;\n"
        ));
        assert!(said.iter().any(|it| it.contains("`1`")), "{said:?}");
    }

    #[test]
    fn macros_in_macros_are_as_deep_as_what_they_stand_for() {
        for levels in [40, 96, 97, 98, 99, 150, 3000] {
            let mut text = "#define X0 (1)\n".to_owned();
            for level in 1..=levels {
                text += &format!("#define X{level} (X{})\n", level - 1);
            }
            for level in (0..=levels).rev().step_by(levels / 3) {
                parsed(&format!(
                    "{text}const int a = X{level};\nconst int b = (X{level} + 1);"
                ));
            }
            let (_, said) = parsed(&format!("{text}const int a = X{levels};"));
            assert_eq!(said.is_empty(), levels < 98, "{levels}: {said:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folded_or_not_the_syntax_is_the_same(words in prop::collection::vec(prop::sample::select(vec![
            "SUM", "TIMES", "MINUS", "CLOSES", "TWO", "OPENS", "FAULTY", "INDEX", "REAL", "1", "x", "(", ")", "[", "]", "{", "}", ",", ";", "=", "*", "-",
            "int", "const", "interface", "typedef", "struct", "id", "cpp_quote",
        ]), 0..30)) {
            parsed(&format!("{MACROS}{}", words.join(" ")));
        }
    }
}
