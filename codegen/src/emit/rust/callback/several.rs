//! Parameters that point to several elements: slices and arrays.

use crate::emit::rust::signature::pointee;
use crate::emit::rust::types::Context;
use crate::lower::abi::{AbiType, is_input_only};
use crate::lower::number::Number;
use crate::lower::sal::Sal;
use crate::model::{Count, Param, Type};

use super::form::{Form, element, is_bytes, is_nullable, is_owning, optional};

/// The elements behind a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Several {
    /// The type of an element.
    pub(super) element: String,
    pub(super) nullable: bool,
    pub(super) access: Access,
    /// Another argument is written as well, and may be the same memory: the elements are cells.
    pub(super) is_shared: bool,
    /// The elements own something, which the method may replace: they are `InOut`s.
    pub(super) is_replaced: bool,
    /// The out parameter in which the method says how many it has written.
    pub(super) reported: Option<usize>,
}

/// What a method does with what a pointer points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Reads it.
    Read,
    /// Reads and writes it.
    Change,
    /// Writes it.
    Write,
}

impl Several {
    /// Returns the type of a reference to the elements. `several` makes the type of all from that of one.
    pub(super) fn reference(&self, several: impl Fn(&str) -> String) -> String {
        let element = &self.element;
        if self.is_replaced {
            return optional(&format!("&[::comidl::InOut<{element}>]"), self.nullable);
        }
        let reference = match (self.access, self.is_shared) {
            (Access::Read, _) => format!("&{}", several(element)),
            (_, false) => format!("&mut {}", several(element)),
            (_, true) => format!("&{}", several(&format!("core::cell::Cell<{element}>"))),
        };
        optional(&reference, self.nullable)
    }
}

/// The form of what is several.
pub(super) fn several(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    index: usize,
    access: Access,
) -> Option<Form> {
    let (param, ty) = (&params[index], &types[index]);
    let attributes = &param.attributes;
    let nullable = is_nullable(params, types, index);
    let is_pointer = matches!(
        ty,
        AbiType::Pointer { .. } | AbiType::PStr | AbiType::PCStr | AbiType::PWStr | AbiType::PCWStr
    );
    let declared = match context.model.strip(&param.ty) {
        Type::Array(array) => Some(array.length),
        _ => None,
    };
    if !is_pointer {
        return None;
    }
    // Behind a further pointer, the array is the callee's to make.
    if attributes.size_is().first().is_some_and(Option::is_none) {
        return None;
    }
    let (size, length) = counts(context, params, types, index);
    if size.is_none() && declared.is_none() {
        return None;
    }
    let inner = match pointee(ty) {
        AbiType::Void => AbiType::Number(Number::U8),
        inner => inner,
    };
    let Some(element) = element(context, &inner, access) else {
        return Some(Form::Raw);
    };
    // Where only some of the elements are there, the caller says how many.
    let (count, reported) = match (access, length) {
        (Access::Read, Some(length)) => (Some(length), None),
        (Access::Write, Some(Count::Deref(reported))) => (size, Some(reported)),
        _ => (size, None),
    };
    let several = Several {
        element,
        nullable,
        access,
        is_shared: false,
        is_replaced: access == Access::Change && is_owning(context, &inner),
        reported,
    };
    Some(match (count, declared) {
        (Some(Count::Of(count)), _) if is_count(context, params, types, count, index) => {
            Form::Slice { several, count }
        }
        (Some(Count::Const(length)), _) | (None, Some(Some(length))) if length > 0 => {
            Form::Array { several, length }
        }
        _ => Form::Raw,
    })
}

/// Returns how many elements there are, or room for how many, and how many of them are there: by the
/// attributes, or by SAL where they say nothing.
fn counts(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    index: usize,
) -> (Option<Count>, Option<Count>) {
    let attributes = &params[index].attributes;
    if let Some(size) = attributes.size_is().first() {
        let length = attributes.length_is().first();
        return (size.clone(), length.cloned().flatten());
    }
    let sal = Sal::of(params, index);
    let is_of_bytes =
        || pointee(&types[index]) == AbiType::Void || is_bytes(context, &types[index]);
    match sal.size {
        Some(size) if !size.in_bytes || is_of_bytes() => (Some(size.count), sal.length),
        _ => (None, None),
    }
}

/// Whether a parameter can say how many there are of another: a number that goes in.
pub(super) fn is_count(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    count: usize,
    of: usize,
) -> bool {
    let is_input = |param: &Param| is_input_only(&param.attributes);
    count != of
        && params.get(count).is_some_and(is_input)
        && types
            .get(count)
            .is_some_and(|ty| context.abi.expand(ty).is_integer())
}
