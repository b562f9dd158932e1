//! Arrays that a method allocates for its caller, in task memory.

use super::{TaskCString, TaskString};
use crate::error::{E_OUTOFMEMORY, E_UNEXPECTED};
use crate::task_memory::TaskMemory;
use crate::{Error, Result};
use std::ffi::CString;
use std::mem::ManuallyDrop;
use windows_core::Interface;

/// A value of Rust's that an element `E` of an array is made of: `E` itself, a `String` or a `CString` of a
/// string in task memory, an interface of an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "an element `{E}` can't be made of `{Self}`",
    note = "an array of strings has `String`s, an array of interfaces `Option`s of them or themselves"
)]
pub trait IntoElement<E> {
    /// Makes the element.
    ///
    /// # Errors
    ///
    /// E_INVALIDARG for text with a NUL in it; E_OUTOFMEMORY.
    fn into_element(self) -> Result<E>;
}

impl<E> IntoElement<E> for E {
    fn into_element(self) -> Result<E> {
        Ok(self)
    }
}

impl IntoElement<Option<TaskString>> for String {
    fn into_element(self) -> Result<Option<TaskString>> {
        TaskString::new(&self).map(Some)
    }
}

impl IntoElement<Option<TaskCString>> for CString {
    fn into_element(self) -> Result<Option<TaskCString>> {
        TaskCString::new(&self).map(Some)
    }
}

impl<I: Interface> IntoElement<Option<I>> for I {
    fn into_element(self) -> Result<Option<I>> {
        Ok(Some(self))
    }
}

/// An array in task memory, as `[out, size_is(, *count)] T **` returns one. Without elements it is null.
pub struct TaskArray<E> {
    first: Option<TaskMemory<E>>,
    length: usize,
}

impl<E> TaskArray<E> {
    /// Returns an array of these values.
    ///
    /// # Errors
    ///
    /// E_OUTOFMEMORY, and the error of a value that no element can be made of.
    pub fn new<V: IntoElement<E>>(values: Vec<V>) -> Result<Self> {
        let values = values.into_iter().map(V::into_element);
        let values: Vec<E> = values.collect::<Result<_>>()?;
        let length = values.len();
        let first = match length {
            0 => None,
            _ => Some(TaskMemory::holding(values).ok_or(E_OUTOFMEMORY)?),
        };
        Ok(Self { first, length })
    }

    /// Returns how many elements there are, as a number of the caller's.
    ///
    /// # Errors
    ///
    /// E_UNEXPECTED for more than the number can say, and where `other`, another array with that number, has
    /// another length.
    pub fn count<N: TryFrom<usize>>(&self, others: &[usize]) -> Result<N> {
        if others.iter().any(|other| *other != self.length) {
            return Err(Error::new(
                E_UNEXPECTED,
                "the method returns arrays of different lengths, for which the caller gets one",
            ));
        }
        N::try_from(self.length).map_err(|_| {
            Error::new(
                E_UNEXPECTED,
                "the method returns more elements than their number can say",
            )
        })
    }

    /// Checks that there are as many elements as the caller reads.
    ///
    /// # Errors
    ///
    /// E_UNEXPECTED for fewer or more.
    pub fn expect<N: TryInto<usize>>(&self, count: N) -> Result<()> {
        if count.try_into().is_ok_and(|count| count == self.length) {
            return Ok(());
        }
        Err(Error::new(
            E_UNEXPECTED,
            "the method doesn't return as many elements as the caller reads",
        ))
    }

    /// Returns how many elements there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Gives the array to the caller.
    pub fn into_raw(self) -> *mut E {
        let array = ManuallyDrop::new(self);
        let first = array.first.as_ref();
        first.map_or(std::ptr::null_mut(), TaskMemory::as_ptr)
    }
}

impl<E> std::fmt::Debug for TaskArray<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TaskArray")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl<E> Drop for TaskArray<E> {
    fn drop(&mut self) {
        if let Some(first) = &self.first {
            let elements = std::ptr::slice_from_raw_parts_mut(first.as_ptr(), self.length);
            // SAFETY: as many are there, and nobody else's; the memory is freed after them.
            unsafe { elements.drop_in_place() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn what_is_not_given_away_is_released() {
        let value = Rc::new(());
        let array = TaskArray::<Rc<()>>::new(vec![value.clone(), value.clone()]).unwrap();
        assert_eq!((array.len(), Rc::strong_count(&value)), (2, 3));
        drop(array);
        assert_eq!(Rc::strong_count(&value), 1);
    }

    #[test]
    fn an_array_without_elements_is_null() {
        let array = TaskArray::<u32>::new(Vec::<u32>::new()).unwrap();
        assert!(array.is_empty() && array.into_raw().is_null());
    }

    #[test]
    fn the_number_is_what_the_caller_reads() {
        let array = TaskArray::<u8>::new(vec![1_u8; 300]).unwrap();
        assert_eq!(array.count::<u16>(&[300]), Ok(300));
        assert!(array.count::<u16>(&[299]).is_err());
        assert!(array.count::<u8>(&[]).is_err());
        assert_eq!(array.expect(300_i32), Ok(()));
        assert!(array.expect(-1_i32).is_err());
        assert!(array.expect(301_u32).is_err());
    }

    #[test]
    fn strings_are_elements_and_a_bad_one_leaves_none() {
        let texts = ["a", "b"].map(str::to_owned).to_vec();
        let array = TaskArray::<Option<TaskString>>::new(texts).unwrap();
        assert_eq!(array.len(), 2);
        let texts = ["a", "b\0c"].map(str::to_owned).to_vec();
        assert!(TaskArray::<Option<TaskString>>::new(texts).is_err());
        let narrow = TaskArray::<Option<TaskCString>>::new(vec![c"a".to_owned()]).unwrap();
        assert_eq!(narrow.len(), 1);
    }
}
