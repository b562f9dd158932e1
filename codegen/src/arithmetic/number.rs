//! Number literals, as C and MIDL write them.

use super::{Integer, Shape};

/// The value of a number literal, and the type that its form gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    /// An integer.
    Integer(Integer),
    /// A floating-point number.
    Float {
        /// Its value.
        value: f64,
        /// Whether it has the suffix `f`, for 32 bits.
        is_single: bool,
    },
}

/// The reason why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// The number has more than 64 bits.
    TooLarge,
    /// The text isn't a number literal.
    Malformed,
}

/// Returns the number that `text` is.
///
/// # Errors
///
/// If it is no number literal, or has more than 64 bits.
pub(crate) fn number(text: &str) -> Result<Number, NumberError> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', b'b' | b'B', ..] => (&text[2..], 2),
        [b'0', b'0'..=b'9', ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    let end = digits
        .bytes()
        .position(|byte| !char::from(byte).is_digit(radix))
        .unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(end);
    if radix != 16 && suffix.starts_with(['.', 'e', 'E', 'f', 'F'])
        || radix == 8 && text.contains('.')
    {
        return float(text);
    }
    let (is_unsigned, is_long) = suffix_of(suffix).ok_or(NumberError::Malformed)?;
    if digits.is_empty() {
        return Err(NumberError::Malformed);
    }
    let value = u64::from_str_radix(digits, radix).map_err(|_| NumberError::TooLarge)?;
    // C takes the smallest type that holds the number. It takes an unsigned type only if the suffix
    // `u` or the radix allows that.
    let shapes =
        [(32, true), (32, false), (64, true)].map(|(bits, is_signed)| Shape { bits, is_signed });
    let shape = shapes.into_iter().find(|shape| {
        shape.fits(i128::from(value))
            && !(is_long && shape.bits < 64)
            && !(is_unsigned && shape.is_signed)
            && (radix != 10 || is_unsigned || shape.is_signed)
    });
    Ok(Number::Integer(Integer {
        bits: value,
        shape: shape.unwrap_or(Shape {
            bits: 64,
            is_signed: false,
        }),
    }))
}

/// The suffixes of integers. Each has whether the type is unsigned, and whether it has at least 64
/// bits.
const SUFFIXES: &[(&str, bool, bool)] = &[
    ("l", false, false),
    ("u", true, false),
    ("ul", true, false),
    ("lu", true, false),
    ("ll", false, true),
    ("ull", true, true),
    ("llu", true, true),
    ("i8", false, false),
    ("i16", false, false),
    ("i32", false, false),
    ("i64", false, true),
    ("ui8", true, false),
    ("ui16", true, false),
    ("ui32", true, false),
    ("ui64", true, true),
];

/// Returns whether an integer's suffix makes the type unsigned, and whether it makes it 64 bits
/// wide.
fn suffix_of(suffix: &str) -> Option<(bool, bool)> {
    if suffix.is_empty() {
        return Some((false, false));
    }
    let mut suffixes = SUFFIXES.iter();
    let found = suffixes.find(|(text, ..)| text.eq_ignore_ascii_case(suffix));
    found.map(|(_, is_unsigned, is_long)| (*is_unsigned, *is_long))
}

/// Returns the floating-point number that `text` is.
fn float(text: &str) -> Result<Number, NumberError> {
    let digits = text.trim_end_matches(['f', 'F', 'l', 'L']);
    digits
        .parse()
        .map(|value| Number::Float {
            value,
            is_single: text.ends_with(['f', 'F']),
        })
        .map_err(|_| NumberError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_the_radix_and_type_of_c() {
        let integer = |bits, width, is_signed| {
            let shape = Shape {
                bits: width,
                is_signed,
            };
            Ok(Number::Integer(Integer { bits, shape }))
        };
        assert_eq!(number("0"), integer(0, 32, true));
        assert_eq!(number("017"), integer(15, 32, true));
        assert_eq!(number("7U"), integer(7, 32, false));
        assert_eq!(number("0x80D02002L"), integer(0x80d0_2002, 32, false));
        assert_eq!(number("2161123330"), integer(0x80d0_2002, 64, true));
        assert_eq!(number("1i64"), integer(1, 64, true));
        assert_eq!(number("1ui64"), integer(1, 64, false));
        assert_eq!(
            number("0xFFFFFFFFFFFFFFFFull"),
            integer(u64::MAX, 64, false)
        );
        assert_eq!(number("18446744073709551615"), integer(u64::MAX, 64, false));
    }

    #[test]
    fn floats_have_a_point_or_an_exponent() {
        let float = |value, is_single| Ok(Number::Float { value, is_single });
        assert_eq!(number("1.5f"), float(1.5, true));
        assert_eq!(number("1e3"), float(1000.0, false));
        assert_eq!(number(".25"), float(0.25, false));
    }

    #[test]
    fn numbers_that_do_not_fit_are_told_from_malformed_ones() {
        assert_eq!(number("0x10000000000000000"), Err(NumberError::TooLarge));
        assert_eq!(number("12ab"), Err(NumberError::Malformed));
        assert_eq!(number("0x"), Err(NumberError::Malformed));
    }
}
