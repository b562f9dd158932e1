//! Places the fields of structs and unions by Microsoft's rules.
//!
//! Bit fields share a storage unit as long as their declared types have one size and the unit has
//! bits left. A bit field of another size, an ordinary field, or a bit field of width zero ends the
//! unit.

use super::{Layout, LayoutError, MAX_SIZE};
use crate::model::{Field, PointerWidth, Record, Type};

/// The layout of a record in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLayout {
    /// Its size and alignment.
    pub layout: Layout,
    /// The places of its fields, in order.
    pub fields: Vec<FieldLayout>,
}

/// The place of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLayout {
    /// The offset of the first byte; for a bit field, that of its storage unit.
    pub offset: u64,
    /// The size in bytes; for a bit field, that of its storage unit.
    pub size: u64,
    /// The bits of the storage unit that a bit field has.
    pub bits: Option<BitRange>,
}

/// Bits of a storage unit, counted from the least significant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BitRange {
    /// The number of the first bit.
    pub first: u64,
    /// The number of bits.
    pub width: u64,
}

/// Lays out `record` where pointers have this width. `layout_of` knows the types of its fields.
pub(super) fn lay_out(
    record: &Record,
    pointer_width: PointerWidth,
    layout_of: impl Fn(&Type) -> Result<Layout, LayoutError>,
) -> Result<RecordLayout, LayoutError> {
    let mut placer = Placer::new(record, pointer_width);
    let fields = record
        .fields
        .iter()
        .map(|field| placer.place(field, layout_of(&field.ty)?))
        .collect::<Result<_, _>>()?;
    Ok(RecordLayout {
        layout: placer.finish(record)?,
        fields,
    })
}

/// The state between two fields.
struct Placer {
    is_union: bool,
    pack: Option<u64>,
    /// The number of bytes that are taken.
    size: u64,
    align: u64,
    required: u64,
    unit: Option<Unit>,
}

/// The storage unit of the last bit field.
#[derive(Clone, Copy)]
struct Unit {
    offset: u64,
    size: u64,
    used: u64,
}

impl Placer {
    fn new(record: &Record, pointer_width: PointerWidth) -> Self {
        Self {
            is_union: record.is_union,
            pack: record.pack.at(pointer_width).map(u64::from),
            size: 0,
            align: 1,
            required: 1,
            unit: None,
        }
    }

    fn place(&mut self, field: &Field, natural: Layout) -> Result<FieldLayout, LayoutError> {
        let layout = self.adjust(field, natural);
        match field.bits {
            Some(0) => Ok(self.close_unit(layout)),
            Some(width) => self.place_bits(u64::from(width), layout),
            None => self.place_whole(layout),
        }
    }

    /// Returns the layout with the alignment that the field has in the record. `#pragma pack` lowers
    /// the alignment that a type has by itself. It doesn't lower the alignment that
    /// `__declspec(align)` demands of the type, or of a type within it.
    fn adjust(&mut self, field: &Field, natural: Layout) -> Layout {
        let required = natural.required.max(field.align.map_or(1, u64::from));
        let packed = natural.align.min(self.pack.unwrap_or(natural.align));
        self.required = self.required.max(required);
        Layout {
            size: natural.size,
            align: packed.max(required),
            required,
        }
    }

    fn place_whole(&mut self, layout: Layout) -> Result<FieldLayout, LayoutError> {
        self.unit = None;
        self.align = self.align.max(layout.align);
        let offset = self.take(layout)?;
        Ok(FieldLayout {
            offset,
            size: layout.size,
            bits: None,
        })
    }

    fn place_bits(&mut self, width: u64, layout: Layout) -> Result<FieldLayout, LayoutError> {
        let all = layout.size * 8;
        let width = width.min(all);
        let unit = match self.unit {
            Some(unit) if unit.size == layout.size && unit.used + width <= all => unit,
            _ => {
                // In a union, Microsoft's compiler ignores the alignment of a bit field.
                if !self.is_union {
                    self.align = self.align.max(layout.align);
                }
                Unit {
                    offset: self.take(layout)?,
                    size: layout.size,
                    used: 0,
                }
            }
        };
        self.unit = (!self.is_union).then_some(Unit {
            used: unit.used + width,
            ..unit
        });
        Ok(FieldLayout {
            offset: unit.offset,
            size: unit.size,
            bits: Some(BitRange {
                first: unit.used,
                width,
            }),
        })
    }

    /// Places a bit field of width zero. It ends the unit before it, and has no effect elsewhere.
    fn close_unit(&mut self, layout: Layout) -> FieldLayout {
        if self.unit.take().is_some() {
            self.size = self.size.next_multiple_of(layout.align);
            self.align = self.align.max(layout.align);
        }
        FieldLayout {
            offset: if self.is_union { 0 } else { self.size },
            size: 0,
            bits: Some(BitRange { first: 0, width: 0 }),
        }
    }

    /// Takes the next place for `layout`: after all others, or at the same place in a union.
    fn take(&mut self, layout: Layout) -> Result<u64, LayoutError> {
        let offset = if self.is_union {
            0
        } else {
            self.size.next_multiple_of(layout.align)
        };
        self.size = self.size.max(offset + layout.size);
        if self.size > MAX_SIZE {
            return Err(LayoutError::TooLarge);
        }
        Ok(offset)
    }

    fn finish(self, record: &Record) -> Result<Layout, LayoutError> {
        let required = self.required.max(record.align.map_or(1, u64::from));
        let align = self.align.max(required);
        let size = self.size.next_multiple_of(align);
        if size > MAX_SIZE {
            return Err(LayoutError::TooLarge);
        }
        Ok(Layout {
            size,
            align,
            required,
        })
    }
}
