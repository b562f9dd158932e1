//! Numbers in text: `VarParseNumFromStr` and `VarNumFromParseNum`.

use super::{Converted, fit, wrap};
use crate::dispatch::codes::{DISP_E_OVERFLOW, DISP_E_TYPEMISMATCH};

/// A number in text.
pub(super) enum Parsed {
    /// `&H10`, `&O17`
    Bits(u64),
    /// `-1.5e3`
    Decimal {
        is_negative: bool,
        /// The digits, without a point.
        digits: Vec<u8>,
        /// The power of ten by which they are multiplied.
        exponent: i32,
    },
}

/// Exponents beyond are those of no number.
const MAX_EXPONENT: i32 = 100_000;

impl Parsed {
    /// Reads text: white space, a sign, a currency sign or parentheses may stand around the digits, and
    /// commas between them.
    pub(super) fn new(text: &str) -> Converted<Self> {
        let mut scanner = Scanner { rest: text };
        let number = scanner.number().filter(|_| scanner.rest.is_empty());
        number.ok_or(DISP_E_TYPEMISMATCH)?.ok_or(DISP_E_OVERFLOW)
    }

    /// Returns the nearest integer, of two the even one.
    pub(super) fn integer(&self, bits: u32, is_signed: bool) -> Converted<i128> {
        let integer = match self {
            Self::Bits(number) => {
                let fits = fit((*number).into(), bits, false);
                return fits
                    .map(|number| wrap(number, bits, is_signed))
                    .ok_or(DISP_E_OVERFLOW);
            }
            Self::Decimal {
                is_negative,
                digits,
                exponent,
            } => {
                let integer = nearest(digits, *exponent).ok_or(DISP_E_OVERFLOW)?;
                if *is_negative { -integer } else { integer }
            }
        };
        fit(integer, bits, is_signed).ok_or(DISP_E_OVERFLOW)
    }

    /// Returns the number.
    pub(super) fn float(&self) -> Converted<f64> {
        match self {
            // Of 32 bits, the first is the sign.
            Self::Bits(number) => Ok(match u32::try_from(*number) {
                Ok(number) => f64::from(number as i32),
                Err(_) => *number as f64,
            }),
            Self::Decimal { .. } => self.decimal_float(),
        }
    }

    /// Returns the number, if it is written with decimal digits.
    pub(super) fn decimal_float(&self) -> Converted<f64> {
        let Self::Decimal {
            is_negative,
            digits,
            exponent,
        } = self
        else {
            return Err(DISP_E_OVERFLOW);
        };
        let digits: String = digits
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        let sign = if *is_negative { "-" } else { "" };
        let float = format!("{sign}0{digits}e{exponent}").parse::<f64>();
        let finite = float.ok().filter(|float| float.is_finite());
        finite.ok_or(DISP_E_OVERFLOW)
    }
}

/// Returns the integer that is nearest to the digits at that power of ten; `None` for one of more digits
/// than any integer has.
fn nearest(digits: &[u8], exponent: i32) -> Option<i128> {
    const MAX_DIGITS: usize = 30;
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    let digits = &digits[zeros..];
    let whole = i64::try_from(digits.len()).ok()? + i64::from(exponent);
    if digits.is_empty() || whole < 0 {
        return Some(0);
    }
    let whole = usize::try_from(whole).ok().filter(|it| *it <= MAX_DIGITS)?;
    let digit = |at: usize| digits.get(at).copied().unwrap_or(0);
    let integer = (0..whole).fold(0_i128, |sum, at| sum * 10 + i128::from(digit(at)));
    let is_beyond = digits.iter().skip(whole + 1).any(|digit| *digit != 0);
    let is_up = match digit(whole) {
        0..5 => false,
        5 => is_beyond || integer & 1 == 1,
        _ => true,
    };
    Some(integer + i128::from(is_up))
}

/// The text that is not read yet.
struct Scanner<'a> {
    rest: &'a str,
}

/// What stands around the digits.
#[derive(Default)]
struct Around {
    plus: bool,
    minus: bool,
    currency: bool,
    open: bool,
}

