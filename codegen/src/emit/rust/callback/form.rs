//! In which form a callback's method gets an argument.

use crate::emit::rust::signature::{is_optional, pointee};
use crate::emit::rust::types::Context;
use crate::lower::abi::{AbiType, is_input_only};
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::lower::sal::Sal;
use crate::model::{ItemKind, Param, PointerKind};

use super::result_form::{AllocatedCount, ResultForm, result};
use super::safe_array::{ANY_SAFE_ARRAY, safe_array, safe_array_behind};
use super::several::{Access, Several, several};
use super::truth::{Truth, truth_behind};

/// The form of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Not given: slices know how many they are.
    Count,
    /// Not given: arrays that are returned know how many elements they have. The caller gets the number.
    Reported,
    /// Not given: a contract says that it is noise.
    Unused,
    /// As the slot has it: a number, a handle, a pointer to a function.
    Value,
    /// A `bool`.
    Truth(Truth),
    /// `&IFoo`, or what wraps one.
    Interface {
        nullable: bool,
        wrapper: Option<String>,
    },
    /// `&comidl::WideStr`, of an `LPCWSTR`.
    Text { nullable: bool },
    /// `&CStr`, of an `LPCSTR`.
    NarrowText { nullable: bool },
    /// `&comidl::WideStr`, of a `BSTR`.
    BStr,
    /// `&comidl::SafeArray<T>`, or `&comidl::AnySafeArray`, by the type of the array.
    SafeArray { array: String },
    /// A reference to what is passed by value.
    ByValue { target: String },
    /// `&T`.
    Reference { target: String, nullable: bool },
    /// `&comidl::InOut<T>`; of a truth value `&comidl::InOut<bool>`.
    InOut {
        target: String,
        truth: Option<Truth>,
        nullable: bool,
    },
    /// `&[T]`, or as [`Several`] says: as many as the parameter with that index says.
    Slice { several: Several, count: usize },
    /// `&[T; N]`, or as [`Several`] says.
    Array { several: Several, length: u64 },
    /// Not given: it is returned. The caller may leave it out where it is optional.
    Result { form: ResultForm, optional: bool },
    /// The pointer as it is: what it points to can't be said.
    Raw,
}

/// The forms of a method's parameters, whose types at the ABI are `types`. Only a method that returns an
/// HRESULT can fail to allocate.
pub(super) fn forms(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    is_fallible: bool,
) -> Vec<Form> {
    let mut forms: Vec<Form> = (0..params.len())
        .map(|index| form(context, params, types, index))
        .collect();
    report_allocated(&mut forms, is_fallible);
    let counts: Vec<usize> = forms.iter().filter_map(Form::count).collect();
    for count in counts {
        forms[count] = Form::Count;
    }
    if forms.iter().filter(|form| form.is_written()).count() > 1 {
        for several in forms.iter_mut().filter_map(Form::several_mut) {
            several.is_shared = several.access != Access::Read;
        }
    }
    forms
}

/// Takes away the parameters that report how many elements the arrays have that a method allocates. An array
/// whose parameter does something else is a pointer.
fn report_allocated(forms: &mut [Form], is_fallible: bool) {
    let reported_of_room = |forms: &[Form], count: usize| {
        let mut several = forms.iter().filter_map(Form::several);
        several.any(|several| several.reported == Some(count))
    };
    for index in 0..forms.len() {
        let Form::Result {
            form: ResultForm::Array(array),
            ..
        } = &forms[index]
        else {
            continue;
        };
        let is_free = match array.count {
            AllocatedCount::Told(_) => true,
            AllocatedCount::Reported(count) => {
                let is_number = matches!(
                    forms[count],
                    Form::Reported
                        | Form::Result {
                            form: ResultForm::Same { .. },
                            optional: false
                        }
                );
                is_number && !reported_of_room(forms, count)
            }
        };
        match array.count {
            _ if !is_fallible || !is_free => forms[index] = Form::Raw,
            AllocatedCount::Reported(count) => forms[count] = Form::Reported,
            AllocatedCount::Told(_) => {}
        }
    }
}

