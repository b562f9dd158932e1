//! Types that other crates have. The bindings name them by their paths and don't make them again.
//!
//! [`WindowsVersion`] is a version of the `windows` crate, whose types are listed in this program.
//! [`Reference`] is any other crate of bindings. [`Externals`] says of each item of a model whether one
//! of these crates has it.

pub mod list;
mod reference;
mod windows;

pub use reference::Reference;
pub use windows::WindowsVersion;

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use crate::diagnostics::Problem;
use crate::metadata::{NamedType, named_types, runtime_namespace};
use crate::model::{Item, ItemId, ItemKind, Model, Origin};
use crate::session::Loader;
use list::Entry;

/// The type of another crate that an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// The path in Rust: `windows::Win32::System::Com::IStream`.
    pub path: String,
    /// The namespace in the metadata that the crate is made of, if that is known.
    pub namespace: Option<String>,
    /// Whether Rust releases what a value has in it, when the value is dropped.
    pub is_dropped: bool,
    /// The features of the crate that the type depends on.
    pub features: BTreeSet<String>,
    /// The features that an implementation of the interface depends on, besides.
    pub vtable_features: BTreeSet<String>,
}

/// The crates that have types of others.
#[derive(Debug, Default)]
pub struct Crates {
    windows: Option<WindowsTypes>,
    references: Vec<ReferencedTypes>,
}

#[derive(Debug)]
struct WindowsTypes {
    version: WindowsVersion,
    entries: HashMap<String, Vec<Entry>>,
}

#[derive(Debug)]
struct ReferencedTypes {
    reference: Reference,
    /// The types by name; none if all that imported files define is in the crate.
    types: Option<TypesByName>,
}

impl Crates {
    /// Reads which types the crates have.
    ///
    /// # Errors
    ///
    /// A problem for a winmd that can't be read, or is none.
    pub fn open(
        windows: Option<WindowsVersion>,
        references: &[Reference],
        loader: &Loader,
    ) -> Result<Self, Problem> {
        let open = |reference: &Reference| {
            let types = match &reference.winmd {
                Some(path) => Some(types_of(path.clone(), loader)?),
                None => None,
            };
            Ok(ReferencedTypes {
                reference: reference.clone(),
                types,
            })
        };
        Ok(Self {
            windows: windows.map(|version| WindowsTypes {
                version,
                entries: version.entries(),
            }),
            references: references.iter().map(open).collect::<Result<_, _>>()?,
        })
    }

    /// Returns the type that the item of a model is, if one of the crates has it. The crates that the
    /// user names come before the `windows` crate.
    fn find(&self, item: &Item) -> Option<External> {
        let of_references = self.references.iter().find_map(|it| it.find(item));
        of_references.or_else(|| self.windows.as_ref()?.find(item))
    }
}

/// The types of a winmd, by name. Namespaces may share a name.
type TypesByName = HashMap<String, Vec<NamedType>>;

fn types_of(path: PathBuf, loader: &Loader) -> Result<TypesByName, Problem> {
    let bytes = loader.bytes(&path)?;
    let mut types = TypesByName::new();
    for ty in named_types(path, bytes)? {
        types.entry(ty.name.clone()).or_default().push(ty);
    }
    Ok(types)
}

impl WindowsTypes {
    fn find(&self, item: &Item) -> Option<External> {
        // The list has the types of classic Windows alone.
        if runtime_namespace(item).is_some() {
            return None;
        }
        let iid = match &item.kind {
            ItemKind::Interface(interface) => interface.iid,
            _ => None,
        };
        let of_name = self.entries.get(item.name.as_str())?;
        let entry = of_name.iter().find(|entry| entry.has_iid(iid))?;
        Some(self.version.external(&item.name, entry))
    }
}

impl ReferencedTypes {
    /// Returns the path of `BSTR`, if the metadata of the crate refers to that.
    fn bstr(&self) -> Option<String> {
        let types = self.types.as_ref()?;
        types
            .contains_key("BSTR")
            .then(|| self.reference.path_of("BSTR"))
    }

    fn find(&self, item: &Item) -> Option<External> {
        let namespace = match &self.types {
            None => {
                if item.origin != Origin::Imported {
                    return None;
                }
                None
            }
            Some(types) => {
                let of_name = types.get(item.name.as_str())?;
                let namespace = runtime_namespace(item);
                // The crate calls one of them by its namespace, and nothing tells which.
                let mut defined = of_name.iter().filter(|ty| ty.is_defined);
                let first = defined.next();
                let has_namesake =
                    first.is_some_and(|first| defined.any(|ty| ty.namespace != first.namespace));
                if namespace.is_some() && has_namesake {
                    return None;
                }
                let ty = of_name.iter().find(|ty| match namespace {
                    Some(namespace) => ty.namespace == namespace,
                    None => !ty.is_winrt,
                })?;
                if let ItemKind::Interface(interface) = &item.kind
                    && ty.is_defined
                    && ty.iid != interface.iid
                {
                    return None;
                }
                Some(ty.namespace.clone())
            }
        };
        Some(External {
            path: self.reference.path_of(&item.name),
            namespace,
            is_dropped: false,
            features: BTreeSet::new(),
            vtable_features: BTreeSet::new(),
        })
    }
}

/// The items of a model that other crates have.
#[derive(Clone, Debug, Default)]
pub struct Externals {
    by_item: HashMap<ItemId, External>,
    windows: Option<WindowsVersion>,
    /// The path of a `BSTR` that works on all systems.
    bstr: Option<String>,
}

impl Externals {
    /// Finds the items of `model` that `crates` have. What the input files define is made here, whoever
    /// else has it.
    pub fn new(model: &Model, crates: &Crates) -> Self {
        let is_type = |item: &Item| {
            matches!(
                item.kind,
                ItemKind::Interface(_)
                    | ItemKind::Record(_)
                    | ItemKind::Enum(_)
                    | ItemKind::Typedef(_)
            )
        };
        let others = model
            .items()
            .filter(|(_, item)| item.origin != Origin::Named && item.parent().is_none());
        let types = others.filter(|(_, item)| is_type(item));
        Self {
            by_item: types
                .filter_map(|(id, item)| Some((id, crates.find(item)?)))
                .collect(),
            windows: crates.windows.as_ref().map(|windows| windows.version),
            bstr: crates.references.iter().find_map(ReferencedTypes::bstr),
        }
    }

    /// Returns the path of `BSTR` in a crate of bindings that has one for all systems.
    pub fn bstr(&self) -> Option<&str> {
        self.bstr.as_deref()
    }

    /// Returns the type of another crate that the item is.
    pub fn get(&self, id: ItemId) -> Option<&External> {
        self.by_item.get(&id)
    }

    /// Returns all items that other crates have.
    pub fn iter(&self) -> impl Iterator<Item = (ItemId, &External)> {
        self.by_item.iter().map(|(id, external)| (*id, external))
    }

    /// Returns those whose metadata is known. An output of metadata can refer to these alone.
    pub fn in_metadata(&self) -> Self {
        let is_known = |external: &External| external.namespace.is_some();
        let known = self.iter().filter(|(_, external)| is_known(external));
        Self {
            by_item: known.map(|(id, it)| (id, it.clone())).collect(),
            windows: self.windows,
            bstr: self.bstr.clone(),
        }
    }

    /// Returns the version of the `windows` crate that the bindings are for, if they are.
    pub fn windows(&self) -> Option<WindowsVersion> {
        self.windows
    }
}
