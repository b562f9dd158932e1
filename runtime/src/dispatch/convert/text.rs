//! Values as text.

use super::{Converted, date, mismatch, whole};
use crate::error::E_INVALIDARG;
use crate::{Decimal, Value};

/// Returns the value as text.
pub(super) fn text(value: &Value) -> Converted<String> {
    if let Some((integer, _)) = whole(value) {
        return Ok(integer.to_string());
    }
    Ok(match value {
        Value::Empty => String::new(),
        Value::Bool(it) => (-i32::from(*it)).to_string(),
        Value::F32(it) => general((*it).into(), 7),
        Value::F64(it) => general(*it, 15),
        Value::Date(it) => date::text(date::checked(*it).ok_or(E_INVALIDARG)?),
        Value::Currency(it) => {
            let units = Decimal::new(*it < 0, it.unsigned_abs().into(), 4);
            units.map_or_else(|_| String::new(), |units| units.to_string())
        }
        Value::Decimal(it) => it.to_string(),
        Value::Text(it) => it.clone(),
        _ => return Err(mismatch(value)),
    })
}

/// Returns a number with as many digits, as C's `%.*G` writes it.
pub(super) fn general(float: f64, digits: usize) -> String {
    if float == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{float:.*e}", digits - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let trimmed = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    match exponent.parse::<i32>() {
        Ok(exponent) if (-4..digits as i32).contains(&exponent) => {
            let decimals = digits as i32 - 1 - exponent;
            trimmed(&format!(
                "{float:.*}",
                usize::try_from(decimals).unwrap_or(0)
            ))
        }
        Ok(exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{}E{sign}{:02}", trimmed(mantissa), exponent.unsigned_abs())
        }
        Err(_) => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_has_fifteen_digits_or_an_exponent() {
        for (float, text) in [
            (0.1, "0.1"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.333333333333333"),
            (1e15, "1E+15"),
            (0.0001, "0.0001"),
            (0.00001, "1E-05"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e300, "1E+300"),
            (1_234_567_890_123_456.0, "1.23456789012346E+15"),
            (-128.5, "-128.5"),
        ] {
            assert_eq!(general(float, 15), text);
        }
        assert_eq!(general(12_345_678.0, 7), "1.234568E+07");
    }
}
