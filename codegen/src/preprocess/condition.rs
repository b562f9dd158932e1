//! The integer expressions of `#if` and `#elif`.
//!
//! They compute with 64 bits, signed or unsigned as in C. A part that isn't evaluated (the right of
//! `0 &&`, the branch of `?:` that isn't taken) has to be well-formed, but may divide by zero.

use super::directive::Directive;
use super::lexer::Lexeme;
use super::{Preprocessor, literal};
use crate::diagnostics::Problem;
use crate::source::Span;
use crate::token::{Punct, TokenKind, keyword as kw};

/// How deep operators may be nested.
const MAX_NESTING: usize = 200;

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Value {
    bits: i64,
    unsigned: bool,
}

impl Value {
    fn signed(bits: i64) -> Self {
        Self {
            bits,
            unsigned: false,
        }
    }

    fn is_true(self) -> bool {
        self.bits != 0
    }
}

impl Preprocessor<'_> {
    /// Whether the expression on the line of a directive holds. Reports the problem of one that is
    /// malformed, and takes it as false.
    pub(super) fn condition(&mut self, directive: Directive, span: Span) -> bool {
        let current = self.expanded();
        if current.is_end() && !self.expander.runaway {
            self.malformed(directive, "a condition", span);
            return false;
        }
        let mut parser = Parser {
            preprocessor: self,
            current,
            nesting: 0,
        };
        let value = parser.whole();
        !self.expander.runaway && value.is_some_and(Value::is_true)
    }
}

/// Reads an expression. A method that returns [`None`] has reported a problem.
struct Parser<'p, 's> {
    preprocessor: &'p mut Preprocessor<'s>,
    current: Lexeme,
    nesting: usize,
}

impl Parser<'_, '_> {
    fn whole(&mut self) -> Option<Value> {
        let value = self.ternary(true)?;
        if self.current.is_end() {
            Some(value)
        } else {
            self.unexpected("an operator or the end of the line")
        }
    }

    fn advance(&mut self) {
        self.current = self.preprocessor.expanded();
    }

    fn ternary(&mut self, live: bool) -> Option<Value> {
        self.nest()?;
        let condition = self.binary(0, live)?;
        let value = if self.current.is(Punct::Question) {
            self.advance();
            let yes = self.ternary(live && condition.is_true())?;
            self.expect(Punct::Colon, "`:`")?;
            let no = self.ternary(live && !condition.is_true())?;
            let chosen = if condition.is_true() { yes } else { no };
            Value {
                unsigned: yes.unsigned || no.unsigned,
                ..chosen
            }
        } else {
            condition
        };
        self.nesting -= 1;
        Some(value)
    }

    /// Operators that bind at least as tightly as `tightness`.
    fn binary(&mut self, tightness: u8, live: bool) -> Option<Value> {
        let mut left = self.unary(live)?;
        while let TokenKind::Punct(operator) = self.current.kind
            && let Some(its) = tightness_of(operator)
            && its >= tightness
        {
            self.advance();
            let place = self.current.span;
            let right_live = match operator {
                Punct::AndAnd => live && left.is_true(),
                Punct::OrOr => live && !left.is_true(),
                _ => live,
            };
            let right = self.binary(its + 1, right_live)?;
            left = match apply(operator, left, right) {
                Some(value) => value,
                None if live => {
                    let problem = Problem::ConditionDividesByZero {};
                    self.preprocessor.report(problem, place);
                    return None;
                }
                None => Value::signed(0),
            };
        }
        Some(left)
    }

    fn unary(&mut self, live: bool) -> Option<Value> {
        let TokenKind::Punct(operator) = self.current.kind else {
            return self.primary();
        };
        if operator == Punct::LParen {
            self.advance();
            let value = self.ternary(live)?;
            self.expect(Punct::RParen, "an operator or `)`")?;
            return Some(value);
        }
        if !matches!(
            operator,
            Punct::Plus | Punct::Minus | Punct::Tilde | Punct::Not
        ) {
            return self.primary();
        }
        self.nest()?;
        self.advance();
        let value = self.unary(live)?;
        self.nesting -= 1;
        Some(match operator {
            Punct::Minus => Value {
                bits: value.bits.wrapping_neg(),
                ..value
            },
            Punct::Tilde => Value {
                bits: !value.bits,
                ..value
            },
            Punct::Not => Value::signed(i64::from(!value.is_true())),
            _ => value,
        })
    }

