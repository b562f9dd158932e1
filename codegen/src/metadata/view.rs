//! The metadata as a model that is loaded bit by bit, for `verify`.
//!
//! Importing a whole interface brings hundreds of items along, and a comparison looks at few of them.
//! Therefore an item is only declared until [`MetadataView::fill`] gives it its content.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::import::Importer;
use super::row::{Category, TypeDef};
use super::signature::Named;
use super::{Definition, Metadata, Names, Source, SourceId};
use crate::model::{Guid, ItemId, ItemKind, Model, OpaqueKind, Type};

/// The part of the metadata that is loaded.
#[derive(Default)]
pub(crate) struct MetadataView {
    model: Model,
    names: QualifiedNames<ItemId>,
    /// The results of all lookups by name. A name that metadata doesn't have is among them.
    asked: QualifiedNames<Option<ItemId>>,
    /// The results of all lookups by IID.
    iids: FxHashMap<Guid, Option<ItemId>>,
    /// The same for those of the Windows Runtime.
    winrt_iids: FxHashMap<Guid, Option<ItemId>>,
    /// The types that references of the files stand for.
    met: FxHashMap<(SourceId, Named), Type>,
    /// The items that are declared and not yet filled.
    pending: FxHashMap<ItemId, Place>,
}

/// Something that a caller needs and the view hasn't loaded.
#[derive(Clone, Debug)]
pub(crate) enum NotLoaded {
    /// The type of this name. A type of the Windows Runtime has a namespace.
    Name {
        namespace: Option<SmolStr>,
        name: SmolStr,
    },
    /// The interface with this IID.
    Iid(Guid),
    /// The interface or delegate of the Windows Runtime with this IID.
    WinRtIid(Guid),
    /// The content of an item.
    Content(ItemId),
}

/// A [`Definition`] without a reference to the metadata.
#[derive(Clone, Copy)]
enum Place {
    Type(SourceId, u32),
    Value(SourceId, u32),
}

impl From<Definition<'_>> for Place {
    fn from(definition: Definition<'_>) -> Self {
        match definition {
            Definition::Type(source, row) => Self::Type(source.id, row),
            Definition::Value(source, row) => Self::Value(source.id, row),
        }
    }
}

impl Place {
    fn definition(self, metadata: &Metadata) -> Definition<'_> {
        match self {
            Self::Type(source, row) => Definition::Type(metadata.source(source), row),
            Self::Value(source, row) => Definition::Value(metadata.source(source), row),
        }
    }
}

impl MetadataView {
    /// Returns the items that are loaded.
    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the type of this name, filled. A type of the Windows Runtime has a namespace.
    pub(crate) fn by_name(
        &self,
        namespace: Option<&str>,
        name: &str,
    ) -> Result<Option<ItemId>, NotLoaded> {
        let asked = self.asked.get(namespace.unwrap_or_default(), name);
        asked.copied().ok_or_else(|| NotLoaded::Name {
            namespace: namespace.map(Into::into),
            name: name.into(),
        })
    }

    /// Returns the interface of this IID, filled.
    pub(crate) fn by_iid(&self, iid: Guid) -> Result<Option<ItemId>, NotLoaded> {
        self.iids.get(&iid).copied().ok_or(NotLoaded::Iid(iid))
    }

    /// Returns the interface or delegate of the Windows Runtime with this IID, filled. A parameterized one
    /// has no IID that an object answers to.
    pub(crate) fn by_winrt_iid(&self, iid: Guid) -> Result<Option<ItemId>, NotLoaded> {
        let found = self.winrt_iids.get(&iid).copied();
        found.ok_or(NotLoaded::WinRtIid(iid))
    }

    /// Succeeds if the item has its content.
    pub(crate) fn content(&self, id: ItemId) -> Result<(), NotLoaded> {
        if self.is_pending(id) {
            Err(NotLoaded::Content(id))
        } else {
            Ok(())
        }
    }

    /// Succeeds if the item and everything that it holds by value have their contents.
    pub(crate) fn contents_by_value(&self, id: ItemId) -> Result<(), NotLoaded> {
        match self.pending_by_value(id) {
            Some(id) => Err(NotLoaded::Content(id)),
            None => Ok(()),
        }
    }

    /// Loads what is missing, or notes that the metadata doesn't have it.
    pub(crate) fn load(&mut self, metadata: &Metadata, missing: &NotLoaded) {
        match missing {
            NotLoaded::Name { namespace, name } => {
                let found = match namespace {
                    Some(namespace) => metadata.find_qualified(namespace, name),
                    None => metadata.find_type(name),
                };
                let id = found.map(|(source, row)| {
                    let definition = Definition::Type(source, row);
                    let id = self.declare(metadata, name, definition);
                    self.fill_by_value(metadata, id);
                    id
                });
                let namespace = namespace.as_deref().unwrap_or_default();
                self.asked.set(namespace, name, id);
            }
            NotLoaded::Iid(iid) => {
                let mut sources = metadata.sources();
                let found = sources.find_map(|source| Some((source, source.by_iid(*iid)?)));
                let found = found.filter(|(source, def)| {
                    def.category() == Category::Interface && counts(metadata, source, *def)
                });
                let id = found.map(|(source, def)| {
                    let definition = Definition::Type(source, def.0.row);
                    self.declare(metadata, def.name(), definition)
                });
                self.iids.insert(*iid, id);
            }
            NotLoaded::WinRtIid(iid) => {
                let source = metadata.winrt();
                let found = source.by_iid(*iid).filter(|def| {
                    let is_interface =
                        matches!(def.category(), Category::Interface | Category::Delegate);
                    is_interface && !def.full_name().contains('`') && counts(metadata, source, *def)
                });
                let id = found.map(|def| {
                    let definition = Definition::Type(source, def.0.row);
                    self.declare(metadata, def.name(), definition)
                });
                self.winrt_iids.insert(*iid, id);
            }
            NotLoaded::Content(id) => self.fill(metadata, *id),
        }
    }

