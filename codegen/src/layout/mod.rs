//! Lays out the types of a model in memory on a Windows target: size, alignment, and the place of
//! each field.
//!
//! The rules are those of Microsoft's C compiler (x64 and x86 "Types and Storage", `#pragma pack`,
//! `__declspec(align)`). A declaration that only IDL has follows the C header that MIDL makes of it:
//! a conformant array (`[]`) has one element there.

mod record;
mod target;

pub(crate) use record::{FieldLayout, RecordLayout};
pub use target::Target;

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Base, BaseSize, ItemId, ItemKind, Model, OpaqueKind, Record, Type};

/// The number of bytes that one object may have. Microsoft's compiler refuses more (C2089).
const MAX_SIZE: u64 = 0x7fff_ffff;

/// Size and alignment of a type, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// `sizeof`.
    pub size: u64,
    /// `_Alignof`.
    pub align: u64,
    /// The alignment that `__declspec(align)` demands; 1 without one. `#pragma pack` doesn't lower
    /// it.
    required: u64,
}

impl Layout {
    fn natural(size: u64) -> Self {
        Self {
            size,
            align: size,
            required: 1,
        }
    }

    fn times(self, count: u64) -> Result<Self, LayoutError> {
        match self.size.checked_mul(count) {
            Some(size) if size <= MAX_SIZE => Ok(Self { size, ..self }),
            _ => Err(LayoutError::TooLarge),
        }
    }
}

/// The reason that a type has no layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutError {
    /// The record contains itself by value.
    Recursive(ItemId),
    /// The record holds a type by value that is declared and never defined.
    Incomplete(ItemId),
    /// The record holds a type by value that has no size, as an interface, `void` or a function:
    /// the name of that type.
    Unsized(String),
    /// The type has more than 2 GiB.
    TooLarge,
}

impl LayoutError {
    /// Returns the reason in words that follow a record's name: "holds `A` by value, which contains
    /// itself".
    pub fn describe(&self, model: &Model) -> String {
        match self {
            Self::Recursive(id) => format!(
                "holds `{}` by value, which contains itself",
                model.item(*id).name
            ),
            Self::Incomplete(id) => format!(
                "holds a `{}` by value, which is declared only",
                model.item(*id).name
            ),
            Self::Unsized(name) => format!("holds a `{name}` by value, which has no size"),
            Self::TooLarge => "is larger than 2 GiB".into(),
        }
    }
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recursive(_) => "a record contains itself by value",
            Self::Incomplete(_) => "a type is declared only",
            Self::Unsized(_) => "a type has no size",
            Self::TooLarge => "a type is larger than 2 GiB",
        })
    }
}

impl std::error::Error for LayoutError {}

/// The layouts of one model for one target. Each is computed once.
#[derive(Debug)]
pub struct Layouts<'a> {
    model: &'a Model,
    target: &'a Target,
    records: FxHashMap<ItemId, Result<RecordLayout, LayoutError>>,
}

impl<'a> Layouts<'a> {
    /// Returns the layouts without computing one yet.
    pub fn new(model: &'a Model, target: &'a Target) -> Self {
        Self {
            model,
            target,
            records: FxHashMap::default(),
        }
    }

    /// Returns size and alignment of `ty`, by value.
    ///
    /// # Errors
    ///
    /// [`LayoutError`] if a record in it contains itself, is only declared, has no size, or is too
    /// large.
    pub fn of(&mut self, ty: &Type) -> Result<Layout, LayoutError> {
        if let Some(id) = self.record_in(ty) {
            self.compute(id);
        }
        self.computed(ty)
    }

    /// Returns the layout of the record `id`.
    ///
    /// # Errors
    ///
    /// As [`Self::of`], and [`LayoutError::Unsized`] for an item that isn't a record.
    pub fn record(&mut self, id: ItemId) -> Result<&RecordLayout, LayoutError> {
        if self.as_record(id).is_none() {
            return Err(LayoutError::Unsized(self.model.item(id).name.to_string()));
        }
        self.compute(id);
        self.records[&id].as_ref().map_err(Clone::clone)
    }