    fn primary(&mut self) -> Option<Value> {
        let lexeme = self.current;
        let value = match lexeme.kind {
            TokenKind::Ident if lexeme.text == kw::DEFINED => self.defined()?,
            // A name that is no macro, a keyword of C included, is 0.
            TokenKind::Ident => {
                self.preprocessor.note_use(lexeme.text);
                Value::signed(0)
            }
            TokenKind::Number => self.number(&lexeme)?,
            TokenKind::Char | TokenKind::WideChar => self.character(&lexeme)?,
            _ => return self.unexpected("a value"),
        };
        self.advance();
        Some(value)
    }

    /// `defined X` or `defined(X)`. The name is read without being replaced. Nothing behind it but
    /// the `)` is read.
    fn defined(&mut self) -> Option<Value> {
        let mut name = self.preprocessor.raw();
        let in_parentheses = name.is(Punct::LParen);
        if in_parentheses {
            name = self.preprocessor.raw();
        }
        if name.kind != TokenKind::Ident {
            self.current = name;
            return self.unexpected("the name of a macro");
        }
        if in_parentheses {
            self.current = self.preprocessor.raw();
            if !self.current.is(Punct::RParen) {
                return self.unexpected("`)`");
            }
        }
        self.preprocessor.note_use(name.text);
        let is_defined = self.preprocessor.macros.get(name.text).is_some();
        Some(Value::signed(i64::from(is_defined)))
    }

    fn number(&mut self, lexeme: &Lexeme) -> Option<Value> {
        let text = self.preprocessor.text(lexeme.text);
        match integer(&text) {
            Integer::Fits(value) => Some(value),
            Integer::TooLarge => {
                let problem = Problem::ConditionOverflow { literal: text };
                self.preprocessor.report(problem, lexeme.span);
                None
            }
            Integer::Malformed => self.unexpected("an integer"),
        }
    }

    /// The value of a character literal. Of several characters, each is a byte of the value.
    fn character(&mut self, lexeme: &Lexeme) -> Option<Value> {
        let literal = self.preprocessor.text(lexeme.text);
        if lexeme.kind == TokenKind::WideChar
            && let Some(surrogate) = literal::surrogate(&literal)
        {
            return Some(Value::signed(i64::from(surrogate)));
        }
        let content = literal::content(&literal);
        let mut codes = content.chars().map(|character| u32::from(character) as i32);
        let wide = lexeme.kind == TokenKind::WideChar;
        let value = match (codes.clone().count(), wide) {
            (0, _) => return self.unexpected("a character between the quotes"),
            (_, true) => codes.next_back().unwrap_or_default(),
            // A narrow character is signed on Windows.
            (1, false) => codes.map(|code| i32::from(code as i8)).sum(),
            (_, false) => codes.fold(0, |value, code| (value << 8) | (code & 0xff)),
        };
        Some(Value::signed(i64::from(value)))
    }

    fn expect(&mut self, punct: Punct, expected: &str) -> Option<()> {
        if !self.current.is(punct) {
            return self.unexpected(expected);
        }
        self.advance();
        Some(())
    }

    fn unexpected<T>(&mut self, expected: &str) -> Option<T> {
        if self.preprocessor.expander.runaway {
            return None;
        }
        let found = match self.current.kind {
            TokenKind::Eof => "end of the line".to_owned(),
            _ => format!("`{}`", self.preprocessor.text(self.current.text)),
        };
        let problem = Problem::BadCondition {
            found,
            expected: expected.to_owned(),
        };
        self.preprocessor.report(problem, self.current.span);
        None
    }

    /// Goes one level deeper, or reports that this is too deep.
    fn nest(&mut self) -> Option<()> {
        self.nesting += 1;
        if self.nesting <= MAX_NESTING {
            return Some(());
        }
        let problem = Problem::DirectiveNesting {
            what: "conditions".to_owned(),
            limit: MAX_NESTING,
        };
        self.preprocessor.report(problem, self.current.span);
        None
    }
}

fn tightness_of(operator: Punct) -> Option<u8> {
    Some(match operator {
        Punct::OrOr => 0,
        Punct::AndAnd => 1,
        Punct::Pipe => 2,
        Punct::Caret => 3,
        Punct::Amp => 4,
        Punct::EqEq | Punct::Ne => 5,
        Punct::Lt | Punct::Gt | Punct::Le | Punct::Ge => 6,
        Punct::Shl | Punct::Shr => 7,
        Punct::Plus | Punct::Minus => 8,
        Punct::Star | Punct::Slash | Punct::Percent => 9,
        _ => return None,
    })
}

