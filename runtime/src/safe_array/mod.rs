//! `SAFEARRAY`, an array with its bounds: of one type that the program knows, and of any.

mod any;
mod descriptor;
mod element;

pub use any::AnySafeArray;
pub(crate) use descriptor::{Descriptor, destroy};
pub use element::{Currency, Date, SafeArrayElement, VariantBool};

use crate::error::E_INVALIDARG;
use crate::variant::{
    VT_BOOL, VT_BSTR, VT_BYREF, VT_CY, VT_DATE, VT_DECIMAL, VT_DISPATCH, VT_ERROR, VT_I1, VT_I2,
    VT_I4, VT_I8, VT_INT, VT_R4, VT_R8, VT_UI1, VT_UI2, VT_UI4, VT_UI8, VT_UINT, VT_UNKNOWN,
    VT_VARIANT,
};
use crate::{Decimal, Error, Result, Value, Variant};
use descriptor::{Shape, create, length, size};
use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;

/// The bounds of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct ArrayBound {
    /// How many indices there are.
    pub length: u32,
    /// The first index.
    pub lower: i32,
}

impl ArrayBound {
    /// Returns the bounds of as many indices, from 0.
    const fn of(length: u32) -> Self {
        Self { length, lower: 0 }
    }
}

/// Returns the bounds of an array with one dimension.
fn one_dimension(length: usize) -> Result<[ArrayBound; 1]> {
    let length = u32::try_from(length);
    let length = length.map_err(|_| Error::new(E_INVALIDARG, "the array has too many elements"))?;
    Ok([ArrayBound::of(length)])
}

fn check_length(length_of_values: usize, bounds: &[ArrayBound]) -> Result<()> {
    if length(bounds) == Some(length_of_values) {
        return Ok(());
    }
    Err(Error::new(
        E_INVALIDARG,
        "the array has another number of elements than its bounds say",
    ))
}

/// A `SAFEARRAY` of `T`s, as a method takes and returns one. It is a slice of its elements; of several
/// dimensions, the leftmost index changes first.
///
/// Null is an array without elements.
///
/// ```
/// use comidl::SafeArray;
///
/// let array = SafeArray::new(vec![1, 2, 3])?;
/// assert_eq!(*array, [1, 2, 3]);
/// assert_eq!(array.bounds()[0].length, 3);
/// assert_eq!(array.into_vec(), [1, 2, 3]);
/// # Ok::<(), comidl::Error>(())
/// ```
#[repr(transparent)]
pub struct SafeArray<T> {
    array: *mut Descriptor,
    elements: PhantomData<T>,
}

// SAFETY: it owns its elements, and the allocator is there for all threads.
unsafe impl<T: Send> Send for SafeArray<T> {}
// SAFETY: nothing but its elements is changed through a reference.
unsafe impl<T: Sync> Sync for SafeArray<T> {}

impl<T: SafeArrayElement> SafeArray<T> {
    /// Returns an array with one dimension, whose first index is 0.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for more elements than an array can have; E_OUTOFMEMORY.
    pub fn new(values: Vec<T>) -> Result<Self> {
        let bounds = one_dimension(values.len())?;
        Self::with_bounds(values, &bounds)
    }

    /// Returns an array with these bounds, of the leftmost dimension first.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for another number of elements than there are indices; E_OUTOFMEMORY.
    pub fn with_bounds(values: Vec<T>, bounds: &[ArrayBound]) -> Result<Self> {
        check_length(values.len(), bounds)?;
        let array = Self {
            array: create(T::VARTYPE, bounds)?,
            elements: PhantomData,
        };
        if let Some(shape) = array.shape() {
            let values = ManuallyDrop::new(values);
            // SAFETY: there is room for as many, and zeros need no release; the values are moved. What the vector
            // itself allocated is freed below.
            unsafe {
                let first = shape.data.cast::<T>();
                first.copy_from_nonoverlapping(values.as_ptr(), values.len());
                let mut emptied = ManuallyDrop::into_inner(values);
                emptied.set_len(0);
            }
        }
        Ok(array)
    }

    /// Returns the array at an address; `None` for one with elements of another type.
    ///
    /// # Safety
    ///
    /// `place` points to null or to a pointer to a `SAFEARRAY`, which nobody changes as long as the result is
    /// used.
    pub unsafe fn at<'a, P>(place: *const P) -> Option<&'a Self> {
        const { assert!(size_of::<P>() == size_of::<*mut Descriptor>()) };
        // SAFETY: the contract above; what is borrowed isn't dropped.
        let array = unsafe { &*place.cast::<Self>() };
        array.is_of_type().then_some(array)
    }

    /// Whether it is null or an array of `T`s.
    fn is_of_type(&self) -> bool {
        self.array.is_null()
            || self.shape().is_some_and(|shape| {
                let is_of_type = shape.vartype.is_some_and(T::is_called)
                    || (shape.vartype.is_none() && shape.is_of(T::VARTYPE));
                is_of_type
                    && shape.element_size == size_of::<T>()
                    && (shape.length == 0 || !shape.data.is_null())
                    && shape.data.cast::<T>().is_aligned()
            })
    }

