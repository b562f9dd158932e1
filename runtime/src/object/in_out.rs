//! Values of the caller's that a method reads and sets: `[in, out]`.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, needs_drop};
use std::ptr::NonNull;
use windows_core::BOOL;

/// A value of the caller's that a method reads and sets, as `[in, out]` says.
///
/// It is like a [`Cell`], and promises no exclusiveness: a caller may pass one variable for two parameters
/// (`object.Swap x, x` in a script), and each sees what the other sets, as in C.
///
/// What is set is the caller's at once, also where the method returns an error. A value that is replaced
/// is released after the method.
///
/// ```
/// # trait Closing { fn closing(&self, cancel: &comidl::InOut<bool>) -> comidl::Result<()>; }
/// # struct Guard;
/// impl Closing for Guard {
///     fn closing(&self, cancel: &comidl::InOut<bool>) -> comidl::Result<()> {
///         if !cancel.get() {
///             cancel.set(true);
///         }
///         Ok(())
///     }
/// }
/// ```
pub struct InOut<'a, T> {
    place: NonNull<c_void>,
    form: Form,
    /// What was replaced. Another argument of the call may refer to it.
    replaced: RefCell<Vec<T>>,
    caller: PhantomData<&'a Cell<T>>,
}

/// How a value is in memory.
#[derive(Clone, Copy)]
enum Form {
    /// As Rust has it.
    Same,
    /// A `bool` as `BOOL`.
    Bool,
    /// A `bool` as `VARIANT_BOOL`.
    VariantBool,
    /// A `bool` as `boolean`.
    Byte,
    /// A `DECIMAL`, whose first two bytes are the type of the VARIANT that it is in, if it is in one.
    Decimal,
}

/// The size of a `DECIMAL`, and of what of it isn't the number's.
const DECIMAL: usize = size_of::<crate::Decimal>();
const RESERVED: usize = 2;

impl<T> InOut<'_, T> {
    /// Returns the value at an address; `None` for null.
    ///
    /// # Safety
    ///
    /// `place` is null, or the address of a `T` that is good for reading and writing, by this thread alone,
    /// as long as the result is used.
    #[inline(always)]
    pub unsafe fn at(place: *mut T) -> Option<Self> {
        // SAFETY: the contract above.
        unsafe { Self::with_form(place.cast(), Form::Same) }
    }

    /// Returns the values of an array; `None` for null with a count above zero.
    ///
    /// # Safety
    ///
    /// The contract of `at`, for `count` values.
    pub unsafe fn several(first: *mut T, count: usize) -> Option<Vec<Self>> {
        // SAFETY: the contract above.
        (0..count)
            .map(|index| unsafe { Self::at(first.wrapping_add(index)) })
            .collect()
    }

    /// Returns the `DECIMAL` at an address, which may be in a VARIANT; `None` for null.
    ///
    /// # Safety
    ///
    /// The contract of `at`; a `T` is in memory as a `DECIMAL`.
    pub unsafe fn of_decimal(place: *mut T) -> Option<Self> {
        const { assert!(size_of::<T>() == DECIMAL) };
        // SAFETY: the contract above.
        unsafe { Self::with_form(place.cast(), Form::Decimal) }
    }

    /// # Safety
    ///
    /// The contract of `at`, for a value in that form; in a form of `bool`, `T` is `bool`.
    #[inline(always)]
    unsafe fn with_form(place: *mut c_void, form: Form) -> Option<Self> {
        NonNull::new(place).map(|place| Self {
            place,
            form,
            replaced: RefCell::new(Vec::new()),
            caller: PhantomData,
        })
    }

    /// Returns a copy of the value.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Calls `read` with the value as it is now, for a type that can't be cloned. A value that is set
    /// meanwhile doesn't show in it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        // A copy of the bits, since nothing but `read` is to see a reference. What the value owns stays: who
        // sets another value keeps this one until the method has returned.
        read(&self.bits())
    }

    /// Sets the value.
    pub fn set(&self, value: T) {
        // SAFETY: good for writing, by `at`'s contract; in each other form but that of a DECIMAL, `T` is `bool`.
        unsafe {
            match self.form {
                Form::Decimal => self
                    .place
                    .cast::<u8>()
                    .add(RESERVED)
                    .copy_from_nonoverlapping(
                        NonNull::from(&value).cast::<u8>().add(RESERVED),
                        DECIMAL - RESERVED,
                    ),
                Form::Same => {
                    let replaced = self.place.cast::<T>().replace(value);
                    if needs_drop::<T>() {
                        self.replaced.borrow_mut().push(replaced);
                    }
                }
                Form::Bool => self.place.cast::<BOOL>().write(truth(&value).into()),
                Form::VariantBool => self.place.cast::<i16>().write(-i16::from(truth(&value))),
                Form::Byte => self.place.cast::<u8>().write(truth(&value).into()),
            }
        }
    }

    fn bits(&self) -> ManuallyDrop<T> {
        // SAFETY: good for reading, by `at`'s contract; in each other form but that of a DECIMAL, `T` is `bool`.
        unsafe {
            let truth = match self.form {
                Form::Same => return self.place.cast::<ManuallyDrop<T>>().read(),
                Form::Decimal => {
                    let mut value = self.place.cast::<ManuallyDrop<T>>().read();
                    (&raw mut value).cast::<u8>().write_bytes(0, RESERVED);
                    return value;
                }
                Form::Bool => self.place.cast::<BOOL>().read().as_bool(),
                Form::VariantBool => self.place.cast::<i16>().read() != 0,
                Form::Byte => self.place.cast::<u8>().read() != 0,
            };
            std::mem::transmute_copy(&truth)
        }
    }
}

