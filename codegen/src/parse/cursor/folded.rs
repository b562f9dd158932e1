//! Folded macro calls as expressions. Each macro is parsed once for all its calls.
//!
//! Where a call is neither a whole expression nor one in parentheses, the tokens from there on are
//! unfolded, and the grammar reads them as any others.

use super::super::ast::{Expression, ExpressionKind as Kind};
use super::super::{MAX_NESTING, Parser};
use crate::arithmetic::Integer;
use crate::diagnostics::Diagnostics;
use crate::source::Span;
use crate::token::{FoldedMacro, Punct, Token, TokenKind};

/// The expression that a folded macro stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldedExpression {
    value: Integer,
    /// The expression's place in the macro's first call.
    span: Span,
    /// The expression stands in parentheses, so any operator may stand beside it.
    is_group: bool,
    /// How much deeper the expression is nested than what it stands in.
    depth: u32,
}

impl Parser<'_> {
    /// Passes the current token if its value is computed already and it is a whole expression.
    pub(in crate::parse) fn computed_expression(&mut self) -> Option<Expression> {
        let behind = self.cursor.tokens.get(self.cursor.position + 1)?;
        let ends = matches!(
            behind.kind,
            TokenKind::Punct(
                Punct::RParen | Punct::RBracket | Punct::RBrace | Punct::Comma | Punct::Semi
            ) | TokenKind::Eof
        );
        if ends {
            self.folded_expression(|_| true)
        } else {
            None
        }
    }

    /// Passes the current token if its value is computed already and it is an operand.
    pub(in crate::parse) fn computed_operand(&mut self) -> Option<Expression> {
        self.folded_expression(|expression| expression.is_group)
    }

    /// Passes the current token if it is folded and stands for an expression that `fits`.
    fn folded_expression(
        &mut self,
        fits: impl FnOnce(&FoldedExpression) -> bool,
    ) -> Option<Expression> {
        let token = self.cursor.current();
        let macros = self.cursor.macros;
        let folded = macros.of(token)?;
        let key = token.span.lo;
        let parsed = match self.cursor.expressions.get(&key) {
            Some(parsed) => *parsed,
            None => {
                let parsed = self.parse_folded(folded);
                self.cursor.expressions.insert(key, parsed);
                parsed
            }
        };
        let expression = parsed.filter(|expression| {
            fits(expression) && self.depth + expression.depth <= MAX_NESTING
        })?;
        self.deepest = self.deepest.max(self.depth + expression.depth);
        self.cursor.position += 1;
        self.pass_pragmas();
        Some(Expression {
            kind: Kind::Computed(expression.value),
            span: folded.place(token, expression.span),
        })
    }

    /// Parses the tokens that a macro stands for. Returns none if they aren't one expression of
    /// numbers, or have a problem, which is reported where the macro is used.
    fn parse_folded(&mut self, folded: &FoldedMacro) -> Option<FoldedExpression> {
        let tokens = folded.tokens.clone();
        let mut unheard = Diagnostics::default();
        let mut parser = Parser::new(tokens, self.cursor.macros, self.names, &mut unheard);
        // The depth goes on, so that macros in macros are parsed to a limit.
        parser.depth = self.depth;
        parser.deepest = self.depth;
        parser.cursor.expressions = std::mem::take(&mut self.cursor.expressions);
        let expression = parser.conditional();
        let depth = parser.deepest - self.depth;
        let is_whole = parser.at_end();
        self.cursor.expressions = std::mem::take(&mut parser.cursor.expressions);
        let expression = expression.ok()?;
        match expression.kind {
            Kind::Computed(value) if is_whole && !unheard.has_errors() => Some(FoldedExpression {
                value,
                span: expression.span,
                is_group: is_group(&folded.tokens),
                depth,
            }),
            _ => None,
        }
    }

    /// Replaces all folded tokens from the current one on by those that they stand for.
    pub(super) fn unfold(&mut self) {
        let rest: Vec<Token> = self.upcoming().collect();
        self.cursor.tokens.truncate(self.cursor.position);
        self.cursor.tokens.extend(rest);
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
    use crate::parse::ast::SyntaxTree;
    use crate::parse::parse;
    use crate::preprocess::preprocess;
    use crate::session::Session;
    use crate::source::Reached;
    use crate::token::{Token, TokenKind, TokenStream};
    use proptest::prelude::*;

    /// The syntax of `text` and its problems. The unfolded tokens must give the same.
    fn parsed(text: &str) -> (SyntaxTree, Vec<String>) {
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("test.idl", text);
        let stream = preprocess(&mut session, &file, Reached::Named);
        let mut outcome = |stream: TokenStream| {
            let mut diagnostics = session.diagnostics.clone();
            let syntax = parse(stream, &mut session.names, &mut diagnostics);
            let said = diagnostics.iter().map(|it| format!("{it:?}"));
            (syntax, said.collect::<Vec<_>>())
        };
        let unfolded: Vec<Token> = stream.unfolded().collect();
        assert!(unfolded.iter().all(|it| it.kind != TokenKind::FoldedCall));
        let expected = outcome(TokenStream::from(unfolded));
        let (syntax, said) = outcome(stream);
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
    fn a_call_that_is_no_expression_is_read_as_its_tokens() {
        let (_, said) = parsed(&format!(
            "{MACROS}interface SUM : IUnknown {{}}\nint f(CLOSES;\nint CLOSES;\n"
        ));
        assert!(said.iter().any(|it| it.contains("`1`")), "{said:?}");
    }

    #[test]
    fn macros_in_macros_are_as_deep_as_their_expressions() {
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
