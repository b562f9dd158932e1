//! The error of every operation: an HRESULT with its name and its meaning.

mod codes;
mod info;
mod success;

pub(crate) use info::clear as clear_info;
pub use success::{Success, success};

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroI32;
use std::sync::Arc;
use success::Values;
use windows_core::{GUID, HRESULT, Interface};

pub(crate) const E_FAIL: HRESULT = HRESULT(0x8000_4005_u32 as i32);
pub(crate) const E_INVALIDARG: HRESULT = HRESULT(0x8007_0057_u32 as i32);
pub(crate) const E_NOTIMPL: HRESULT = HRESULT(0x8000_4001_u32 as i32);
pub(crate) const E_OUTOFMEMORY: HRESULT = HRESULT(0x8007_000E_u32 as i32);
pub(crate) const E_POINTER: HRESULT = HRESULT(0x8000_4003_u32 as i32);
pub(crate) const RPC_E_WRONG_THREAD: HRESULT = HRESULT(0x8001_010E_u32 as i32);
pub(crate) const E_UNEXPECTED: HRESULT = HRESULT(0x8000_FFFF_u32 as i32);

/// The result of an operation: a value, or an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An HRESULT other than S_OK, with its name, its meaning, and a message.
///
/// It is a failure, or what [`success`] makes: a success code that a method returns to its caller.
///
/// The codes of COM and Win32 that servers return have a name and a meaning; with the features `bits` and `download`, the codes of BITS (`BG_E_…`) and of Delivery Optimization
/// (`DO_E_…`) as well.
///
/// ```
/// use comidl::{Error, HRESULT};
///
/// let error = Error::from(HRESULT(0x80040154_u32 as i32));
/// assert_eq!(error.name(), Some("REGDB_E_CLASSNOTREG"));
/// assert_eq!(
///     error.to_string(),
///     "the class isn't registered: the service isn't installed on this system: \
///      REGDB_E_CLASSNOTREG (0x80040154)",
/// );
/// ```
///
/// Two errors are equal if their codes are.
#[derive(Clone)]
pub struct Error {
    // The code isn't zero, and there is one pointer beside it: a `Result<()>` is two registers, and
    // the code of `Ok` is the HRESULT to return.
    code: NonZeroI32,
    detail: Option<Box<Detail>>,
}

/// What is known beside the code.
#[derive(Clone, Default)]
struct Detail {
    message: Option<Cow<'static, str>>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    values: Option<Values>,
    component: Option<Cow<'static, str>>,
    help: Option<(Cow<'static, str>, u32)>,
}

impl Error {
    /// Returns an error with a code and a message. S_OK, which is no error, becomes E_UNEXPECTED.
    ///
    /// ```
    /// use comidl::{Error, HRESULT};
    ///
    /// let error = Error::new(HRESULT(0x80070057_u32 as i32), "the list has no URL");
    /// assert_eq!(error.message(), Some("the list has no URL"));
    /// assert!(Error::new(HRESULT(0), "no failure").code().is_err());
    /// ```
    #[must_use]
    pub fn new(code: HRESULT, message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::from(code);
        error.detail.get_or_insert_default().message = Some(message.into());
        error
    }

    /// Adds the error that this one comes of, which [`source`](std::error::Error::source) returns.
    ///
    /// ```
    /// use comidl::{Error, HRESULT};
    /// use std::error::Error as _;
    ///
    /// let reason = "x".parse::<u8>().unwrap_err();
    /// let error = Error::new(HRESULT(0x80070057_u32 as i32), "the port isn't one").with_source(reason);
    /// assert!(error.source().unwrap().to_string().starts_with("invalid digit"));
    /// ```
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.detail.get_or_insert_default().source = Some(source.into().into());
        self
    }

    /// Adds the name of what failed, `Vendor.Lamp`, which a script sees as the source of the error. Without, it is
    /// the name of the callback's type.
    ///
    /// ```
    /// use comidl::{Error, HRESULT};
    ///
    /// let error = Error::new(HRESULT(0x80004005_u32 as i32), "the lamp is hot")
    ///     .with_component("Vendor.Lamp")
    ///     .with_help("lamp.chm", 7);
    /// assert_eq!(error.component(), Some("Vendor.Lamp"));
    /// assert_eq!(error.help(), Some(("lamp.chm", 7)));
    /// ```
    #[must_use]
    pub fn with_component(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.detail.get_or_insert_default().component = Some(name.into());
        self
    }

