//! One open winmd with its indexes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use hashbrown::HashTable;
use rustc_hash::FxHashMap;

use super::file::{self, File, Malformed, TableId};
use super::row::{Attribute, Field, TypeDef};
use super::type_index::full_hash;
use super::{APIS, WIN32_NAMESPACE};
use crate::model::{Guid, MetadataFile};

/// The file that a source is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SourceId {
    User(usize),
    Common,
    Win32,
    WinRt,
    /// One of the supplement's winmds.
    Supplement(usize),
}

impl From<SourceId> for MetadataFile {
    fn from(id: SourceId) -> Self {
        match id {
            SourceId::User(number) => Self::User(number as u32),
            SourceId::Common | SourceId::Win32 => Self::Win32,
            SourceId::WinRt => Self::WinRt,
            SourceId::Supplement(_) => Self::Supplement,
        }
    }
}

/// One open winmd with its indexes.
pub(super) struct Source {
    pub(super) id: SourceId,
    pub(super) file: File,
    namespaces: OnceLock<Vec<String>>,
    iids: OnceLock<FxHashMap<Guid, u32>>,
    /// Rows of attributes by their names in IDL.
    attributes: OnceLock<FxHashMap<String, u32>>,
    /// The places of types in the order of their names, by the hashes of the names. Most names that are
    /// looked for aren't there, which this index tells at once.
    names: OnceLock<HashMap<u64, u32, BuildHasherDefault<Hashed>>>,
    /// Rows of `Field` by their names.
    values: OnceLock<HashTable<u32>>,
}

impl Source {
    /// Opens a file that comes with this crate or its dependencies, and that tests check.
    pub(super) fn built_in(id: SourceId, bytes: &'static [u8]) -> Self {
        Self::new(id, File::open(bytes).unwrap_or_else(|_| File::empty()))
    }

    /// Opens and checks a file that anybody may have written.
    pub(super) fn checked(id: SourceId, bytes: Vec<u8>) -> Result<Self, Malformed> {
        let mut file = File::open(Cow::Owned(bytes))?;
        file.validate()?;
        Ok(Self::new(id, file))
    }

    pub(super) fn new(id: SourceId, file: File) -> Self {
        Self {
            id,
            file,
            namespaces: OnceLock::new(),
            iids: OnceLock::new(),
            attributes: OnceLock::new(),
            names: OnceLock::new(),
            values: OnceLock::new(),
        }
    }

    /// Makes all indexes.
    pub(super) fn index(&self) {
        self.values();
        self.iids();
        self.names.get_or_init(|| self.index_names());
    }

    /// Returns the namespaces, Win32's first.
    fn namespaces(&self) -> &[String] {
        self.namespaces.get_or_init(|| {
            let mut found: Vec<String> = self
                .file
                .namespaces()
                .into_iter()
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect();
            found.sort_by_key(|it| it != WIN32_NAMESPACE);
            found
        })
    }

    /// Whether the types of a namespace are here, and of the Windows Runtime.
    pub(super) fn has_winrt_types_in(&self, namespace: &str) -> bool {
        let first = self.file.first_type_in(namespace);
        first.is_some_and(|row| TypeDef::new(&self.file, row).is_winrt())
    }

    /// Returns the `TypeDef` of this name, in any namespace. Types of the Windows Runtime have no name without
    /// their namespaces.
    pub(super) fn type_row(&self, name: &str) -> Option<u32> {
        let mut namespaces = self.namespaces().iter();
        namespaces.find_map(|namespace| {
            let row = self.type_row_in(namespace, name)?;
            (!TypeDef::new(&self.file, row).is_winrt()).then_some(row)
        })
    }

    /// Returns the `TypeDef` of this full name: that of x64, where architectures differ.
    pub(super) fn type_row_in(&self, namespace: &str, name: &str) -> Option<u32> {
        if let Some(names) = self.names.get() {
            let hash = full_hash(file::hash(namespace.as_bytes()), name.as_bytes());
            let place = *names.get(&hash)?;
            let found = self.x64(self.file.types_at(place, namespace, name));
            // Another name may have the same hash.
            if found.is_some() {
                return found;
            }
        }
        self.x64(self.file.find_types(namespace, name))
    }

    /// Returns, of the definitions of one type for several architectures, that of x64, or else the
    /// first.
    fn x64(&self, mut rows: impl Iterator<Item = u32>) -> Option<u32> {
        const X64: i32 = 2;
        let first = rows.next()?;
        let Some(second) = rows.next() else {
            return Some(first);
        };
        let mut candidates = [first, second].into_iter().chain(rows);
        candidates
            .find(|row| TypeDef::new(&self.file, *row).0.architectures() & X64 != 0)
            .or(Some(first))
    }