    /// Computes `id` and every record that it holds, the innermost first. The function has a stack
    /// of its own, since nothing bounds how deep an input nests its records.
    fn compute(&mut self, id: ItemId) {
        let mut stack = vec![id];
        let mut open = FxHashSet::default();
        while let Some(&id) = stack.last() {
            let Some(record) = self
                .as_record(id)
                .filter(|_| !self.records.contains_key(&id))
            else {
                stack.pop();
                continue;
            };
            if !open.insert(id) {
                let layout =
                    record::lay_out(record, self.target.pointer_width(), |ty| self.computed(ty));
                self.records.insert(id, layout);
                continue;
            }
            for inner in record
                .fields
                .iter()
                .filter_map(|field| self.record_in(&field.ty))
            {
                if open.contains(&inner) && !self.records.contains_key(&inner) {
                    self.records.insert(id, Err(LayoutError::Recursive(inner)));
                    break;
                }
                stack.push(inner);
            }
        }
    }

    /// Returns the record that `ty` is, or of which it is an array.
    fn record_in(&self, ty: &Type) -> Option<ItemId> {
        let mut ty = self.model.strip(ty);
        while let Type::Array(array) = ty {
            ty = self.model.strip(&array.element);
        }
        match ty {
            Type::Named(id) => self.as_record(*id).map(|_| *id),
            _ => None,
        }
    }

