//! SAFEARRAYs as the runtime's types, by the type of their elements.

use crate::emit::rust::types::Context;
use crate::lower::abi::AbiType;
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::model::Type;

use super::form::is_variant;
use super::truth::Truth;

/// The array of a `SAFEARRAY` of which nobody says what its elements are.
pub(super) const ANY_SAFE_ARRAY: &str = "::comidl::AnySafeArray";

/// The beginning of the runtime's type for a `SAFEARRAY(T)`.
pub(super) const SAFE_ARRAY: &str = "::comidl::SafeArray<";

/// Whether a type is one of the runtime's for a `SAFEARRAY`.
pub(super) fn is_safe_array(ty: &str) -> bool {
    ty == ANY_SAFE_ARRAY || ty.starts_with(SAFE_ARRAY)
}

/// The array that a `SAFEARRAY(T)` or a `SAFEARRAY *` is, whose type at the ABI is `abi`.
pub(super) fn safe_array(context: &Context<'_>, ty: &Type, abi: &AbiType) -> Option<String> {
    if let Some(element) = safe_array_element(context, ty) {
        return Some(format!("{SAFE_ARRAY}{element}>"));
    }
    let abi = match abi {
        // `LPSAFEARRAY`
        AbiType::Alias(id) => &context.abi.typedef(*id),
        abi => abi,
    };
    let AbiType::Pointer { to, .. } = abi else {
        return None;
    };
    match context.abi.expand(to) {
        AbiType::Record(id) if Automation::SafeArray.is(context.model.item(id)) => {
            Some(ANY_SAFE_ARRAY.into())
        }
        _ => None,
    }
}

/// The array that a pointer to a `SAFEARRAY(T)` or to a `SAFEARRAY *` points to.
pub(super) fn safe_array_behind(context: &Context<'_>, ty: &Type, abi: &AbiType) -> Option<String> {
    match (context.model.strip(ty), abi) {
        (Type::Pointer { to, .. }, AbiType::Pointer { to: inner, .. }) => {
            safe_array(context, to, inner)
        }
        _ => None,
    }
}

/// The type of the elements of a `SAFEARRAY(T)`, where the runtime has it.
fn safe_array_element(context: &Context<'_>, ty: &Type) -> Option<String> {
    let Type::SafeArray(element) = context.model.strip(ty) else {
        return None;
    };
    let abi = context.abi.ty(element);
    if Truth::of(context, element, &abi) == Some(Truth::VariantBool) {
        return Some("::comidl::VariantBool".into());
    }
    if let AbiType::Alias(id) = &abi
        && Automation::Date.is(context.model.item(*id))
    {
        return Some("::comidl::Date".into());
    }
    Some(match context.abi.expand(&abi) {
        _ if is_variant(context, &abi) => "::comidl::Variant".into(),
        AbiType::Record(id) if Automation::Currency.is(context.model.item(id)) => {
            "::comidl::Currency".into()
        }
        AbiType::Record(id) if Automation::Decimal.is(context.model.item(id)) => {
            "::comidl::Decimal".into()
        }
        AbiType::BStr => "::comidl::BSTR".into(),
        AbiType::IUnknown => "Option<windows_core::IUnknown>".into(),
        AbiType::HResult => "windows_core::HRESULT".into(),
        AbiType::Number(
            Number::I8
            | Number::U8
            | Number::I16
            | Number::U16
            | Number::I32
            | Number::U32
            | Number::I64
            | Number::U64
            | Number::F32
            | Number::F64,
        ) => context.abi.expand(&abi).number()?.name().into(),
        _ => return None,
    })
}
