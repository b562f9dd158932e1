//! The metadata as a model that grows as it is looked at: what `verify` compares with.
//!
//! Importing an interface whole brings hundreds of items along, of which a comparison looks at a
//! few. So what is declared here stays empty until [`Window::fill`].

use rustc_hash::{FxHashMap, FxHashSet};

use super::import::Importer;
use super::row::Category;
use super::{Definition, Metadata, Names};
use crate::model::{Guid, ItemId, ItemKind, Method, Model, Type};

/// See the module.
pub(crate) struct Window<'m> {
    metadata: &'m Metadata,
    model: Model,
    names: QualifiedNames,
    /// What is declared and not yet filled.
    pending: FxHashMap<ItemId, Definition<'m>>,
}

impl<'m> Window<'m> {
    pub(crate) fn new(metadata: &'m Metadata) -> Self {
        Self {
            metadata,
            model: Model::default(),
            names: QualifiedNames::default(),
            pending: FxHashMap::default(),
        }
    }

    /// What was looked at so far.
    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// The type of this name, filled; of the Windows Runtime if it has a namespace.
    pub(crate) fn by_name(&mut self, namespace: Option<&str>, name: &str) -> Option<ItemId> {
        let (source, row) = match namespace {
            Some(namespace) => self.metadata.find_qualified(namespace, name),
            None => self.metadata.find_type(name),
        }?;
        Some(self.declare(name, Definition::Type(source, row)))
    }

    /// The interface with this IID, filled.
    pub(crate) fn by_iid(&mut self, iid: Guid) -> Option<ItemId> {
        let (source, def) = self
            .metadata
            .sources()
            .find_map(|source| Some((source, source.by_iid(iid)?)))?;
        (def.category() == Category::Interface)
            .then(|| self.declare(def.name(), Definition::Type(source, def.0.row)))
    }

    fn declare(&mut self, name: &str, definition: Definition<'m>) -> ItemId {
        let id = match self.names.known(definition.namespace(), name) {
            Some(id) => id,
            None => self.with_importer(|importer| importer.declare(name, definition)),
        };
        self.fill(id);
        id
    }

    /// The methods of an interface, out of it: to be given back with [`Self::return_methods`].
    pub(crate) fn take_methods(&mut self, id: ItemId) -> Vec<Method> {
        match &mut self.model.item_mut(id).kind {
            ItemKind::Interface(interface) => std::mem::take(&mut interface.methods),
            _ => Vec::new(),
        }
    }

    /// Puts the methods back.
    pub(crate) fn return_methods(&mut self, id: ItemId, methods: Vec<Method>) {
        if let ItemKind::Interface(interface) = &mut self.model.item_mut(id).kind {
            interface.methods = methods;
        }
    }

    /// Whether the item is a mere name so far. An interface that is can be told by its kind.
    pub(crate) fn is_pending(&self, id: ItemId) -> bool {
        self.pending.contains_key(&id)
    }

    /// An item that lies in this one by value and is a mere name so far.
    pub(crate) fn pending_by_value(&self, id: ItemId) -> Option<ItemId> {
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

    /// Gives the item its content. What that refers to remains to be filled.
    pub(crate) fn fill(&mut self, id: ItemId) {
        if let Some(definition) = self.pending.remove(&id) {
            let kind = self.with_importer(|importer| importer.kind(id, definition));
            self.model.item_mut(id).kind = kind;
        }
    }

    fn with_importer<T>(&mut self, work: impl FnOnce(&mut Importer<'m, '_>) -> T) -> T {
        let mut importer = Importer::new(self.metadata, &mut self.model, &mut self.names);
        importer.with_attributes = false;
        let done = work(&mut importer);
        self.pending.extend(importer.queue);
        done
    }
}

/// Items by namespace and name: WinRT's `ISpeechRecognizer` isn't SAPI's.
#[derive(Default)]
struct QualifiedNames(FxHashMap<String, FxHashMap<String, ItemId>>);

impl Names for QualifiedNames {
    fn known(&self, namespace: &str, name: &str) -> Option<ItemId> {
        self.0.get(namespace)?.get(name).copied()
    }

    fn insert(&mut self, namespace: &str, name: &str, id: ItemId) {
        let of_namespace = match self.0.get_mut(namespace) {
            Some(names) => names,
            None => self.0.entry(namespace.to_owned()).or_default(),
        };
        of_namespace.insert(name.to_owned(), id);
    }
}

/// The item that lies in what has this type.
fn by_value(ty: &Type) -> Option<ItemId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Array { element, .. } => by_value(element),
        _ => None,
    }
}
