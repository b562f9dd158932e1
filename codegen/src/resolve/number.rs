//! Numbers as C and MIDL write them.

/// A number's value and the type that its spelling gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// An integer.
    Int {
        /// Its value.
        value: u64,
        /// Written in hexadecimal or octal: it may take an unsigned type by itself.
        is_hex: bool,
        /// `u`.
        is_unsigned: bool,
        /// `ll`, `i64`: 64 bits at least.
        is_long: bool,
    },
    /// A floating-point number.
    Float {
        /// Its value.
        value: f64,
        /// `f`: of 32 bits.
        is_single: bool,
    },
}

/// Why text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    /// It has more than 64 bits.
    TooLarge,
    /// It isn't written like one.
    Malformed,
}

/// The number that `text` spells.
pub(super) fn number(text: &str) -> Result<Number, NumberError> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', b'b' | b'B', ..] => (&text[2..], 2),
        [b'0', b'0'..=b'9', ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    let end = digits
        .bytes()
        .position(|it| !char::from(it).is_digit(radix))
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
    Ok(Number::Int {
        value,
        is_hex: radix != 10,
        is_unsigned,
        is_long,
    })
}

/// Whether an integer's suffix says unsigned, and whether it says 64 bits.
fn suffix_of(suffix: &str) -> Option<(bool, bool)> {
    let suffix = suffix.to_ascii_lowercase();
    Some(match suffix.as_str() {
        "" | "l" | "i32" | "i16" | "i8" => (false, false),
        "u" | "ul" | "lu" | "ui32" | "ui16" | "ui8" => (true, false),
        "ll" | "i64" => (false, true),
        "ull" | "llu" | "ui64" => (true, true),
        _ => return None,
    })
}

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
    fn integers_have_the_radix_and_type_of_their_spelling() {
        let int = |value, is_hex, is_unsigned, is_long| {
            Ok(Number::Int {
                value,
                is_hex,
                is_unsigned,
                is_long,
            })
        };
        assert_eq!(number("0"), int(0, false, false, false));
        assert_eq!(number("017"), int(15, true, false, false));
        assert_eq!(number("0x80D02002L"), int(0x80d0_2002, true, false, false));
        assert_eq!(number("1ui64"), int(1, false, true, true));
        assert_eq!(
            number("0xFFFFFFFFFFFFFFFFull"),
            int(u64::MAX, true, true, true)
        );
    }

    #[test]
    fn floats_are_told_by_their_point_or_exponent() {
        let float = |value, is_single| Ok(Number::Float { value, is_single });
        assert_eq!(number("1.5f"), float(1.5, true));
        assert_eq!(number("1e3"), float(1000.0, false));
        assert_eq!(number(".25"), float(0.25, false));
    }

    #[test]
    fn what_does_not_fit_or_is_no_number_is_told_apart() {
        assert_eq!(number("0x10000000000000000"), Err(NumberError::TooLarge));
        assert_eq!(number("12ab"), Err(NumberError::Malformed));
        assert_eq!(number("0x"), Err(NumberError::Malformed));
    }
}
