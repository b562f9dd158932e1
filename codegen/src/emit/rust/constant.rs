//! Constants: numbers, strings, GUIDs and handles.

use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::model::{Constant, Guid, ItemId, Value};

use super::code::Code;
use super::doc;
use super::enumeration;
use super::template::rust;
use super::types::Context;

/// Writes
///
/// ```text
/// pub const BG_SIZE_UNKNOWN: u64 = 0xffff_ffff_ffff_ffff;
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, constant: &Constant) {
    let name = context.names.item(id);
    let ty = context.abi.ty(&constant.ty);
    doc::write_item(code, context, id);
    match &constant.value {
        Value::Int(value) => {
            let literal = int(context, &ty, *value);
            write_const(code, name, &context.value(&ty), &literal);
        }
        Value::Float(value) => {
            let literal = float(&context.abi.expand(&ty), *value);
            write_const(code, name, &context.name(&ty), &literal);
        }
        Value::String(text) => write_const(
            code,
            name,
            "windows_core::PCSTR",
            &format!("windows_core::s!({})", string(text)),
        ),
        Value::WideString(text) => write_const(
            code,
            name,
            "windows_core::PCWSTR",
            &format!("windows_core::w!({})", string(text)),
        ),
        Value::Guid(guid) => write_guid(code, name, *guid),
    }
}

/// Writes
///
/// ```text
/// pub const DeliveryOptimization: windows_core::GUID = windows_core::GUID::from_u128(0x5b99fa76_..);
/// ```
pub(super) fn write_guid(code: &mut Code, name: &str, guid: Guid) {
    let value = format!("windows_core::GUID::from_u128({})", guid_literal(guid));
    write_const(code, name, "windows_core::GUID", &value);
}

/// Writes `pub const name: ty = value;`.
pub(super) fn write_const(code: &mut Code, name: &str, ty: &str, value: &str) {
    rust!(code, "pub const $name: $ty = $value;", name, ty, value);
}

/// `0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22`.
pub(super) fn guid_literal(guid: Guid) -> String {
    format!("0x{}", guid.to_string().replace('-', "_"))
}

/// `value` as a constant of type `ty`, which is an integer's, or something that C makes of one by
/// a cast.
pub(super) fn int(context: &Context<'_>, ty: &AbiType, value: i128) -> String {
    if let Some((id, number)) = context.typed_enum(ty) {
        return enumeration::constructed(context, id, number, value);
    }
    match ty {
        AbiType::HResult | AbiType::NtStatus | AbiType::RpcStatus => {
            format!("{}({})", context.name(ty), code_literal(value))
        }
        AbiType::Bool => format!("windows_core::BOOL({value})"),
        AbiType::PStr | AbiType::PCStr | AbiType::PWStr | AbiType::PCWStr => {
            format!("{}({})", context.name(ty), address(value))
        }
        AbiType::Pointer { .. } => address(value),
        AbiType::Alias(_) => {
            let target = context.abi.expand(ty);
            if target.is_void_pointer() {
                // A handle made of a handle is an alias of it, so the innermost name constructs.
                format!(
                    "{}({})",
                    context.name(&innermost(context, ty)),
                    address(value)
                )
            } else {
                int(context, &target, value)
            }
        }
        AbiType::Number(Number::F32) | AbiType::Number(Number::F64) => float(ty, value as f64),
        _ if ty.is_interface() => "None".into(),
        _ => plain_int(ty, value),
    }
}

/// The alias at the end of a chain of aliases.
fn innermost(context: &Context<'_>, ty: &AbiType) -> AbiType {
    let mut ty = ty.clone();
    while let AbiType::Alias(id) = &ty {
        match context.abi.typedef(*id) {
            next @ AbiType::Alias(_) => ty = next,
            _ => break,
        }
    }
    ty
}

fn address(value: i128) -> String {
    if (0..=0xffff_ffff).contains(&value) {
        format!("{value} as _")
    } else {
        format!("{}isize as _", value as i64)
    }
}

/// An error code reads in hexadecimal.
fn code_literal(value: i128) -> String {
    if (0..0x8000_0000).contains(&value) {
        value.to_string()
    } else {
        format!("0x{:08x}_u32 as i32", value as u32)
    }
}

fn plain_int(ty: &AbiType, value: i128) -> String {
    match ty {
        AbiType::Number(Number::ISize) if i32::try_from(value).is_err() => {
            format!("{}i64 as isize", value as i64)
        }
        AbiType::Number(Number::USize) if u32::try_from(value).is_err() => {
            format!("0x{:x}u64 as usize", value as u64)
        }
        // With the highest bit set it is a mask or a code, and no amount.
        AbiType::Number(Number::U32) if value >= 1 << 31 => hexadecimal(value as u64),
        AbiType::Number(Number::U64) if value >= 1 << 63 => hexadecimal(value as u64),
        _ => value.to_string(),
    }
}

/// Groups of four digits, as clippy wants them: `0x8000_00ff`.
fn hexadecimal(value: u64) -> String {
    let digits = format!("{value:x}");
    let mut grouped = String::from("0x");
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 4 == 0 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns `value` as a constant of the type `ty`, an `f64` unless `ty` is an `f32`.
fn float(ty: &AbiType, value: f64) -> String {
    let number = ty.number().unwrap_or(Number::F64);
    let name = number.name();
    if value.is_nan() {
        format!("{name}::NAN")
    } else if value.is_infinite() {
        let sign = if value < 0.0 { "NEG_" } else { "" };
        format!("{name}::{sign}INFINITY")
    } else if number == Number::F32 {
        format!("{:?}", value as f32)
    } else {
        format!("{value:?}")
    }
}

/// `text` as a literal, without characters that an editor or a terminal would take for something.
fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for char in text.chars() {
        match char {
            '\'' => literal.push(char),
            _ => literal.extend(char.escape_default()),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_one_number() {
        let guid = Guid(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22);
        assert_eq!(guid_literal(guid), "0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22");
    }

    #[test]
    fn strings_are_escaped() {
        assert_eq!(string("a\"\\\n\u{202e}'"), r#""a\"\\\n\u{202e}'""#);
    }

    #[test]
    fn floats_are_written_so_that_they_read_back() {
        let (wide, narrow) = (AbiType::Number(Number::F64), AbiType::Number(Number::F32));
        assert_eq!(float(&wide, 0.1), "0.1");
        assert_eq!(float(&wide, 1e300), "1e300");
        assert_eq!(float(&narrow, f64::NEG_INFINITY), "f32::NEG_INFINITY");
        assert_eq!(float(&wide, 1.0), "1.0");
    }
}
