//! VARIANT, as far as properties of Delivery Optimization go, as an enum.

use crate::bindings::VARIANT;
use crate::error::E_INVALIDARG;
use crate::task_memory::BString;
use crate::{Error, Result};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use windows_core::IUnknown;

/// The value of a property, by its VARTYPE.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// None (`VT_EMPTY`).
    Empty,
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
    /// `VT_BSTR`; in what isn't well-formed UTF-16, U+FFFD.
    Text(String),
    /// `VT_UNKNOWN`; `None` for null.
    Interface(Option<IUnknown>),
    /// Any other type, by its number.
    Other(u16),
}

impl Value {
    /// A number that isn't negative, of whatever width.
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
            _ => None,
        };
        number.ok_or_else(|| Error::new(E_INVALIDARG, "the property isn't a count"))
    }

    /// Text.
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

    /// A truth value.
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

const VT_EMPTY: u16 = 0;
const VT_I4: u16 = 3;
const VT_BSTR: u16 = 8;
const VT_BOOL: u16 = 11;
const VT_UNKNOWN: u16 = 13;
const VT_UI4: u16 = 19;
const VT_I8: u16 = 20;
const VT_UI8: u16 = 21;
const VT_INT: u16 = 22;
const VT_UINT: u16 = 23;

const VARIANT_TRUE: i16 = -1;
const VARIANT_FALSE: i16 = 0;

/// A VARIANT that is cleared when it is dropped.
#[repr(C)]
pub(crate) struct Variant {
    vartype: u16,
    reserved: [u16; 3],
    content: Content,
}

/// The members that are used here; the largest of a VARIANT is two pointers.
#[repr(C)]
union Content {
    boolean: i16,
    i32: i32,
    u32: u32,
    i64: i64,
    u64: u64,
    text: ManuallyDrop<BString>,
    unknown: ManuallyDrop<Option<IUnknown>>,
    room: [*mut c_void; 2],
}

const _: () = assert!(
    size_of::<Variant>() == size_of::<VARIANT>() && align_of::<Variant>() == align_of::<VARIANT>()
);

impl Variant {
    pub(crate) fn empty() -> Self {
        Self::of(VT_EMPTY, Content { u64: 0 })
    }

    /// # Errors
    ///
    /// E_INVALIDARG for [`Value::Other`], whose content isn't known.
    pub(crate) fn new(value: &Value) -> Result<Self> {
        Ok(match value {
            Value::Empty => Self::empty(),
            Value::Bool(value) => {
                let boolean = if *value { VARIANT_TRUE } else { VARIANT_FALSE };
                Self::of(VT_BOOL, Content { boolean })
            }
            &Value::I32(i32) => Self::of(VT_I4, Content { i32 }),
            &Value::U32(u32) => Self::of(VT_UI4, Content { u32 }),
            &Value::I64(i64) => Self::of(VT_I8, Content { i64 }),
            &Value::U64(u64) => Self::of(VT_UI8, Content { u64 }),
            Value::Text(text) => {
                let text = ManuallyDrop::new(BString::new(text)?);
                Self::of(VT_BSTR, Content { text })
            }
            Value::Interface(unknown) => {
                let unknown = ManuallyDrop::new(unknown.clone());
                Self::of(VT_UNKNOWN, Content { unknown })
            }
            Value::Other(_) => {
                return Err(Error::new(
                    E_INVALIDARG,
                    "a value of this type can't be made",
                ));
            }
        })
    }

    fn of(vartype: u16, content: Content) -> Self {
        Self {
            vartype,
            reserved: [0; 3],
            content,
        }
    }

    /// For a method that reads it.
    pub(crate) fn as_in(&self) -> *const VARIANT {
        (&raw const *self).cast()
    }

    /// For a method that writes it; it has to be empty.
    pub(crate) fn as_out(&mut self) -> *mut VARIANT {
        (&raw mut *self).cast()
    }

    pub(crate) fn value(&self) -> Value {
        // SAFETY: each arm reads the member that its type says is there.
        unsafe {
            match self.vartype {
                VT_EMPTY => Value::Empty,
                VT_BOOL => Value::Bool(self.content.boolean != VARIANT_FALSE),
                VT_I4 | VT_INT => Value::I32(self.content.i32),
                VT_UI4 | VT_UINT => Value::U32(self.content.u32),
                VT_I8 => Value::I64(self.content.i64),
                VT_UI8 => Value::U64(self.content.u64),
                VT_BSTR => Value::Text((*self.content.text).to_string()),
                VT_UNKNOWN => Value::Interface((*self.content.unknown).clone()),
                other => Value::Other(other),
            }
        }
    }
}

impl Drop for Variant {
    fn drop(&mut self) {
        // SAFETY: each arm drops the member that its type says is there, and it isn't used again;
        // on Windows the system knows the types that aren't known here.
        unsafe {
            match self.vartype {
                VT_BSTR => ManuallyDrop::drop(&mut self.content.text),
                VT_UNKNOWN => ManuallyDrop::drop(&mut self.content.unknown),
                #[cfg(windows)]
                _ => _ = VariantClear(self.as_out()),
                #[cfg(not(windows))]
                _ => {}
            }
        }
    }
}

#[cfg(windows)]
windows_core::link!("oleaut32.dll" "system" fn VariantClear(variant: *mut VARIANT) -> windows_core::HRESULT);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was_given() {
        for value in [
            Value::Empty,
            Value::Bool(true),
            Value::Bool(false),
            Value::I32(-3),
            Value::U32(u32::MAX),
            Value::I64(i64::MIN),
            Value::U64(u64::MAX),
            Value::Text(String::new()),
            Value::Text("C:\\häuser\\🦀.bin".to_owned()),
            Value::Interface(None),
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
