//! `VariantChangeTypeEx`, for systems without `oleaut32.dll`: a value becomes one of another type, as OLE
//! Automation converts it for English of the United States.
//!
//! On Windows the system converts. There the tests of this module compare the two, value by value.

mod date;
mod decimal;
mod number;
// The floats of x87 have other last digits.
#[cfg(all(test, windows, target_arch = "x86_64"))]
mod system;
mod text;

use super::codes::{DISP_E_BADVARTYPE, DISP_E_OVERFLOW, DISP_E_TYPEMISMATCH};
use crate::Value;
use crate::variant::{
    VT_BOOL, VT_BSTR, VT_CY, VT_DATE, VT_DECIMAL, VT_ERROR, VT_I1, VT_I2, VT_I4, VT_I8, VT_R4,
    VT_R8, VT_UI1, VT_UI2, VT_UI4, VT_UI8,
};
use number::Parsed;
use std::cmp::Ordering;
use windows_core::HRESULT;

type Converted<T> = Result<T, HRESULT>;

/// How many units of `VT_CY` are one.
const CURRENCY: i64 = 10_000;

/// Returns the value as one of the type `vartype`.
pub(super) fn convert(value: &Value, vartype: u16) -> Converted<Value> {
    /// Returns an integer of Rust's, which has the width and the sign.
    macro_rules! integer {
        ($variant:ident, $ty:ty) => {
            // The value fits.
            integer(value, <$ty>::BITS, <$ty>::MIN != 0).map(|it| Value::$variant(it as $ty))
        };
    }
    match vartype {
        VT_I1 => integer!(I8, i8),
        VT_UI1 => integer!(U8, u8),
        VT_I2 => integer!(I16, i16),
        VT_UI2 => integer!(U16, u16),
        VT_I4 => integer!(I32, i32),
        VT_UI4 => integer!(U32, u32),
        VT_I8 => integer!(I64, i64),
        VT_UI8 => integer!(U64, u64),
        VT_R4 => narrow(value).map(Value::F32),
        VT_R8 => float(value).map(Value::F64),
        VT_CY => currency(value).map(Value::Currency),
        VT_DATE => date(value).map(Value::Date),
        VT_BOOL => truth(value).map(Value::Bool),
        VT_DECIMAL => decimal::decimal(value).map(Value::Decimal),
        VT_BSTR => text::text(value).map(Value::Text),
        VT_ERROR => match value {
            Value::Error(code) => Ok(Value::Error(*code)),
            _ => Err(DISP_E_TYPEMISMATCH),
        },
        _ => Err(DISP_E_TYPEMISMATCH),
    }
}

/// Returns the code for a value that is neither a number nor text.
fn mismatch(value: &Value) -> HRESULT {
    match value {
        // It has no member that stands for its value.
        Value::Dispatch(None) => DISP_E_BADVARTYPE,
        _ => DISP_E_TYPEMISMATCH,
    }
}

/// Returns an integer and its width.
fn whole(value: &Value) -> Option<(i128, u32)> {
    Some(match *value {
        Value::I8(it) => (it.into(), 8),
        Value::U8(it) => (it.into(), 8),
        Value::I16(it) => (it.into(), 16),
        Value::U16(it) => (it.into(), 16),
        Value::I32(it) => (it.into(), 32),
        Value::U32(it) => (it.into(), 32),
        Value::I64(it) => (it.into(), 64),
        Value::U64(it) => (it.into(), 64),
        _ => return None,
    })
}

fn integer(value: &Value, bits: u32, is_signed: bool) -> Converted<i128> {
    if let Some((integer, width)) = whole(value) {
        // A number of the same width keeps its bits.
        return fit(integer, bits, is_signed)
            .or((width == bits).then(|| wrap(integer, bits, is_signed)))
            .ok_or(DISP_E_OVERFLOW);
    }
    let rounded = match value {
        Value::Empty => Some(0),
        // True is -1, in as many bits as there are.
        Value::Bool(it) => Some(wrap(-i128::from(*it), bits, is_signed)),
        Value::F32(it) => round(f64::from(*it), bits, is_signed),
        Value::F64(it) | Value::Date(it) => round(*it, bits, is_signed),
        // OLE Automation takes one more from what is negative: -1 becomes -2.
        Value::Currency(it) if *it < 0 && bits == 64 && is_signed => {
            Some(i128::from(it / CURRENCY - 1))
        }
        Value::Currency(it) => Some(half_even((*it).into(), CURRENCY.into())),
        Value::Decimal(it) => Some(half_even(it.signed(), it.divisor())),
        Value::Text(it) => return Parsed::new(it)?.integer(bits, is_signed),
        _ => return Err(mismatch(value)),
    };
    let rounded = rounded.and_then(|rounded| fit(rounded, bits, is_signed));
    rounded.ok_or(DISP_E_OVERFLOW)
}

