//! The error of a job or a file.

use super::{ErrorContext, File};
use crate::bits::returned::string;
use crate::object::Borrow;
use crate::service::call::{check, interface, slot, wrapper};
use crate::{Error, Result};
use std::fmt;
use windows_core::HRESULT;

wrapper! {
    /// The error of a job or a file: `IBackgroundCopyError`.
    JobError over IBackgroundCopyError
}

// SAFETY: the wrapper is transparent over its interface.
unsafe impl Borrow for JobError {}

/// A language of descriptions: a LANGID of Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(pub u16);

impl Language {
    /// The language that the service chooses (`LANG_NEUTRAL`).
    pub const NEUTRAL: Self = Self(0);
    /// English of the United States.
    pub const ENGLISH: Self = Self(0x0409);
}

impl JobError {
    /// Returns the activity that failed, and the error.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn details(&self) -> Result<(ErrorContext, Error)> {
        let (mut context, mut code) = (0, HRESULT(0));
        // SAFETY: GetError writes both values.
        check(unsafe { slot!(&self.0, GetError(&mut context, &mut code)) })?;
        Ok((context.into(), code.into()))
    }

    /// Returns the file that the error is about.
    ///
    /// # Errors
    ///
    /// BG_E_FILE_NOT_AVAILABLE or DO_E_FILE_NOT_AVAILABLE for an error without a file.
    pub fn file(&self) -> Result<File> {
        // SAFETY: GetFile returns a reference to the file, and a proxy lives where this one does.
        unsafe { interface(|file| slot!(&self.0, GetFile(file))).map(|file| File::from_raw(file)) }
    }

    /// Returns the error in words. BITS alone: Delivery Optimization refuses it.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn description(&self, language: Language) -> Result<String> {
        let id = u32::from(language.0);
        // SAFETY: GetErrorDescription returns a string that the caller frees.
        unsafe { string(|text| slot!(&self.0, GetErrorDescription(id, text))) }
    }

    /// Returns the activity that failed, in words. BITS alone: Delivery Optimization refuses it.
    ///
    /// # Errors
    ///
    /// E_NOTIMPL for a job of Delivery Optimization, and the errors of the connection to the service.
    pub fn context_description(&self, language: Language) -> Result<String> {
        let id = u32::from(language.0);
        // SAFETY: GetErrorContextDescription returns a string that the caller frees.
        unsafe { string(|text| slot!(&self.0, GetErrorContextDescription(id, text))) }
    }

    /// Returns the protocol of the transfer, such as `http`. BITS alone: Delivery Optimization
    /// refuses it.
    ///
    /// # Errors
    ///
    /// BG_E_PROTOCOL_NOT_AVAILABLE for an error that has nothing to do with a protocol.
    pub fn protocol(&self) -> Result<String> {
        // SAFETY: GetProtocol returns a string that the caller frees.
        unsafe { string(|protocol| slot!(&self.0, GetProtocol(protocol))) }
    }
}

/// Writes the meaning of the code, and the activity that failed.
impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.details() {
            Ok((context, error)) => write!(f, "{error}, in {context:?}"),
            Err(error) => write!(f, "the error can't be had: {error}"),
        }
    }
}
