//! VARIANT: a value of one of many types, as an enum and as it is in memory.

use crate::error::E_INVALIDARG;
use crate::safe_array::{self, Array, Descriptor};
use crate::task_memory::BString;
use crate::{Decimal, Error, Result};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use windows_core::{HRESULT, IUnknown};

/// The value of a property or an argument, by its VARTYPE.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// No value (`VT_EMPTY`).
    Empty,
    /// The null of databases (`VT_NULL`).
    Null,
    /// `VT_BOOL`
    Bool(bool),
    /// `VT_I4`, and `VT_INT`
    I32(i32),
    /// `VT_UI4`, and `VT_UINT`
    U32(u32),
    /// `VT_I8`
    I64(i64),
    /// `VT_UI8`
    U64(u64),
    /// `VT_I1`
    I8(i8),
    /// `VT_UI1`
    U8(u8),
    /// `VT_I2`
    I16(i16),
    /// `VT_UI2`
    U16(u16),
    /// `VT_R4`
    F32(f32),
    /// `VT_R8`
    F64(f64),
    /// `VT_DATE`: days since 1899-12-30, with the time of day as the fraction.
    Date(f64),
    /// `VT_CY`: ten-thousandths of the currency's unit.
    Currency(i64),
    /// `VT_ERROR`
    Error(HRESULT),
    /// `VT_BSTR`, with U+FFFD in place of UTF-16 that isn't well-formed.
    Text(String),
    /// `VT_UNKNOWN`; `None` for null.
    Interface(Option<IUnknown>),
    /// `VT_DISPATCH`, an `IDispatch`; `None` for null.
    Dispatch(Option<IUnknown>),
    /// `VT_DECIMAL`
    Decimal(Decimal),
    /// `VT_ARRAY` with the type of the elements: their values.
    Array(Array),
    /// Any other type, by its number.
    Other(u16),
}

impl Value {
    /// Returns a number that isn't negative, from an integer of any width.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for anything else.
    pub fn into_u64(self) -> Result<u64> {
        let number = match self {
            Self::I32(number) => u64::try_from(number).ok(),
            Self::I64(number) => u64::try_from(number).ok(),
            Self::U32(number) => Some(number.into()),
            Self::U64(number) => Some(number),
            Self::I8(number) => u64::try_from(number).ok(),
            Self::I16(number) => u64::try_from(number).ok(),
            Self::U8(number) => Some(number.into()),
            Self::U16(number) => Some(number.into()),
            _ => None,
        };
        number.ok_or_else(|| Error::new(E_INVALIDARG, "the property isn't a count"))
    }

    /// Returns the text.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for anything else.
    pub fn into_text(self) -> Result<String> {
        match self {
            Self::Text(text) => Ok(text),
            _ => Err(Error::new(E_INVALIDARG, "the property isn't text")),
        }
    }

    /// Returns the truth value.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for anything else.
    pub fn into_bool(self) -> Result<bool> {
        match self {
            Self::Bool(value) => Ok(value),
            _ => Err(Error::new(E_INVALIDARG, "the property isn't a truth value")),
        }
    }
}

pub(crate) const VT_EMPTY: u16 = 0;
pub(crate) const VT_NULL: u16 = 1;
pub(crate) const VT_I2: u16 = 2;
pub(crate) const VT_I4: u16 = 3;
pub(crate) const VT_R4: u16 = 4;
pub(crate) const VT_R8: u16 = 5;
pub(crate) const VT_CY: u16 = 6;
pub(crate) const VT_DATE: u16 = 7;
pub(crate) const VT_BSTR: u16 = 8;
pub(crate) const VT_DISPATCH: u16 = 9;
pub(crate) const VT_ERROR: u16 = 10;
pub(crate) const VT_BOOL: u16 = 11;
pub(crate) const VT_VARIANT: u16 = 12;
pub(crate) const VT_UNKNOWN: u16 = 13;
pub(crate) const VT_DECIMAL: u16 = 14;
pub(crate) const VT_I1: u16 = 16;
pub(crate) const VT_UI1: u16 = 17;
pub(crate) const VT_UI2: u16 = 18;
pub(crate) const VT_UI4: u16 = 19;
pub(crate) const VT_I8: u16 = 20;
pub(crate) const VT_UI8: u16 = 21;
pub(crate) const VT_INT: u16 = 22;
pub(crate) const VT_UINT: u16 = 23;

/// A flag beside another type: an array of values of that type.
pub(crate) const VT_ARRAY: u16 = 0x2000;

/// A flag beside another type: a pointer to a value of that type.
pub(crate) const VT_BYREF: u16 = 0x4000;

const VARIANT_TRUE: i16 = -1;
const VARIANT_FALSE: i16 = 0;

