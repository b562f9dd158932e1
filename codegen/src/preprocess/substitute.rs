//! Substitutes arguments for the parameters in a macro's replacement, with `#` and `##`.

use super::arguments::Arguments;
use super::lexer::{Lexeme, Lexer, Sink};
use super::macros::{Macro, Meaning, Parameters, Piece, Role};
use super::{Preprocessor, literal};
use crate::diagnostics::{Diagnostics, Problem};
use crate::limits::MAX_IDENTIFIER;
use crate::source::{ExpansionId, Span};
use crate::token::{Punct, TokenKind};

/// How many bytes of text that `#` or `##` makes count as one token of an expansion.
const BYTES_PER_TOKEN: usize = 16;

/// One substitution.
struct Substitution<'a> {
    arguments: Option<Arguments>,
    /// Each argument with its macros replaced, once this was needed.
    expanded: Vec<Option<Vec<Lexeme>>>,
    expansion: ExpansionId,
    out: &'a mut Vec<Lexeme>,
}

impl Substitution<'_> {
    fn argument(&self, index: usize) -> &[Lexeme] {
        self.arguments
            .as_ref()
            .map_or(&[], |arguments| arguments.get(index))
    }

    /// Returns a place in the definition, as one of this expansion.
    fn place(&self, span: Span) -> Span {
        Span {
            expansion: self.expansion,
            ..span
        }
    }
}

impl Preprocessor<'_> {
    /// Writes the replacement of a call of `definition` to `out`.
    pub(super) fn substitute(
        &mut self,
        definition: &Macro,
        arguments: Option<Arguments>,
        expansion: ExpansionId,
        out: &mut Vec<Lexeme>,
    ) {
        let Meaning::Defined { parameters, body } = &definition.meaning else {
            return;
        };
        let mut substitution = Substitution {
            expanded: vec![None; arguments.as_ref().map_or(0, Arguments::count)],
            arguments,
            expansion,
            out,
        };
        // Where the left operand of a `##` begins. In a chain of them it is the first operand.
        let mut operand = 0;
        let mut spaced = false;
        for (index, piece) in body.iter().enumerate() {
            let before = substitution.out.len();
            if piece.pasted {
                let left = index.checked_sub(1).map(|left| &body[left]);
                if drops_comma(parameters.as_ref(), left, piece) {
                    self.append_variable_arguments(&mut substitution, piece);
                } else {
                    self.paste_piece(&mut substitution, piece, operand);
                }
            } else {
                operand = before;
                let is_operand = body.get(index + 1).is_some_and(|next| next.pasted);
                self.append_piece(&mut substitution, piece, is_operand);
                if let Some(first) = substitution.out.get_mut(before) {
                    first.spaced = piece.lexeme.spaced || spaced;
                }
            }
            let is_empty = substitution.out.len() == before;
            spaced = is_empty && (spaced || piece.lexeme.spaced);
            if self.expander.runaway {
                break;
            }
        }
        for expanded in substitution.expanded.into_iter().flatten() {
            self.recycle(expanded);
        }
    }

    /// Appends the tokens for `piece`. Macros in an operand of `##` aren't replaced.
    fn append_piece(
        &mut self,
        substitution: &mut Substitution<'_>,
        piece: &Piece,
        is_operand: bool,
    ) {
        match piece.role {
            Role::Plain => {
                let span = substitution.place(piece.lexeme.span);
                substitution.out.push(Lexeme {
                    span,
                    ..piece.lexeme
                });
            }
            Role::Stringized(index) => {
                let lexeme = self.stringized(substitution, piece, index);
                substitution.out.push(lexeme);
            }
            Role::Argument(index) if is_operand => {
                let count = substitution.argument(index).len();
                if self.charge(count) {
                    let lexemes = substitution.argument(index).to_vec();
                    substitution.out.extend(lexemes);
                }
            }
            Role::Argument(index) => self.append_expanded(substitution, index),
        }
    }

    fn append_expanded(&mut self, substitution: &mut Substitution<'_>, index: usize) {
        if substitution.argument(index).is_empty() {
            return;
        }
        if substitution.expanded[index].is_none() {
            let expanded = self.expand_argument(substitution.argument(index));
            substitution.expanded[index] = Some(expanded);
        }
        if let Some(expanded) = &substitution.expanded[index]
            && self.charge(expanded.len())
        {
            substitution.out.extend_from_slice(expanded);
        }
    }

    /// `, ## __VA_ARGS__`, as compilers have it: pastes nothing, and drops the comma before no
    /// arguments.
    fn append_variable_arguments(&mut self, substitution: &mut Substitution<'_>, piece: &Piece) {
        let before = substitution.out.len();
        self.append_piece(substitution, piece, true);
        match substitution.out.get_mut(before) {
            Some(first) => first.spaced = piece.lexeme.spaced,
            None => {
                substitution.out.pop();
            }
        }
    }

    /// Appends the tokens for `piece`, the first of them pasted to the last of the left operand,
    /// which begins at `operand`.
    fn paste_piece(&mut self, substitution: &mut Substitution<'_>, piece: &Piece, operand: usize) {
        let before = substitution.out.len();
        self.append_piece(substitution, piece, true);
        if before == operand || substitution.out.len() == before {
            return;
        }
        let (left, right) = (substitution.out[before - 1], substitution.out[before]);
        if let Some(pasted) = self.paste(&left, &right, substitution.place(piece.lexeme.span)) {
            substitution.out[before - 1] = pasted;
            substitution.out.remove(before);
        }
    }

    /// Pastes two tokens to one. Warns and returns none if they don't make one. `place`
    /// is that of the right operand.
    fn paste(&mut self, left: &Lexeme, right: &Lexeme, place: Span) -> Option<Lexeme> {
        let names = &mut self.session.names;
        let joined = [names.text(left.text), names.text(right.text)].concat();
        let length = joined.len();
        let text = names.intern(&joined);
        let mut unheard = Diagnostics::default();
        let pasted = Lexer::new(joined.into(), 1).next(&mut Sink {
            names,
            diagnostics: &mut unheard,
        });
        if !self.charge(length / BYTES_PER_TOKEN) {
            return None;
        }
        if pasted.kind == TokenKind::Ident && length > MAX_IDENTIFIER {
            let limit = MAX_IDENTIFIER;
            let problem = Problem::LongIdentifier { limit };
            self.session.diagnostics.report(problem, place);
            return None;
        }
        if pasted.is_end() || pasted.text != text || unheard.has_errors() {
            let [left, right] = [left, right].map(|lexeme| self.text(lexeme.text));
            let problem = Problem::BadPaste { left, right };
            self.session.diagnostics.report(problem, place);
            return None;
        }
        Some(Lexeme {
            span: left.span.to(right.span),
            spaced: left.spaced,
            first: false,
            ..pasted
        })
    }

    /// `#`: returns an argument as a string.
    fn stringized(
        &mut self,
        substitution: &Substitution<'_>,
        piece: &Piece,
        index: usize,
    ) -> Lexeme {
        let mut string = String::from('"');
        for (position, lexeme) in substitution.argument(index).iter().enumerate() {
            if position > 0 && lexeme.spaced {
                string.push(' ');
            }
            let text = self.session.names.text(lexeme.text);
            match lexeme.kind {
                TokenKind::String
                | TokenKind::WideString
                | TokenKind::Char
                | TokenKind::WideChar => literal::escape_into(text, &mut string),
                _ => string.push_str(text),
            }
        }
        // A lone backslash at the end would escape the quote.
        let backslashes = string
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\')
            .count();
        if backslashes % 2 == 1 {
            string.pop();
        }
        string.push('"');
        self.charge(string.len() / BYTES_PER_TOKEN);
        Lexeme {
            kind: TokenKind::String,
            text: self.session.names.intern(&string),
            span: substitution.place(piece.lexeme.span),
            ..piece.lexeme
        }
    }
}

