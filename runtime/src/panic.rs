//! What becomes of a panic in a callback: the program's hook is told.
//!
//! A panic can't be let into the service, which isn't Rust, and a callback that takes the process
//! with it takes down work that has nothing to do with it. So each call into a callback ends at a
//! border: the panic is caught there, the service gets E_UNEXPECTED (for
//! [`job_error`](crate::bits::BitsCallback::job_error) that means: call again), and the hook set
//! with [`set_panic_hook`] is told. The usual message on standard error comes from
//! [`std::panic::set_hook`]'s hook, which runs first and as ever; it is what a program sees that
//! sets nothing.
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

    /// The name of the callback's type, as [`std::any::type_name`] spells it.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The method of the interface that was called, by its name in the IDL (`JobError`), or `Drop`.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// What was given to [`panic!`], where that was text.
    pub fn message(&self) -> Option<&'a str> {
        let text = self.payload.downcast_ref::<&'static str>().copied();
        text.or_else(|| self.payload.downcast_ref::<String>().map(String::as_str))
    }

    /// What was thrown.
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

/// Sets what is told of each panic in a callback of this process, in place of what was set before.
///
/// The hook runs on the thread that the service called on, before the service gets its answer, and
/// maybe on several threads at a time. A panic of its own is caught and dropped.
///
/// ```
/// comidl::set_panic_hook(|panic| eprintln!("{panic}"));
/// # comidl::take_panic_hook();
/// ```
pub fn set_panic_hook(hook: impl Fn(&CallbackPanic<'_>) + Send + Sync + 'static) {
    replace(Some(Arc::new(hook)));
}

/// Takes away what [`set_panic_hook`] set. Panics in callbacks are caught as before.
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

/// Tells the hook, if one is set.
pub(crate) fn report(panic: &CallbackPanic<'_>) {
    let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(hook) = hook
        && let Err(payload) = catch_unwind(AssertUnwindSafe(move || hook(panic)))
    {
        crate::object::drop_payload(payload);
    }
}
