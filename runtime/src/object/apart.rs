//! Memory that a method reads, apart from the memory that it writes.

use std::mem::ManuallyDrop;
use std::ops::Range;

/// The addresses that a method may write.
pub type Written = Range<usize>;

/// Returns the addresses of `count` values.
#[inline(always)]
pub fn written<T>(first: *const T, count: usize) -> Written {
    let start = first as usize;
    start..start.saturating_add(count.saturating_mul(size_of::<T>()))
}

/// Values that a method reads. Where the caller passes the same memory to be written as well, they are
/// a copy: the method has a `&[T]`, which nothing may change.
#[derive(Debug)]
pub enum Apart<'a, T> {
    /// The caller's.
    Lent(&'a [T]),
    /// The bits of the caller's values, which own what the values own.
    Copied(Vec<ManuallyDrop<T>>),
}

impl<'a, T> Apart<'a, T> {
    /// Returns the values, or a copy of them where they are in what is written.
    ///
    /// # Safety
    ///
    /// Of the values nothing is released as long as the result is used.
    #[inline(always)]
    pub unsafe fn new(values: &'a [T], written: &[Written]) -> Self {
        let range = values.as_ptr_range();
        let (start, end) = (range.start as usize, range.end as usize);
        let overlaps = |written: &Written| written.start < end && start < written.end;
        if written.iter().any(overlaps) {
            Self::Copied(copy(values))
        } else {
            Self::Lent(values)
        }
    }

    /// Returns the values.
    #[inline(always)]
    pub fn values(&self) -> &[T] {
        match self {
            Self::Lent(values) => values,
            Self::Copied(values) => {
                let values: *const [ManuallyDrop<T>] = &raw const **values;
                // SAFETY: the types are one by `repr(transparent)`.
                unsafe { &*(values as *const [T]) }
            }
        }
    }
}

#[cold]
fn copy<T>(values: &[T]) -> Vec<ManuallyDrop<T>> {
    let bits = |value: &T| {
        // SAFETY: a value is there; the copy isn't dropped, and outlives nothing that it owns, by the
        // contract of `new`.
        ManuallyDrop::new(unsafe { std::ptr::read(value) })
    };
    values.iter().map(bits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_as_well_is_copied() {
        let values = [1, 2, 3, 4];
        let is_copied = |written: Written| {
            // SAFETY: numbers own nothing.
            let apart = unsafe { Apart::new(&values[1..3], &[written]) };
            assert_eq!(apart.values(), [2, 3]);
            matches!(apart, Apart::Copied(_))
        };
        assert!(!is_copied(written(&raw const values[0], 1)));
        assert!(is_copied(written(&raw const values[0], 2)));
        assert!(is_copied(written(&raw const values[2], 1)));
        assert!(!is_copied(written(&raw const values[3], 1)));
        assert!(!is_copied(written(std::ptr::null::<u8>(), 9)));
    }
}
