//! Functions of a module or of an RPC interface.

use super::Signature;

/// A function of a module or of an RPC interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its type.
    pub signature: Signature,
    /// `entry(..)`, where that differs from the name.
    pub entry: Option<String>,
    /// The file that exports it (`dllname` of its module).
    pub dll: Option<String>,
}
