//! What a callback's method returns instead of writing it through a pointer.

use crate::emit::rust::signature::pointee;
use crate::emit::rust::types::Context;
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::lower::sal::Sal;
use crate::model::{Count, Param, Type};

use super::form::{element, is_bytes, is_variant, optional};
use super::safe_array::safe_array_behind;
use super::several::{Access, is_count};
use super::truth::{Truth, truth_behind};

/// What is returned of an out parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ResultForm {
    /// A type that is in memory as what the pointer points to.
    Same { ty: String },
    /// An interface, or an `Option` of one.
    Interface { ty: String, nullable: bool },
    /// A `bool`.
    Truth(Truth),
    /// A `String`, which goes into task memory.
    Text,
    /// A `CString`, which goes into task memory.
    NarrowText,
    /// A `Vec`, which goes into task memory.
    Array(Allocated),
    /// An `IUnknown`, which is asked for the interface with the IID of that parameter.
    Query { iid: usize },
}

/// An array that the method allocates for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allocated {
    /// The type of an element.
    pub(super) element: String,
    /// The type of what the method returns for an element.
    pub(super) item: String,
    pub(super) count: AllocatedCount,
}

/// How the caller knows how many elements an array has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AllocatedCount {
    /// The caller says it, in the parameter with that index.
    Told(usize),
    /// The caller is told, through the parameter with that index.
    Reported(usize),
}

impl ResultForm {
    /// Makes it an `Option` or none. Returns whether it can be one.
    pub(super) fn set_nullable(&mut self, is_nullable: bool) -> bool {
        match self {
            Self::Interface { nullable, .. } => {
                *nullable = is_nullable;
                true
            }
            _ => false,
        }
    }

    /// The type of the string in task memory that it is for the caller.
    pub(super) fn task_string(&self) -> Option<&'static str> {
        match self {
            Self::Text => Some("::comidl::TaskString"),
            Self::NarrowText => Some("::comidl::TaskCString"),
            _ => None,
        }
    }

    /// Its type in the trait.
    pub(super) fn ty(&self) -> String {
        match self {
            Self::Same { ty } => ty.clone(),
            Self::Interface { ty, nullable } => optional(ty, *nullable),
            Self::Truth(_) => "bool".into(),
            Self::Text => STRING.into(),
            Self::NarrowText => C_STRING.into(),
            Self::Array(array) => format!("::std::vec::Vec<{}>", array.item),
            Self::Query { .. } => "windows_core::IUnknown".into(),
        }
    }
}

/// What a method returns for a string in task memory.
const STRING: &str = "::std::string::String";
const C_STRING: &str = "::std::ffi::CString";

/// What an out parameter is returned as.
pub(super) fn result(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    index: usize,
) -> Option<ResultForm> {
    let (param, ty) = (&params[index], &types[index]);
    let inner = pointee(ty);
    let is_array = |size: &[Option<Count>]| size.first().is_some_and(Option::is_none);
    if is_array(param.attributes.size_is()) || Sal::of(params, index).result_size.is_some() {
        return allocated(context, params, types, index).map(ResultForm::Array);
    }
    if let Some(iid) = param.attributes.iid_is() {
        let is_iid = |ty: &AbiType| *ty == AbiType::Guid.pointer(true);
        let is_pointer = inner.is_void_pointer() || inner.is_interface();
        return (is_pointer && types.get(iid).is_some_and(is_iid))
            .then_some(ResultForm::Query { iid });
    }
    if let Some(truth) = truth_behind(context, param, ty) {
        return Some(ResultForm::Truth(truth));
    }
    if let Some(ty) = safe_array_behind(context, &param.ty, ty) {
        return Some(ResultForm::Same { ty });
    }
    match &inner {
        AbiType::PWStr => return Some(ResultForm::Text),
        AbiType::PStr => return Some(ResultForm::NarrowText),
        _ if inner.is_interface() => {
            return Some(ResultForm::Interface {
                ty: context.name(&inner),
                nullable: Sal::of(params, index).result_optional.unwrap_or(true),
            });
        }
        _ => {}
    }
    element(context, &inner, Access::Write).map(|ty| ResultForm::Same { ty })
}

/// The array that an out parameter is returned as, which is behind a pointer for the caller to free.
fn allocated(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    index: usize,
) -> Option<Allocated> {
    let attributes = &params[index].attributes;
    let inner = pointee(&types[index]);
    let is_pointer = matches!(
        inner,
        AbiType::Pointer { .. } | AbiType::PStr | AbiType::PWStr
    );
    if !is_pointer || !attributes.length_is().is_empty() {
        return None;
    }
    let ty = match pointee(&inner) {
        AbiType::Void => AbiType::Number(Number::U8),
        ty => ty,
    };
    let size = match (attributes.size_is(), Sal::of(params, index).result_size) {
        ([None, Some(count)], _) => count.clone(),
        ([], Some(size))
            if !size.in_bytes || is_bytes(context, &inner) || inner.is_void_pointer() =>
        {
            size.count
        }
        _ => return None,
    };
    let count = match size {
        Count::Of(count) if is_count(context, params, types, count, index) => {
            AllocatedCount::Told(count)
        }
        Count::Deref(count) if is_reported(context, params, types, count) => {
            AllocatedCount::Reported(count)
        }
        _ => return None,
    };
    let element = element(context, &ty, Access::Write)?;
    let item = match ty {
        AbiType::PWStr => STRING.to_owned(),
        AbiType::PStr => C_STRING.to_owned(),
        _ => element.clone(),
    };
    Some(Allocated {
        element,
        item,
        count,
    })
}

/// Whether a parameter can tell the caller a number.
fn is_reported(context: &Context<'_>, params: &[Param], types: &[AbiType], count: usize) -> bool {
    let is_output = |param: &Param| param.attributes.is_out && !param.attributes.is_in;
    let is_integer = |ty: &AbiType| match ty {
        AbiType::Pointer {
            to,
            is_const: false,
        } => context.abi.expand(to).is_integer(),
        _ => false,
    };
    params.get(count).is_some_and(is_output) && types.get(count).is_some_and(is_integer)
}

/// In which form a value of type `ty` is returned by what has no slot, and so no pointer for it.
pub(super) fn returned(context: &Context<'_>, ty: &Type, abi: &AbiType) -> ResultForm {
    if let Some(truth) = Truth::of(context, ty, abi) {
        return ResultForm::Truth(truth);
    }
    if abi.is_interface() {
        return ResultForm::Interface {
            ty: context.name(abi),
            nullable: true,
        };
    }
    let ty = match abi {
        _ if is_variant(context, abi) => "::comidl::Variant".into(),
        _ => context.value(abi),
    };
    ResultForm::Same { ty }
}
