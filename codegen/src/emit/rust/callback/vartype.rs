//! VARTYPEs: what a VARIANT may hold where a value of some type is wanted. The numbers are those of `VARENUM`.

use crate::emit::rust::types::Context;
use crate::lower::abi::AbiType;
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::lower::well_known::is_dispatch;
use crate::model::Item;

use super::form::is_variant;
use super::safe_array::SAFE_ARRAY;
use super::truth::Truth;

const VT_I2: u16 = 2;
const VT_I4: u16 = 3;
const VT_R4: u16 = 4;
const VT_R8: u16 = 5;
const VT_CY: u16 = 6;
const VT_DATE: u16 = 7;
const VT_BSTR: u16 = 8;
pub(super) const VT_DISPATCH: u16 = 9;
const VT_ERROR: u16 = 10;
pub(super) const VT_BOOL: u16 = 11;
const VT_VARIANT: u16 = 12;
pub(super) const VT_UNKNOWN: u16 = 13;
pub(super) const VT_DECIMAL: u16 = 14;
const VT_I1: u16 = 16;
const VT_UI1: u16 = 17;
const VT_UI2: u16 = 18;
const VT_UI4: u16 = 19;
const VT_I8: u16 = 20;
const VT_UI8: u16 = 21;
const VT_INT: u16 = 22;
const VT_UINT: u16 = 23;
const VT_ARRAY: u16 = 0x2000;

/// The VARTYPEs of values that are in memory as `ty`, the usual one first.
pub(super) fn vartypes(
    context: &Context<'_>,
    ty: &AbiType,
    named: Option<&Item>,
) -> Option<Vec<u16>> {
    if let AbiType::Alias(id) = ty {
        let item = context.model.item(*id);
        if Automation::Date.is(item) {
            return Some(vec![VT_DATE, VT_R8]);
        }
        if is_variant(context, ty) {
            return Some(vec![VT_VARIANT]);
        }
        return vartypes(context, &context.abi.typedef(*id), Some(item));
    }
    Some(match ty {
        _ if is_variant(context, ty) => vec![VT_VARIANT],
        AbiType::Number(Number::I16)
            if named.is_some_and(|item| Automation::VariantBool.is(item)) =>
        {
            vec![VT_BOOL]
        }
        AbiType::Number(Number::I8) => vec![VT_I1],
        AbiType::Number(Number::U8) => vec![VT_UI1],
        AbiType::Number(Number::I16) => vec![VT_I2],
        AbiType::Number(Number::U16) => vec![VT_UI2],
        AbiType::Number(Number::I32) | AbiType::Enum(_) => vec![VT_I4, VT_INT],
        AbiType::Number(Number::U32) => vec![VT_UI4, VT_UINT],
        AbiType::Number(Number::I64) => vec![VT_I8],
        AbiType::Number(Number::U64) => vec![VT_UI8],
        AbiType::Number(Number::F32) => vec![VT_R4],
        AbiType::Number(Number::F64) => vec![VT_R8],
        AbiType::HResult => vec![VT_ERROR],
        AbiType::Bool => vec![VT_I4, VT_INT],
        AbiType::BStr => vec![VT_BSTR],
        AbiType::Record(_) => vec![record_vartype(context, ty)?],
        AbiType::Interface(id)
            if context
                .model
                .lineage(*id)
                .iter()
                .any(|it| is_dispatch(context.model, *it)) =>
        {
            vec![VT_DISPATCH, VT_UNKNOWN]
        }
        // A caller takes what is in a VT_DISPATCH for an IDispatch.
        _ if ty.is_interface() => vec![VT_UNKNOWN],
        _ => return None,
    })
}

/// The VARTYPE of a record that a VARIANT can hold.
pub(super) fn record_vartype(context: &Context<'_>, ty: &AbiType) -> Option<u16> {
    match context.abi.expand(ty) {
        AbiType::Record(id) if Automation::Currency.is(context.model.item(id)) => Some(VT_CY),
        AbiType::Record(id) if Automation::Decimal.is(context.model.item(id)) => Some(VT_DECIMAL),
        _ => None,
    }
}

/// The type of the elements of an array of the runtime's, if it has one.
pub(super) fn array_element(ty: &str) -> Option<&str> {
    ty.strip_prefix(SAFE_ARRAY)?.strip_suffix('>')
}

/// The VARTYPE of an array of the runtime's.
pub(super) fn array_vartype(ty: &str) -> Option<u16> {
    let vartype = match array_element(ty)? {
        "i8" => VT_I1,
        "u8" => VT_UI1,
        "i16" => VT_I2,
        "u16" => VT_UI2,
        "i32" => VT_I4,
        "u32" => VT_UI4,
        "i64" => VT_I8,
        "u64" => VT_UI8,
        "f32" => VT_R4,
        "f64" => VT_R8,
        "::comidl::VariantBool" => VT_BOOL,
        "::comidl::Date" => VT_DATE,
        "::comidl::Currency" => VT_CY,
        "::comidl::Decimal" => VT_DECIMAL,
        "::comidl::BSTR" => VT_BSTR,
        "::comidl::Variant" => VT_VARIANT,
        "windows_core::HRESULT" => VT_ERROR,
        "Option<windows_core::IUnknown>" => VT_UNKNOWN,
        _ => return None,
    };
    Some(VT_ARRAY | vartype)
}

/// C's type for a truth value, and the VARTYPEs that are so in memory.
pub(super) fn truth_vartypes(truth: Truth) -> Option<(&'static str, Vec<u16>)> {
    match truth {
        Truth::VariantBool | Truth::ExternalVariantBool => Some(("i16", vec![VT_BOOL])),
        Truth::Bool => Some(("windows_core::BOOL", vec![VT_I4, VT_INT])),
        Truth::Byte => Some(("u8", vec![VT_UI1])),
    }
}
