//! Definitions of parameterized types.

use smol_str::SmolStr;

use super::{Interface, ItemId};

/// The definition of a parameterized interface or delegate of WinRT. Only metadata has it: at the ABI
/// there are its instances alone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parameterized {
    /// The namespace in which a file defines it, dotted.
    pub namespace: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// Whether an input file defines it.
    pub is_named: bool,
    /// The type parameters, each with the item that stands for it in the content.
    pub parameters: Vec<(SmolStr, ItemId)>,
    /// Its content. An instance in it has arguments and no methods.
    pub content: Interface,
}
