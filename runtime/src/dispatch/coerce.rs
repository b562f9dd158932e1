//! Conversions of arguments, as those of `VariantChangeType` that allocate nothing: numbers of all
//! kinds into one another, and text that is a number into a number.

use super::codes::{DISP_E_OVERFLOW, DISP_E_TYPEMISMATCH};
use crate::task_memory::BString;
use crate::variant::{VT_BSTR, VT_BYREF};
use crate::{Value, Variant, WideStr};
use windows_core::HRESULT;

/// A type that an argument can be converted to.
pub trait FromArgument<'a>: Sized {
    /// Converts an argument.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for an argument of another kind, DISP_E_OVERFLOW for one that doesn't fit.
    fn from_argument(argument: &'a Variant) -> Result<Self, HRESULT>;
}

/// A number, without loss.
enum Number {
    Integer(i128),
    Float(f64),
}

/// Returns the number of an argument.
fn number(argument: &Variant) -> Result<Number, HRESULT> {
    /// How many units of `VT_CY` are one.
    const CURRENCY: f64 = 10_000.0;

    Ok(match argument.referenced_value() {
        Value::Empty => Number::Integer(0),
        // True is -1, as it is in VARIANT_BOOL.
        Value::Bool(value) => Number::Integer(-i128::from(value)),
        Value::I8(value) => Number::Integer(value.into()),
        Value::U8(value) => Number::Integer(value.into()),
        Value::I16(value) => Number::Integer(value.into()),
        Value::U16(value) => Number::Integer(value.into()),
        Value::I32(value) => Number::Integer(value.into()),
        Value::U32(value) => Number::Integer(value.into()),
        Value::I64(value) => Number::Integer(value.into()),
        Value::U64(value) => Number::Integer(value.into()),
        Value::Error(code) => Number::Integer(code.0.into()),
        Value::F32(value) => Number::Float(value.into()),
        Value::F64(value) | Value::Date(value) => Number::Float(value),
        Value::Currency(value) => Number::Float(value as f64 / CURRENCY),
        Value::Text(text) => {
            let text = text.trim();
            let integer = text.parse().map(Number::Integer);
            let float = || text.parse().map(Number::Float);
            integer
                .or_else(|_| float())
                .map_err(|_| DISP_E_TYPEMISMATCH)?
        }
        Value::Null | Value::Interface(_) | Value::Dispatch(_) | Value::Other(_) => {
            return Err(DISP_E_TYPEMISMATCH);
        }
    })
}

macro_rules! integers {
    ($($ty:ty)*) => {
        $(impl FromArgument<'_> for $ty {
            fn from_argument(argument: &Variant) -> Result<Self, HRESULT> {
                let integer = match number(argument)? {
                    Number::Integer(integer) => integer,
                    Number::Float(float) if float.is_finite() => float.round_ties_even() as i128,
                    Number::Float(_) => return Err(DISP_E_OVERFLOW),
                };
                Self::try_from(integer).map_err(|_| DISP_E_OVERFLOW)
            }
        })*
    };
}

integers! { i8 u8 i16 u16 i32 u32 i64 u64 isize usize }

impl FromArgument<'_> for f64 {
    fn from_argument(argument: &Variant) -> Result<Self, HRESULT> {
        Ok(match number(argument)? {
            Number::Integer(integer) => integer as Self,
            Number::Float(float) => float,
        })
    }
}

impl FromArgument<'_> for f32 {
    fn from_argument(argument: &Variant) -> Result<Self, HRESULT> {
        let wide = f64::from_argument(argument)?;
        let narrow = wide as Self;
        if narrow.is_finite() == wide.is_finite() {
            Ok(narrow)
        } else {
            Err(DISP_E_OVERFLOW)
        }
    }
}

impl FromArgument<'_> for bool {
    fn from_argument(argument: &Variant) -> Result<Self, HRESULT> {
        if let Value::Text(text) = argument.referenced_value() {
            for (word, value) in [("true", true), ("false", false)] {
                if text.trim().eq_ignore_ascii_case(word) {
                    return Ok(value);
                }
            }
        }
        Ok(match number(argument)? {
            Number::Integer(integer) => integer != 0,
            Number::Float(float) => float != 0.0,
        })
    }
}

impl<'a> FromArgument<'a> for &'a WideStr {
    fn from_argument(argument: &'a Variant) -> Result<Self, HRESULT> {
        const REFERENCE: u16 = VT_BSTR | VT_BYREF;
        // SAFETY: the type says that a BSTR is there, or a pointer to one, for the call.
        unsafe {
            match argument.vartype() {
                VT_BSTR => Ok(WideStr::from_bstr(argument.content())),
                REFERENCE => {
                    let string = argument.content::<*const *const u16>().as_ref();
                    string
                        .map(|string| WideStr::new(BString::units_of(*string)))
                        .ok_or(DISP_E_TYPEMISMATCH)
                }
                _ => Err(DISP_E_TYPEMISMATCH),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: for<'a> FromArgument<'a>>(value: Value) -> Result<T, HRESULT> {
        T::from_argument(&Variant::new(&value).unwrap())
    }

    #[test]
    fn numbers_stand_for_one_another_as_far_as_they_fit() {
        assert_eq!(read::<u8>(Value::I64(255)), Ok(255));
        assert_eq!(read::<u8>(Value::I64(256)), Err(DISP_E_OVERFLOW));
        assert_eq!(read::<u32>(Value::I32(-1)), Err(DISP_E_OVERFLOW));
        assert_eq!(read::<i32>(Value::F64(2.5)), Ok(2), "to the even one");
        assert_eq!(read::<i32>(Value::F64(f64::NAN)), Err(DISP_E_OVERFLOW));
        assert_eq!(read::<f64>(Value::U8(3)), Ok(3.0));
        assert_eq!(read::<f64>(Value::Currency(12_500)), Ok(1.25));
        assert_eq!(read::<f32>(Value::F64(1e300)), Err(DISP_E_OVERFLOW));
        assert_eq!(read::<i16>(Value::Bool(true)), Ok(-1));
        assert_eq!(read::<i32>(Value::Empty), Ok(0));
        assert_eq!(read::<i32>(Value::Null), Err(DISP_E_TYPEMISMATCH));
    }

    #[test]
    fn text_that_is_a_number_stands_for_it() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(read::<i32>(text(" -12 ")), Ok(-12));
        assert_eq!(read::<f64>(text("0.5")), Ok(0.5));
        assert_eq!(read::<i32>(text("twelve")), Err(DISP_E_TYPEMISMATCH));
        assert_eq!(read::<bool>(text("TRUE")), Ok(true));
        assert_eq!(read::<bool>(text("0")), Ok(false));
    }

    #[test]
    fn only_text_is_text() {
        let variant = Variant::new(&Value::Text("grün".to_owned())).unwrap();
        assert_eq!(<&WideStr>::from_argument(&variant).unwrap(), "grün");
        let number = Variant::new(&Value::I32(1)).unwrap();
        assert!(<&WideStr>::from_argument(&number).is_err());
    }
}
