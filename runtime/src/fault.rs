//! Faults of callbacks: what goes wrong where nobody but the program would want to know. They are told to
//! the program's hook.
//!
//! A panic can't unwind into the caller, which isn't Rust. A callback that ended the process instead
//! would end work that has nothing to do with it. So each call into a callback ends at a boundary:
//! the panic is caught there, the caller gets E_UNEXPECTED (BITS takes that from `job_error` for
//! "call again"), and the hook that [`set_panic_hook`] has set is called. The usual message on standard
//! error comes from the hook of [`std::panic::set_hook`], which runs first; a program that sets no hook
//! sees that message.
//!
//! A call that a callback refuses before its method runs is told to the hook as well, since the caller may
//! well ignore the answer: an event would be lost in silence.
//!
//! In a program built with `panic = "abort"` there is nothing to catch: the process ends where the
//! panic begins, in a callback as anywhere else. A second panic while the first unwinds ends it
//! too, by Rust's own rules.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};

/// A fault of a callback, for the hook of [`set_panic_hook`].
pub struct CallbackFault<'a> {
    type_name: &'static str,
    method: &'static str,
    cause: FaultCause<'a>,
}

/// What happened.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum FaultCause<'a> {
    /// The method panicked, with this payload.
    Panic(&'a (dyn Any + Send)),
    /// The method wasn't called: null was passed for this parameter, which can't be null in the trait.
    Null(&'static str),
    /// The method wasn't called: this parameter, a count, is negative.
    NegativeCount(&'static str),
    /// The method wasn't called: the elements of this array have another type than the trait's.
    ElementType(&'static str),
    /// The value of a `local` callback belongs to another thread: the method wasn't called, or the value was
    /// leaked and not dropped.
    WrongThread,
}

impl<'a> CallbackFault<'a> {
    pub(crate) fn new(
        type_name: &'static str,
        method: &'static str,
        cause: FaultCause<'a>,
    ) -> Self {
        Self {
            type_name,
            method,
            cause,
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

    /// Returns what happened.
    pub fn cause(&self) -> FaultCause<'a> {
        self.cause
    }

    /// Returns the argument of [`panic!`], if it was text.
    pub fn message(&self) -> Option<&'a str> {
        match self.cause {
            FaultCause::Panic(payload) => text(payload),
            _ => None,
        }
    }
}

fn text(payload: &(dyn Any + Send)) -> Option<&str> {
    let text = payload.downcast_ref::<&'static str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

impl fmt::Debug for FaultCause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panic(payload) => f.debug_tuple("Panic").field(&text(*payload)).finish(),
            Self::Null(parameter) => f.debug_tuple("Null").field(parameter).finish(),
            Self::NegativeCount(parameter) => {
                f.debug_tuple("NegativeCount").field(parameter).finish()
            }
            Self::ElementType(parameter) => f.debug_tuple("ElementType").field(parameter).finish(),
            Self::WrongThread => f.write_str("WrongThread"),
        }
    }
}

impl fmt::Debug for CallbackFault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackFault")
            .field("type_name", &self.type_name)
            .field("method", &self.method)
            .field("cause", &self.cause)
            .finish()
    }
}

/// `Progress panicked in JobModification: the message`
impl fmt::Display for CallbackFault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            type_name, method, ..
        } = self;
        match self.cause {
            FaultCause::Panic(payload) => {
                write!(f, "{type_name} panicked in {method}")?;
                match text(payload) {
                    Some(message) => write!(f, ": {message}"),
                    None => Ok(()),
                }
            }
            FaultCause::Null(parameter) => {
                write!(
                    f,
                    "{type_name} refused a call of {method}: `{parameter}` is null"
                )
            }
            FaultCause::NegativeCount(parameter) => {
                write!(
                    f,
                    "{type_name} refused a call of {method}: `{parameter}` is negative"
                )
            }
            FaultCause::ElementType(parameter) => {
                write!(
                    f,
                    "{type_name} refused a call of {method}: the elements of `{parameter}` have another type"
                )
            }
            FaultCause::WrongThread if *method == "Drop" => write!(
                f,
                "{type_name} is leaked: another thread than its own released it last"
            ),
            FaultCause::WrongThread => write!(
                f,
                "{type_name} refused a call of {method}: it belongs to another thread"
            ),
        }
    }
}

/// A hook for faults of callbacks, as [`take_panic_hook`] returns it.
pub type PanicHook = Arc<dyn Fn(&CallbackFault<'_>) + Send + Sync>;

static HOOK: RwLock<Option<PanicHook>> = RwLock::new(None);

/// Sets the hook that is called for each [fault](CallbackFault) of a callback of this process, in place of
/// the one before: a panic, or a call that was refused.
///
/// The hook runs on the thread of the call, before the caller gets its answer, and maybe on several
/// threads at a time. A panic in the hook is caught and dropped.
///
/// ```
/// comidl::set_panic_hook(|fault| eprintln!("{fault}"));
/// # comidl::take_panic_hook();
/// ```
pub fn set_panic_hook(hook: impl Fn(&CallbackFault<'_>) + Send + Sync + 'static) {
    // The lock is free again: the drop of a closure is the program's code.
    drop(replace(Some(Arc::new(hook))));
}

/// Removes the hook that [`set_panic_hook`] has set, and returns it. Panics in callbacks are caught as
/// before.
pub fn take_panic_hook() -> Option<PanicHook> {
    replace(None)
}

fn replace(hook: Option<PanicHook>) -> Option<PanicHook> {
    let mut slot = HOOK.write().unwrap_or_else(PoisonError::into_inner);
    std::mem::replace(&mut *slot, hook)
}

/// Calls the hook, if one is set.
pub(crate) fn report(fault: &CallbackFault<'_>) {
    let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(hook) = hook
        && let Err(payload) = catch_unwind(AssertUnwindSafe(move || hook(fault)))
    {
        crate::object::drop_payload(payload);
    }
}
