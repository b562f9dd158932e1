//! Panics in callbacks: they are caught, and reported to the program's hook.
//!
//! A panic can't unwind into the caller, which isn't Rust. A callback that ended the process instead
//! would end work that has nothing to do with it. So each call into a callback ends at a boundary:
//! the panic is caught there, the caller gets E_UNEXPECTED (BITS takes that from `job_error` for
//! "call again"), and the hook that [`set_panic_hook`] has set is called. The usual message on standard
//! error comes from the hook of [`std::panic::set_hook`], which runs first; a program that sets no hook
//! sees that message.
//!
//! In a program built with `panic = "abort"` there is nothing to catch: the process ends where the
//! panic begins, in a callback as anywhere else. A second panic while the first unwinds ends it
//! too, by Rust's own rules.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};

/// A panic that was caught where a callback ends.
pub struct CallbackPanic<'a> {
    type_name: &'static str,
    method: &'static str,
    payload: &'a (dyn Any + Send),
}

impl<'a> CallbackPanic<'a> {
    pub(crate) fn new(
        type_name: &'static str,
        method: &'static str,
        payload: &'a (dyn Any + Send),
    ) -> Self {
        Self {
            type_name,
            method,
            payload,
        }
    }

    /// Returns the name of the callback's type, as [`std::any::type_name`] writes it.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// Returns the method of the interface that was called, by its name in the IDL (`JobError`), or
    /// `Drop`.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Returns the argument of [`panic!`], if it was text.
    pub fn message(&self) -> Option<&'a str> {
        let text = self.payload.downcast_ref::<&'static str>().copied();
        text.or_else(|| self.payload.downcast_ref::<String>().map(String::as_str))
    }

    /// Returns the payload of the panic.
    pub fn payload(&self) -> &'a (dyn Any + Send) {
        self.payload
    }
}

impl fmt::Debug for CallbackPanic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackPanic")
            .field("type_name", &self.type_name)
            .field("method", &self.method)
            .field("message", &self.message())
            .finish()
    }
}

/// `Progress panicked in JobModification: the message`
impl fmt::Display for CallbackPanic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} panicked in {}", self.type_name, self.method)?;
        match self.message() {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

type Hook = Arc<dyn Fn(&CallbackPanic<'_>) + Send + Sync>;

static HOOK: RwLock<Option<Hook>> = RwLock::new(None);

/// Sets the hook that is called for each panic in a callback of this process, in place of the one
/// before.
///
/// The hook runs on the thread of the call, before the caller gets its answer, and maybe on several
/// threads at a time. A panic in the hook is caught and dropped.
///
/// ```
/// comidl::set_panic_hook(|panic| eprintln!("{panic}"));
/// # comidl::take_panic_hook();
/// ```
pub fn set_panic_hook(hook: impl Fn(&CallbackPanic<'_>) + Send + Sync + 'static) {
    replace(Some(Arc::new(hook)));
}

/// Removes the hook that [`set_panic_hook`] has set. Panics in callbacks are caught as before.
pub fn take_panic_hook() {
    replace(None);
}

fn replace(hook: Option<Hook>) {
    let previous = {
        let mut slot = HOOK.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *slot, hook)
    };
    // Outside the lock: the drop of a closure is the program's code.
    drop(previous);
}

/// Calls the hook, if one is set.
pub(crate) fn report(panic: &CallbackPanic<'_>) {
    let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(hook) = hook
        && let Err(payload) = catch_unwind(AssertUnwindSafe(move || hook(panic)))
    {
        crate::object::drop_payload(payload);
    }
}