impl Form {
    /// The parameter that says how many there are.
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Self::Slice { count, .. } => Some(*count),
            _ => None,
        }
    }

    /// Whether the method may write the caller's memory through it, while it runs.
    pub(super) fn is_written(&self) -> bool {
        match self {
            Self::InOut { .. } => true,
            Self::Slice { several, .. } | Self::Array { several, .. } => {
                several.access != Access::Read
            }
            _ => false,
        }
    }

    pub(super) fn several(&self) -> Option<&Several> {
        match self {
            Self::Slice { several, .. } | Self::Array { several, .. } => Some(several),
            _ => None,
        }
    }

    fn several_mut(&mut self) -> Option<&mut Several> {
        match self {
            Self::Slice { several, .. } | Self::Array { several, .. } => Some(several),
            _ => None,
        }
    }

    /// Makes it an `Option` or none. Returns whether it can be one.
    pub(super) fn set_nullable(&mut self, is_nullable: bool) -> bool {
        let nullable = match self {
            Self::Interface { nullable, .. }
            | Self::Text { nullable }
            | Self::NarrowText { nullable }
            | Self::Reference { nullable, .. }
            | Self::InOut { nullable, .. } => nullable,
            Self::Slice { several, .. } | Self::Array { several, .. } => &mut several.nullable,
            Self::Result { form, .. } => return form.set_nullable(is_nullable),
            _ => return false,
        };
        *nullable = is_nullable;
        true
    }

    /// Makes it what a contract says. Returns the type in whose place another is, as which it has to
    /// be in memory.
    pub(super) fn set(&mut self, is_nullable: bool, by: Option<&str>) -> Option<String> {
        self.set_nullable(is_nullable);
        let target = match self {
            Self::Interface { wrapper, .. } => {
                *wrapper = by.map(str::to_owned);
                return None;
            }
            Self::Slice { several, .. } | Self::Array { several, .. } => &mut several.element,
            Self::Reference { target, .. }
            | Self::InOut {
                target,
                truth: None,
                ..
            }
            | Self::ByValue { target } => target,
            _ => return None,
        };
        by.map(|by| std::mem::replace(target, by.to_owned()))
    }

    /// Its type in the trait; `None` for what isn't given.
    pub(super) fn ty(&self, context: &Context<'_>, ty: &AbiType) -> Option<String> {
        let reference = |target: &str, nullable: bool| optional(&format!("&{target}"), nullable);
        Some(match self {
            Self::Count | Self::Reported | Self::Unused | Self::Result { .. } => return None,
            Self::Value | Self::Raw => context.value(ty),
            Self::Truth(_) => "bool".into(),
            Self::Interface { nullable, wrapper } => {
                let target = match wrapper {
                    Some(wrapper) => wrapper.clone(),
                    None if ty.is_interface() => context.name(ty),
                    None => "windows_core::IUnknown".into(),
                };
                reference(&target, *nullable)
            }
            Self::Text { nullable } => reference("::comidl::WideStr", *nullable),
            Self::BStr => "&::comidl::WideStr".into(),
            Self::NarrowText { nullable } => reference("core::ffi::CStr", *nullable),
            Self::SafeArray { array } => format!("&{array}"),
            Self::ByValue { target } => format!("&{target}"),
            Self::Reference { target, nullable } => reference(target, *nullable),
            Self::InOut {
                target, nullable, ..
            } => reference(&format!("::comidl::InOut<{target}>"), *nullable),
            Self::Slice { several, .. } => several.reference(|element| format!("[{element}]")),
            Self::Array { several, length } => {
                several.reference(|element| format!("[{element}; {length}]"))
            }
        })
    }
}

pub(super) fn optional(ty: &str, nullable: bool) -> String {
    if nullable {
        format!("Option<{ty}>")
    } else {
        ty.into()
    }
}

fn form(context: &Context<'_>, params: &[Param], types: &[AbiType], index: usize) -> Form {
    let (param, ty) = (&params[index], &types[index]);
    let attributes = &param.attributes;
    let nullable = is_nullable(params, types, index);
    // What is `const` is only read, even if it is `[out]`.
    let is_const = matches!(ty, AbiType::Pointer { is_const: true, .. });
    let access = match (is_const || is_input_only(attributes), attributes.is_in) {
        (true, _) => Access::Read,
        (false, true) => Access::Change,
        (false, false) => Access::Write,
    };
    if let Some(several) = several(context, params, types, index, access) {
        return several;
    }
    if access == Access::Read && attributes.iid_is().is_some() && ty.is_void_pointer() {
        return Form::Interface {
            nullable,
            wrapper: None,
        };
    }
    if let Some(truth) = Truth::of(context, &param.ty, ty) {
        return Form::Truth(truth);
    }
    // A method may write the elements of a `SAFEARRAY *` that is `[in, out]`.
    if let Some(array) = safe_array(context, &param.ty, ty)
        && (array != ANY_SAFE_ARRAY || access == Access::Read)
    {
        return Form::SafeArray { array };
    }
    match ty {
        _ if ty.is_interface() => {
            return Form::Interface {
                nullable,
                wrapper: None,
            };
        }
        AbiType::PCWStr => return Form::Text { nullable },
        AbiType::PCStr => return Form::NarrowText { nullable },
        AbiType::BStr => return Form::BStr,
        AbiType::PStr | AbiType::PWStr => return Form::Raw,
        AbiType::Pointer { .. } => {}
        AbiType::HString | AbiType::Record(_) => {
            let target = element(context, ty, access);
            return target.map_or(Form::Raw, |target| Form::ByValue { target });
        }
        _ => return value(context, ty),
    }
    if access == Access::Write {
        let next = params.get(index + 1).zip(types.get(index + 1));
        let is_size = |(next, ty): (&Param, &AbiType)| {
            is_input_only(&next.attributes) && context.abi.expand(ty).is_integer()
        };
        if !attributes.retval && is_bytes(context, ty) && next.is_some_and(is_size) {
            return Form::Raw;
        }
        let form = result(context, params, types, index);
        let optional = is_optional(param) || Sal::of(params, index).optional == Some(true);
        return form.map_or(Form::Raw, |form| Form::Result { form, optional });
    }
    let truth = truth_behind(context, param, ty).filter(|_| access == Access::Change);
    let target = match truth {
        Some(_) => Some("bool".to_owned()),
        None if let Some(array) = safe_array_behind(context, &param.ty, ty) => Some(array),
        // Bytes are several, and nothing says how many.
        None if is_bytes(context, ty) => None,
        None => element(context, &pointee(ty), access),
    };
    match (target, access) {
        (Some(target), Access::Change) => Form::InOut {
            target,
            truth,
            nullable,
        },
        (Some(target), _) => Form::Reference { target, nullable },
        (None, _) => Form::Raw,
    }
}

