//! The types that a winmd names: those that it defines, and those of other files that it refers to.

use std::path::PathBuf;

use super::WIN32_NAMESPACE;
use super::file::{Malformed, TableId};
use super::row::TypeDef;
use super::source::{Source, SourceId};
use crate::diagnostics::Problem;
use crate::model::Guid;

/// A type that a winmd names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedType {
    pub(crate) namespace: String,
    pub(crate) name: String,
    /// The IID of an interface that the winmd defines.
    pub(crate) iid: Option<Guid>,
    /// Whether the winmd defines the type, and doesn't only refer to it.
    pub(crate) is_defined: bool,
    /// Whether it is a type of the Windows Runtime.
    pub(crate) is_winrt: bool,
}

/// Returns the types that a winmd defines, and those of Windows that it refers to.
///
/// # Errors
///
/// [`Problem::NotMetadata`] for a file that is no winmd or whose tables contradict each other.
pub(crate) fn named_types(path: PathBuf, bytes: Vec<u8>) -> Result<Vec<NamedType>, Problem> {
    let source = Source::checked(SourceId::User(0), bytes)
        .map_err(|Malformed(reason)| Problem::NotMetadata { path, reason })?;
    let file = &source.file;
    let mut types = Vec::new();
    for row in 0..file.rows(TableId::TYPE_DEF) {
        let (namespace, name) = file.type_name(row);
        if !namespace.is_empty() {
            types.push(NamedType {
                namespace: namespace.into(),
                name: name.into(),
                iid: source.iid(row),
                is_defined: true,
                is_winrt: TypeDef::new(file, row).is_winrt(),
            });
        }
    }
    for row in 0..file.rows(TableId::TYPE_REF) {
        let namespace = file.string(TableId::TYPE_REF, row, 2);
        if namespace == WIN32_NAMESPACE {
            types.push(NamedType {
                namespace: namespace.into(),
                name: file.string(TableId::TYPE_REF, row, 1).into(),
                iid: None,
                is_defined: false,
                is_winrt: false,
            });
        }
    }
    Ok(types)
}