    /// Adds the file with help, and the number of the topic in it, for a script.
    #[must_use]
    pub fn with_help(mut self, file: impl Into<Cow<'static, str>>, topic: u32) -> Self {
        self.detail.get_or_insert_default().help = Some((file.into(), topic));
        self
    }

    /// Adds the values that go to the caller with a success code.
    fn with_value<T: Any>(mut self, value: T) -> Self {
        if self.code().is_ok() {
            self.detail.get_or_insert_default().values = Some(Values::new(value));
        }
        self
    }

    /// Returns the values that [`success`] put beside its code.
    ///
    /// # Errors
    ///
    /// The error itself, where there are none, where they have another type or are another thread's, and
    /// where somebody took them.
    pub fn into_value<T: Any>(self) -> Result<T> {
        let values = self
            .detail
            .as_ref()
            .and_then(|detail| detail.values.as_ref());
        values.and_then(Values::take).ok_or(self)
    }

    /// Whether there are values beside a success code.
    pub(crate) fn has_values(&self) -> bool {
        self.detail
            .as_ref()
            .is_some_and(|detail| detail.values.is_some())
    }

    /// Returns an error that no HRESULT describes: E_FAIL, with the text of `reason`.
    ///
    /// A callback returns an error of another library with it:
    ///
    /// ```
    /// # fn parse(text: &str) -> comidl::Result<u32> {
    /// text.parse().map_err(comidl::Error::other)
    /// # }
    /// # assert!(parse("x").unwrap_err().to_string().starts_with("invalid digit"));
    /// ```
    #[must_use]
    pub fn other(reason: impl fmt::Display) -> Self {
        Self::new(E_FAIL, reason.to_string())
    }

    /// Returns the error of a call of a method, which returned `code`, with what the object tells of it: message,
    /// component and help.
    ///
    /// An object that has more to tell than a code answers for `ISupportErrorInfo`, and leaves it in the error
    /// object of the thread, an `IErrorInfo`, from which this takes it. Objects of `#[callback]` are such, for
    /// errors with a message. On other systems than Windows, they alone are.
    ///
    #[cfg_attr(feature = "bits", doc = "```")]
    #[cfg_attr(not(feature = "bits"), doc = "```ignore")]
    /// use comidl::bindings::IBackgroundCopyCallback;
    /// use comidl::bits::{BitsCallback, Job};
    /// use comidl::{Error, HRESULT, Interface, Result, bits_callback};
    ///
    /// #[bits_callback]
    /// struct Full;
    ///
    /// impl BitsCallback for Full {
    ///     fn job_transferred(&self, _: &Job) -> Result<()> {
    ///         Err(Error::new(HRESULT(0x80070070_u32 as i32), "the disk is full"))
    ///     }
    /// }
    ///
    /// let callback = IBackgroundCopyCallback::from(Full);
    /// # let job = callback.as_raw();
    /// // SAFETY: the callback doesn't use the job.
    /// let code = unsafe { (callback.vtable().JobTransferred)(callback.as_raw(), job) };
    /// assert_eq!(Error::from_call(&callback, code).message(), Some("the disk is full"));
    /// ```
    #[must_use]
    pub fn from_call<I: Interface>(interface: &I, code: HRESULT) -> Self {
        let mut error = Self::from(code);
        if code.is_err()
            && crate::object::supports_errors(interface)
            && let Some(detail) = info::take()
        {
            error.detail = Some(Box::new(detail));
        }
        error
    }

    /// Leaves what the error tells in the error object of the thread, for the caller of a method of the interface
    /// with that IID. An error that tells nothing leaves nothing there.
    pub(crate) fn publish(&self, interface: &GUID, type_name: &str) {
        match self.detail.as_deref() {
            Some(detail) if detail.message.is_some() => info::set(detail, interface, type_name),
            _ => info::clear(),
        }
    }

    /// Returns the HRESULT: a failure, or the code that [`success`] was called with.
    pub fn code(&self) -> HRESULT {
        HRESULT(self.code.get())
    }