    /// Returns the elements, and frees the array.
    pub fn into_vec(self) -> Vec<T> {
        let mut values: Vec<T> = Vec::with_capacity(self.len());
        if let Some(shape) = self.shape() {
            // SAFETY: as many are there. What is taken leaves zeros, which need no release.
            unsafe {
                let first = shape.data.cast::<T>();
                values
                    .as_mut_ptr()
                    .copy_from_nonoverlapping(first, shape.length);
                crate::object::clear_several(first, shape.length);
                values.set_len(shape.length);
            }
        }
        values
    }
}

impl<T> SafeArray<T> {
    /// Returns the bounds, of the leftmost dimension first. Null has no dimensions.
    pub fn bounds(&self) -> Vec<ArrayBound> {
        self.shape().map_or_else(Vec::new, |shape| shape.bounds)
    }

    fn shape(&self) -> Option<Shape> {
        // SAFETY: not null, so an array.
        (!self.array.is_null()).then(|| unsafe { Shape::of(self.array) })?
    }
}

impl<T: SafeArrayElement> Deref for SafeArray<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self.shape() {
            // SAFETY: as many are there, of that type.
            Some(shape) if shape.length > 0 => unsafe {
                std::slice::from_raw_parts(shape.data.cast::<T>(), shape.length)
            },
            _ => &[],
        }
    }
}

impl<T: SafeArrayElement> Clone for SafeArray<T> {
    /// Returns a copy.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    fn clone(&self) -> Self {
        // SAFETY: null or an array.
        let array = unsafe { descriptor::copy(self.array, T::VARTYPE) };
        Self {
            array: array.expect("there is memory for a copy of an array"),
            elements: PhantomData,
        }
    }
}

impl<T> Default for SafeArray<T> {
    /// Returns null, an array without elements.
    fn default() -> Self {
        Self {
            array: std::ptr::null_mut(),
            elements: PhantomData,
        }
    }
}

impl<T> Drop for SafeArray<T> {
    fn drop(&mut self) {
        // SAFETY: null or owned, and not used again.
        unsafe { destroy(self.array) };
    }
}

impl<T: SafeArrayElement + fmt::Debug> fmt::Debug for SafeArray<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The values of an array in a VARIANT (`VT_ARRAY`), of whatever type they are.
///
/// ```
/// use comidl::{Array, Value, Variant};
///
/// let array = Array::new(vec![Value::I32(1), Value::I32(2)])?;
/// let variant = Variant::new(&Value::Array(array.clone()))?;
/// assert_eq!(variant.vartype(), 0x2000 | 3);
/// assert_eq!(variant.value(), Value::Array(array));
/// # Ok::<(), comidl::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    vartype: u16,
    bounds: Vec<ArrayBound>,
    values: Vec<Value>,
}

impl Array {
    /// Returns an array with one dimension, whose first index is 0. Its elements have the type of the values
    /// where these have one, and are VARIANTs where they have several or none.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for [`Value::Other`], and for more elements than an array can have.
    pub fn new(values: Vec<Value>) -> Result<Self> {
        let bounds = one_dimension(values.len())?;
        Self::with_bounds(values, &bounds)
    }

    /// Returns an array with these bounds, of the leftmost dimension first, whose index changes first.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and E_INVALIDARG for another number of values than there are indices.
    pub fn with_bounds(values: Vec<Value>, bounds: &[ArrayBound]) -> Result<Self> {
        check_length(values.len(), bounds)?;
        if values.iter().any(|value| matches!(value, Value::Other(_))) {
            return Err(Error::new(
                E_INVALIDARG,
                "a value of this type can't be made",
            ));
        }
        let mut types = values.iter().map(element_type);
        let first = types.next().unwrap_or(VT_VARIANT);
        let vartype = if types.all(|vartype| vartype == first) {
            first
        } else {
            VT_VARIANT
        };
        Ok(Self {
            vartype,
            bounds: bounds.to_vec(),
            values,
        })
    }

    /// Returns the VARTYPE of the elements.
    pub const fn vartype(&self) -> u16 {
        self.vartype
    }

    /// Returns the bounds, of the leftmost dimension first.
    pub fn bounds(&self) -> &[ArrayBound] {
        &self.bounds
    }

