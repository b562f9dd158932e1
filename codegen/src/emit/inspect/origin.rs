//! Tells where an item comes from, for all forms.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::model::{Item, ItemKind, MetadataFile, Origin};
use crate::source::{Reached, SourceMap, Span, without_folder};

/// The files of a compilation, from which its items come.
#[derive(Clone, Copy, Debug)]
pub struct Origins<'a> {
    sources: &'a SourceMap,
    /// The user's own metadata files, in the order of the options.
    winmd: &'a [PathBuf],
    /// The folders that are left out of paths.
    without: &'a [PathBuf],
}

/// Where an item comes from. The names of the fields are those of the format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(in crate::emit) struct OriginEntry {
    kind: OriginKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<String>,
}

/// The kind of source that an item comes from, by its word in the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum OriginKind {
    /// An input file.
    Input,
    /// An imported IDL file.
    Imported,
    /// The base names of every IDL.
    Prelude,
    /// A metadata file of the user's.
    Winmd,
    /// The built-in Win32 metadata.
    Win32,
    /// The built-in metadata of the Windows Runtime.
    WinRt,
    /// The supplement of older Win32 metadata.
    Supplement,
    /// Nothing: it is only declared.
    Declared,
}

impl<'a> Origins<'a> {
    /// Returns the files of a compilation whose texts are `sources` and whose user gave the metadata
    /// files `winmd`.
    pub fn new(sources: &'a SourceMap, winmd: &'a [PathBuf]) -> Self {
        Self {
            sources,
            winmd,
            without: &[],
        }
    }

    /// Leaves these folders out of the paths of IDL files, and all folders out of those of winmds. So
    /// the paths are the same wherever the program is called.
    #[must_use]
    pub fn without(self, folders: &'a [PathBuf]) -> Self {
        Self {
            without: folders,
            ..self
        }
    }

    /// Returns where `item` comes from.
    pub(in crate::emit) fn of(&self, item: &Item) -> OriginEntry {
        let span = match (&item.kind, &item.origin) {
            // An instance has the origin of the type that it is an instance of.
            (ItemKind::Interface(interface), Origin::Imported) => {
                let instance = interface.instance.as_ref();
                instance.map_or(item.span, |instance| instance.definition)
            }
            _ => item.span,
        };
        let by_source = self.of_source(&item.origin, span);
        match (&item.kind, &item.origin) {
            (ItemKind::Opaque(_), Origin::Named | Origin::Imported | Origin::Prelude) => {
                OriginEntry {
                    kind: OriginKind::Declared,
                    ..by_source
                }
            }
            _ => by_source,
        }
    }

    /// Returns where something comes from that a source of this kind has at this place.
    pub(in crate::emit) fn of_source(&self, origin: &Origin, span: Span) -> OriginEntry {
        match origin {
            Origin::Named => self.of_file(OriginKind::Input, span),
            // What a filter leaves out counts as imported.
            Origin::Imported if self.is_in_input_file(span) => {
                self.of_file(OriginKind::Input, span)
            }
            Origin::Imported => self.of_file(OriginKind::Imported, span),
            Origin::Prelude => OriginEntry::from(OriginKind::Prelude),
            Origin::Metadata { namespace, file } => self.of_metadata(namespace, *file),
        }
    }

    /// Returns the place of `span`. A name that came out of a macro is where the macro is called.
    fn of_file(&self, kind: OriginKind, span: Span) -> OriginEntry {
        let place = self.sources.outermost(span);
        let inclusion = self.sources.inclusion(place);
        OriginEntry {
            file: inclusion.map(|inclusion| self.file(inclusion.file.path())),
            line: self.sources.line_number(place),
            ..OriginEntry::from(kind)
        }
    }

    /// Returns the path of an IDL file, without the longest of the folders that it can do without.
    fn file(&self, path: &Path) -> String {
        text(without_folder(path, self.without))
    }

    fn winmd(&self, path: &Path) -> String {
        match path.file_name() {
            Some(name) if !self.without.is_empty() => name.to_string_lossy().into(),
            _ => text(path),
        }
    }

    /// Returns whether `span` is in an input file, or in a file that one includes.
    fn is_in_input_file(&self, span: Span) -> bool {
        let place = self.sources.outermost(span);
        let is_import = |reached| matches!(reached, Reached::Imported(_));
        place.is_some() && !self.sources.reached(place).any(is_import)
    }

