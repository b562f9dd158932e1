//! A `SAFEARRAY` of which the IDL doesn't say what its elements are.

use super::descriptor::{self, Descriptor, Shape, destroy};
use super::{Array, ArrayBound, SafeArray, SafeArrayElement};
use crate::Result;
use crate::variant::{VT_UI1, VT_UI2, VT_UI4, VT_UI8};
use std::fmt;
use std::mem::ManuallyDrop;
use std::ptr::null_mut;

/// A `SAFEARRAY *`, as a method takes and returns one where the IDL doesn't say of what (`SAFEARRAY(T)` is a
/// [`SafeArray<T>`]).
///
/// Null is an array without elements, of no type.
///
/// ```
/// use comidl::{AnySafeArray, SafeArray};
///
/// let array = AnySafeArray::from(SafeArray::new(vec![1_i32, 2])?);
/// assert_eq!(array.vartype(), Some(3));
/// assert_eq!(**array.of::<i32>().unwrap(), [1, 2]);
/// assert!(array.of::<f32>().is_none());
/// # Ok::<(), comidl::Error>(())
/// ```
#[repr(transparent)]
pub struct AnySafeArray(*mut Descriptor);

impl AnySafeArray {
    /// Returns the array at an address; `None` for one whose bounds no memory has room for.
    ///
    /// # Safety
    ///
    /// `place` points to null or to a pointer to a `SAFEARRAY`, which nobody changes as long as the result is
    /// used.
    pub unsafe fn at<'a, P>(place: *const P) -> Option<&'a Self> {
        const { assert!(size_of::<P>() == size_of::<*mut Descriptor>()) };
        // SAFETY: the contract above; what is borrowed isn't dropped.
        let array = unsafe { &*place.cast::<Self>() };
        (array.0.is_null() || array.shape().is_some()).then_some(array)
    }

    /// Returns the type of the elements, a number of `wtypes.h`; `None` for null, and where the array doesn't
    /// tell.
    pub fn vartype(&self) -> Option<u16> {
        self.shape()?.vartype
    }

    /// Returns the bounds, of the leftmost dimension first. Null has no dimensions.
    pub fn bounds(&self) -> Vec<ArrayBound> {
        self.shape().map_or_else(Vec::new, |shape| shape.bounds)
    }

    /// Returns it as an array of `T`s, if it is one.
    pub fn of<T: SafeArrayElement>(&self) -> Option<&SafeArray<T>> {
        // SAFETY: null or an array, which is borrowed as long.
        unsafe { SafeArray::at(&raw const self.0) }
    }

    /// Returns it as an array of `T`s.
    ///
    /// # Errors
    ///
    /// The array, where it isn't one.
    pub fn into_array<T: SafeArrayElement>(self) -> Result<SafeArray<T>, Self> {
        if self.of::<T>().is_none() {
            return Err(self);
        }
        let array = SafeArray {
            array: ManuallyDrop::new(self).0,
            elements: std::marker::PhantomData,
        };
        Ok(array)
    }

    /// Returns the values; `None` for null, and where the array doesn't tell what its elements are.
    pub fn values(&self) -> Option<Array> {
        // SAFETY: null or an array, which isn't changed.
        unsafe { Array::read(self.0, self.vartype()?) }
    }

    fn shape(&self) -> Option<Shape> {
        // SAFETY: not null, so an array.
        (!self.0.is_null()).then(|| unsafe { Shape::of(self.0) })?
    }
}

impl<T> From<SafeArray<T>> for AnySafeArray {
    fn from(array: SafeArray<T>) -> Self {
        Self(ManuallyDrop::new(array).array)
    }
}

impl TryFrom<&Array> for AnySafeArray {
    type Error = crate::Error;

    /// Makes an array of values.
    fn try_from(values: &Array) -> Result<Self> {
        values.create().map(Self)
    }
}

impl Clone for AnySafeArray {
    /// Returns a copy; null for an array that doesn't tell of what type its elements are, unless they have the size
    /// of numbers.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    fn clone(&self) -> Self {
        let Some(shape) = self.shape() else {
            return Self::default();
        };
        // Elements of a type that it doesn't tell are copied as numbers of their size.
        let vartype = shape.vartype.or(match shape.element_size {
            1 => Some(VT_UI1),
            2 => Some(VT_UI2),
            4 => Some(VT_UI4),
            8 => Some(VT_UI8),
            _ => None,
        });
        let Some(vartype) = vartype else {
            return Self::default();
        };
        // SAFETY: an array, of such elements.
        let array = unsafe { descriptor::copy(self.0, vartype) };
        Self(array.expect("there is memory for a copy of an array"))
    }
}

impl Default for AnySafeArray {
    /// Returns null, an array without elements.
    fn default() -> Self {
        Self(null_mut())
    }
}

impl Drop for AnySafeArray {
    fn drop(&mut self) {
        // SAFETY: null or owned, and not used again.
        unsafe { destroy(self.0) };
    }
}

impl fmt::Debug for AnySafeArray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.values() {
            Some(values) => f.debug_list().entries(values.values()).finish(),
            None => f
                .debug_struct("AnySafeArray")
                .field("vartype", &self.vartype())
                .field("bounds", &self.bounds())
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BSTR, Value};

    #[test]
    fn an_array_tells_what_its_elements_are() {
        let texts = SafeArray::new(["a", "b"].map(BSTR::from).to_vec()).unwrap();
        let any = AnySafeArray::from(texts);
        assert!(any.of::<i32>().is_none());
        let copy = any.clone();
        let any = any.into_array::<i32>().unwrap_err();
        assert_eq!(any.into_array::<BSTR>().unwrap().into_vec()[1], "b");
        let values = copy.values().unwrap();
        assert_eq!(values.values()[0], Value::Text("a".to_owned()));
        let again = AnySafeArray::try_from(&values).unwrap();
        assert_eq!(again.bounds(), copy.bounds());
    }

    #[test]
    fn null_is_an_array_of_any_type() {
        let null = AnySafeArray::default();
        assert_eq!((null.vartype(), null.values()), (None, None));
        assert!(null.clone().into_array::<f64>().unwrap().is_empty());
    }
}
