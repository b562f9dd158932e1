//! Arguments as values of Rust's, converted as OLE Automation converts them.

use super::codes::DISP_E_TYPEMISMATCH;
use crate::safe_array::{Currency, Date};
use crate::task_memory::BString;
use crate::variant::{
    VT_BOOL, VT_BSTR, VT_BYREF, VT_CY, VT_DATE, VT_DECIMAL, VT_ERROR, VT_I1, VT_I2, VT_I4, VT_I8,
    VT_R4, VT_R8, VT_UI1, VT_UI2, VT_UI4, VT_UI8,
};
use crate::{Decimal, Value, Variant, WideStr};
use std::ops::Deref;
use windows_core::HRESULT;

/// A type that an argument can be converted to.
pub trait FromArgument<'a>: Sized {
    /// Converts an argument, text by the customs of the locale.
    ///
    /// # Errors
    ///
    /// DISP_E_TYPEMISMATCH for an argument of another kind, DISP_E_OVERFLOW for one that doesn't fit.
    fn from_argument(argument: &'a Variant, locale: u32) -> Result<Self, HRESULT>;
}

/// Returns an argument as a value of the type `vartype`.
#[cfg(windows)]
fn converted(argument: &Variant, locale: u32, vartype: u16) -> Result<Value, HRESULT> {
    let mut converted = Variant::empty();
    // SAFETY: the VARIANTs are there, and the first is empty.
    let code = unsafe { VariantChangeTypeEx(&mut converted, argument, locale, 0, vartype) };
    if code.is_err() {
        return Err(code);
    }
    Ok(converted.value())
}

#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn VariantChangeTypeEx(to: *mut Variant, from: *const Variant, locale: u32, flags: u16, vartype: u16) -> HRESULT);

/// Returns an argument as a value of the type `vartype`. The only locale is that of the United States.
#[cfg(not(windows))]
fn converted(argument: &Variant, _: u32, vartype: u16) -> Result<Value, HRESULT> {
    super::convert::convert(&argument.referenced_value(), vartype)
}

macro_rules! from_argument {
    ($($ty:ty: $vartype:ident $variant:ident;)*) => {
        $(impl FromArgument<'_> for $ty {
            fn from_argument(argument: &Variant, locale: u32) -> Result<Self, HRESULT> {
                if argument.vartype() == $vartype
                    && let Value::$variant(value) = argument.value()
                {
                    return Ok(value);
                }
                match converted(argument, locale, $vartype)? {
                    Value::$variant(value) => Ok(value),
                    _ => Err(DISP_E_TYPEMISMATCH),
                }
            }
        })*
    };
}

from_argument! {
    i8: VT_I1 I8;
    u8: VT_UI1 U8;
    i16: VT_I2 I16;
    u16: VT_UI2 U16;
    i32: VT_I4 I32;
    u32: VT_UI4 U32;
    i64: VT_I8 I64;
    u64: VT_UI8 U64;
    f32: VT_R4 F32;
    f64: VT_R8 F64;
    bool: VT_BOOL Bool;
    HRESULT: VT_ERROR Error;
}

/// Numbers of the width of pointers, as the numbers that they are.
macro_rules! pointer_sized {
    ($($ty:ty: $narrow:ty, $wide:ty;)*) => {
        $(impl FromArgument<'_> for $ty {
            fn from_argument(argument: &Variant, locale: u32) -> Result<Self, HRESULT> {
                // Each has the width of this one where it is taken.
                if cfg!(target_pointer_width = "32") {
                    <$narrow>::from_argument(argument, locale).map(|it| it as Self)
                } else {
                    <$wide>::from_argument(argument, locale).map(|it| it as Self)
                }
            }
        })*
    };
}

pointer_sized! {
    isize: i32, i64;
    usize: u32, u64;
}

impl FromArgument<'_> for Date {
    fn from_argument(argument: &Variant, locale: u32) -> Result<Self, HRESULT> {
        match converted(argument, locale, VT_DATE)? {
            Value::Date(value) => Ok(Self(value)),
            _ => Err(DISP_E_TYPEMISMATCH),
        }
    }
}

impl FromArgument<'_> for Currency {
    fn from_argument(argument: &Variant, locale: u32) -> Result<Self, HRESULT> {
        match converted(argument, locale, VT_CY)? {
            Value::Currency(value) => Ok(Self(value)),
            _ => Err(DISP_E_TYPEMISMATCH),
        }
    }
}

