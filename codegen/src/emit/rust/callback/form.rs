//! In which form a callback's method gets an argument.

use crate::emit::rust::signature::{is_optional, pointee};
use crate::emit::rust::types::Context;
use crate::lower::abi::{AbiType, is_input_only};
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::lower::sal::Sal;
use crate::model::{Base, Count, ItemKind, Param, PointerKind, Type};

use super::result_form::{AllocatedCount, ResultForm, result};

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

/// How C says true and false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// `BOOL`.
    Bool,
    /// `VARIANT_BOOL`.
    VariantBool,
    /// Another crate's `VARIANT_BOOL`, which may be a type of its own.
    ExternalVariantBool,
    /// `boolean`.
    Byte,
}

impl Truth {
    /// Whether `ty` is a truth value, and of which kind. The model's type knows what the ABI's
    /// forgets: that a byte is a `boolean`.
    pub(super) fn of(context: &Context<'_>, ty: &Type, abi: &AbiType) -> Option<Self> {
        let is_named = |id| Automation::VariantBool.is_called(&context.model.item(id).name);
        match abi {
            AbiType::Bool => return Some(Self::Bool),
            AbiType::Alias(id) if is_named(*id) => {
                let is_external = context.abi.external(*id).is_some();
                return Some(if is_external {
                    Self::ExternalVariantBool
                } else {
                    Self::VariantBool
                });
            }
            _ => {}
        }
        let is_byte = *context.model.strip(ty) == Type::Base(Base::Boolean);
        (is_byte && *abi == AbiType::Number(Number::U8)).then_some(Self::Byte)
    }

    /// The function of `InOut` for a pointer to it.
    pub(super) fn in_out(self) -> &'static str {
        match self {
            Self::Bool => "of_bool",
            Self::VariantBool | Self::ExternalVariantBool => "of_variant_bool",
            Self::Byte => "of_boolean",
        }
    }

    /// The `bool` of a value of C's.
    pub(super) fn to_bool(self, value: &str) -> String {
        match self {
            Self::Bool => format!("{value}.as_bool()"),
            Self::VariantBool | Self::Byte => format!("{value} != 0"),
            Self::ExternalVariantBool => format!("core::mem::transmute::<_, i16>({value}) != 0"),
        }
    }

    /// C's value of a `bool`.
    pub(super) fn to_c(self, value: &str) -> String {
        match self {
            Self::Bool => format!("windows_core::BOOL::from({value})"),
            Self::VariantBool => format!("-i16::from({value})"),
            Self::ExternalVariantBool => format!("core::mem::transmute(-i16::from({value}))"),
            Self::Byte => format!("u8::from({value})"),
        }
    }
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

impl Several {
    /// Returns the type of a reference to the elements. `several` makes the type of all from that of one.
    fn reference(&self, several: impl Fn(&str) -> String) -> String {
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

/// The form of what is several.
fn several(
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

/// Whether null may be passed for a parameter: for an interface anywhere, unless the IDL says otherwise.
fn is_nullable(params: &[Param], types: &[AbiType], index: usize) -> bool {
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
        && Automation::Date.is_called(&context.model.item(*id).name)
    {
        return Some("::comidl::Date".into());
    }
    Some(match context.abi.expand(&abi) {
        _ if is_variant(context, &abi) => "::comidl::Variant".into(),
        AbiType::Record(id) if Automation::Currency.is_called(&context.model.item(id).name) => {
            "::comidl::Currency".into()
        }
        AbiType::Record(id) if Automation::Decimal.is_called(&context.model.item(id).name) => {
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

/// The array of a `SAFEARRAY` of which nobody says what its elements are.
pub(super) const ANY_SAFE_ARRAY: &str = "::comidl::AnySafeArray";

/// The beginning of the runtime's type for a `SAFEARRAY(T)`.
pub(super) const SAFE_ARRAY: &str = "::comidl::SafeArray<";

/// Whether a type is one of the runtime's for a `SAFEARRAY`.
pub(super) fn is_safe_array(ty: &str) -> bool {
    ty == ANY_SAFE_ARRAY || ty.starts_with(SAFE_ARRAY)
}

/// The array that a `SAFEARRAY(T)` or a `SAFEARRAY *` is, whose type at the ABI is `abi`.
fn safe_array(context: &Context<'_>, ty: &Type, abi: &AbiType) -> Option<String> {
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
        AbiType::Record(id) if Automation::SafeArray.is_called(&context.model.item(id).name) => {
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

/// The truth value that `ty`, the type of `param` at the ABI, points to.
pub(super) fn truth_behind(context: &Context<'_>, param: &Param, ty: &AbiType) -> Option<Truth> {
    match (context.model.strip(&param.ty), ty) {
        (Type::Pointer { to, .. }, AbiType::Pointer { to: inner, .. }) => {
            Truth::of(context, to, inner)
        }
        _ => None,
    }
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
            Automation::Variant.is_called(&item.name) && matches!(item.kind, ItemKind::Record(_))
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
