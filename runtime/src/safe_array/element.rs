//! The types that the elements of a `SAFEARRAY` can have.

use super::*;
use crate::BSTR;
use windows_core::{HRESULT, IUnknown};

/// A type of elements.
///
/// # Safety
///
/// An element of the type [`VARTYPE`](Self::VARTYPE), and of the type [`OTHER`](Self::OTHER), is in memory as a
/// `Self`, and zeros are a `Self` that has nothing to release.
pub unsafe trait SafeArrayElement {
    /// The type of new arrays, a number of `wtypes.h`.
    const VARTYPE: u16;

    /// Another type of such elements: that of Visual C++'s `int` beside that of `long`, `IDispatch` beside `IUnknown`.
    const OTHER: u16 = Self::VARTYPE;

    /// Whether elements of that type are such ones.
    fn is_called(vartype: u16) -> bool {
        vartype == Self::VARTYPE || vartype == Self::OTHER
    }
}

/// `VARIANT_BOOL`, a truth value of 16 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct VariantBool(i16);

impl VariantBool {
    /// Returns the truth value.
    pub const fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for VariantBool {
    fn from(value: bool) -> Self {
        Self(-i16::from(value))
    }
}

/// `DATE`: days since 1899-12-30, with the time of day as the fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
#[repr(transparent)]
pub struct Date(pub f64);

/// `CY`: ten-thousandths of the currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Currency(pub i64);

macro_rules! elements {
    ($($ty:ty: $vartype:ident $($other:ident)?;)*) => {
        $(
            // SAFETY: the type is so in memory, and zeros are a value.
            unsafe impl SafeArrayElement for $ty {
                const VARTYPE: u16 = $vartype;
                $(const OTHER: u16 = $other;)?
            }
        )*
    };
}

elements! {
    i8: VT_I1;
    u8: VT_UI1;
    i16: VT_I2;
    u16: VT_UI2;
    i32: VT_I4 VT_INT;
    u32: VT_UI4 VT_UINT;
    i64: VT_I8;
    u64: VT_UI8;
    f32: VT_R4;
    f64: VT_R8;
    VariantBool: VT_BOOL;
    Date: VT_DATE;
    Currency: VT_CY;
    HRESULT: VT_ERROR;
    Decimal: VT_DECIMAL;
    BSTR: VT_BSTR;
    Variant: VT_VARIANT;
    Option<IUnknown>: VT_UNKNOWN VT_DISPATCH;
}
