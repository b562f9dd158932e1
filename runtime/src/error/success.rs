//! Success codes: S_OK, and those that say more than that all is well.

use super::{Error, Result, codes};
use std::any::Any;
use std::fmt;
use std::mem::ManuallyDrop;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::ThreadId;
use windows_core::HRESULT;

/// Returns a value from a method with a success code: S_FALSE where an enumeration ends,
/// DRAGDROP_S_DROP to drop.
///
/// A method of a callback returns `Ok` for S_OK, and this for any other code. Without values, for a method
/// that has none, `Err(code.into())` is the same. It costs nothing in a method that returns `Ok`.
///
/// ```
/// use comidl::{HRESULT, Result, success};
///
/// const S_FALSE: HRESULT = HRESULT(1);
///
/// fn next(room: &mut [u32]) -> Result<u32> {
///     room[0] = 7;
///     success(S_FALSE, 1)
/// }
/// # assert_eq!(next(&mut [0; 2]).unwrap_err().code(), S_FALSE);
/// ```
///
/// # Errors
///
/// `Err` for each code but S_OK, so that the code reaches the caller: [`Error::code`] is that code. A
/// program that calls such a method itself gets the values by [`Error::into_value`].
pub fn success<T: Any>(code: HRESULT, value: T) -> Result<T> {
    if code == HRESULT(0) {
        return Ok(value);
    }
    Err(Error::from(code).with_value(value))
}

/// The code of an operation that succeeded.
///
/// ```
/// # use comidl::{HRESULT, Success};
/// # fn complete() -> comidl::Result<Success> { Ok(Success::new(HRESULT(0)).unwrap()) }
/// let success = complete()?;
/// assert!(success.is_ok());
/// # Ok::<(), comidl::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Success(HRESULT);

impl Success {
    /// S_OK.
    pub const OK: Self = Self(HRESULT(0));

    /// Returns the success of a code.
    ///
    /// # Errors
    ///
    /// The error of a code that is a failure.
    pub fn new(code: HRESULT) -> Result<Self> {
        if code.is_err() {
            return Err(code.into());
        }
        Ok(Self(code))
    }

    /// Returns the HRESULT.
    pub const fn code(self) -> HRESULT {
        self.0
    }

    /// Returns whether the code is S_OK, which says no more than that all is well.
    pub const fn is_ok(self) -> bool {
        self.0.0 == 0
    }

    /// Returns the constant's name, for a known code.
    pub fn name(self) -> Option<&'static str> {
        codes::find(self.0).map(|known| known.name)
    }
}

impl fmt::Debug for Success {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "{}", self.0),
        }
    }
}

/// The values beside a success code. They may be of one thread (an interface is), and an [`Error`] may go
/// to another: nobody but the thread that made them gets them.
#[derive(Clone)]
pub(super) struct Values(Arc<Kept>);

struct Kept {
    thread: ThreadId,
    values: Mutex<ManuallyDrop<Option<Box<dyn Any>>>>,
}

// SAFETY: only `thread` uses the values: each method asks which thread it is on.
unsafe impl Send for Kept {}
// SAFETY: as above.
unsafe impl Sync for Kept {}

impl Values {
    pub(super) fn new<T: Any>(values: T) -> Self {
        Self(Arc::new(Kept {
            thread: std::thread::current().id(),
            values: Mutex::new(ManuallyDrop::new(Some(Box::new(values)))),
        }))
    }

    /// Takes the values, if they are a `T` and of this thread, and nobody took them before.
    pub(super) fn take<T: Any>(&self) -> Option<T> {
        if std::thread::current().id() != self.0.thread {
            return None;
        }
        let mut kept = self.0.values.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.as_ref()?.is::<T>() {
            return None;
        }
        let values = kept.take()?.downcast().ok()?;
        Some(*values)
    }
}

/// Values that another thread lets go of last are leaked.
impl Drop for Kept {
    fn drop(&mut self) {
        if std::thread::current().id() == self.thread {
            let values = self
                .values
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner);
            // SAFETY: they aren't used again.
            unsafe { ManuallyDrop::drop(values) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{E_FAIL, E_UNEXPECTED};
    use std::rc::Rc;

    const S_FALSE: HRESULT = HRESULT(1);

    #[test]
    fn s_ok_is_ok_and_other_successes_keep_their_code_and_value() {
        assert_eq!(success(HRESULT(0), 7), Ok(7));
        let error = success(S_FALSE, (7, String::from("a"))).unwrap_err();
        assert_eq!(error.code(), S_FALSE);
        assert_eq!(
            error.to_string(),
            "it succeeded, and there is no more or nothing to do: S_FALSE (0x00000001)"
        );
        assert_eq!(error.into_value::<(i32, String)>(), Ok((7, "a".to_owned())));
    }

    #[test]
    fn a_value_of_another_type_is_not_given() {
        let error = success(S_FALSE, 7_u8).unwrap_err();
        assert_eq!(error.into_value::<i8>().unwrap_err().code(), S_FALSE);
        assert!(Error::from(S_FALSE).into_value::<()>().is_err());
    }

    #[test]
    fn a_failure_is_one_whatever_value_it_has() {
        assert_eq!(success(E_FAIL, 7).unwrap_err().code(), E_FAIL);
    }

    #[test]
    fn an_error_of_s_ok_is_a_failure_that_says_so() {
        let error = Error::from(HRESULT(0));
        assert_eq!(error.code(), E_UNEXPECTED);
        assert!(
            error
                .message()
                .is_some_and(|message| message.contains("S_OK"))
        );
    }

    #[test]
    fn a_value_of_one_thread_stays_there() {
        let value = Rc::new(());
        let error = success(S_FALSE, value.clone()).unwrap_err();
        let other = error.clone();
        let there = std::thread::spawn(move || other.into_value::<Rc<()>>().is_err());
        assert!(there.join().unwrap());
        let back = error.into_value::<Rc<()>>().unwrap();
        assert!(Rc::ptr_eq(&back, &value));
        drop(back);
        assert_eq!(Rc::strong_count(&value), 1);
    }
}