    /// Returns the type with this GUID.
    pub(super) fn by_iid(&self, iid: Guid) -> Option<TypeDef<'_>> {
        self.iids()
            .get(&iid)
            .map(|row| TypeDef::new(&self.file, *row))
    }

    /// Returns the GUID of the `TypeDef` in that row.
    pub(super) fn iid(&self, row: u32) -> Option<Guid> {
        let ty = TypeDef::new(&self.file, row);
        ty.0.attribute("GuidAttribute")?.guid()
    }

    fn iids(&self) -> &FxHashMap<Guid, u32> {
        self.iids.get_or_init(|| self.index_iids())
    }

    fn index_iids(&self) -> FxHashMap<Guid, u32> {
        let mut iids = FxHashMap::default();
        for (row, attribute) in self.uses_on_types("GuidAttribute") {
            if let Some(guid) = attribute.guid() {
                iids.entry(guid).or_insert(row);
            }
        }
        iids
    }

    /// Returns the `TypeDef` of the attribute that IDL calls `name`.
    pub(super) fn attribute_row(&self, name: &str) -> Option<u32> {
        let rows = self.attributes.get_or_init(|| {
            let mut rows = FxHashMap::default();
            for (row, attribute) in self.uses_on_types("AttributeNameAttribute") {
                if let Some(name) = attribute.text() {
                    rows.entry(name).or_insert(row);
                }
            }
            rows
        });
        rows.get(name).copied()
    }

    /// Returns the uses of an attribute on types, each with the `TypeDef` on which it stands.
    fn uses_on_types(&self, name: &str) -> impl Iterator<Item = (u32, Attribute<'_>)> {
        // Names are compared once per constructor, since there are thousands of attributes.
        let mut known = None;
        Attribute::of_types(&self.file).filter(move |(_, attribute)| {
            let ctor = attribute.ctor();
            if known.is_none() && attribute.name().1 == name {
                known = ctor;
            }
            known.is_some() && ctor == known
        })
    }

    /// Returns the index of constants and enumerators.
    fn values(&self) -> &HashTable<u32> {
        self.values.get_or_init(|| self.index_values())
    }

    /// Returns the field that is the constant or enumerator of this name.
    pub(super) fn value(&self, name: &str) -> Option<u32> {
        let names = self.file.column(TableId::FIELD, 1);
        let name = name.as_bytes();
        let is_it = |row: &u32| self.file.string_at(names.cell(*row)) == name;
        self.values().find(file::hash(name), is_it).copied()
    }

    fn index_names(&self) -> HashMap<u64, u32, BuildHasherDefault<Hashed>> {
        let types = self.file.rows(TableId::TYPE_DEF) as usize;
        let mut names = HashMap::with_capacity_and_hasher(types, BuildHasherDefault::default());
        names.extend(self.file.first_types());
        names
    }

    /// Indexes all constants and enumerators by their names, which stay in the file: there are so
    /// many that copying the names would take most of the time. The last one of a name counts.
    fn index_values(&self) -> HashTable<u32> {
        let names = self.file.column(TableId::FIELD, 1);
        let name = |row: u32| self.file.string_at(names.cell(row));
        let mut values = HashTable::with_capacity(self.file.rows(TableId::FIELD) as usize);
        for row in 0..self.file.rows(TableId::TYPE_DEF) {
            let ty = TypeDef::new(&self.file, row);
            // An enumeration has values, but for one field that tells its type, and it comes last
            // or first; what isn't an enumeration has none.
            let fields = ty.fields();
            let ends = [fields.clone().next(), fields.clone().next_back()];
            if !ends.into_iter().flatten().any(Field::is_literal) && !ty.is_called(APIS) {
                continue;
            }
            for row in fields.map(|field| field.0.row) {
                let text = name(row);
                let is_same = |other: &u32| name(*other) == text;
                let hash = |other: &u32| file::hash(name(*other));
                let entry = values.entry(file::hash(text), is_same, hash);
                entry.insert(row);
            }
        }
        values
    }
}

/// The hasher of keys that are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = file::hash(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_finds_what_a_search_finds() {
        let files = [
            (SourceId::Common, super::super::COMMON),
            (SourceId::Win32, windows_default::WIN32),
            (SourceId::WinRt, windows_default::WINRT),
        ];
        for (id, bytes) in files {
            let (indexed, plain) = (Source::built_in(id, bytes), Source::built_in(id, bytes));
            indexed.index();
            for row in 0..plain.file.rows(TableId::TYPE_DEF) {
                let (namespace, name) = plain.file.type_name(row);
                let found = plain.type_row_in(namespace, name);
                assert_eq!(found.is_some(), !namespace.is_empty());
                assert_eq!(indexed.type_row_in(namespace, name), found, "{name}");
            }
            for (namespace, name) in [("", ""), ("Windows", "BOOL"), (WIN32_NAMESPACE, "None")] {
                assert_eq!(indexed.type_row_in(namespace, name), None);
            }
            for name in [
                "IUnknown", "VARIANT", "CONTEXT", "Uri", "IVector", "None", "",
            ] {
                assert_eq!(indexed.type_row(name), plain.type_row(name), "{name}");
            }
        }
    }
}