impl Scanner<'_> {
    /// Reads a number; `Some(None)` for one that is too large.
    fn number(&mut self) -> Option<Option<Parsed>> {
        let mut around = Around::default();
        self.before(&mut around);
        if self.take('&') {
            return self.bits();
        }
        let (digits, mut exponent, is_any) = self.digits();
        if !is_any {
            return None;
        }
        if self.take('e') || self.take('E') {
            exponent = exponent.saturating_add(self.exponent()?);
        }
        self.after(&mut around)?;
        Some(Some(Parsed::Decimal {
            is_negative: around.minus,
            digits,
            exponent,
        }))
    }

    fn take(&mut self, char: char) -> bool {
        let rest = self.rest.strip_prefix(char);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn before(&mut self, around: &mut Around) {
        loop {
            let taken = self.space()
                || (!around.plus && set(&mut around.plus, self.take('+')))
                || (!around.minus && set(&mut around.minus, self.take('-')))
                || (!around.currency && set(&mut around.currency, self.take('$')))
                || (!around.open && set(&mut around.open, self.take('(')));
            if !taken {
                break;
            }
        }
    }

    /// Reads what stands behind the digits. Nothing, if an open parenthesis isn't closed.
    fn after(&mut self, around: &mut Around) -> Option<()> {
        let mut is_closed = false;
        let is_signed = around.plus || around.minus;
        let mut sign = is_signed;
        loop {
            let taken = self.space()
                || (!sign && set(&mut sign, self.take('+')))
                || (!sign && {
                    let is_minus = self.take('-');
                    around.minus |= is_minus;
                    set(&mut sign, is_minus)
                })
                || (!around.currency && set(&mut around.currency, self.take('$')))
                || (around.open && !is_closed && set(&mut is_closed, self.take(')')));
            if !taken {
                break;
            }
        }
        if around.open {
            around.minus = true;
        }
        (around.open == is_closed).then_some(())
    }

    fn space(&mut self) -> bool {
        let rest = self
            .rest
            .trim_start_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
        let is_any = rest.len() < self.rest.len();
        self.rest = rest;
        is_any
    }

    /// Reads the digits, and where the point is among them. Commas stand anywhere behind the first digit and
    /// before the point.
    fn digits(&mut self) -> (Vec<u8>, i32, bool) {
        let (mut digits, mut exponent, mut is_fraction) = (Vec::new(), 0, false);
        let mut chars = self.rest.char_indices();
        let end = loop {
            let Some((at, char)) = chars.next() else {
                break self.rest.len();
            };
            match char {
                '0'..='9' => {
                    // Limits of the text are far below those of the exponent.
                    digits.push(char as u8 - b'0');
                    exponent -= i32::from(is_fraction);
                }
                ',' if !digits.is_empty() && !is_fraction => {}
                '.' if !is_fraction => is_fraction = true,
                _ => break at,
            }
        };
        self.rest = &self.rest[end..];
        let is_any = !digits.is_empty();
        (digits, exponent, is_any)
    }

    fn exponent(&mut self) -> Option<i32> {
        let is_negative = self.take('-');
        if !is_negative {
            self.take('+');
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        if digits.is_empty() {
            return None;
        }
        let exponent = digits.parse().unwrap_or(MAX_EXPONENT).min(MAX_EXPONENT);
        Some(if is_negative { -exponent } else { exponent })
    }

    /// Reads what is behind the `&` of a number with another base. A sign before it means nothing.
    fn bits(&mut self) -> Option<Option<Parsed>> {
        let radix = if self.take('H') || self.take('h') {
            16
        } else if self.take('O') || self.take('o') {
            8
        } else {
            return None;
        };
        let text = self.rest.trim_end();
        let is_number = !text.is_empty() && text.chars().all(|char| char.is_digit(radix));
        self.rest = "";
        is_number.then(|| u64::from_str_radix(text, radix).ok().map(Parsed::Bits))
    }
}

/// Sets a flag where something was taken. Returns whether it was.
fn set(flag: &mut bool, taken: bool) -> bool {
    *flag |= taken;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_sign_a_currency_and_parentheses_around_it() {
        let integer = |text: &str| Parsed::new(text).and_then(|it| it.integer(32, true));
        for (text, number) in [
            (" 12 ", 12),
            ("\t12", 12),
            ("- 7", -7),
            ("7-", -7),
            ("(7)", -7),
            ("($7)", -7),
            ("$-7", -7),
            ("7$", 7),
            ("1,2,3", 123),
            ("1,", 1),
            ("5.", 5),
            ("1e+3", 1000),
            ("25e-1", 2),
            ("35e-1", 4),
            ("+-1", -1),
            ("-(1)", -1),
            ("00012", 12),
            ("&H10", 16),
            ("&hFFFFFFFF", -1),
            ("&o17", 15),
            ("-&H10", 16),
        ] {
            assert_eq!(integer(text), Ok(number), "{text}");
        }
        for text in [
            "", " ", "--1", "abc", "1 2", "1e", "1e+", "1d3", "&H", "&H1G", "&17", "&O8", ",",
            "1.2.3", "(1", "1)", "0x10", "nan", "grün",
        ] {
            assert_eq!(integer(text), Err(DISP_E_TYPEMISMATCH), "{text}");
        }
        for text in [
            "1e5000",
            "2147483648",
            "&H100000000",
            "&H1FFFFFFFFFFFFFFFFF",
            "1e99999999999",
        ] {
            assert_eq!(integer(text), Err(DISP_E_OVERFLOW), "{text}");
        }
    }

    #[test]
    fn digits_beyond_a_float_are_rounded() {
        let float = |text: &str| Parsed::new(text).and_then(|it| it.float());
        assert_eq!(float(".5"), Ok(0.5));
        assert_eq!(
            float("123456789012345678901234567890"),
            Ok(1.234_567_890_123_456_8e29)
        );
        assert_eq!(float("1e309"), Err(DISP_E_OVERFLOW));
        assert_eq!(float("1e-5000"), Ok(0.0));
        assert_eq!(float("&H80000000"), Ok(-2_147_483_648.0));
    }
}
