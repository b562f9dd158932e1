//! Structs and unions.

use smol_str::SmolStr;

use super::{Attribute, Count, Type};
use crate::source::Span;

/// A struct or a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Whether it is a union, whose fields share their place. An encapsulated union is a struct of
    /// the switch and a nested union.
    pub is_union: bool,
    /// Its fields in order.
    pub fields: Vec<Field>,
    /// The value of `#pragma pack` that is in force.
    pub pack: Packing,
    /// `__declspec(align(N))`, in bytes.
    pub align: Option<u32>,
}

/// How wide a pointer is: all in which one target of Windows lays data out differently from
/// another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerWidth {
    /// 64 bits: x86-64 and ARM64.
    Bits64,
    /// 32 bits: x86.
    Bits32,
}

impl PointerWidth {
    /// Both widths, the wide one first.
    pub const ALL: [Self; 2] = [Self::Bits64, Self::Bits32];

    /// Returns the size of a pointer in bytes.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Bits64 => 8,
            Self::Bits32 => 4,
        }
    }
}

/// The largest alignment of a struct's fields that `#pragma pack` allows, in bytes. Without one,
/// the alignment is natural. OLE DB packs only where pointers have 32 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// The value where pointers have 64 bits.
    pub wide: Option<u32>,
    /// The value where pointers have 32 bits.
    pub narrow: Option<u32>,
}

impl Packing {
    /// Returns the value where pointers have this width.
    pub fn at(self, width: PointerWidth) -> Option<u32> {
        match width {
            PointerWidth::Bits64 => self.wide,
            PointerWidth::Bits32 => self.narrow,
        }
    }
}

impl From<Option<u32>> for Packing {
    /// Returns the same value for both widths.
    fn from(pack: Option<u32>) -> Self {
        Self {
            wide: pack,
            narrow: pack,
        }
    }
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name. An anonymous struct or union has none.
    pub name: Option<SmolStr>,
    /// Its type.
    pub ty: Type,
    /// The width of a bit field.
    pub bits: Option<u32>,
    /// `size_is`, as of a parameter.
    pub size_is: Vec<Option<Count>>,
    /// `__declspec(align(N))`, in bytes.
    pub align: Option<u32>,
    /// All attributes, in order: `case(1)`, `unique`.
    pub attributes: Vec<Attribute>,
    /// The place of its name.
    pub span: Span,
}
