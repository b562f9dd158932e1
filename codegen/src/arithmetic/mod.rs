//! C's arithmetic of integers, for the constants of IDL.
//!
//! The parser computes expressions of numbers alone. The resolver computes those with names in
//! them.

mod number;
mod operator;

use std::cmp::Ordering;

use crate::model::{Base, BaseSize};

pub(crate) use number::{Number, NumberError, number};
pub(crate) use operator::{Binary, Unary};

/// An integer's width and sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The number of its bits.
    pub bits: u8,
    /// Whether one of them is the sign.
    pub is_signed: bool,
}

/// An integer of C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integer {
    /// Its bits. The sign of a negative one is extended to all 64.
    pub bits: u64,
    /// Its type.
    pub shape: Shape,
}

/// The reason why an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Impossible {
    /// `a / 0`
    DivisionByZero,
    /// `1 << 32`, with the number of bits.
    ShiftTooFar(i128),
    /// The result doesn't fit into this type.
    Overflow(Shape),
}

/// `int`. C computes with smaller types in it.
pub(crate) const INT: Shape = Shape {
    bits: 32,
    is_signed: true,
};

impl Shape {
    /// Returns the shape of an integer type. Other types have none.
    pub(crate) fn of(base: Base) -> Option<Self> {
        let is_signed = match base {
            Base::Boolean | Base::Byte | Base::UChar | Base::WChar | Base::UShort => false,
            Base::UInt | Base::ULong | Base::ErrorStatus | Base::UHyper | Base::UIntPtr => false,
            Base::Char | Base::SChar | Base::Short | Base::Int | Base::Long => true,
            Base::Hyper | Base::IntPtr => true,
            Base::Void | Base::Float | Base::Double | Base::Handle => return None,
        };
        let bits = match base.size()? {
            BaseSize::Bytes(bytes) => bytes * 8,
            // Constants are computed as where pointers are wide.
            BaseSize::Pointer => 64,
        };
        Some(Self { bits, is_signed })
    }

    /// Returns the type that has this shape.
    pub(crate) fn base(self) -> Base {
        match (self.bits, self.is_signed) {
            (64, true) => Base::Hyper,
            (64, false) => Base::UHyper,
            (_, true) => Base::Long,
            (_, false) => Base::ULong,
        }
    }

    /// Returns whether the type has `value`.
    pub(crate) fn fits(self, value: i128) -> bool {
        self.wrap(value) == value
    }

    /// Returns `value` reduced to the bits of the type.
    pub(crate) fn wrap(self, value: i128) -> i128 {
        let value = value & ((1 << self.bits) - 1);
        if self.is_signed && value >> (self.bits - 1) == 1 {
            value - (1 << self.bits)
        } else {
            value
        }
    }

    /// Returns the type after C's integer promotion: C computes nothing in less than 32 bits.
    pub(crate) fn promoted(self) -> Self {
        if self.bits < 32 { INT } else { self }
    }

    /// Returns the type in which C computes with both.
    fn with(self, other: Self) -> Self {
        let (one, other) = (self.promoted(), other.promoted());
        match one.bits.cmp(&other.bits) {
            Ordering::Greater => one,
            Ordering::Less => other,
            Ordering::Equal => Self {
                bits: one.bits,
                is_signed: one.is_signed && other.is_signed,
            },
        }
    }
}

impl Integer {
    /// Returns `value`, which fits.
    fn new(value: i128, shape: Shape) -> Self {
        Self {
            bits: value as u64,
            shape,
        }
    }

    /// Returns its value.
    pub fn value(self) -> i128 {
        if self.shape.is_signed {
            i128::from(self.bits as i64)
        } else {
            i128::from(self.bits)
        }
    }
}

