//! Modules.

/// A module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// `dllname`.
    pub dll: Option<String>,
}