    fn as_record(&self, id: ItemId) -> Option<&'a Record> {
        match &self.model.item(id).kind {
            ItemKind::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Returns the layout of `ty`. The record in it, if there is one, has been computed.
    fn computed(&self, ty: &Type) -> Result<Layout, LayoutError> {
        let mut count: u64 = 1;
        let mut ty = self.model.strip(ty);
        while let Type::Array(array) = ty {
            count = count
                .checked_mul(array.length.unwrap_or(1))
                .ok_or(LayoutError::TooLarge)?;
            ty = self.model.strip(&array.element);
        }
        let one = match ty {
            Type::Base(base) => self.base(*base)?,
            Type::Pointer { .. } | Type::SafeArray(_) => self.pointer(),
            Type::Named(id) => self.named(*id)?,
            Type::Function(_) => return Err(LayoutError::Unsized("function".into())),
            Type::Parameterized(id, _) => {
                return Err(LayoutError::Unsized(self.model.item(*id).name.to_string()));
            }
            Type::Array(_) => unreachable!("the loop above went through all arrays"),
        };
        one.times(count)
    }

    fn named(&self, id: ItemId) -> Result<Layout, LayoutError> {
        let item = self.model.item(id);
        match &item.kind {
            ItemKind::Enum(_) | ItemKind::Opaque(OpaqueKind::Enum) => Ok(Layout::natural(4)),
            ItemKind::Record(_) => match &self.records[&id] {
                Ok(record) => Ok(record.layout),
                Err(error) => Err(error.clone()),
            },
            ItemKind::Opaque(OpaqueKind::Struct | OpaqueKind::Union) => {
                Err(LayoutError::Incomplete(id))
            }
            _ => Err(LayoutError::Unsized(item.name.to_string())),
        }
    }

    fn pointer(&self) -> Layout {
        Layout::natural(self.target.pointer_width().bytes())
    }

    fn base(&self, base: Base) -> Result<Layout, LayoutError> {
        match base.size() {
            Some(BaseSize::Bytes(size)) => Ok(Layout::natural(size.into())),
            Some(BaseSize::Pointer) => Ok(self.pointer()),
            None => Err(LayoutError::Unsized(base.text().into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Packing;
    use crate::model::{Field, Item, Origin};
    use crate::source::Span;

    fn field(ty: Type) -> Field {
        Field {
            name: Some("f".into()),
            ty,
            bits: None,
            size_is: Vec::new(),
            align: None,
            attributes: Vec::new(),
            span: Span::NONE,
        }
    }

    fn record(model: &mut Model, types: impl IntoIterator<Item = Type>) -> ItemId {
        let fields = types.into_iter().map(field).collect();
        item(
            model,
            ItemKind::Record(Record {
                is_union: false,
                fields,
                pack: Packing::default(),
                align: None,
            }),
        )
    }

    fn item(model: &mut Model, kind: ItemKind) -> ItemId {
        model.push(Item::new("S", Origin::Named, kind))
    }

    fn size(model: &Model, id: ItemId) -> Result<u64, LayoutError> {
        Layouts::new(model, &Target::default())
            .of(&Type::Named(id))
            .map(|layout| layout.size)
    }

    #[test]
    fn a_record_that_contains_itself_through_another_is_an_error() {
        let mut model = Model::default();
        let outer = record(&mut model, []);
        let inner = record(&mut model, [Type::array(Type::Named(outer), Some(2))]);
        if let ItemKind::Record(record) = &mut model.item_mut(outer).kind {
            record.fields.push(field(Type::Named(inner)));
        }
        assert_eq!(size(&model, outer), Err(LayoutError::Recursive(outer)));
        assert_eq!(size(&model, inner), Err(LayoutError::Recursive(inner)));
    }

    #[test]
    fn a_hundred_thousand_records_inside_each_other_have_a_layout() {
        let mut model = Model::default();
        let mut last = record(&mut model, [Type::Base(Base::Hyper)]);
        for _ in 0..100_000 {
            last = record(&mut model, [Type::Named(last)]);
        }
        assert_eq!(size(&model, last), Ok(8));
    }

    #[test]
    fn a_type_that_is_only_declared_has_no_layout_by_value() {
        let mut model = Model::default();
        let opaque = item(&mut model, ItemKind::Opaque(OpaqueKind::Struct));
        let holder = record(&mut model, [Type::Named(opaque)]);
        assert_eq!(size(&model, holder), Err(LayoutError::Incomplete(opaque)));
    }

    #[test]
    fn more_than_two_gibibytes_is_an_error_and_not_an_overflow() {
        let mut model = Model::default();
        let vast = Type::array(
            Type::array(Type::Base(Base::Hyper), Some(u64::MAX)),
            Some(u64::MAX),
        );
        let by_array = record(&mut model, [vast]);
        let half = Type::array(Type::Base(Base::Byte), Some(MAX_SIZE));
        let by_sum = record(&mut model, [half.clone(), half]);
        assert_eq!(size(&model, by_array), Err(LayoutError::TooLarge));
        assert_eq!(size(&model, by_sum), Err(LayoutError::TooLarge));
    }

    /// Microsoft's "align" page: `#pragma pack` has no effect on what `__declspec(align)` asks for.
    #[test]
    fn a_packed_record_keeps_the_alignment_that_a_nested_one_asks_for() {
        let mut model = Model::default();
        let aligned = record(&mut model, [Type::Base(Base::Char)]);
        let packed = record(&mut model, [Type::Base(Base::Char), Type::Named(aligned)]);
        for (id, pack, align) in [(aligned, None, Some(16)), (packed, Some(1), None)] {
            if let ItemKind::Record(record) = &mut model.item_mut(id).kind {
                (record.pack, record.align) = (Packing::from(pack), align);
            }
        }
        assert_eq!(size(&model, packed), Ok(32));
    }

    #[test]
    fn a_conformant_array_counts_as_one_element_as_in_midl_headers() {
        let mut model = Model::default();
        let tail = Type::array(Type::Base(Base::Hyper), None);
        let id = record(&mut model, [Type::Base(Base::Long), tail]);
        assert_eq!(size(&model, id), Ok(16));
    }
}