    fn of_metadata(&self, namespace: &str, file: Option<MetadataFile>) -> OriginEntry {
        let (kind, file) = match file {
            None => return OriginEntry::from(OriginKind::Declared),
            Some(MetadataFile::User(number)) => {
                let path = self.winmd.get(number as usize);
                (OriginKind::Winmd, path.map(|path| self.winmd(path)))
            }
            Some(MetadataFile::Win32) => (OriginKind::Win32, None),
            Some(MetadataFile::WinRt) => (OriginKind::WinRt, None),
            Some(MetadataFile::Supplement) => (OriginKind::Supplement, None),
        };
        OriginEntry {
            file,
            namespace: Some(namespace.into()),
            ..OriginEntry::from(kind)
        }
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into()
}

impl From<OriginKind> for OriginEntry {
    fn from(kind: OriginKind) -> Self {
        Self {
            kind,
            file: None,
            line: None,
            namespace: None,
        }
    }
}

/// Writes it for people.
impl fmt::Display for OriginEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match (&self.file, self.line) {
            (Some(file), Some(line)) => Some(format!("{file}:{line}")),
            (file, _) => file.clone(),
        };
        match (self.kind, &place) {
            (OriginKind::Input | OriginKind::Imported | OriginKind::Winmd, Some(place)) => {
                f.write_str(place)?;
            }
            (OriginKind::Input, None) => f.write_str("an input file")?,
            (OriginKind::Imported, None) => f.write_str("an imported file")?,
            (OriginKind::Winmd, None) => f.write_str("a winmd")?,
            (OriginKind::Prelude, _) => f.write_str("base names of every IDL")?,
            (OriginKind::Win32, _) => f.write_str("Win32 metadata")?,
            (OriginKind::WinRt, _) => f.write_str("Windows Runtime metadata")?,
            (OriginKind::Supplement, _) => f.write_str("supplement of older Win32 metadata")?,
            (OriginKind::Declared, Some(place)) => {
                write!(f, "only declared, at {place}")?;
            }
            (OriginKind::Declared, None) => f.write_str("defined nowhere")?,
        }
        match &self.namespace {
            Some(namespace) => write!(f, ", {namespace}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OpaqueKind;

    fn origin(origin: Origin, kind: ItemKind) -> OriginEntry {
        let sources = SourceMap::default();
        let winmd = ["folder/vendor.winmd".into()];
        Origins::new(&sources, &winmd).of(&Item::new("A", origin, kind))
    }

    fn told(of: Origin) -> String {
        origin(of, ItemKind::Module(Default::default())).to_string()
    }

    fn metadata(file: Option<MetadataFile>) -> Origin {
        let namespace = "Vendor".into();
        Origin::Metadata { namespace, file }
    }

    #[test]
    fn people_read_what_kind_of_source_it_is_where_no_file_is_known() {
        for (of, expected) in [
            (Origin::Named, "an input file"),
            (Origin::Imported, "an imported file"),
            (Origin::Prelude, "base names of every IDL"),
            (
                metadata(Some(MetadataFile::User(0))),
                "folder/vendor.winmd, Vendor",
            ),
            (metadata(Some(MetadataFile::User(1))), "a winmd, Vendor"),
            (
                metadata(Some(MetadataFile::Win32)),
                "Win32 metadata, Vendor",
            ),
            (
                metadata(Some(MetadataFile::WinRt)),
                "Windows Runtime metadata, Vendor",
            ),
            (
                metadata(Some(MetadataFile::Supplement)),
                "supplement of older Win32 metadata, Vendor",
            ),
            (metadata(None), "defined nowhere"),
        ] {
            assert_eq!(told(of), expected);
        }
    }

    #[test]
    fn a_class_that_metadata_defines_is_not_only_declared() {
        let opaque = || ItemKind::Opaque(OpaqueKind::Interface);
        let class = origin(metadata(Some(MetadataFile::WinRt)), opaque());
        assert_eq!(class.kind, OriginKind::WinRt);
        for only_declared in [Origin::Named, Origin::Imported, metadata(None)] {
            assert_eq!(origin(only_declared, opaque()).kind, OriginKind::Declared);
        }
    }

    #[test]
    fn a_path_is_shown_without_the_longest_folder_that_it_can_do_without() {
        let (sources, winmd) = (SourceMap::default(), ["a/vendor.winmd".into()]);
        let folders = ["", "a", "a/b", "c"].map(PathBuf::from);
        let whole = Origins::new(&sources, &winmd);
        let short = whole.without(&folders);
        for (path, expected) in [
            ("a/b/c.idl", "c.idl"),
            ("a/c.idl", "c.idl"),
            ("d/c.idl", "d/c.idl"),
            ("/c/c.idl", "/c/c.idl"),
        ] {
            assert_eq!(whole.file(path.as_ref()), path);
            assert_eq!(short.file(path.as_ref()), expected);
        }
        let entry = short.of_metadata("Vendor", Some(MetadataFile::User(0)));
        assert_eq!(entry.file.as_deref(), Some("vendor.winmd"));
    }
}
