//! Winmd metadata: looks up names and IIDs, and converts what it finds into the
//! [model](crate::model).
//!
//! `resolve` asks for names that no IDL in reach defines. `verify` compares the IDL with the metadata.
//! The files are asked in this order: the user's (`--winmd`), the small `common.winmd`, and the whole
//! Win32 metadata of [`windows_default`]. The last two are opened when they are first needed.

mod attribute_type;
#[cfg(feature = "winmd")]
mod cut;
mod file;
#[cfg(test)]
mod hostile;
mod image;
mod import;
mod name_filter;
mod named_types;
#[cfg(test)]
mod oracle;
#[cfg(feature = "winmd")]
mod pack;
mod row;
mod signature;
mod source;
mod supplement;
#[cfg(test)]
mod tests;
pub(crate) mod type_argument;
mod type_index;
mod view;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::diagnostics::Problem;
use crate::model::{Guid, Item, ItemId, Model, Origin};
use file::{File, Malformed, TableId};
pub(crate) use named_types::{NamedType, named_types};
use row::{Field, TypeDef};
use source::{Source, SourceId};
use supplement::Supplement;
pub(crate) use type_argument::TypeArgument;
use type_argument::{Parts, PartsOf};
pub(crate) use view::{MetadataView, NotLoaded};

/// The types that COM IDL commonly needs, cut from the Win32 metadata: a winmd file.
pub static COMMON: &[u8] = include_bytes!("common.winmd");

/// The namespace of everything in the Win32 metadata.
pub const WIN32_NAMESPACE: &str = "Windows.Win32";

/// The class whose fields are the constants of a namespace.
const APIS: &str = "Apis";

/// The metadata that a compilation can see.
pub struct Metadata {
    user: Vec<Source>,
    common: OnceLock<Source>,
    win32: OnceLock<Source>,
    winrt: OnceLock<Source>,
    supplement: Supplement,
    /// The view of an earlier comparison, so that the next one needn't load it again.
    view: Mutex<Option<MetadataView>>,
}

/// The names that exist already. The importer looks them up, and adds those that it makes.
///
/// A `HashMap` has such names, and so does the resolver.
pub trait Names {
    /// Returns the item that this name of the metadata's `namespace` stands for already. An IDL, the
    /// prelude or an earlier import may have made it, and it wins over the metadata's own. The
    /// namespace is empty if the caller doesn't know it.
    fn known(&self, namespace: &str, name: &str) -> Option<ItemId>;

    /// Makes the name stand for this item.
    fn insert(&mut self, namespace: &str, name: &str, id: ItemId);

    /// Counts another instance of the parameterized type `of`, called `name`. Returns whether there may
    /// be one.
    fn admits_instance(&mut self, of: &str, name: &str) -> bool;
}

/// The names of an IDL. They stand for the metadata's names of any namespace.
impl<S: std::hash::BuildHasher> Names for HashMap<String, ItemId, S> {
    fn known(&self, _: &str, name: &str) -> Option<ItemId> {
        self.get(name).copied()
    }

    fn admits_instance(&mut self, _: &str, _: &str) -> bool {
        true
    }

    fn insert(&mut self, _: &str, name: &str, id: ItemId) {
        self.insert(name.to_owned(), id);
    }
}

/// A definition in one of the files.
#[derive(Clone, Copy)]
enum Definition<'a> {
    Type(&'a Source, u32),
    /// A constant or an enumerator: a row of `Field`.
    Value(&'a Source, u32),
}

impl<'a> Definition<'a> {
    /// Returns the type itself, or the type to which the value belongs.
    fn type_def(self) -> Option<TypeDef<'a>> {
        match self {
            Self::Type(source, row) => Some(TypeDef::new(&source.file, row)),
            Self::Value(source, row) => Field::new(&source.file, row).parent(),
        }
    }

    fn namespace(self) -> &'a str {
        self.type_def().map_or("", TypeDef::namespace)
    }

    fn origin(self) -> Origin {
        let (Self::Type(source, _) | Self::Value(source, _)) = self;
        Origin::Metadata {
            namespace: self.namespace().into(),
            file: Some(source.id.into()),
        }
    }
}