    /// Fills what the loaded items refer to, but for interfaces: a comparison of parameters looks into
    /// their types.
    pub(super) fn fill_referred(&mut self, metadata: &Metadata) {
        let is_data = |id: &ItemId| {
            let kind = &self.model.item(*id).kind;
            !matches!(kind, ItemKind::Opaque(OpaqueKind::Interface))
        };
        let mut referred: Vec<ItemId> = self.pending.keys().copied().filter(is_data).collect();
        referred.sort_unstable();
        for id in referred {
            self.fill_by_value(metadata, id);
        }
    }

    /// Fills the item and everything that it holds by value.
    fn fill_by_value(&mut self, metadata: &Metadata, id: ItemId) {
        while let Some(inner) = self.pending_by_value(id) {
            self.fill(metadata, inner);
        }
    }

    fn declare(&mut self, metadata: &Metadata, name: &str, definition: Definition<'_>) -> ItemId {
        let id = match self.names.known(definition.namespace(), name) {
            Some(id) => id,
            None => self.with_importer(metadata, |importer| importer.declare(name, definition)),
        };
        self.fill(metadata, id);
        id
    }

    /// Whether the item is only declared.
    fn is_pending(&self, id: ItemId) -> bool {
        self.pending.contains_key(&id)
    }

    /// Returns an item that this one holds by value and that is only declared.
    fn pending_by_value(&self, id: ItemId) -> Option<ItemId> {
        let mut seen = FxHashSet::from_iter([id]);
        let mut queue = vec![id];
        while let Some(id) = queue.pop() {
            if self.is_pending(id) {
                return Some(id);
            }
            match &self.model.item(id).kind {
                ItemKind::Record(record) => {
                    let inner = record.fields.iter().filter_map(|field| by_value(&field.ty));
                    queue.extend(inner.filter(|id| seen.insert(*id)));
                }
                ItemKind::Typedef(typedef) => {
                    queue.extend(by_value(&typedef.ty).filter(|id| seen.insert(*id)));
                }
                _ => {}
            }
        }
        None
    }

    /// Gives the item its content. The items that the content refers to are only declared.
    fn fill(&mut self, metadata: &Metadata, id: ItemId) {
        if let Some(place) = self.pending.remove(&id) {
            let definition = place.definition(metadata);
            let kind = self.with_importer(metadata, |importer| importer.kind(id, definition));
            self.model.item_mut(id).kind = kind;
        }
    }

    fn with_importer<'m, T>(
        &mut self,
        metadata: &'m Metadata,
        work: impl FnOnce(&mut Importer<'m, '_>) -> T,
    ) -> T {
        let mut importer = Importer::new(metadata, &mut self.model, &mut self.names);
        importer.with_attributes = false;
        importer.with_instances = false;
        importer.met = std::mem::take(&mut self.met);
        let done = work(&mut importer);
        self.met = importer.met;
        let queue = importer.queue.into_iter();
        self.pending
            .extend(queue.map(|(id, definition)| (id, definition.into())));
        done
    }
}

/// Returns whether no earlier file has another type of this name, which would be the one that counts.
fn counts(metadata: &Metadata, source: &Source, def: TypeDef<'_>) -> bool {
    let by_name = metadata.find_qualified(def.namespace(), def.name());
    by_name.is_some_and(|(first, _)| first.id == source.id)
}

/// A map by namespace and name: WinRT's `ISpeechRecognizer` isn't SAPI's.
struct QualifiedNames<T>(FxHashMap<SmolStr, FxHashMap<SmolStr, T>>);

impl<T> Default for QualifiedNames<T> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<T> QualifiedNames<T> {
    fn get(&self, namespace: &str, name: &str) -> Option<&T> {
        self.0.get(namespace)?.get(name)
    }

    fn set(&mut self, namespace: &str, name: &str, it: T) {
        let of_namespace = match self.0.get_mut(namespace) {
            Some(names) => names,
            None => self.0.entry(namespace.into()).or_default(),
        };
        of_namespace.insert(name.into(), it);
    }
}

impl Names for QualifiedNames<ItemId> {
    fn known(&self, namespace: &str, name: &str) -> Option<ItemId> {
        self.get(namespace, name).copied()
    }

    fn insert(&mut self, namespace: &str, name: &str, id: ItemId) {
        self.set(namespace, name, id);
    }

    fn admits_instance(&mut self, _: &str, _: &str) -> bool {
        true
    }
}

/// Returns the item that a value of this type holds.
fn by_value(ty: &Type) -> Option<ItemId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Array(array) => by_value(&array.element),
        _ => None,
    }
}