/// A VARIANT, with the layout of `VARIANT` in any bindings. It is cleared when it is dropped.
///
/// [`new`](Self::new) makes a VARIANT of a value, and [`value`](Self::value) returns a copy of the
/// value:
///
/// ```
/// use comidl::{Value, Variant};
///
/// let variant = Variant::new(&Value::Text("grün".to_owned()))?;
/// assert_eq!(variant.vartype(), 8);
/// assert_eq!(variant.value(), Value::Text("grün".to_owned()));
/// # Ok::<(), comidl::Error>(())
/// ```
///
/// A callback gets a `&Variant` for `[in] VARIANT` and `[in] VARIANT *`, and returns one for
/// `[out] VARIANT *`.
#[repr(C)]
pub struct Variant {
    vartype: u16,
    reserved: [u16; 3],
    content: Content,
}

/// The members of the union that are used here. The largest member of a VARIANT is two pointers.
#[repr(C)]
union Content {
    i8: i8,
    u8: u8,
    i16: i16,
    u16: u16,
    i32: i32,
    u32: u32,
    i64: i64,
    u64: u64,
    f32: f32,
    f64: f64,
    text: ManuallyDrop<BString>,
    unknown: ManuallyDrop<Option<IUnknown>>,
    array: *mut Descriptor,
    room: [*mut c_void; 2],
}

const _: () = assert!(size_of::<Variant>() == 8 + 2 * size_of::<*mut c_void>());

impl Variant {
    /// Returns a VARIANT without a value (`VT_EMPTY`).
    pub const fn empty() -> Self {
        Self::of(VT_EMPTY, Content { u64: 0 })
    }

    /// Returns a VARIANT with a copy of `value`.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for [`Value::Other`], which has no content; E_OUTOFMEMORY.
    pub fn new(value: &Value) -> Result<Self> {
        Ok(match value {
            Value::Empty => Self::empty(),
            Value::Null => Self::of(VT_NULL, Content { u64: 0 }),
            Value::Bool(value) => {
                let i16 = if *value { VARIANT_TRUE } else { VARIANT_FALSE };
                Self::of(VT_BOOL, Content { i16 })
            }
            &Value::I8(i8) => Self::of(VT_I1, Content { i8 }),
            &Value::U8(u8) => Self::of(VT_UI1, Content { u8 }),
            &Value::I16(i16) => Self::of(VT_I2, Content { i16 }),
            &Value::U16(u16) => Self::of(VT_UI2, Content { u16 }),
            &Value::I32(i32) => Self::of(VT_I4, Content { i32 }),
            &Value::U32(u32) => Self::of(VT_UI4, Content { u32 }),
            &Value::I64(i64) => Self::of(VT_I8, Content { i64 }),
            &Value::U64(u64) => Self::of(VT_UI8, Content { u64 }),
            &Value::F32(f32) => Self::of(VT_R4, Content { f32 }),
            &Value::F64(f64) => Self::of(VT_R8, Content { f64 }),
            &Value::Date(f64) => Self::of(VT_DATE, Content { f64 }),
            &Value::Currency(i64) => Self::of(VT_CY, Content { i64 }),
            &Value::Error(HRESULT(i32)) => Self::of(VT_ERROR, Content { i32 }),
            Value::Text(text) => {
                let text = ManuallyDrop::new(BString::new(text)?);
                Self::of(VT_BSTR, Content { text })
            }
            Value::Interface(unknown) => {
                let unknown = ManuallyDrop::new(unknown.clone());
                Self::of(VT_UNKNOWN, Content { unknown })
            }
            Value::Dispatch(unknown) => {
                let unknown = ManuallyDrop::new(unknown.clone());
                Self::of(VT_DISPATCH, Content { unknown })
            }
            Value::Decimal(value) => Self::of_decimal(*value),
            Value::Array(value) => {
                let array = value.create()?;
                Self::of(VT_ARRAY | value.vartype(), Content { array })
            }
            Value::Other(_) => {
                return Err(Error::new(
                    E_INVALIDARG,
                    "a value of this type can't be made",
                ));
            }
        })
    }

    const fn of(vartype: u16, content: Content) -> Self {
        Self {
            vartype,
            reserved: [0; 3],
            content,
        }
    }

    /// Returns a VARIANT of a type with `value` in it.
    ///
    /// # Safety
    ///
    /// A VARIANT of that type holds its value as a `T` is in memory, and owns what that owns.
    pub(crate) unsafe fn holding<T>(vartype: u16, value: T) -> Self {
        const { assert!(size_of::<T>() <= size_of::<Content>() && align_of::<T>() <= 8) };
        let mut variant = Self::of(
            vartype,
            Content {
                room: [std::ptr::null_mut(); 2],
            },
        );
        // SAFETY: there is room for it, as was asserted.
        unsafe {
            (&raw mut variant.content)
                .cast::<T>()
                .write_unaligned(value)
        };
        variant
    }