/// Returns the value of a binary operator; none where it divides by zero.
fn apply(operator: Punct, left: Value, right: Value) -> Option<Value> {
    let unsigned = left.unsigned || right.unsigned;
    let (a, b) = (left.bits, right.bits);
    let ordering = if unsigned {
        (a as u64).cmp(&(b as u64))
    } else {
        a.cmp(&b)
    };
    let truth = |value: bool| Some(Value::signed(i64::from(value)));
    let bits = match operator {
        Punct::OrOr => return truth(left.is_true() || right.is_true()),
        Punct::AndAnd => return truth(left.is_true() && right.is_true()),
        Punct::EqEq => return truth(a == b),
        Punct::Ne => return truth(a != b),
        Punct::Lt => return truth(ordering.is_lt()),
        Punct::Gt => return truth(ordering.is_gt()),
        Punct::Le => return truth(ordering.is_le()),
        Punct::Ge => return truth(ordering.is_ge()),
        Punct::Shl | Punct::Shr => {
            let bits = shift(operator == Punct::Shl, left, right);
            return Some(Value { bits, ..left });
        }
        Punct::Pipe => a | b,
        Punct::Caret => a ^ b,
        Punct::Amp => a & b,
        Punct::Plus => a.wrapping_add(b),
        Punct::Minus => a.wrapping_sub(b),
        Punct::Star => a.wrapping_mul(b),
        Punct::Slash | Punct::Percent if b == 0 => return None,
        Punct::Slash if unsigned => (a as u64 / b as u64) as i64,
        Punct::Slash => a.wrapping_div(b),
        _ if unsigned => (a as u64 % b as u64) as i64,
        _ => a.wrapping_rem(b),
    };
    Some(Value { bits, unsigned })
}

/// Shifts. A negative count shifts the other way; a count beyond 63 shifts out all bits.
fn shift(to_left: bool, left: Value, right: Value) -> i64 {
    let reverse = !right.unsigned && right.bits < 0;
    let count = if reverse {
        right.bits.unsigned_abs()
    } else {
        right.bits as u64
    };
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    match (to_left != reverse, left.unsigned) {
        (true, _) => left.bits.checked_shl(count).unwrap_or(0),
        (false, true) => (left.bits as u64).checked_shr(count).unwrap_or(0) as i64,
        (false, false) => left.bits >> count.min(63),
    }
}

/// An integer literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Integer {
    Fits(Value),
    TooLarge,
    Malformed,
}