/// Whether a pointer points to bytes or characters. Where no attribute says how many, one isn't meant.
pub(super) fn is_bytes(context: &Context<'_>, ty: &AbiType) -> bool {
    matches!(
        context.abi.expand(&pointee(ty)),
        AbiType::Number(Number::I8 | Number::U8)
    )
}

/// What is passed by value and is no pointer.
fn value(context: &Context<'_>, ty: &AbiType) -> Form {
    match context.abi.expand(ty) {
        // A typedef of a struct.
        AbiType::Record(_) => Form::ByValue {
            target: context.value(ty),
        },
        // A typedef of an untyped pointer is a handle, which nobody looks behind.
        _ => Form::Value,
    }
}

/// Whether null may be passed for a parameter: for an interface anywhere, unless the IDL says otherwise.
pub(super) fn is_nullable(params: &[Param], types: &[AbiType], index: usize) -> bool {
    let param = &params[index];
    if is_optional(param) {
        return true;
    }
    let is_interface = types[index].is_interface()
        || (param.attributes.iid_is().is_some() && types[index].is_void_pointer());
    let is_ref = param.attributes.pointer == Some(PointerKind::Ref);
    let otherwise = is_interface && !is_ref;
    Sal::of(params, index).optional.unwrap_or(otherwise)
}

/// The type of what a pointer points to, where a Rust reference to it is safe to have.
///
/// What is written must be so that whatever safe code writes, the caller can take it: a pointer
/// isn't.
pub(super) fn element(context: &Context<'_>, ty: &AbiType, access: Access) -> Option<String> {
    if is_variant(context, ty) {
        return Some("::comidl::Variant".into());
    }
    match ty {
        AbiType::PWStr if access != Access::Read => {
            return Some("Option<::comidl::TaskString>".into());
        }
        AbiType::PStr if access != Access::Read => {
            return Some("Option<::comidl::TaskCString>".into());
        }
        _ => {}
    }
    if *ty == AbiType::Void || (access != Access::Read && has_pointer(context, ty)) {
        return None;
    }
    Some(context.value(ty))
}

/// Whether a value that a method writes has something to release: also a string, which is then in task
/// memory.
pub(super) fn is_owning(context: &Context<'_>, ty: &AbiType) -> bool {
    matches!(ty, AbiType::PStr | AbiType::PWStr) || !context.is_copyable(ty)
}

/// Whether `ty` is OLE's `VARIANT`.
pub(super) fn is_variant(context: &Context<'_>, ty: &AbiType) -> bool {
    match context.abi.expand(ty) {
        AbiType::Record(id) => {
            let item = context.model.item(id);
            Automation::Variant.is(item) && matches!(item.kind, ItemKind::Record(_))
        }
        _ => false,
    }
}

/// Whether there is a pointer in a value of that type that isn't one to something owned.
fn has_pointer(context: &Context<'_>, ty: &AbiType) -> bool {
    match ty {
        AbiType::Alias(id) => match context.abi.typedef(*id) {
            // A handle.
            target if target.is_void_pointer() => false,
            target => has_pointer(context, &target),
        },
        AbiType::Pointer { .. }
        | AbiType::PStr
        | AbiType::PCStr
        | AbiType::PWStr
        | AbiType::PCWStr => true,
        AbiType::Array { element, .. } => has_pointer(context, element),
        // What releases itself is as safe as what owns.
        AbiType::Record(_) if context.is_dropped(ty) => false,
        AbiType::Record(id) => match &context.model.item(*id).kind {
            ItemKind::Record(record) => record
                .fields
                .iter()
                .any(|field| has_pointer(context, &context.abi.field(field))),
            _ => true,
        },
        _ => false,
    }
}