/// Returns C's result of `operator` between two values of these types.
pub(crate) fn binary(
    operator: Binary,
    (a, of_a): (i128, Shape),
    (b, of_b): (i128, Shape),
) -> Result<Integer, Impossible> {
    let shape = of_a.with(of_b);
    let (a, b) = (shape.wrap(a), shape.wrap(b));
    let truth = |value: bool| Ok(Integer::new(i128::from(value), INT));
    let result = match operator {
        Binary::Divide | Binary::Remainder if b == 0 => return Err(Impossible::DivisionByZero),
        Binary::Multiply => a.checked_mul(b),
        Binary::Divide => Some(a / b),
        Binary::Remainder => Some(a % b),
        Binary::Add => a.checked_add(b),
        Binary::Subtract => a.checked_sub(b),
        Binary::ShiftLeft | Binary::ShiftRight => return shift(operator, a, of_a.promoted(), b),
        Binary::Less => return truth(a < b),
        Binary::LessOrEqual => return truth(a <= b),
        Binary::Greater => return truth(a > b),
        Binary::GreaterOrEqual => return truth(a >= b),
        Binary::Equal => return truth(a == b),
        Binary::NotEqual => return truth(a != b),
        Binary::LogicalAnd => return truth(a != 0 && b != 0),
        Binary::LogicalOr => return truth(a != 0 || b != 0),
        Binary::And => Some(a & b),
        Binary::ExclusiveOr => Some(a ^ b),
        Binary::Or => Some(a | b),
    };
    match result {
        Some(value) if shape.fits(value) => Ok(Integer::new(value, shape)),
        // By C's rules, unsigned arithmetic wraps.
        Some(value) if !shape.is_signed => Ok(Integer::new(shape.wrap(value), shape)),
        _ => Err(Impossible::Overflow(shape)),
    }
}

/// Returns C's result of a shift of a value of this type.
fn shift(operator: Binary, value: i128, shape: Shape, by: i128) -> Result<Integer, Impossible> {
    if by < 0 || by >= i128::from(shape.bits) {
        return Err(Impossible::ShiftTooFar(by));
    }
    let result = match operator {
        Binary::ShiftLeft => value << by,
        _ => value >> by,
    };
    Ok(Integer::new(shape.wrap(result), shape))
}

/// Returns C's result of a prefix operator before a value of this type. An operator on addresses
/// has none.
pub(crate) fn unary(operator: Unary, (value, shape): (i128, Shape)) -> Option<Integer> {
    let promoted = shape.promoted();
    let (value, shape) = match operator {
        Unary::Plus => (value, shape),
        Unary::Minus => (promoted.wrap(-value), promoted),
        Unary::Complement => (promoted.wrap(!value), promoted),
        Unary::Not => (i128::from(value == 0), INT),
        Unary::Dereference | Unary::Address => return None,
    };
    Some(Integer::new(value, shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (i128, Shape) {
        match number(text) {
            Ok(Number::Integer(it)) => (it.value(), it.shape),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_larger_type_is_computed_in_and_unsigned_values_wrap() {
        let add = |a, b| binary(Binary::Add, parsed(a), parsed(b));
        let (value, shape) = parsed("0x100000000");
        assert_eq!(add("0xFFFFFFFF", "1i64"), Ok(Integer::new(value, shape)));
        assert_eq!(add("0xFFFFFFFF", "1").map(Integer::value), Ok(0));
        assert_eq!(add("0x7FFFFFFF", "1"), Err(Impossible::Overflow(INT)));
    }

    #[test]
    fn a_negative_value_depends_on_its_type() {
        let minus = |text| unary(Unary::Minus, parsed(text)).map(Integer::value);
        assert_eq!(minus("1"), Some(-1));
        assert_eq!(minus("1u"), Some(0xffff_ffff));
        assert_eq!(minus("1i64"), Some(-1));
        assert_eq!(minus("1ui64"), Some(i128::from(u64::MAX)));
    }

    #[test]
    fn undefined_behaviour_of_c_has_no_result() {
        let of = |operator, a, b| binary(operator, parsed(a), parsed(b));
        assert_eq!(
            of(Binary::Divide, "1", "0"),
            Err(Impossible::DivisionByZero)
        );
        assert_eq!(
            of(Binary::ShiftLeft, "1", "32"),
            Err(Impossible::ShiftTooFar(32))
        );
        assert_eq!(
            of(Binary::ShiftLeft, "1ull", "32").map(Integer::value),
            Ok(1 << 32)
        );
    }
}