    /// Returns the constant's name, for a known code.
    pub fn name(&self) -> Option<&'static str> {
        codes::find(self.code()).map(|known| known.name)
    }

    /// Returns the meaning of a known code, and on Windows of a code that the system knows.
    pub fn meaning(&self) -> Option<Cow<'static, str>> {
        if let Some(known) = codes::find(self.code()) {
            return Some(known.meaning.into());
        }
        let system = if cfg!(windows) {
            self.code().message()
        } else {
            String::new()
        };
        (!system.is_empty()).then(|| system.into())
    }

    /// Returns the message, where the code that failed gave one.
    pub fn message(&self) -> Option<&str> {
        self.detail.as_deref()?.message.as_deref()
    }

    /// Returns the name of what failed, if [`with_component`](Self::with_component) said it.
    pub fn component(&self) -> Option<&str> {
        self.detail.as_deref()?.component.as_deref()
    }

    /// Returns the file with help and the number of the topic, if [`with_help`](Self::with_help) said them.
    pub fn help(&self) -> Option<(&str, u32)> {
        let (file, topic) = self.detail.as_deref()?.help.as_ref()?;
        Some((file, *topic))
    }
}

/// Keeps the code: a method that returns the error returns that code, a success code too. S_OK, which is
/// no error, becomes E_UNEXPECTED.
impl From<HRESULT> for Error {
    fn from(code: HRESULT) -> Self {
        match NonZeroI32::new(code.0) {
            Some(code) => Self { code, detail: None },
            None => Self::new(E_UNEXPECTED, "an error was made of S_OK, which is none"),
        }
    }
}

/// Keeps the code, and the message where it differs from the system's for the code.
impl From<windows_core::Error> for Error {
    fn from(error: windows_core::Error) -> Self {
        let code = error.code();
        let message = error.message();
        if message.is_empty() || message == code.message() {
            return code.into();
        }
        Self::new(code, message)
    }
}

impl From<Error> for windows_core::Error {
    fn from(error: Error) -> Self {
        match error.message() {
            Some(message) => Self::new(error.code(), message),
            None => Self::from_hresult(error.code()),
        }
    }
}

/// Keeps a code of Windows as HRESULT_FROM_WIN32 does; elsewhere it is E_FAIL with the message.
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        const FACILITY_WIN32: u32 = 0x8007_0000;
        match error.raw_os_error() {
            Some(code @ 1..=0xFFFF) if cfg!(windows) => Self::new(
                HRESULT((FACILITY_WIN32 | code as u32) as i32),
                error.to_string(),
            ),
            _ => Self::other(&error),
        }
        .with_source(error)
    }
}

/// Writes the message, the meaning, the name and the number, as far as they are known.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = self.message() {
            write!(f, "{message}: ")?;
        }
        if let Some(meaning) = self.meaning() {
            write!(f, "{meaning}: ")?;
        }
        match self.name() {
            Some(name) => write!(f, "{name} ({})", self.code()),
            None => write!(f, "HRESULT {}", self.code()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.code())
            .field("name", &self.name())
            .field("message", &self.message())
            .finish()
    }
}

impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Error {}

impl std::hash::Hash for Error {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.detail.as_ref()?.source.as_ref()?;
        Some(&**source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_without_a_value_is_two_words() {
        assert_eq!(size_of::<Result<()>>(), 2 * size_of::<usize>());
    }

    #[test]
    fn an_unknown_code_is_shown_as_a_number() {
        let error = Error::from(HRESULT(0x8123_4567_u32 as i32));
        assert_eq!(error.name(), None);
        assert_eq!(error.to_string(), "HRESULT 0x81234567");
    }

    #[test]
    fn a_message_comes_before_the_meaning() {
        let error = Error::new(E_INVALIDARG, "the name has a NUL in it");
        assert_eq!(
            error.to_string(),
            "the name has a NUL in it: an argument isn't valid: E_INVALIDARG (0x80070057)"
        );
    }

    #[test]
    fn code_and_message_survive_the_way_through_windows_core() {
        let error = Error::from(windows_core::Error::from(Error::from(E_INVALIDARG)));
        assert_eq!(error.code(), E_INVALIDARG);
        assert_eq!(error.message(), None);
    }

    #[test]
    fn an_error_of_input_and_output_keeps_its_message() {
        let error = Error::from(std::io::Error::other("the disk is gone"));
        assert_eq!(
            (error.code(), error.message()),
            (E_FAIL, Some("the disk is gone"))
        );
        let source = std::error::Error::source(&error).map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("the disk is gone"));
    }
}
