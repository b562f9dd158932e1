//! Folding: a call of a macro that stands for numbers and operators becomes one token.
//!
//! Only other macros decide what such a macro stands for. So this is found out at the first call,
//! and again after a name that had a meaning got another. Only tokens that go straight to the
//! file's stream are folded, so no folded token is an operand of `#` or `##`.

use super::Preprocessor;
use super::lexer::Lexeme;
use super::macros::{FoldCost, Macro, MacroId, Meaning};
use crate::source::{ExpansionId, Span};
use crate::token::{Token, TokenKind};

/// The state before a macro's replacement is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldStart {
    /// How many tokens the file's stream has.
    tokens: usize,
    /// How many expansions there are.
    expansions: usize,
    /// How many tokens macros have made.
    made: usize,
}

impl Preprocessor<'_> {
    /// Returns the current state, if the replacement of `definition` may be folded.
    pub(super) fn start_of_fold(&self, definition: &Macro) -> Option<FoldStart> {
        let Meaning::Defined {
            parameters: None,
            body,
        } = &definition.meaning
        else {
            return None;
        };
        // A paste that fails is reported at each call.
        let has_paste = body.iter().any(|piece| piece.pasted);
        (self.writes_to_stream() && !has_paste).then(|| FoldStart {
            tokens: self.tokens.len(),
            expansions: self.session.sources.expanded(),
            made: self.expander.budget.total(),
        })
    }

    /// Folds the tokens that a macro's replacement has become, if they are numbers and operators.
    pub(super) fn fold(&mut self, id: MacroId, start: FoldStart) {
        let tokens = &self.tokens[start.tokens..];
        let is_foldable = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Number | TokenKind::Punct(_) | TokenKind::FoldedCall
            )
        };
        if tokens.len() < 2 {
            return;
        }
        // The token that kept a macro from being folded keeps the macros around it, too.
        let obstacle = self.obstacle.checked_sub(start.tokens);
        if obstacle.is_some_and(|at| tokens.get(at).is_some_and(|token| !is_foldable(token))) {
            return;
        }
        if let Some(obstacle) = tokens.iter().position(|token| !is_foldable(token)) {
            self.obstacle = start.tokens + obstacle;
            return;
        }
        let Ok(expansion) = u32::try_from(start.expansions + 1).map(ExpansionId) else {
            return;
        };
        let definition = self.macros.definition(id);
        let before = self.folded.get(definition.definition);
        // Earlier calls in the stream keep what the macro stood for, so another meaning isn't
        // folded.
        if before.is_some_and(|before| !before.is(tokens, expansion)) {
            return;
        }
        let is_new = before.is_none();
        let spaced = tokens[0].spaced;
        if is_new {
            let tokens = tokens.to_vec();
            self.folded.insert(definition.definition, tokens, expansion);
        }
        self.tokens.truncate(start.tokens);
        self.tokens.push(Token {
            kind: TokenKind::FoldedCall,
            text: definition.name,
            span: Span {
                expansion,
                ..definition.definition
            },
            spaced,
        });
        // Later calls repeat the first call, whose macros may have another meaning by now.
        if !is_new {
            return;
        }
        let cost = FoldCost {
            expansions: self.session.sources.expanded() - start.expansions,
            tokens: self.expander.budget.total() - start.made,
            revision: self.macros.revision(),
        };
        self.macros.set_fold_cost(id, cost);
    }

    /// Returns the folded token for a call of a macro that was folded before. The call costs as
    /// many tokens as the first one.
    pub(super) fn fold_again(&mut self, id: MacroId, name: &Lexeme) -> Option<Lexeme> {
        let cost = self.macros.fold_cost(id)?;
        if !self.expander.budget.allows(cost.tokens)
            || cost.revision != self.macros.revision()
            || !self.writes_to_stream()
        {
            return None;
        }
        let definition = self.macros.definition(id);
        let first = self.folded.get(definition.definition)?.expansion;
        let sources = &mut self.session.sources;
        let expansion = sources.expand_again(first, cost.expansions, name.span)?;
        self.charge(cost.tokens);
        Some(Lexeme {
            kind: TokenKind::FoldedCall,
            text: definition.name,
            span: Span {
                expansion,
                ..definition.definition
            },
            first: false,
            ..*name
        })
    }

    /// Whether the tokens that macros make go to the file's stream as they are.
    fn writes_to_stream(&self) -> bool {
        !self.expander.in_directive && self.expander.nesting == 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::preprocess;
    use super::super::testing::{problems, said, shown, tokens};
    use super::*;
    use crate::session::Session;
    use crate::source::Reached;
    use crate::token::TokenStream;

    fn stream_of(text: &str) -> (TokenStream, Session) {
        let mut session = Session::new(vec![], vec![]);
        let file = session.loader.embed("test.idl", text);
        let stream = preprocess(&mut session, &file, Reached::Named);
        (stream, session)
    }

    /// The tokens of `text` as they are in the stream.
    fn folded(text: &str) -> String {
        let (stream, session) = stream_of(text);
        shown(&session, &stream.tokens)
    }

    #[test]
    fn a_macro_of_numbers_and_operators_is_one_token() {
        assert_eq!(folded("#define A (1 + 2)\n[A] [A]"), "[ A ] [ A ] ");
        assert_eq!(
            tokens("#define A (1 + 2)\n[A] [A]"),
            "[ ( 1 + 2 ) ] [ ( 1 + 2 ) ]"
        );
    }

    #[test]
    fn a_macro_of_one_token_or_with_a_name_is_not_folded() {
        assert_eq!(
            folded("#define A 1\n#define B x + A\nA B B"),
            "1 x + 1 x + 1 "
        );
    }

    #[test]
    fn macros_within_macros_are_folded_too() {
        let text = "#define A (1 + 2)\n#define B A + A\n#define C B\nC A B";
        let (stream, session) = stream_of(text);
        assert_eq!(shown(&session, &stream.tokens), "B A B ");
        let inner = &stream.macros.of(stream.tokens[0]).unwrap().tokens;
        assert_eq!(shown(&session, inner), "A + A");
        assert_eq!(
            tokens(text),
            "( 1 + 2 ) + ( 1 + 2 ) ( 1 + 2 ) ( 1 + 2 ) + ( 1 + 2 )"
        );
    }

    #[test]
    fn a_call_leads_to_the_macros_that_are_defined_there() {
        let text = "#define Q 1 + 2\n#define P Q\n#define A P + 0\nA\n#undef P\n#define P Q\nA\nA";
        let (stream, session) = stream_of(text);
        let made_of = |at: usize| -> Vec<usize> {
            let tokens: Vec<Token> = stream.unfolded().collect();
            let expansions = session.sources.expansions(tokens[at].span);
            let lines = expansions.map(|it| session.sources.line_number(it.definition).unwrap());
            lines.collect()
        };
        // The positions of the first number in `1 + 2 + 0`, which comes three times.
        assert_eq!(
            [made_of(0), made_of(5), made_of(10)],
            [[1, 2, 3], [1, 6, 3], [1, 6, 3]]
        );
    }

    #[test]
    fn a_call_stands_for_the_macros_that_are_defined_there() {
        let text = "#define A 1\n#define B A + A\nB\n#undef A\n#define A 2\nB\n#undef A\nB B";
        assert_eq!(tokens(text), "1 + 1 2 + 2 A + A A + A");
        let back = "#define A 1\n#define B A + A\nB\n#undef A\n#define A 1\nB B";
        assert_eq!(tokens(back), "1 + 1 1 + 1 1 + 1");
        assert_eq!(
            folded("#define A -1\nA\n#undef A\n#define A -2\nA A"),
            "A A A "
        );
    }

    #[test]
    fn a_name_that_had_no_meaning_changes_nothing() {
        // A name that had no meaning can't be in what consists of numbers.
        assert_eq!(
            folded("#define A -1\nA\n#define X\nA\n#undef X\nA A"),
            "A A A A "
        );
    }

    #[test]
    fn operands_of_hashes_and_conditions_are_not_folded() {
        let text = "#define A -1\nA\n#define S(x) #x\n#define T(x) S(x)\n#define P(x) 0 ## x\n\
            #define Q(x) P(x)\n";
        assert_eq!(tokens(&format!("{text}T(A)")), "- 1 \"-1\"");
        assert_eq!(problems(&format!("{text}Q(A)")), ["IDL1204 Q(A)"]);
        assert_eq!(tokens(&format!("{text}#if A + 2 == 1\n+\n#endif")), "- 1 +");
        assert_eq!(problems(&format!("{text}#if A 1\n#endif")).len(), 1);
    }

    #[test]
    fn a_call_with_arguments_from_behind_is_not_folded() {
        let text =
            "#define F(x) x + x\n#define A 1 F\n#define B A\n#define C (2) F\nB(3) A(4) C C C(5)";
        assert_eq!(tokens(text), "1 3 + 3 1 4 + 4 ( 2 ) F ( 2 ) F ( 2 ) 5 + 5");
        assert_eq!(
            tokens("#define LP (\n#define F(x) <x>\n#define A 1 F LP 2\nA) A)"),
            "1 F ( 2 ) 1 F ( 2 )"
        );
    }

    #[test]
    fn a_problem_of_a_macro_is_one_of_each_call() {
        assert_eq!(
            problems("#define A (1 ## )\nA A"),
            ["IDL1204 A", "IDL1204 A"]
        );
    }

    #[test]
    fn a_place_leads_to_its_own_call() {
        let (stream, session) = stream_of("#define A (1 + 2)\n#define B [A]\nA\nB\nA B");
        let calls: Vec<Vec<&str>> = stream
            .unfolded()
            .map(|token| {
                let calls = session.sources.expansions(token.span);
                calls.map(|it| session.sources.text(it.call)).collect()
            })
            .collect();
        let lines: Vec<Option<usize>> = stream
            .unfolded()
            .map(|token| {
                session
                    .sources
                    .line_number(session.sources.outermost(token.span))
            })
            .collect();
        assert_eq!(calls[0..5], [["A"]; 5].map(Vec::from));
        assert_eq!(calls[6], ["A", "B"]);
        let expected = [(5, 3), (7, 4), (5 + 7 + 1, 5)];
        let expected = expected
            .iter()
            .flat_map(|(count, line)| vec![Some(*line); *count]);
        assert_eq!(lines, expected.collect::<Vec<_>>());
    }

    #[test]
    fn a_folded_call_counts_as_all_its_tokens() {
        let mut text = "#define X0 (1 + 1)\n".to_owned();
        for level in 1..30 {
            let inner = level - 1;
            text += &format!("#define X{level} (X{inner} + X{inner})\n");
        }
        let calls = (0..30)
            .map(|level| format!("X{level}\n"))
            .collect::<String>();
        assert_eq!(
            problems(&(text + &calls)),
            ["IDL0214 X17", "IDL0214 X18", "IDL0214 X19"]
        );
    }

    /// Macros of numbers and of each other, and calls of them.
    fn macros() -> impl Strategy<Value = (Vec<String>, String)> {
        let word = prop::sample::select(vec![
            "A", "B", "C", "D", "1", "2", "(", ")", "+", "-", "x", "F(", "F",
        ]);
        let body = prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "));
        (prop::collection::vec(body.clone(), 5), body)
    }

    fn is_balanced(text: &str) -> bool {
        let mut open = 0_usize;
        text.bytes().all(|byte| match byte {
            b'(' => {
                open += 1;
                true
            }
            b')' => open.checked_sub(1).map(|left| open = left).is_some(),
            _ => true,
        }) && open == 0
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A call in an argument is never folded.
        #[test]
        fn folded_or_not_the_tokens_are_the_same((bodies, call) in macros()) {
            let mut defines = "#define ID(x) x\n".to_owned();
            for (name, body) in ["A", "B", "C", "D", "F(y)"].iter().zip(&bodies) {
                defines += &format!("#define {name} {body}\n");
            }
            let texts = |text: &str| {
                let (stream, session) = stream_of(&format!("{defines}{text}"));
                let tokens: Vec<Token> = stream.unfolded().collect();
                (shown(&session, &tokens), said(&session))
            };
            let (once, problems) = texts(&format!("ID({call}) ;"));
            let (again, more) = texts(&format!("A B C D\n@ {call} ;"));
            // A parenthesis that is open takes in what follows. And one that a macro made makes a
            // call of the name before it only where that is looked at again, as an argument is.
            let again = again.split_once("@ ").map_or("", |(_, again)| again);
            let is_call_left = again.contains("F (");
            if problems.is_empty() && more.is_empty() && is_balanced(&call) && !is_call_left {
                prop_assert_eq!(again, once);
            }
        }
    }
}