/// Returns the namespace of an item that isn't of classic COM.
pub(crate) fn runtime_namespace(item: &Item) -> Option<&str> {
    match &item.origin {
        Origin::Metadata { namespace, .. } => Some(namespace.as_str()),
        _ => item.namespace(),
    }
    .filter(|namespace| !namespace.is_empty() && !is_win32(namespace))
}

/// Returns whether two items may be one by their names: namespaces of the Windows Runtime don't tell them apart.
pub(crate) fn have_one_name(first: &Item, second: &Item) -> bool {
    let namespaces = (runtime_namespace(first), runtime_namespace(second));
    first.name == second.name && !matches!(namespaces, (Some(one), Some(other)) if one != other)
}

/// Whether a namespace is one of classic Windows.
pub(crate) fn is_win32(namespace: &str) -> bool {
    let inner = namespace.strip_prefix(WIN32_NAMESPACE);
    inner.is_some_and(|inner| inner.is_empty() || inner.starts_with('.'))
}

impl Metadata {
    /// Opens the user's own files, given by path and content, before the built-in metadata.
    ///
    /// # Errors
    /// [`Problem::NotMetadata`] for a file that is no winmd or whose tables contradict each other.
    pub fn new(user: Vec<(PathBuf, Vec<u8>)>) -> Result<Self, Problem> {
        Ok(Self {
            user: checked(user)?,
            common: OnceLock::new(),
            win32: OnceLock::new(),
            winrt: OnceLock::new(),
            supplement: Supplement::default(),
            view: Mutex::default(),
        })
    }

    /// Returns the whole Win32 metadata without the small file that is cut from it.
    pub fn whole() -> Self {
        Self::whole_behind(Vec::new())
    }

    fn whole_behind(user: Vec<Source>) -> Self {
        Self {
            user,
            common: OnceLock::from(Source::new(SourceId::Common, File::empty())),
            win32: OnceLock::new(),
            winrt: OnceLock::new(),
            supplement: Supplement::none(),
            view: Mutex::default(),
        }
    }

    /// Adds to `model` the type, constant or enumerator called `name`, of any namespace but first of
    /// `Windows.Win32`, and everything that it refers to and `names` doesn't have. Returns the item of
    /// `name`. Returns none if the metadata doesn't have it.
    ///
    /// Interfaces come with all of their methods, at their slots in the vtable. Pointers are C's:
    /// metadata's `IFoo` is `IFoo *` here. Metadata's `PWSTR` and its kin are called by IDL's
    /// names (`LPWSTR`), so that an item of the prelude is found. Where a type differs between
    /// architectures, x64's is taken: the few layouts that differ in more than the size of a
    /// pointer (packing to one byte on x86) are x64's then.
    pub fn import(&self, name: &str, model: &mut Model, names: &mut dyn Names) -> Option<ItemId> {
        import::import(self, name, model, names)
    }

    /// Adds to `model` the type of this full name, be it of the Windows Runtime, as [`import`](Self::import)
    /// does. A runtime class is its default interface.
    pub(crate) fn import_qualified(
        &self,
        full_name: (&str, &str),
        model: &mut Model,
        names: &mut dyn Names,
    ) -> Option<ItemId> {
        import::import_qualified(self, full_name, model, names)
    }

    /// Adds to `model` the instance of a parameterized type of the Windows Runtime, as
    /// [`import`](Self::import) does.
    pub(crate) fn import_instance(
        &self,
        full_name: (&str, &str),
        arguments: Vec<TypeArgument>,
        model: &mut Model,
        names: &mut dyn Names,
    ) -> Option<ItemId> {
        import::import_instance(self, full_name, arguments, model, names)
    }

    /// Returns the parts that a type of this full name has in the name and the IID of an instance.
    pub(crate) fn parts_of(&self, namespace: &str, name: &str) -> Option<Parts> {
        let (source, row) = self.find_qualified(namespace, name)?;
        let def = TypeDef::new(&source.file, row);
        Some(PartsOf::new(self).definition(source, def))
    }

    /// Returns how many type parameters the type of this full name has.
    pub(crate) fn type_parameters(&self, namespace: &str, name: &str) -> Option<usize> {
        let (source, row) = self.find_qualified(namespace, name)?;
        let full_name = TypeDef::new(&source.file, row).full_name();
        let count = full_name.split_once('`').map(|(_, count)| count.parse());
        Some(count.and_then(Result::ok).unwrap_or(0))
    }