/// The value of an integer literal, with the suffixes of C and Microsoft's.
fn integer(text: &str) -> Integer {
    let lower = text.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', ..] => (8, &lower[..]),
        _ => (10, &lower[..]),
    };
    let length = digits
        .bytes()
        .take_while(|digit| char::from(*digit).is_digit(radix))
        .count();
    let (digits, suffix) = digits.split_at(length);
    let is_suffix = matches!(
        suffix,
        "" | "u"
            | "l"
            | "ul"
            | "lu"
            | "ll"
            | "ull"
            | "llu"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "ui8"
            | "ui16"
            | "ui32"
            | "ui64"
    );
    if digits.is_empty() || !is_suffix {
        return Integer::Malformed;
    }
    match u64::from_str_radix(digits, radix) {
        Ok(value) => Integer::Fits(Value {
            bits: value as i64,
            unsigned: suffix.contains('u') || value > i64::MAX as u64,
        }),
        Err(_) => Integer::TooLarge,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, run};

    fn holds(condition: &str) -> bool {
        let (tokens, problems) = run(&format!("#if {condition}\nyes\n#endif"));
        assert!(problems.is_empty(), "{condition}: {problems:?}");
        tokens == "yes"
    }

    #[test]
    fn operators_bind_as_in_c() {
        assert!(holds("1 + 2 * 3 == 7"));
        assert!(holds("(1 | 2 ^ 2 & 3) == 1"));
        assert!(holds("1 << 1 + 1 == 4"));
        assert!(holds("1 || 0 && 0"));
        assert!(holds("10 - 3 - 2 == 5"));
        assert!(holds("-2 + ~0 + !5 == -3"));
        assert!(holds("1 ? 0 ? 0 : 1 : 0"));
    }

    #[test]
    fn numbers_have_64_bits_and_are_signed_or_not() {
        assert!(holds("-1 < 0 && -1 > 0u"));
        assert!(holds("0xFFFFFFFFFFFFFFFF == -1"));
        assert!(holds("9223372036854775807 + 1 < 0"));
        assert!(holds(
            "-9223372036854775807 - 1 == (-9223372036854775807 - 1) / -1"
        ));
        assert!(holds("1ui64 && 077 == 63L && 0b11 == 3"));
    }

    #[test]
    fn a_shift_by_too_much_leaves_nothing_but_the_sign() {
        assert!(holds(
            "1 << 64 == 0 && -1 >> 99 == -1 && 1u >> 64 == 0 && 4 << -1 == 2"
        ));
        assert!(holds("1 << 0xFFFFFFFFFFFFFFFF == 0"));
    }

    #[test]
    fn a_character_is_its_number() {
        assert!(holds(
            "'A' == 65 && '\\n' == 10 && '\\xff' == -1 && L'\\xff' == 255"
        ));
        assert!(holds("'ab' == 'a' * 256 + 'b'"));
    }

    #[test]
    fn a_name_that_is_no_macro_is_zero() {
        assert!(!holds("nothing"));
        assert!(holds("!nothing"));
    }

    #[test]
    fn defined_asks_for_a_macro_without_replacing_it() {
        assert!(holds(
            "defined __midl && defined(_WIN32) && !defined nothing"
        ));
        assert_eq!(problems("#if defined\n#endif"), ["IDL0218 "]);
        assert_eq!(problems("#if defined(A\n#endif"), ["IDL0218 "]);
        assert_eq!(problems("#if defined 1\n#endif"), ["IDL0218 1"]);
    }

    #[test]
    fn a_part_that_is_not_evaluated_may_divide_by_zero() {
        assert!(holds("1 || 1 / 0"));
        assert!(!holds("0 && 1 % 0"));
        assert!(holds("1 ? 1 : 1 / 0"));
        assert_eq!(problems("#if 1 / (2 - 2)\n#endif"), ["IDL0216 ("]);
        assert_eq!(problems("#if 1 % 0\n#endif"), ["IDL0216 0"]);
    }

    #[test]
    fn a_number_beyond_64_bits_is_a_problem() {
        assert_eq!(
            problems("#if 18446744073709551616\n#endif"),
            ["IDL0217 18446744073709551616"]
        );
    }

    #[test]
    fn a_condition_that_is_no_integer_expression_is_a_problem() {
        assert_eq!(problems("#if 1 +\n#endif"), ["IDL0218 "]);
        assert_eq!(problems("#if (1\n#endif"), ["IDL0218 "]);
        assert_eq!(problems("#if 1 2\n#endif"), ["IDL0218 2"]);
        assert_eq!(problems("#if 1.5\n#endif"), ["IDL0218 1.5"]);
        assert_eq!(problems("#if 08\n#endif"), ["IDL0218 08"]);
        assert_eq!(problems("#if \"a\"\n#endif"), ["IDL0218 \"a\""]);
        assert_eq!(problems("#if ''\n#endif"), ["IDL0218 ''"]);
        assert_eq!(problems("#if A(1)\n#endif"), ["IDL0218 ("]);
        assert_eq!(problems("#if 1 ? 2\n#endif"), ["IDL0218 "]);
        assert_eq!(problems("#if A = 1\n#endif"), ["IDL0218 ="]);
    }

    #[test]
    fn the_rest_of_a_malformed_condition_is_no_text_of_the_file() {
        let (tokens, problems) =
            run("#define A 1 2 3\n#define F(x) x\n#if A\n#elif F 1\n#endif\nx");
        assert_eq!(tokens, "x");
        assert_eq!(problems, ["IDL0218 A", "IDL0218 1"]);
    }

    #[test]
    fn nesting_without_end_is_stopped() {
        let open = "(".repeat(100_000);
        assert_eq!(problems(&format!("#if {open}\n#endif")), ["IDL0215 ("]);
        let nots = "!".repeat(100_000);
        assert_eq!(problems(&format!("#if {nots}1\n#endif")), ["IDL0215 !"]);
        let choices = "1 ? 1 : ".repeat(100_000);
        assert_eq!(problems(&format!("#if {choices}1\n#endif")), ["IDL0215 1"]);
    }
}
