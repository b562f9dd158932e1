//! What a name means: the item of the model, or the part of one, that has its definition.

use std::collections::HashMap;

use comidl_codegen::internal::analysis::Meaning;
use comidl_codegen::internal::metadata::Metadata;
use comidl_codegen::internal::model::{
    Field, Interface, Item, ItemId, ItemKind, Method, Model, Origin, Param, Record,
};
use comidl_codegen::internal::source::Span;

use super::snapshot::{Snapshot, word_at};

/// The item that a name means, or a part of one.
#[derive(Clone, Copy)]
pub(super) enum Found<'m> {
    Item(ItemId, &'m Item),
    Method(&'m Item, &'m Interface, &'m Method),
    Parameter(&'m str, &'m Param),
    /// A field, with its number in the record.
    Field(ItemId, &'m Item, &'m Record, usize),
    /// An enumerator, and its value.
    Enumerator(&'m Item, &'m str, i64),
}

/// A name at a place, and what it means.
pub(super) struct Named<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) name: String,
    /// The bytes of the name in the document.
    pub(super) span: std::ops::Range<usize>,
    pub(super) meaning: Meaning,
}

/// Returns the name at a byte of the document of `current`, and what it means. Where the syntax around it
/// is broken, what it means is known by the name alone: from the current analysis, or from the last one
/// of a whole text.
pub(super) fn at<'s>(
    current: &'s Snapshot,
    whole: Option<&'s Snapshot>,
    offset: usize,
) -> Option<Named<'s>> {
    let word = word_at(current.text(), offset)?;
    let text = &current.text()[word.clone()];
    let written = current.use_at(offset);
    let name = written.map_or(text, |it| current.name(it.name.text));
    let metadata = current.analysis.compilation.metadata();
    let is_in_metadata = || metadata.is_some_and(|it| it.origin_of(name).is_some());
    let of_metadata = || is_in_metadata().then_some(Meaning::Metadata);
    let known = match written.map(|it| it.meaning) {
        Some(meaning @ (Meaning::Defined(_) | Meaning::Macro(_))) => Some(meaning),
        Some(Meaning::Metadata) => of_metadata(),
        None => current.meaning_of(name).or_else(of_metadata),
    };
    let (snapshot, meaning) = match (known, whole) {
        (Some(meaning), _) => (current, meaning),
        (None, Some(whole)) => (whole, whole.meaning_of(name)?),
        (None, None) => return None,
    };
    Some(Named {
        snapshot,
        name: name.to_owned(),
        span: word,
        meaning,
    })
}

/// Returns the part of the model whose name is defined at `span`.
pub(super) fn defined(model: &Model, span: Span) -> Option<Found<'_>> {
    let mut items = model.items();
    items.find_map(|(id, item)| {
        // The values of a nameless enumeration stand where it does.
        let own = (item.span == span).then_some(Found::Item(id, item));
        own.or_else(|| part(id, item, span))
    })
}

/// Returns the part of an item whose name is defined at `span`.
fn part(id: ItemId, item: &Item, span: Span) -> Option<Found<'_>> {
    match &item.kind {
        ItemKind::Interface(interface) => interface.methods.iter().find_map(|method| {
            if method.span == span {
                return Some(Found::Method(item, interface, method));
            }
            let mut params = method.params.iter();
            let param = params.find(|param| param.span == span)?;
            Some(Found::Parameter(&method.name, param))
        }),
        ItemKind::Record(record) => {
            let mut fields = record.fields.iter();
            let index = fields.position(|field| field.span == span)?;
            Some(Found::Field(id, item, record, index))
        }
        ItemKind::Enum(enumeration) => {
            let mut values = enumeration.values.iter();
            let value = values.find(|value| value.span == span)?;
            Some(Found::Enumerator(item, &value.name, value.value))
        }
        ItemKind::Function(function) => {
            let mut params = function.signature.params.iter();
            let param = params.find(|param| param.span == span)?;
            Some(Found::Parameter(&item.name, param))
        }
        _ => None,
    }
}

/// What metadata has under one name, and all that this refers to.
pub(super) struct FromMetadata {
    pub(super) model: Model,
    pub(super) id: ItemId,
}

impl FromMetadata {
    /// Returns what metadata has under this name.
    pub(super) fn new(metadata: &Metadata, name: &str) -> Option<Self> {
        let mut model = Model::default();
        let mut names: HashMap<String, ItemId> = HashMap::new();
        let id = metadata.import(name, &mut model, &mut names)?;
        Some(Self { model, id })
    }

    pub(super) fn item(&self) -> &Item {
        self.model.item(self.id)
    }

    /// Returns what has the name: the item itself, or a value of it.
    pub(super) fn found(&self, name: &str) -> Found<'_> {
        let item = self.item();
        if let ItemKind::Enum(enumeration) = &item.kind
            && let Some(value) = enumeration.values.iter().find(|it| it.name == name)
        {
            return Found::Enumerator(item, &value.name, value.value);
        }
        Found::Item(self.id, item)
    }
}

/// Returns the item of the model that metadata has under this name.
pub(super) fn in_model<'m>(model: &'m Model, name: &str) -> Option<Found<'m>> {
    let is_metadata = |item: &Item| matches!(item.origin, Origin::Metadata { .. });
    let mut items = model.items();
    let found = items.find(|(_, item)| item.name == name && is_metadata(item));
    found.map(|(id, item)| Found::Item(id, item))
}

/// Returns the name of a field, for messages.
pub(super) fn field_name(field: &Field) -> &str {
    field.name.as_deref().unwrap_or("(without a name)")
}
