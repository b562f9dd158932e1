//! The name of a definition, in the format for programs.

use serde::Serialize;

use crate::model::Item;

/// A name. WinRT has a namespace around it: two definitions in two namespaces may have one name. The
/// names of the fields are those of the format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NameEntry {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_name: Option<String>,
}

impl NameEntry {
    /// Returns the name of an item.
    pub(super) fn of(item: &Item) -> Self {
        Self {
            name: item.name.to_string(),
            namespace: item.winrt_namespace().map(str::to_owned),
            full_name: item.full_name(),
        }
    }

    /// Returns a name that no namespace is around.
    pub(super) fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            namespace: None,
            full_name: None,
        }
    }
}