    /// Returns the address of the value.
    pub(crate) const fn content_ptr(&self) -> *const c_void {
        (&raw const self.content).cast()
    }

    /// Returns the address of the value of the VARIANT at `raw`, for writing; `None` for a VARIANT of
    /// another type than these, and for null. It makes no reference to the VARIANT, which a write would
    /// invalidate.
    ///
    /// # Safety
    ///
    /// `raw` is null, or points to a VARIANT.
    pub(crate) unsafe fn content_at(raw: *mut Self, types: &[u16]) -> Option<*mut c_void> {
        if raw.is_null() {
            return None;
        }
        // SAFETY: not null, so a VARIANT.
        unsafe {
            let vartype = (*raw).vartype;
            if vartype & VT_BYREF != 0 && types.contains(&(vartype & !VT_BYREF)) {
                // The variable of the caller's is elsewhere.
                let target = (*raw).content.room[0];
                return (!target.is_null()).then_some(target);
            }
            match vartype {
                // It is the whole VARIANT but the type.
                VT_DECIMAL => types.contains(&vartype).then_some(raw.cast()),
                _ => types
                    .contains(&vartype)
                    .then(|| (&raw mut (*raw).content).cast()),
            }
        }
    }

    /// Returns whether the value is this error (`VT_ERROR`).
    pub(crate) const fn is_error(&self, code: HRESULT) -> bool {
        // SAFETY: the type says that a code is there.
        self.vartype == VT_ERROR && unsafe { self.content.i32 } == code.0
    }

    /// Returns the value as it is in memory.
    ///
    /// # Safety
    ///
    /// The type says that a `T` is there.
    pub(crate) const unsafe fn content<T: Copy>(&self) -> T {
        const { assert!(size_of::<T>() <= size_of::<Content>()) };
        // SAFETY: within the content; the contract above.
        unsafe { self.content_ptr().cast::<T>().read_unaligned() }
    }

    /// Returns a copy of the value, or of the value that it points to (`VT_BYREF`).
    pub(crate) fn referenced_value(&self) -> Value {
        if self.vartype & VT_BYREF == 0 {
            return self.value();
        }
        // SAFETY: the type says that a pointer to a value is there, good as long as the VARIANT.
        let referent = unsafe { self.content::<*const Content>() };
        if referent.is_null() {
            return Value::Other(self.vartype);
        }
        let mut copy = ManuallyDrop::new(Self::empty());
        copy.vartype = self.vartype & !VT_BYREF;
        let size = match copy.vartype {
            VT_VARIANT => {
                // SAFETY: the pointer is one to a VARIANT.
                let inner = ManuallyDrop::new(unsafe { referent.cast::<Self>().read() });
                return inner.value();
            }
            VT_DECIMAL => {
                // SAFETY: the pointer is one to a DECIMAL.
                let number = unsafe { referent.cast::<Decimal>().read() };
                return Self::of_decimal(number).value();
            }
            vartype if vartype & VT_ARRAY != 0 => size_of::<*const c_void>(),
            VT_I1 | VT_UI1 => 1,
            VT_I2 | VT_UI2 | VT_BOOL => 2,
            VT_I4 | VT_UI4 | VT_INT | VT_UINT | VT_R4 | VT_ERROR => 4,
            VT_I8 | VT_UI8 | VT_R8 | VT_CY | VT_DATE => 8,
            VT_BSTR | VT_UNKNOWN | VT_DISPATCH => size_of::<*const c_void>(),
            _ => return Value::Other(self.vartype),
        };
        // SAFETY: a value of that type has that size; it is borrowed by a copy that isn't dropped.
        unsafe {
            let room = (&raw mut copy.content).cast::<u8>();
            room.copy_from_nonoverlapping(referent.cast::<u8>(), size);
        }
        copy.value()
    }

    /// Returns the VARTYPE, a number of `wtypes.h`.
    pub const fn vartype(&self) -> u16 {
        self.vartype
    }

    /// Returns the address of the VARIANT, for types that [`value`](Self::value) doesn't cover.
    pub const fn as_ptr(&self) -> *const c_void {
        (&raw const *self).cast()
    }

