//! API contracts: `apicontract`.

use smol_str::SmolStr;

/// A version of an API, by which WinRT's definitions say since when they are there. It has no
/// representation at the ABI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contract {
    /// The namespace in which a file defines it, dotted.
    pub namespace: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// Whether an input file defines it.
    pub is_named: bool,
    /// `contractversion`: the major version in the upper half, the minor one in the lower.
    pub version: Option<u32>,
}
