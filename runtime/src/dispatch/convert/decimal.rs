//! Values as decimals: `VarDecFromR8` and its like.

use super::number::Parsed;
use super::text::general;
use super::{CURRENCY, Converted, mismatch, whole};
use crate::dispatch::codes::DISP_E_OVERFLOW;
use crate::{Decimal, Value};

/// The most decimals of a DECIMAL.
const MAX_SCALE: i32 = 28;

/// Returns the value as a decimal.
pub(super) fn decimal(value: &Value) -> Converted<Decimal> {
    if let Some((integer, _)) = whole(value) {
        return of(integer < 0, integer.unsigned_abs(), 0);
    }
    match value {
        Value::Empty => of(false, 0, 0),
        Value::Bool(it) => of(*it, (*it).into(), 0),
        // As many digits as the float is sure of.
        Value::F32(it) if !it.is_finite() => Err(DISP_E_OVERFLOW),
        Value::F64(it) | Value::Date(it) if !it.is_finite() => Err(DISP_E_OVERFLOW),
        Value::F32(it) => written(&general((*it).into(), 7)),
        Value::F64(it) | Value::Date(it) => written(&general(*it, 15)),
        Value::Currency(it) => of(*it < 0, it.unsigned_abs().into(), CURRENCY.ilog10() as u8),
        Value::Decimal(it) => Ok(*it),
        Value::Text(it) => written(it),
        _ => Err(mismatch(value)),
    }
}

fn of(is_negative: bool, digits: u128, scale: u8) -> Converted<Decimal> {
    Decimal::new(is_negative, digits, scale).map_err(|_| DISP_E_OVERFLOW)
}

/// Returns the number in a text, with as many decimals as there is room for.
fn written(text: &str) -> Converted<Decimal> {
    let parsed = Parsed::new(text)?;
    let (is_negative, digits, exponent) = match &parsed {
        Parsed::Bits(number) => return of(false, (*number).into(), 0),
        Parsed::Decimal {
            is_negative,
            digits,
            exponent,
        } => (*is_negative, &digits[..], *exponent),
    };
    let zeros = digits.iter().rev().take_while(|digit| **digit == 0).count();
    let digits = &digits[..digits.len() - zeros];
    let exponent = exponent.saturating_add(i32::try_from(zeros).unwrap_or(i32::MAX));
    if digits.is_empty() {
        return of(is_negative, 0, 0);
    }
    // With one decimal fewer, until the digits fit.
    for scale in (0..=exponent.saturating_neg().clamp(0, MAX_SCALE)).rev() {
        let shifted = Parsed::Decimal {
            is_negative: false,
            digits: digits.to_vec(),
            exponent: exponent.saturating_add(scale),
        };
        let digits = shifted.integer(96, false);
        if let Ok(digits) = digits {
            return of(is_negative, digits.unsigned_abs(), scale as u8);
        }
    }
    Err(DISP_E_OVERFLOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_the_digits_of_the_number() {
        for (value, text) in [
            (Value::F64(0.1), "0.1"),
            (Value::F64(-1.5e10), "-15000000000"),
            (Value::F32(0.3), "0.3"),
            (Value::Currency(-12_500), "-1.25"),
            (Value::Bool(true), "-1"),
            (Value::U64(u64::MAX), "18446744073709551615"),
            (Value::Text("($1,234.50)".to_owned()), "-1234.5"),
            (Value::Text("&H10".to_owned()), "16"),
            (Value::F64(1e-28), "0.0000000000000000000000000001"),
            (
                Value::Text("7.92281625142643375935439503356".to_owned()),
                "7.922816251426433759354395034",
            ),
        ] {
            let number = decimal(&value).map(|number| number.to_string());
            assert_eq!(number.as_deref(), Ok(text), "{value:?}");
        }
        let large = Value::Text("79228162514264337593543950336".to_owned());
        assert_eq!(decimal(&large), Err(DISP_E_OVERFLOW));
        assert!(decimal(&Value::Null).is_err());
    }
}