/// Returns the integer, if it fits.
fn fit(integer: i128, bits: u32, is_signed: bool) -> Option<i128> {
    (wrap(integer, bits, is_signed) == integer).then_some(integer)
}

/// Returns the lower bits of the integer.
fn wrap(integer: i128, bits: u32, is_signed: bool) -> i128 {
    let unused = i128::BITS - bits;
    let shifted = integer << unused;
    if is_signed {
        shifted >> unused
    } else {
        // The upper bits are gone, and none is the sign.
        (shifted as u128 >> unused) as i128
    }
}

/// Returns the nearest integer, of two the even one; `None` beyond the bounds.
fn round(float: f64, bits: u32, is_signed: bool) -> Option<i128> {
    // OLE Automation converts into 64 bits with a sign half of what fits.
    const BOUND: f64 = (1_i64 << 62) as f64;
    let is_within = bits < 64 || !is_signed || (-BOUND..BOUND).contains(&float);
    (float.is_finite() && is_within).then(|| float.round_ties_even() as i128)
}

/// Returns the quotient as the nearest integer, of two the even one.
fn half_even(number: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (number.div_euclid(divisor), number.rem_euclid(divisor));
    // Twice the rest would not fit beside the largest divisor.
    match rest.cmp(&(divisor - rest)) {
        Ordering::Less => quotient,
        Ordering::Greater => quotient + 1,
        Ordering::Equal => quotient + (quotient & 1),
    }
}

fn float(value: &Value) -> Converted<f64> {
    if let Some((integer, _)) = whole(value) {
        return Ok(integer as f64);
    }
    Ok(match value {
        Value::Empty => 0.0,
        Value::Bool(it) => -f64::from(u8::from(*it)),
        Value::F32(it) => (*it).into(),
        Value::F64(it) | Value::Date(it) => *it,
        Value::Currency(it) => *it as f64 / CURRENCY as f64,
        Value::Decimal(it) => it.to_f64(),
        Value::Text(it) => return Parsed::new(it)?.float(),
        _ => return Err(mismatch(value)),
    })
}

fn narrow(value: &Value) -> Converted<f32> {
    let float = float(value)?;
    if float.abs() > f32::MAX.into() {
        return Err(DISP_E_OVERFLOW);
    }
    Ok(float as f32)
}

fn currency(value: &Value) -> Converted<i64> {
    // Above, OLE Automation converts no integer of 64 bits.
    const BOUND: i128 = (i64::MAX / CURRENCY) as i128;
    let units = match value {
        Value::Currency(it) => return Ok(*it),
        Value::I64(it) if !(1 - BOUND..BOUND).contains(&(*it).into()) => None,
        Value::Decimal(it) => it
            .signed()
            .checked_mul(CURRENCY.into())
            .map(|units| half_even(units, it.divisor())),
        Value::Text(it) => scaled(Parsed::new(it)?.decimal_float()?),
        _ => match whole(value) {
            Some((integer, _)) => integer.checked_mul(CURRENCY.into()),
            None => scaled(float(value)?),
        },
    };
    let units = units.and_then(|units| i64::try_from(units).ok());
    units.ok_or(DISP_E_OVERFLOW)
}

/// Returns the nearest number of units, of two the even one.
fn scaled(float: f64) -> Option<i128> {
    let factor = CURRENCY as f64;
    let product = float * factor;
    if product.is_nan() || product.abs() >= 2.0_f64.powi(64) {
        return None;
    }
    // What the product lost by rounding. Of a small one it decides where that is halfway between two numbers; of
    // a large one, which has no fraction, it is more than one.
    let lost = float.mul_add(factor, -product);
    let is_halfway = (product - product.trunc()).abs() == 0.5;
    let rounded = match lost.partial_cmp(&0.0) {
        Some(Ordering::Greater) if is_halfway => product.ceil(),
        Some(Ordering::Less) if is_halfway => product.floor(),
        _ => product.round_ties_even(),
    };
    Some(rounded as i128 + lost.round_ties_even() as i128)
}

