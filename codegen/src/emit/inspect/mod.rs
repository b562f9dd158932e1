//! Shows the definitions of the input files: as [JSON](json) for programs, as [tables](table) for
//! people, and as a [graph](dot) for Graphviz. The first two tell where each definition comes from, and
//! which foreign ones it uses.
//!
//! These outputs read the resolved model and the layout, and not the ABI. A definition that can't
//! be lowered can still be looked at.

pub(crate) mod dot;
pub(crate) mod json;
mod name;
pub(crate) mod origin;
pub(super) mod reference;
pub(crate) mod table;

use crate::layout::{LayoutError, Layouts};
use crate::model::{Interface, ItemId, ItemKind, Method, Model, Record, Type};
use crate::source::Span;

/// A field with a name, and its place.
struct NamedField<'a> {
    name: &'a str,
    ty: &'a Type,
    bits: Option<u32>,
    span: Span,
    offset: u64,
}

/// Returns the fields of the record `id` that have names, in order. The members of an anonymous
/// struct or union count as members of the record around it, as in C (C11, 6.7.2.1).
fn named_fields<'a>(
    model: &'a Model,
    layouts: &mut Layouts<'_>,
    id: ItemId,
) -> Result<Vec<NamedField<'a>>, LayoutError> {
    let mut fields = Vec::new();
    collect_fields(model, layouts, id, 0, &mut fields)?;
    Ok(fields)
}

fn collect_fields<'a>(
    model: &'a Model,
    layouts: &mut Layouts<'_>,
    id: ItemId,
    base: u64,
    fields: &mut Vec<NamedField<'a>>,
) -> Result<(), LayoutError> {
    let Some(record) = record(model, id) else {
        return Ok(());
    };
    let places: Vec<u64> = layouts
        .record(id)?
        .fields
        .iter()
        .map(|field| base + field.offset)
        .collect();
    for (field, offset) in record.fields.iter().zip(places) {
        match (&field.name, model.strip(&field.ty)) {
            (Some(name), _) => fields.push(NamedField {
                name,
                ty: &field.ty,
                bits: field.bits,
                span: field.span,
                offset,
            }),
            (None, Type::Named(inner)) => collect_fields(model, layouts, *inner, offset, fields)?,
            (None, _) => {}
        }
    }
    Ok(())
}

/// Returns the interfaces that the input files define, in order.
pub(super) fn interfaces(model: &Model) -> impl Iterator<Item = (ItemId, &str, &Interface)> {
    model.named().filter_map(|(id, item)| match &item.kind {
        ItemKind::Interface(interface) => Some((id, item.name.as_str(), &**interface)),
        _ => None,
    })
}

/// Returns the structs and unions of the input files that have names of their own, in order.
fn records(model: &Model) -> impl Iterator<Item = (ItemId, &str, &Record)> {
    model
        .named()
        .filter_map(|(id, item)| match (&item.kind, item.parent()) {
            (ItemKind::Record(record), None) => Some((id, item.name.as_str(), record)),
            _ => None,
        })
}

/// Returns the methods that an interface itself adds. A `call_as` method is left out: it is the form
/// that another method has on the wire, and nobody calls it.
pub(super) fn own_methods(interface: &Interface) -> impl Iterator<Item = &Method> {
    interface
        .methods
        .iter()
        .filter(|method| method.slot.is_some() || !interface.kind.has_vtable())
}

fn record(model: &Model, id: ItemId) -> Option<&Record> {
    match &model.item(id).kind {
        ItemKind::Record(record) => Some(record),
        _ => None,
    }
}

fn base_name(model: &Model, interface: &Interface) -> Option<String> {
    interface.base.map(|base| model.item(base).name.to_string())
}