    /// Returns a copy of the value.
    pub fn value(&self) -> Value {
        // SAFETY: each arm reads the member that its type says is there.
        unsafe {
            match self.vartype {
                VT_EMPTY => Value::Empty,
                VT_NULL => Value::Null,
                VT_BOOL => Value::Bool(self.content.i16 != VARIANT_FALSE),
                VT_I1 => Value::I8(self.content.i8),
                VT_UI1 => Value::U8(self.content.u8),
                VT_I2 => Value::I16(self.content.i16),
                VT_UI2 => Value::U16(self.content.u16),
                VT_I4 | VT_INT => Value::I32(self.content.i32),
                VT_UI4 | VT_UINT => Value::U32(self.content.u32),
                VT_I8 => Value::I64(self.content.i64),
                VT_UI8 => Value::U64(self.content.u64),
                VT_R4 => Value::F32(self.content.f32),
                VT_R8 => Value::F64(self.content.f64),
                VT_DATE => Value::Date(self.content.f64),
                VT_CY => Value::Currency(self.content.i64),
                VT_ERROR => Value::Error(HRESULT(self.content.i32)),
                VT_BSTR => Value::Text((*self.content.text).to_string()),
                VT_UNKNOWN => Value::Interface((*self.content.unknown).clone()),
                VT_DISPATCH => Value::Dispatch((*self.content.unknown).clone()),
                VT_DECIMAL => self.decimal(),
                other if other & (VT_ARRAY | VT_BYREF) == VT_ARRAY => {
                    let array = Array::read(self.content.array, other & !VT_ARRAY);
                    array.map_or(Value::Other(other), Value::Array)
                }
                other => Value::Other(other),
            }
        }
    }
}

impl Variant {
    /// Returns a VARIANT with a number. A DECIMAL is the whole VARIANT but the type.
    pub(crate) fn of_decimal(number: Decimal) -> Self {
        const { assert!(size_of::<Decimal>() <= size_of::<Self>()) };
        let mut variant = Self::empty();
        // SAFETY: there is room for it, and its first field is where the type is.
        unsafe { (&raw mut variant).cast::<Decimal>().write_unaligned(number) };
        variant.vartype = VT_DECIMAL;
        variant
    }

    /// Returns the number of a VARIANT that is a DECIMAL.
    fn decimal(&self) -> Value {
        // SAFETY: a VARIANT is larger, and any bits are a DECIMAL.
        let raw = unsafe { (&raw const *self).cast::<Decimal>().read_unaligned() };
        let number = Decimal::new(raw.is_negative(), raw.digits(), raw.scale());
        number.map_or(Value::Other(self.vartype), Value::Decimal)
    }
}

impl Default for Variant {
    fn default() -> Self {
        Self::empty()
    }
}

impl std::fmt::Debug for Variant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value().fmt(f)
    }
}

impl Drop for Variant {
    fn drop(&mut self) {
        // SAFETY: each arm drops the member that its type says is there, and it isn't used again;
        // on Windows the system knows the types that aren't known here.
        unsafe {
            match self.vartype {
                VT_BSTR => ManuallyDrop::drop(&mut self.content.text),
                VT_UNKNOWN | VT_DISPATCH => ManuallyDrop::drop(&mut self.content.unknown),
                vartype if vartype & (VT_ARRAY | VT_BYREF) == VT_ARRAY => {
                    safe_array::destroy(self.content.array);
                }
                #[cfg(windows)]
                _ => _ = VariantClear(self),
                #[cfg(not(windows))]
                _ => {}
            }
        }
    }
}

#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn VariantClear(variant: *mut Variant) -> HRESULT);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was_given() {
        for value in [
            Value::Empty,
            Value::Bool(true),
            Value::Bool(false),
            Value::Null,
            Value::I8(-1),
            Value::U8(255),
            Value::I16(-300),
            Value::U16(65535),
            Value::I32(-3),
            Value::U32(u32::MAX),
            Value::I64(i64::MIN),
            Value::U64(u64::MAX),
            Value::Text(String::new()),
            Value::Text("C:\\häuser\\🦀.bin".to_owned()),
            Value::F32(0.5),
            Value::F64(-0.25),
            Value::Date(36526.75),
            Value::Currency(123_4500),
            Value::Error(HRESULT(-1)),
            Value::Interface(None),
            Value::Dispatch(None),
            Value::Decimal(Decimal::new(true, u128::MAX >> 32, 28).unwrap()),
            Value::Array(Array::new(vec![Value::I16(3), Value::I16(-4)]).unwrap()),
        ] {
            assert_eq!(Variant::new(&value).unwrap().value(), value);
        }
    }

    #[test]
    fn a_type_that_is_not_known_can_be_read_and_not_made() {
        let variant = Variant::of(0x4001, Content { u64: 7 });
        assert_eq!(variant.value(), Value::Other(0x4001));
        std::mem::forget(variant);
        assert!(Variant::new(&Value::Other(0x4001)).is_err());
    }

    #[test]
    fn a_count_may_have_any_width_and_no_sign() {
        assert_eq!(Value::I32(5).into_u64(), Ok(5));
        assert_eq!(Value::U64(u64::MAX).into_u64(), Ok(u64::MAX));
        assert!(Value::I64(-5).into_u64().is_err());
        assert!(Value::Text("5".to_owned()).into_u64().is_err());
    }
}