fn date(value: &Value) -> Converted<f64> {
    match value {
        Value::Text(it) => date::parse(it).ok_or(DISP_E_TYPEMISMATCH),
        Value::Date(it) => Ok(*it),
        Value::F64(_) => date::checked(float(value)?).ok_or(DISP_E_OVERFLOW),
        _ if whole(value).is_some() => date::checked(float(value)?).ok_or(DISP_E_OVERFLOW),
        _ => float(value),
    }
}

fn truth(value: &Value) -> Converted<bool> {
    if let Value::Bool(it) = value {
        return Ok(*it);
    }
    if let Value::Text(text) = value {
        for (word, constant, truth) in [("True", "#TRUE#", true), ("False", "#FALSE#", false)] {
            if text.eq_ignore_ascii_case(word) || text.eq_ignore_ascii_case(constant) {
                return Ok(truth);
            }
        }
    }
    float(value).map(|float| float != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Decimal;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn a_number_of_the_same_width_keeps_its_bits() {
        assert_eq!(convert(&Value::I8(-1), VT_UI1), Ok(Value::U8(255)));
        assert_eq!(convert(&Value::U32(u32::MAX), VT_I4), Ok(Value::I32(-1)));
        assert_eq!(convert(&Value::I8(-1), VT_UI2), Err(DISP_E_OVERFLOW));
        assert_eq!(convert(&Value::I32(256), VT_UI1), Err(DISP_E_OVERFLOW));
    }

    #[test]
    fn halves_go_to_the_even_number() {
        for (half, even) in [(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2)] {
            assert_eq!(convert(&Value::F64(half), VT_I4), Ok(Value::I32(even)));
            let half = text(&half.to_string());
            assert_eq!(convert(&half, VT_I4), Ok(Value::I32(even)));
        }
        let half = Value::Decimal(Decimal::new(true, 25, 1).unwrap());
        assert_eq!(convert(&half, VT_I2), Ok(Value::I16(-2)));
        assert_eq!(convert(&Value::F64(127.5), VT_I1), Err(DISP_E_OVERFLOW));
        assert_eq!(convert(&Value::F64(f64::NAN), VT_I4), Err(DISP_E_OVERFLOW));
    }

    #[test]
    fn currency_is_ten_thousandths() {
        let price = Value::Currency(12_500);
        assert_eq!(convert(&price, VT_R8), Ok(Value::F64(1.25)));
        assert_eq!(convert(&price, VT_BSTR), Ok(text("1.25")));
        assert_eq!(
            convert(&text("$1,234.5"), VT_CY),
            Ok(Value::Currency(12_345_000))
        );
        let all = Value::Decimal(Decimal::new(false, u128::MAX >> 32, 28).unwrap());
        assert_eq!(convert(&all, VT_CY), Ok(Value::Currency(79_228)));
    }

    #[test]
    fn what_is_no_number_and_no_text_is_refused() {
        for value in [
            Value::Null,
            Value::Error(HRESULT(0)),
            Value::Interface(None),
        ] {
            assert_eq!(convert(&value, VT_I4), Err(DISP_E_TYPEMISMATCH));
            assert_eq!(convert(&value, VT_BSTR), Err(DISP_E_TYPEMISMATCH));
        }
        assert_eq!(
            convert(&Value::Dispatch(None), VT_R8),
            Err(DISP_E_BADVARTYPE)
        );
    }

    #[test]
    fn truth_is_a_word_or_a_number() {
        assert_eq!(convert(&text("TRUE"), VT_BOOL), Ok(Value::Bool(true)));
        assert_eq!(convert(&text("#FALSE#"), VT_BOOL), Ok(Value::Bool(false)));
        assert_eq!(convert(&text("0.1"), VT_BOOL), Ok(Value::Bool(true)));
        assert_eq!(convert(&text("yes"), VT_BOOL), Err(DISP_E_TYPEMISMATCH));
        assert_eq!(convert(&Value::Bool(true), VT_UI2), Ok(Value::U16(0xFFFF)));
    }
}