    /// Whether the types of this namespace are of the Windows Runtime.
    pub(crate) fn is_of_winrt(&self, namespace: &str) -> bool {
        !namespace.is_empty()
            && !is_win32(namespace)
            && self
                .user
                .iter()
                .chain(std::iter::once_with(|| self.winrt()))
                .any(|source| source.has_winrt_types_in(namespace))
    }

    /// Whether the user gave metadata files.
    pub(crate) fn has_user_files(&self) -> bool {
        !self.user.is_empty()
    }

    /// Returns the name of the interface or class that has this IID, without importing it.
    pub fn name_of_iid(&self, iid: Guid) -> Option<&str> {
        self.sources()
            .find_map(|source| source.by_iid(iid))
            .map(TypeDef::name)
    }

    /// Whether a type of this full name is known, be it of the Windows Runtime, without importing
    /// it. The supplement doesn't count: who reads a winmd of ours hasn't got it.
    pub fn knows_type_in(&self, namespace: &str, name: &str) -> bool {
        self.find_published(namespace, name).is_some()
    }

    /// Whether a type of this full name is known, also in the supplement.
    pub(crate) fn knows_qualified(&self, namespace: &str, name: &str) -> bool {
        self.find_qualified(namespace, name).is_some()
    }

    /// Whether the type of this full name is a delegate.
    pub(crate) fn is_delegate(&self, namespace: &str, name: &str) -> bool {
        self.category(namespace, name) == Some(row::Category::Delegate)
    }

    /// Whether the type of this full name is an interface.
    pub(crate) fn is_interface(&self, namespace: &str, name: &str) -> bool {
        self.category(namespace, name) == Some(row::Category::Interface)
    }

    fn category(&self, namespace: &str, name: &str) -> Option<row::Category> {
        let (source, row) = self.find_qualified(namespace, name)?;
        Some(TypeDef::new(&source.file, row).category())
    }

    /// Whether a type, a constant or an enumerator of this name is known, also in the supplement.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Returns which metadata has a type, a constant or an enumerator of this name, and its namespace.
    pub fn origin_of(&self, name: &str) -> Option<Origin> {
        self.find(name).map(Definition::origin)
    }

