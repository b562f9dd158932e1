//! Bit fields: their storage unit is a field, each of them a pair of functions.

use crate::docs::Kind;
use crate::layout::FieldLayout;
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::{Field, ItemId};

use super::code::Code;
use super::doc;
use super::name::identifier;
use super::record::RustField;
use super::template::{Block, rust};
use super::types::Context;

/// The type of the unit in which bit fields of type `ty` are stored: an integer of `size` bytes,
/// signed as theirs is.
pub(super) fn storage(ty: &AbiType, size: u64) -> AbiType {
    let is_signed = match ty {
        AbiType::Number(number) => number.is_integer() && number.is_signed(),
        ty => matches!(ty, AbiType::Enum(_)),
    };
    let widest = if is_signed { Number::I64 } else { Number::U64 };
    AbiType::Number(Number::integer(size * 8, is_signed).unwrap_or(widest))
}

/// Writes, for each bit field of a record,
///
/// ```text
/// pub fn fDirty(&self) -> u32 {
///     (self._bitfield << 29) >> 30
/// }
/// pub fn set_fDirty(&mut self, value: u32) {
///     let others__ = self._bitfield & !0x6;
///     self._bitfield = (others__ | (((value as u32) << 1) & 0x6)) as u32;
/// }
/// ```
///
/// One of a single bit is a `bool`.
pub(super) fn write_accessors(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    fields: &[RustField<'_>],
) {
    if fields.iter().all(|field| field.bits.is_empty()) {
        return;
    }
    let write_all = |code: &mut Code| {
        for unit in fields {
            for (field, place) in &unit.bits {
                write_accessor(code, context, id, unit, (field, place));
            }
        }
    };
    rust!(
        code,
        "
        impl $record {
            $accessors
        }
        ",
        record = context.names.item(id),
        accessors = Block(write_all)
    );
}

fn write_accessor(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    unit: &RustField<'_>,
    (field, place): (&Field, &FieldLayout),
) {
    let (Some(name), Some(range)) = (&field.name, place.bits) else {
        return;
    };
    let number = unit.ty.number().unwrap_or(Number::U64);
    let all = number.bits().unwrap_or(64);
    // The setter calculates without a sign, so that neither a mask nor a shift overflows.
    let unsigned = Number::integer(all, false).unwrap_or(Number::U64);
    let unit = &unit.name;
    let (first, width) = (range.first, range.width.min(all));
    let mask = (u64::MAX >> (64 - width)) << first;
    let is_bool = width == 1;
    let typed = context.typed_enum(&context.abi.field(field));
    let get = if is_bool {
        format!("self.{unit} & {} != 0", literal(mask, number))
    } else {
        // To the top and down again: an arithmetic shift brings the sign along.
        let up = all - width - first;
        let down = all - width;
        format!("(self.{unit} << {up}) >> {down}")
    };
    let (public, get, value) = match typed {
        _ if is_bool => ("bool", get, "value"),
        Some((id, of)) => {
            let name = context.names.item(id);
            (name, format!("{name}(({get}) as {})", of.name()), "value.0")
        }
        None => (number.name(), get, "value"),
    };
    let bits = if unsigned == number {
        format!("self.{unit}")
    } else {
        format!("(self.{unit} as {})", unsigned.name())
    };
    doc::write_part(code, context, id, field.span, Kind::Field);
    rust!(
        code,
        "
        pub fn $getter(&self) -> $public {
            $get
        }
        pub fn set_$name(&mut self, value: $public) {
            let others__ = $bits & !$mask;
            self.$unit = (others__ | ((($value as $unsigned) << $first) & $mask)) as $number;
        }
        ",
        getter = identifier(name),
        public,
        get,
        name,
        value,
        bits,
        mask = literal(mask, unsigned),
        unit,
        unsigned = unsigned.name(),
        first,
        number = number.name()
    );
}

/// Returns `mask` as a literal of the type `number`. A mask of the sign is a negative number.
fn literal(mask: u64, number: Number) -> String {
    let bits = match number {
        Number::I8 => i64::from(mask as i8),
        Number::I16 => i64::from(mask as i16),
        Number::I32 => i64::from(mask as i32),
        Number::I64 => mask as i64,
        _ => return format!("0x{mask:x}"),
    };
    bits.to_string()
}
