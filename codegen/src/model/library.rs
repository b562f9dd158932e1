//! Libraries.

use super::Guid;

/// A library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// `uuid`.
    pub uuid: Option<Guid>,
    /// `version(major.minor)`.
    pub version: Option<(u16, u16)>,
    /// `helpstring`.
    pub help: Option<String>,
}
