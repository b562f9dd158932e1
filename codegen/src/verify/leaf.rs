//! A record as the fields that lie in it in the end, whatever records they stand in.

use smol_str::SmolStr;

use super::abi::is_wide_integer;
use crate::layout::{Layouts, Target};
use crate::model::{Field, ItemId, ItemKind, Model, Type};
use crate::source::Span;

/// How many fields are looked at, records in records included: far more than metadata's largest has,
/// so that what has more differs by then. Two fields in each of thirty records would be a thousand
/// million.
const MOST: usize = 10_000;

/// A field that isn't a record itself, with its place in the outermost.
pub(super) struct Leaf {
    pub(super) name: SmolStr,
    pub(super) offset: u64,
    pub(super) size: u64,
    /// First bit and width, of a bit field.
    pub(super) bits: Option<(u64, u64)>,
    pub(super) ty: Type,
    /// Where it is declared; of what only metadata declares, the field that it is in.
    pub(super) span: Span,
    /// It stands in a member that a C++ compiler takes for the declaration of a type alone, and
    /// that metadata therefore lacks (see [`declares_a_type_alone`]).
    pub(super) unseen: bool,
}

impl Leaf {
    /// Both have the same bytes, or the same bits of them.
    pub(super) fn lies_as(&self, other: &Self) -> bool {
        (self.offset, self.size, self.bits) == (other.offset, other.size, other.bits)
    }

    /// Some byte is both's.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.offset < other.offset + other.size && other.offset < self.offset + self.size
    }
}

/// The size of a record and its fields, those of anonymous members among them; none where it has
/// no layout, which other stages report.
pub(super) fn leaves(model: &Model, id: ItemId, target: &Target) -> Option<(u64, Vec<Leaf>)> {
    let mut layouts = Layouts::new(model, target);
    let mut leaves = Vec::new();
    let outer = Outer {
        start: 0,
        span: model.item(id).span,
        unseen: false,
    };
    collect(model, &mut layouts, id, outer, &mut 0, &mut leaves)?;
    let size = layouts.record(id).ok()?.layout.size;
    Some((size, leaves))
}

/// What the fields of a record have of where that record is.
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
        if *seen > MOST {
            break;
        }
        let offset = outer.start + place.offset;
        let span = match field.span.is_some() {
            true => field.span,
            false => outer.span,
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

/// A member without a name of its own whose type has a name: `struct TAG { … };`. MIDL makes a field
/// of it (`userSTGMEDIUM` has one); C++, by which metadata is made of the header, only a type.
fn declares_a_type_alone(model: &Model, field: &Field, ty: ItemId) -> bool {
    field.name.is_none() && model.item(ty).parent.is_none()
}

fn is_record(model: &Model, id: ItemId) -> bool {
    matches!(model.item(id).kind, ItemKind::Record(_))
}
