//! Winmd metadata: what the Win32 metadata knows of a name or an IID, converted into the
//! [model](crate::model).
//!
//! `resolve` asks here for names that no IDL in reach defines, `verify` holds what the IDL defines
//! against what is known here. Asked are, in this order, the user's files (`--winmd`), the small
//! `common.winmd`, and the whole Win32 metadata of [`windows_default`]; the last two are opened
//! when they are first needed.

mod cut;
mod file;
mod import;
#[cfg(test)]
mod oracle;
mod row;
mod signature;
mod source;
#[cfg(test)]
mod tests;
mod type_index;
mod view;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::diagnostics::Problem;
use crate::model::{Guid, ItemId, Model};
use file::{File, Malformed};
use row::{Field, TypeDef};
use source::{Source, SourceId};
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
    /// What was looked at before, for who looks again.
    view: Mutex<Option<MetadataView>>,
}

/// Where the importer learns which names exist already, and tells which it made.
///
/// A `HashMap` is one; the resolver's scopes are another.
pub trait Names {
    /// The item that this name of metadata's `namespace` stands for already, be it of an IDL, of
    /// the prelude, or of an earlier import. It wins over metadata's own. The namespace is empty
    /// where whoever asks doesn't know it.
    fn known(&self, namespace: &str, name: &str) -> Option<ItemId>;

    /// From now on the name stands for this item.
    fn insert(&mut self, namespace: &str, name: &str, id: ItemId);
}

/// An IDL's names, which stand for metadata's of any namespace.
impl<S: std::hash::BuildHasher> Names for HashMap<String, ItemId, S> {
    fn known(&self, _: &str, name: &str) -> Option<ItemId> {
        self.get(name).copied()
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
    /// The type itself, or the one that the value belongs to.
    fn type_def(self) -> Option<TypeDef<'a>> {
        match self {
            Self::Type(source, row) => Some(TypeDef::new(&source.file, row)),
            Self::Value(source, row) => Field::new(&source.file, row).parent(),
        }
    }

    fn namespace(self) -> &'a str {
        self.type_def().map_or("", TypeDef::namespace)
    }
}

impl Metadata {
    /// The metadata of the user's own files, by path and content, and behind it the built-in.
    ///
    /// # Errors
    /// [`Problem::NotMetadata`] for a file that is no winmd or whose tables contradict each other.
    pub fn new(user: Vec<(PathBuf, Vec<u8>)>) -> Result<Self, Problem> {
        let open = |(number, (path, bytes)): (usize, (PathBuf, Vec<u8>))| {
            Source::checked(SourceId::User(number), bytes).map_err(|Malformed(reason)| {
                Problem::NotMetadata {
                    path: path.clone(),
                    reason,
                }
            })
        };
        Ok(Self {
            user: user
                .into_iter()
                .enumerate()
                .map(open)
                .collect::<Result<_, _>>()?,
            common: OnceLock::new(),
            win32: OnceLock::new(),
            winrt: OnceLock::new(),
            view: Mutex::default(),
        })
    }

    /// The whole Win32 metadata without the small file cut from it: what that is cut from.
    pub fn whole() -> Self {
        Self {
            user: Vec::new(),
            common: OnceLock::from(Source::new(SourceId::Common, File::empty())),
            win32: OnceLock::new(),
            winrt: OnceLock::new(),
            view: Mutex::default(),
        }
    }

    /// Adds to `model` what the metadata knows under `name` (a type, a constant or an
    /// enumerator; in any namespace, `Windows.Win32` before others), and all that it refers to
    /// and `names` doesn't know. Gives the item of `name`, or none where nobody knows it.
    ///
    /// Interfaces come with all of their methods, at their slots in the vtable. Pointers are C's:
    /// metadata's `IFoo` is `IFoo *` here. Metadata's `PWSTR` and its kin are called by IDL's
    /// names (`LPWSTR`), so that an item of the prelude is found. Where a type differs between
    /// architectures, x64's is taken: the few layouts that differ in more than the size of a
    /// pointer (packing to one byte on x86) are x64's then.
    pub fn import(&self, name: &str, model: &mut Model, names: &mut dyn Names) -> Option<ItemId> {
        import::import(self, name, model, names)
    }

    /// The name of the interface (or class) that has this IID, without importing it.
    pub fn name_of_iid(&self, iid: Guid) -> Option<&str> {
        self.sources()
            .find_map(|source| source.by_iid(iid))
            .map(TypeDef::name)
    }

    /// Whether a type of this full name is known, be it of the Windows Runtime, without importing
    /// it.
    pub fn knows_type_in(&self, namespace: &str, name: &str) -> bool {
        self.find_qualified(namespace, name).is_some()
    }

    /// A winmd file with these types and constants (with `*` at the end: all whose names begin
    /// so) and all that they refer to, as they are.
    ///
    /// # Errors
    /// The first name that isn't known.
    pub fn cut(&self, assembly: &str, roots: &[&str]) -> Result<Vec<u8>, String> {
        cut::cut(self, assembly, roots)
    }

    /// Whether the whole Win32 metadata was needed so far.
    pub fn opened_win32(&self) -> bool {
        self.win32.get().is_some()
    }

    /// Indexes what is looked for in indexes, which is otherwise done when that is first needed.
    pub(crate) fn index(&self) {
        for source in self.sources() {
            source.index();
        }
    }

    /// Looks already at what will be missing, for who takes the [`view`](Self::view).
    pub(crate) fn look_ahead(&self, missing: &[NotLoaded]) {
        let mut view = self.view();
        for it in missing {
            view.load(self, it);
        }
        self.keep(view);
    }

    /// The metadata as a model. What was looked at by who had it before and
    /// [kept](Self::keep) it is there already.
    pub(crate) fn view(&self) -> MetadataView {
        self.looked_at().take().unwrap_or_default()
    }

    /// Keeps a view for who looks next.
    pub(crate) fn keep(&self, view: MetadataView) {
        *self.looked_at() = Some(view);
    }

    fn looked_at(&self) -> MutexGuard<'_, Option<MetadataView>> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All files, each opened when the iteration comes to it.
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
        }
    }

    fn find(&self, name: &str) -> Option<Definition<'_>> {
        self.sources().find_map(|source| {
            let ty = source
                .type_row(name)
                .map(|row| Definition::Type(source, row));
            ty.or_else(|| source.value(name).map(|row| Definition::Value(source, row)))
        })
    }

    /// A type by its full name, be it of the Windows Runtime.
    fn find_qualified(&self, namespace: &str, name: &str) -> Option<(&Source, u32)> {
        self.sources()
            .chain(std::iter::once_with(|| self.winrt()))
            .find_map(|it| Some((it, it.type_row_in(namespace, name)?)))
    }

    fn find_type(&self, name: &str) -> Option<(&Source, u32)> {
        self.sources().find_map(|it| Some((it, it.type_row(name)?)))
    }
}
