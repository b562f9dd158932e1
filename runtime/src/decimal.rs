//! `DECIMAL`: a number of 96 bits with decimals.

use crate::error::E_INVALIDARG;
use crate::{Error, Result};
use std::fmt;

/// A number with up to 28 decimals: 96 bits, divided by a power of ten. It is in memory as C's `DECIMAL`.
///
/// ```
/// use comidl::Decimal;
///
/// let price = Decimal::new(true, 1250, 2)?;
/// assert_eq!(price.to_string(), "-12.5");
/// assert_eq!(price.to_f64(), -12.5);
/// # Ok::<(), comidl::Error>(())
/// ```
///
/// Two decimals are equal if their digits and their number of decimals are.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Decimal {
    /// In a VARIANT, its type.
    pub(crate) reserved: u16,
    /// At most `MAX_SCALE`, if this library made it.
    scale: u8,
    sign: u8,
    upper: u32,
    lower: u64,
}

/// The sign of a number below zero.
const NEGATIVE: u8 = 0x80;

impl Decimal {
    const MAX_DIGITS: u128 = (1 << 96) - 1;
    const MAX_SCALE: u8 = 28;

    /// Returns the number `digits / 10^scale`, or that below zero.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for digits of more than 96 bits, and for a scale above 28.
    pub fn new(is_negative: bool, digits: u128, scale: u8) -> Result<Self> {
        if digits > Self::MAX_DIGITS || scale > Self::MAX_SCALE {
            return Err(Error::new(E_INVALIDARG, "the number is no DECIMAL"));
        }
        Ok(Self {
            reserved: 0,
            scale,
            sign: if is_negative { NEGATIVE } else { 0 },
            upper: (digits >> 64) as u32,
            lower: digits as u64,
        })
    }

    /// Returns whether the number has the sign of those below zero.
    pub const fn is_negative(&self) -> bool {
        self.sign & NEGATIVE != 0
    }

    /// Returns the digits as one number.
    pub const fn digits(&self) -> u128 {
        (self.upper as u128) << 64 | self.lower as u128
    }

    /// Returns how many of the digits are decimals.
    pub const fn scale(&self) -> u8 {
        self.scale
    }

    /// Returns the number, rounded.
    pub fn to_f64(&self) -> f64 {
        self.signed() as f64 / 10_f64.powi(self.scale.into())
    }

    /// Returns the digits with the sign.
    pub(crate) const fn signed(&self) -> i128 {
        let digits = self.digits() as i128;
        if self.is_negative() { -digits } else { digits }
    }

    /// Returns the power of ten by which the digits are divided.
    pub(crate) const fn divisor(&self) -> i128 {
        10_i128.saturating_pow(self.scale as u32)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.signed() == other.signed()
            && self.is_negative() == other.is_negative()
            && self.scale == other.scale
    }
}

impl Eq for Decimal {}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.is_negative(), self.digits(), self.scale).hash(state);
    }
}

/// Writes the number without zeros at its end.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let divisor = self.divisor().unsigned_abs();
        if self.is_negative() && self.digits() > 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", self.digits() / divisor)?;
        let decimals = self.digits() % divisor;
        if decimals == 0 {
            return Ok(());
        }
        let decimals = format!("{decimals:0width$}", width = self.scale.into());
        write!(f, ".{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_without_zeros_at_its_end() {
        for (negative, digits, scale, text) in [
            (false, 0, 0, "0"),
            (true, 0, 3, "0"),
            (false, 100, 2, "1"),
            (true, 123_456_789, 4, "-12345.6789"),
            (false, 1, 28, "0.0000000000000000000000000001"),
            (
                false,
                Decimal::MAX_DIGITS,
                0,
                "79228162514264337593543950335",
            ),
        ] {
            let number = Decimal::new(negative, digits, scale).unwrap();
            assert_eq!(number.to_string(), text);
        }
        assert!(Decimal::new(false, 1 << 96, 0).is_err());
        assert!(Decimal::new(false, 0, 29).is_err());
    }
}
