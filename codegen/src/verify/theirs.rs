//! The metadata as one comparison sees it.
//!
//! A comparison never waits for metadata and never fails for want of it. If it asks for
//! something that isn't loaded, the view notes this and answers that metadata doesn't have it. `verify`
//! then loads everything noted and compares the item again. Only a comparison without a note counts.

use std::cell::RefCell;

use crate::metadata::{MetadataView, NotLoaded};
use crate::model::{Guid, ItemId, Model};

/// A view of the metadata that notes what it lacks.
pub(super) struct Theirs<'a> {
    model: &'a Model,
    /// None if the model is whole.
    view: Option<&'a MetadataView>,
    not_loaded: RefCell<Vec<NotLoaded>>,
}

impl<'a> Theirs<'a> {
    pub(super) fn new(view: &'a MetadataView) -> Self {
        Self {
            model: view.model(),
            view: Some(view),
            not_loaded: RefCell::default(),
        }
    }

    /// Returns a view of a model that lacks nothing. No name and no IID is looked up in it.
    pub(super) fn whole(model: &'a Model) -> Self {
        Self {
            model,
            view: None,
            not_loaded: RefCell::default(),
        }
    }

    /// Returns whether the model is whole.
    pub(super) fn is_whole(&self) -> bool {
        self.view.is_none()
    }

    /// Returns what the comparison asked for and wasn't loaded.
    pub(super) fn into_not_loaded(self) -> Vec<NotLoaded> {
        self.not_loaded.into_inner()
    }

    /// Returns the items of the metadata.
    pub(super) fn model(&self) -> &'a Model {
        self.model
    }

    /// Returns the type of this name. One of WinRT has a namespace.
    pub(super) fn by_name(&self, namespace: Option<&str>, name: &str) -> Option<ItemId> {
        let found = self.view?.by_name(namespace, name);
        self.noted(found).flatten()
    }

    /// Returns the interface of this IID.
    pub(super) fn by_iid(&self, iid: Guid) -> Option<ItemId> {
        let found = self.view?.by_iid(iid);
        self.noted(found).flatten()
    }

    /// Returns the interface or delegate of the Windows Runtime with this IID.
    pub(super) fn by_winrt_iid(&self, iid: Guid) -> Option<ItemId> {
        let found = self.view?.by_winrt_iid(iid);
        self.noted(found).flatten()
    }

    /// Says that the comparison looks into the item.
    pub(super) fn needs(&self, id: ItemId) {
        self.view.map(|view| self.noted(view.content(id)));
    }

    /// Says that the comparison looks into the item and into all that it holds by value.
    pub(super) fn needs_by_value(&self, id: ItemId) {
        self.view.map(|view| self.noted(view.contents_by_value(id)));
    }

    fn noted<T>(&self, found: Result<T, NotLoaded>) -> Option<T> {
        match found {
            Ok(found) => Some(found),
            Err(missing) => {
                self.not_loaded.borrow_mut().push(missing);
                None
            }
        }
    }
}