/// Whether `left ## piece` is `, ## __VA_ARGS__`.
fn drops_comma(parameters: Option<&Parameters>, left: Option<&Piece>, piece: &Piece) -> bool {
    let Some(parameters) = parameters else {
        return false;
    };
    parameters.variadic
        && piece.role == Role::Argument(parameters.names.len() - 1)
        && left.is_some_and(|left| left.role == Role::Plain && left.lexeme.is(Punct::Comma))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, tokens};

    #[test]
    fn a_parameter_after_a_hash_becomes_a_string() {
        assert_eq!(tokens("#define S(x) #x\nS( a  +\nb )"), "\"a + b\"");
        assert_eq!(
            tokens("#define S(x) #x\nS(\"a\\n\" 'b')"),
            r#""\"a\\n\" 'b'""#
        );
        assert_eq!(tokens("#define S(x) #x\nS(\\)"), "\"\"");
    }

    #[test]
    fn macros_in_a_stringized_or_pasted_argument_are_not_replaced() {
        assert_eq!(
            tokens("#define N 1\n#define F(x) #x I##x\nF(N)"),
            "\"N\" IN"
        );
    }

    #[test]
    fn a_pasted_token_may_be_a_macro() {
        assert_eq!(
            tokens("#define AB 1\n#define CAT(x, y) x ## y\nCAT(A, B)"),
            "1"
        );
    }

    #[test]
    fn an_empty_side_of_a_paste_leaves_the_other() {
        assert_eq!(
            tokens("#define C(x, y) <x ## y>\nC(a,) C(,b) C(,)"),
            "< a > < b > < >"
        );
    }

    #[test]
    fn a_comma_before_no_variable_arguments_goes() {
        assert_eq!(
            tokens("#define F(x, ...) f(x, ## __VA_ARGS__)\nF(1) F(1, 2)"),
            "f ( 1 ) f ( 1 , 2 )"
        );
    }

    #[test]
    fn tokens_that_make_no_token_stay_apart() {
        let (tokens, problems) = run("#define C(x, y) x ## y\nC(+, 1) C(a, -) C(/, /)");
        assert_eq!(tokens, "+ 1 a - / /");
        let members = run("#define M(type, name) type##.##name\nM(a, b) M(c, 1)");
        assert_eq!(members.0, "a . b c .1");
        let members = members.1.join(", ");
        assert_eq!(members, "IDL1204 M(a, b), IDL1204 M(a, b), IDL1204 M(c, 1)");
        assert_eq!(
            problems,
            ["IDL1204 C(+, 1)", "IDL1204 C(a, -)", "IDL1204 C(/, /)"]
        );
    }

    #[test]
    fn an_argument_keeps_the_place_where_the_user_wrote_it() {
        let (_, problems) = run("#define IF(x) x\nIF(a\x01)");
        assert_eq!(problems, ["IDL0204 \x01"]);
    }
}
