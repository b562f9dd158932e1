//! Flattens records: the fields that are no records themselves, with their places in the outermost.

use std::ops::Range;

use smol_str::SmolStr;

use super::abi::is_wide_integer;
use crate::layout::{Layout, Layouts, Target};
use crate::model::{Field, ItemId, ItemKind, Model, Type};
use crate::source::Span;

/// The most fields of a record that are compared, fields of inner records included. The largest record
/// of the metadata has far fewer. Two fields in each of thirty nested records would be a thousand
/// million.
const MAX_FIELDS: usize = 10_000;

/// A field that isn't a record, with its place in the outermost record.
pub(super) struct Leaf {
    pub(super) name: SmolStr,
    pub(super) offset: u64,
    pub(super) size: u64,
    /// First bit and width, of a bit field.
    pub(super) bits: Option<(u64, u64)>,
    pub(super) ty: Type,
    /// The place of its declaration. A field that only metadata declares has that of the field around
    /// it.
    pub(super) span: Span,
    /// Whether it is in a member that C++ reads as the declaration of a type. Metadata lacks such a
    /// member (see [`declares_a_type_alone`]).
    pub(super) unseen: bool,
}

impl Leaf {
    /// Returns the field's bits, counted from the record's first.
    pub(super) fn range(&self) -> Range<u64> {
        let (first, width) = self.bits.unwrap_or((0, self.size.saturating_mul(8)));
        let start = self.offset.saturating_mul(8).saturating_add(first);
        start..start.saturating_add(width)
    }

    /// Whether both have the same bits. A bit field may have those of a whole field.
    pub(super) fn lies_as(&self, other: &Self) -> bool {
        self.range() == other.range()
    }

    /// Whether both share a bit.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (one, other) = (self.range(), other.range());
        one.start < other.end && other.start < one.end
    }

    /// Whether all bits of the other are bits of this one.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let (one, other) = (self.range(), other.range());
        one.start <= other.start && other.end <= one.end
    }
}

/// Returns the size and alignment of a record, and its fields, those of inner records included.
/// Returns none if it has no layout, which other stages report.
pub(super) fn leaves(model: &Model, id: ItemId, target: &Target) -> Option<(Layout, Vec<Leaf>)> {
    let mut layouts = Layouts::new(model, target);
    let mut leaves = Vec::new();
    let outer = Outer {
        start: 0,
        span: model.item(id).span,
        unseen: false,
    };
    collect(model, &mut layouts, id, outer, &mut 0, &mut leaves)?;
    Some((layouts.record(id).ok()?.layout, leaves))
}

/// The place of the record whose fields are collected.
#[derive(Clone, Copy)]
struct Outer {
    start: u64,
    span: Span,
    unseen: bool,
}

fn collect(
    model: &Model,
    layouts: &mut Layouts<'_>,
    id: ItemId,
    outer: Outer,
    seen: &mut usize,
    leaves: &mut Vec<Leaf>,
) -> Option<()> {
    let ItemKind::Record(record) = &model.item(id).kind else {
        return None;
    };
    let layout = layouts.record(id).ok()?.clone();
    for (field, place) in record.fields.iter().zip(&layout.fields) {
        *seen += 1;
        if *seen > MAX_FIELDS {
            break;
        }
        let offset = outer.start + place.offset;
        let span = if field.span.is_some() {
            field.span
        } else {
            outer.span
        };
        if let Type::Named(inner) = model.strip(&field.ty)
            && is_record(model, *inner)
            && !(field.name.is_some() && is_wide_integer(model, *inner))
        {
            let inside = Outer {
                start: offset,
                span,
                unseen: outer.unseen || declares_a_type_alone(model, field, *inner),
            };
            collect(model, layouts, *inner, inside, seen, leaves)?;
        } else if let Some(name) = &field.name {
            leaves.push(Leaf {
                name: name.clone(),
                offset,
                size: place.size,
                bits: place.bits.map(|bits| (bits.first, bits.width)),
                ty: field.ty.clone(),
                span,
                unseen: outer.unseen,
            });
        }
    }
    Some(())
}

/// Whether a member has no name while its type has one: `struct TAG { … };`. MIDL makes a field of it,
/// as in `userSTGMEDIUM`. C++ makes only a type of it, and metadata comes from C++ headers.
fn declares_a_type_alone(model: &Model, field: &Field, ty: ItemId) -> bool {
    field.name.is_none() && model.item(ty).parent().is_none()
}

fn is_record(model: &Model, id: ItemId) -> bool {
    matches!(model.item(id).kind, ItemKind::Record(_))
}