    /// Returns the names of types that begin with `prefix` in any case, at most so many, in the order of
    /// the files. The supplement isn't searched.
    pub fn types_that_begin_with(&self, prefix: &str, most: usize) -> Vec<&str> {
        let names = self.sources().flat_map(|source| {
            let rows = 0..source.file.rows(TableId::TYPE_DEF);
            let types = rows.map(|row| source.file.type_name(row));
            types.filter(|(namespace, name)| !namespace.is_empty() && *name != APIS)
        });
        let begins = |name: &&str| {
            let start = name.get(..prefix.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        names
            .map(|(_, name)| name)
            .filter(begins)
            .take(most)
            .collect()
    }

    /// Returns the type name that is `name` in any case, if there is one. The supplement isn't
    /// searched: it would be unpacked for each name that nobody knows.
    pub(crate) fn type_in_any_case(&self, name: &str) -> Option<&str> {
        self.type_names()
            .find(|other| other.eq_ignore_ascii_case(name))
    }

    /// Returns the names of the types of Win32, and of those in the user's files, some of them twice. The
    /// supplement isn't searched, as above.
    pub(crate) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.sources().flat_map(|source| {
            let rows = 0..source.file.rows(TableId::TYPE_DEF);
            rows.map(|row| TypeDef::new(&source.file, row))
                .filter(|ty| !ty.namespace().is_empty())
                .map(TypeDef::name)
        })
    }

    /// Returns a winmd file with these types and constants and everything that they refer to. A name
    /// with `*` at its end means all names that begin with it.
    ///
    /// # Errors
    /// The first name that isn't known.
    #[cfg(feature = "winmd")]
    pub fn cut(&self, assembly: &str, roots: &[&str]) -> Result<Vec<u8>, String> {
        cut::cut(self, assembly, roots)
    }

    /// Returns the file of the [supplement](supplement) of the built-in metadata: what these metadata
    /// files of an older generation have and the built-in metadata hasn't.
    ///
    /// # Errors
    ///
    /// The reason why one of the files is malformed.
    #[cfg(feature = "winmd")]
    pub fn supplement(older: Vec<(PathBuf, Vec<u8>)>) -> Result<Vec<u8>, String> {
        let older = Self {
            win32: OnceLock::from(Source::new(SourceId::Win32, File::empty())),
            ..Self::whole_behind(checked(older).map_err(|problem| problem.message())?)
        };
        let winmds = cut::supplement(&older, &Self::whole(), "comidl.supplement");
        pack::pack(winmds).map_err(|Malformed(reason)| reason)
    }

    /// Whether the whole Win32 metadata was needed so far.
    pub fn opened_win32(&self) -> bool {
        self.win32.get().is_some()
    }

    /// Makes all indexes. Otherwise each is made when it is first needed.
    pub(crate) fn index(&self) {
        for source in self.sources() {
            source.index();
        }
    }

    /// Loads these before they are needed, for the next caller of [`view`](Self::view).
    pub(crate) fn prefetch(&self, missing: &[NotLoaded]) {
        let mut view = self.view();
        for not_loaded in missing {
            view.load(self, not_loaded);
        }
        view.fill_referred(self);
        self.keep(view);
    }

    /// Returns the metadata as a model. If a view was [kept](Self::keep), returns that, with all that it
    /// has loaded.
    pub(crate) fn view(&self) -> MetadataView {
        self.kept_view().take().unwrap_or_default()
    }

    /// Keeps a view for the next caller of [`view`](Self::view).
    pub(crate) fn keep(&self, view: MetadataView) {
        *self.kept_view() = Some(view);
    }

    fn kept_view(&self) -> MutexGuard<'_, Option<MetadataView>> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns all files. Each is opened when the iteration reaches it.
    fn sources(&self) -> impl Iterator<Item = &Source> {
        self.user
            .iter()
            .chain(std::iter::once_with(|| self.common()))
            .chain(std::iter::once_with(|| self.win32()))
    }

    fn common(&self) -> &Source {
        self.common
            .get_or_init(|| Source::built_in(SourceId::Common, COMMON))
    }

    fn win32(&self) -> &Source {
        self.win32
            .get_or_init(|| Source::built_in(SourceId::Win32, windows_default::WIN32))
    }

    fn winrt(&self) -> &Source {
        self.winrt
            .get_or_init(|| Source::built_in(SourceId::WinRt, windows_default::WINRT))
    }

    fn source(&self, id: SourceId) -> &Source {
        match id {
            SourceId::User(number) => &self.user[number],
            SourceId::Common => self.common(),
            SourceId::Win32 => self.win32(),
            SourceId::WinRt => self.winrt(),
            SourceId::Supplement(number) => self.supplement.source(number),
        }
    }

    fn find(&self, name: &str) -> Option<Definition<'_>> {
        let mut sources = self.sources().chain(self.supplement.that_may_have(name));
        sources.find_map(|source| {
            let ty = source
                .type_row(name)
                .map(|row| Definition::Type(source, row));
            ty.or_else(|| source.value(name).map(|row| Definition::Value(source, row)))
        })
    }

    /// Finds a type by its full name, also in the metadata of the Windows Runtime and in the
    /// supplement.
    fn find_qualified(&self, namespace: &str, name: &str) -> Option<(&Source, u32)> {
        self.find_published(namespace, name).or_else(|| {
            let mut sources = self.supplement.that_may_have(name);
            sources.find_map(|source| Some((source, source.type_row_in(namespace, name)?)))
        })
    }

    /// Finds a type by its full name in the metadata that others have too. A winmd can refer to it.
    fn find_published(&self, namespace: &str, name: &str) -> Option<(&Source, u32)> {
        self.sources()
            .chain(std::iter::once_with(|| self.winrt()))
            .find_map(|source| Some((source, source.type_row_in(namespace, name)?)))
    }

    fn find_type(&self, name: &str) -> Option<(&Source, u32)> {
        self.sources()
            .find_map(|source| Some((source, source.type_row(name)?)))
    }
}

/// Opens the user's own metadata files.
fn checked(files: Vec<(PathBuf, Vec<u8>)>) -> Result<Vec<Source>, Problem> {
    let open = |(number, (path, bytes)): (usize, (PathBuf, Vec<u8>))| {
        Source::checked(SourceId::User(number), bytes)
            .map_err(|Malformed(reason)| Problem::NotMetadata { path, reason })
    };
    files.into_iter().enumerate().map(open).collect()
}