    /// Returns the values. Of several dimensions, the leftmost index changes first.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Returns the values.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// Returns the values of an array with elements of that type; `None` for null, and for another type.
    ///
    /// # Safety
    ///
    /// `array` is null or an array, which nobody changes during the call.
    pub(crate) unsafe fn read(array: *const Descriptor, vartype: u16) -> Option<Self> {
        if array.is_null() {
            return None;
        }
        // SAFETY: the contract above.
        let shape = unsafe { Shape::of(array) }.filter(|shape| shape.is_of(vartype))?;
        if shape.length > 0 && shape.data.is_null() {
            return None;
        }
        let value = |place: usize| {
            let element = shape
                .data
                .cast::<u8>()
                .wrapping_add(place * shape.element_size);
            // SAFETY: a VARIANT that refers to an element of that type owns nothing.
            let reference =
                unsafe { Variant::holding(VT_BYREF | vartype, element.cast::<c_void>()) };
            reference.referenced_value()
        };
        Some(Self {
            vartype,
            values: (0..shape.length).map(value).collect(),
            bounds: shape.bounds,
        })
    }

    /// Makes the array.
    ///
    /// # Errors
    ///
    /// E_OUTOFMEMORY, and the error of a value that can't be made.
    pub(crate) fn create(&self) -> Result<*mut Descriptor> {
        let array = SafeArray::<Variant> {
            array: create(self.vartype, &self.bounds)?,
            elements: PhantomData,
        };
        let size = size(self.vartype).unwrap_or(0);
        if let Some(shape) = array.shape() {
            for (place, value) in self.values.iter().enumerate() {
                let element = shape.data.cast::<u8>().wrapping_add(place * size);
                let variant = ManuallyDrop::new(Variant::new(value)?);
                let bits = match self.vartype {
                    VT_VARIANT | VT_DECIMAL => variant.as_ptr(),
                    _ => variant.content_ptr(),
                };
                // SAFETY: there is room for an element of the type that the value has; the element owns it.
                unsafe { element.copy_from_nonoverlapping(bits.cast(), size) };
            }
        }
        Ok(ManuallyDrop::new(array).array)
    }
}

/// Returns the type of the elements of an array that has the value.
fn element_type(value: &Value) -> u16 {
    match value {
        Value::Bool(_) => VT_BOOL,
        Value::I8(_) => VT_I1,
        Value::U8(_) => VT_UI1,
        Value::I16(_) => VT_I2,
        Value::U16(_) => VT_UI2,
        Value::I32(_) => VT_I4,
        Value::U32(_) => VT_UI4,
        Value::I64(_) => VT_I8,
        Value::U64(_) => VT_UI8,
        Value::F32(_) => VT_R4,
        Value::F64(_) => VT_R8,
        Value::Date(_) => VT_DATE,
        Value::Currency(_) => VT_CY,
        Value::Error(_) => VT_ERROR,
        Value::Text(_) => VT_BSTR,
        Value::Interface(_) => VT_UNKNOWN,
        Value::Dispatch(_) => VT_DISPATCH,
        Value::Decimal(_) => VT_DECIMAL,
        Value::Empty | Value::Null | Value::Array(_) | Value::Other(_) => VT_VARIANT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BSTR;

    #[test]
    fn an_array_has_bounds_and_frees_what_it_holds() {
        let bounds = [
            ArrayBound::of(2),
            ArrayBound {
                length: 3,
                lower: -1,
            },
        ];
        let texts = ["a", "b", "c", "d", "e", "grün"].map(BSTR::from).to_vec();
        let array = SafeArray::with_bounds(texts, &bounds).unwrap();
        assert_eq!((array.bounds(), array.len()), (bounds.to_vec(), 6));
        assert_eq!(array[5], "grün");
        let copy = array.clone();
        drop(array);
        assert_eq!(copy.into_vec()[5], "grün");
        assert!(SafeArray::with_bounds(vec![1_u8; 5], &bounds).is_err());
    }

    #[test]
    fn null_is_an_array_without_elements() {
        let null = std::ptr::null::<c_void>();
        // SAFETY: null is allowed.
        let array = unsafe { SafeArray::<i32>::at(&null) }.unwrap();
        assert!(array.is_empty() && array.bounds().is_empty());
        assert_eq!(SafeArray::<BSTR>::default().clone().into_vec().len(), 0);
    }

    #[test]
    fn elements_of_another_type_are_none() {
        let array = SafeArray::new(vec![1_i32]).unwrap();
        let place = &raw const array;
        // SAFETY: the array is there.
        unsafe {
            assert!(SafeArray::<i32>::at(place).is_some());
            assert!(SafeArray::<u32>::at(place).is_none());
            assert!(SafeArray::<f32>::at(place).is_none());
            assert!(SafeArray::<BSTR>::at(place).is_none());
            assert!(Array::read(array.array, VT_I4).is_some());
            assert!(Array::read(array.array, VT_R4).is_none());
        }
    }

    #[test]
    fn values_of_several_types_are_variants() {
        let inner = Array::new(vec![Value::Text("a".to_owned())]).unwrap();
        let all = Array::new(vec![Value::Array(inner), Value::Empty, Value::Bool(true)]).unwrap();
        assert_eq!(all.vartype(), VT_VARIANT);
        let variant = Variant::new(&Value::Array(all.clone())).unwrap();
        assert_eq!(variant.value(), Value::Array(all));
        assert!(Array::new(vec![Value::Other(99)]).is_err());
    }
}