impl FromArgument<'_> for Decimal {
    fn from_argument(argument: &Variant, locale: u32) -> Result<Self, HRESULT> {
        match converted(argument, locale, VT_DECIMAL)? {
            Value::Decimal(value) => Ok(value),
            _ => Err(DISP_E_TYPEMISMATCH),
        }
    }
}

/// Text of an argument: the caller's, or what a value became.
pub enum Text<'a> {
    /// The caller's.
    Passed(&'a WideStr),
    /// Of a value that isn't text.
    Made(Vec<u16>),
}

impl Deref for Text<'_> {
    type Target = WideStr;

    fn deref(&self) -> &WideStr {
        match self {
            Self::Passed(text) => text,
            Self::Made(units) => WideStr::new(units),
        }
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self::Made(Vec::new())
    }
}

impl std::fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&**self, f)
    }
}

impl<'a> FromArgument<'a> for Text<'a> {
    fn from_argument(argument: &'a Variant, locale: u32) -> Result<Self, HRESULT> {
        const REFERENCE: u16 = VT_BSTR | VT_BYREF;
        // SAFETY: the type says that a BSTR is there, or a pointer to one, for the call.
        unsafe {
            match argument.vartype() {
                VT_BSTR => Ok(Self::Passed(WideStr::from_bstr(argument.content()))),
                REFERENCE => {
                    let string = argument.content::<*const *const u16>().as_ref();
                    string
                        .map(|string| Self::Passed(WideStr::new(BString::units_of(*string))))
                        .ok_or(DISP_E_TYPEMISMATCH)
                }
                _ => match converted(argument, locale, VT_BSTR)? {
                    Value::Text(text) => Ok(Self::Made(text.encode_utf16().collect())),
                    _ => Err(DISP_E_TYPEMISMATCH),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::codes::DISP_E_OVERFLOW;

    const US: u32 = 0x409;

    fn read<T: for<'a> FromArgument<'a>>(value: Value) -> Result<T, HRESULT> {
        T::from_argument(&Variant::new(&value).unwrap(), US)
    }

    #[test]
    fn numbers_and_text_stand_for_one_another_as_far_as_they_fit() {
        assert_eq!(read::<u8>(Value::I64(255)), Ok(255));
        assert_eq!(read::<u8>(Value::I64(256)), Err(DISP_E_OVERFLOW));
        assert_eq!(read::<i32>(Value::F64(2.5)), Ok(2), "to the even one");
        assert_eq!(read::<f64>(Value::U8(3)), Ok(3.0));
        assert_eq!(read::<f32>(Value::F64(1e300)), Err(DISP_E_OVERFLOW));
        assert_eq!(read::<i16>(Value::Bool(true)), Ok(-1));
        assert_eq!(read::<i32>(Value::Empty), Ok(0));
        assert_eq!(read::<i32>(Value::Null), Err(DISP_E_TYPEMISMATCH));
        assert_eq!(read::<usize>(Value::Text("&H10".to_owned())), Ok(16));
        assert_eq!(read::<isize>(Value::I8(-3)), Ok(-3));
        assert_eq!(read::<HRESULT>(Value::Error(HRESULT(5))), Ok(HRESULT(5)));
        let noon = Value::Text("1/1/2000 12:00 PM".to_owned());
        assert_eq!(read::<Date>(noon), Ok(Date(36_526.5)));
        assert_eq!(read::<Currency>(Value::I8(-3)), Ok(Currency(-30_000)));
        let decimal = Decimal::new(true, 3, 0).unwrap();
        assert_eq!(read::<Decimal>(Value::I8(-3)), Ok(decimal));
    }

    #[test]
    fn a_number_is_text_where_text_is_wanted() {
        for (value, text) in [
            (Value::Text("grün".to_owned()), "grün"),
            (Value::F64(0.5), "0.5"),
            (Value::Empty, ""),
        ] {
            let variant = Variant::new(&value).unwrap();
            let read = Text::from_argument(&variant, US).unwrap();
            assert_eq!(*read, *text);
        }
        let null = Variant::new(&Value::Null).unwrap();
        assert!(Text::from_argument(&null, US).is_err());
    }
}
