//! Bit fields: their storage unit is a field, each of them a pair of functions.

use crate::layout::FieldLayout;
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::Field;

use super::code::Code;
use super::name::identifier;
use super::record::RustField;

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
///     self._bitfield = (self._bitfield & !(0x3 << 1)) | ((value & 0x3) << 1);
/// }
/// ```
///
/// One of a single bit is a `bool`.
pub(super) fn write_accessors(code: &mut Code, record: &str, fields: &[RustField<'_>]) {
    if fields.iter().all(|field| field.bits.is_empty()) {
        return;
    }
    code.open(format_args!("impl {record}"));
    for unit in fields {
        for (field, place) in &unit.bits {
            write_accessor(code, unit, field, place);
        }
    }
    code.close("}");
}

/// The unit's type, its unsigned twin, and how many bits they have.
fn integers(ty: &AbiType) -> (&'static str, &'static str, u64) {
    let number = ty.number().unwrap_or(Number::U64);
    let bits = number.bits().unwrap_or(64);
    let unsigned = Number::integer(bits, false).unwrap_or(Number::U64);
    (number.name(), unsigned.name(), bits)
}

fn write_accessor(code: &mut Code, unit: &RustField<'_>, field: &Field, place: &FieldLayout) {
    let (Some(name), Some(range)) = (&field.name, place.bits) else {
        return;
    };
    let (ty, unsigned, all) = integers(&unit.ty);
    let unit = &unit.name;
    let (first, width) = (range.first, range.width.min(all));
    // In unsigned terms, so that neither a mask nor a shift overflows.
    let bits = if unsigned == ty {
        format!("self.{unit}")
    } else {
        format!("(self.{unit} as {unsigned})")
    };
    let mask = (u64::MAX >> (64 - width)) << first;
    let is_bool = width == 1;
    let public = if is_bool { "bool" } else { ty };
    code.open(format_args!(
        "pub fn {}(&self) -> {public}",
        identifier(name)
    ));
    if is_bool {
        code.line(format_args!("self.{unit} & {} != 0", literal(mask, ty)));
    } else {
        // To the top and down again: an arithmetic shift brings the sign along.
        let up = all - width - first;
        let down = all - width;
        code.line(format_args!("(self.{unit} << {up}) >> {down}"));
    }
    code.close("}");
    code.open(format_args!(
        "pub fn set_{name}(&mut self, value: {public})"
    ));
    let moved = format!("((value as {unsigned}) << {first})");
    let mask = literal(mask, unsigned);
    code.line(format_args!("let others__ = {bits} & !{mask};"));
    code.line(format_args!(
        "self.{unit} = (others__ | ({moved} & {mask})) as {ty};"
    ));
    code.close("}");
}

/// `mask` as a literal of the type `ty`, which may be a signed one whose sign it is.
fn literal(mask: u64, ty: &str) -> String {
    let bits = match ty {
        "i8" => i64::from(mask as i8),
        "i16" => i64::from(mask as i16),
        "i32" => i64::from(mask as i32),
        "i64" => mask as i64,
        _ => return format!("0x{mask:x}"),
    };
    bits.to_string()
}
