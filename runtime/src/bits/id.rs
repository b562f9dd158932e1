//! The identifier of a job.

use crate::{Error, Result};
use std::fmt;
use std::str::FromStr;
use windows_core::GUID;

/// The identifier of a job. It outlives restarts of the program and of the system.
///
/// `Display` writes it as a GUID. `FromStr` reads a GUID with or without braces, in either case:
///
/// ```
/// use comidl::bits::JobId;
///
/// let id: JobId = "{6A1FAE95-21B8-46C4-A0C9-5D5FAE106EF0}".parse()?;
/// assert_eq!(id.to_string(), "6a1fae95-21b8-46c4-a0c9-5d5fae106ef0");
/// # Ok::<(), comidl::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct JobId(GUID);

impl JobId {
    /// Returns the GUID.
    pub const fn guid(&self) -> &GUID {
        &self.0
    }
}

impl From<GUID> for JobId {
    fn from(guid: GUID) -> Self {
        Self(guid)
    }
}

impl From<JobId> for GUID {
    fn from(id: JobId) -> Self {
        id.0
    }
}

/// Fails with E_INVALIDARG.
impl FromStr for JobId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let inner = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        GUID::try_from(inner.unwrap_or(text))
            .map(Self)
            .map_err(|error| {
                Error::new(
                    error.code(),
                    format!("`{}` is no job id", text.escape_debug()),
                )
            })
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0.to_u128();
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            id >> 96,
            id >> 80 & 0xFFFF,
            id >> 64 & 0xFFFF,
            id >> 48 & 0xFFFF,
            id & 0xFFFF_FFFF_FFFF,
        )
    }
}

impl fmt::Debug for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JobId({self})")
    }
}