/// # Safety
///
/// `T` is `bool`.
unsafe fn truth<T>(value: &T) -> bool {
    // SAFETY: the contract above.
    unsafe { std::mem::transmute_copy(value) }
}

impl InOut<'_, bool> {
    /// Returns the truth value of a `BOOL`; `None` for null.
    ///
    /// # Safety
    ///
    /// The contract of [`at`](Self::at).
    #[inline(always)]
    pub unsafe fn of_bool(place: *mut BOOL) -> Option<Self> {
        // SAFETY: the contract above.
        unsafe { Self::with_form(place.cast(), Form::Bool) }
    }

    /// Returns the truth value of a `VARIANT_BOOL`; `None` for null.
    ///
    /// # Safety
    ///
    /// The contract of [`at`](Self::at).
    #[inline(always)]
    pub unsafe fn of_variant_bool(place: *mut i16) -> Option<Self> {
        // SAFETY: the contract above.
        unsafe { Self::with_form(place.cast(), Form::VariantBool) }
    }

    /// Returns the truth value of a `boolean`; `None` for null.
    ///
    /// # Safety
    ///
    /// The contract of [`at`](Self::at).
    #[inline(always)]
    pub unsafe fn of_boolean(place: *mut u8) -> Option<Self> {
        // SAFETY: the contract above.
        unsafe { Self::with_form(place.cast(), Form::Byte) }
    }
}

impl<T: fmt::Debug> fmt::Debug for InOut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|value| f.debug_tuple("InOut").field(value).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn two_of_one_variable_see_what_the_other_sets() {
        let mut number = 1;
        let place = &raw mut number;
        // SAFETY: the variable is there.
        let (one, other) = unsafe { (InOut::at(place).unwrap(), InOut::at(place).unwrap()) };
        one.set(one.get() + 1);
        other.set(other.get() * 10);
        assert_eq!((one.get(), other.get()), (20, 20));
        assert_eq!(number, 20);
    }

    #[test]
    fn a_value_that_is_replaced_lives_as_long_as_the_call() {
        let first = Rc::new(1);
        let mut variable = Some(first.clone());
        let place = &raw mut variable;
        // SAFETY: the variable is there.
        let (one, other) = unsafe { (InOut::at(place).unwrap(), InOut::at(place).unwrap()) };
        one.with(|seen| {
            other.set(None);
            assert_eq!(seen.as_deref(), Some(&1));
        });
        assert_eq!(Rc::strong_count(&first), 2);
        drop((one, other));
        assert_eq!((variable, Rc::strong_count(&first)), (None, 1));
    }

    #[test]
    fn a_truth_value_has_the_form_that_the_caller_has() {
        let (mut word, mut long, mut byte) = (-1_i16, BOOL(5), 0_u8);
        // SAFETY: the variables are there.
        unsafe {
            let word = InOut::of_variant_bool(&mut word).unwrap();
            let long = InOut::of_bool(&mut long).unwrap();
            let byte = InOut::of_boolean(&mut byte).unwrap();
            for truth in [&word, &long, &byte] {
                truth.set(!truth.get());
            }
            assert!(InOut::of_bool(std::ptr::null_mut()).is_none());
        }
        assert_eq!((word, long, byte), (0, BOOL(0), 1));
    }
}
