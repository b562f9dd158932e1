//! The caller's side: a safe-to-read wrapper that turns Rust's arguments into C's and C's result
//! into Rust's.

use crate::lower::abi::AbiType;

use super::code::Code;
use super::signature::{Parameter, ResultKind, Role, Signature, passes_as_is};
use super::template::{Block, rust};
use super::types::Context;

/// What the wrapper calls.
#[derive(Clone, Copy, Debug)]
pub(super) enum Callee<'a> {
    /// The vtable's slot of that name.
    Slot(&'a str),
    /// The function of that name, which this item in the wrapper's body declares.
    Function { name: &'a str, link: &'a str },
}

/// Writes
///
/// ```text
/// pub unsafe fn GetJob(&self, id: *const windows_core::GUID) -> windows_core::Result<IJob> {
///     unsafe {
///         let mut result__ = core::mem::zeroed();
///         let code__ = (windows_core::Interface::vtable(self).GetJob)(.., id, &mut result__);
///         shared__::interface(code__, result__)
///     }
/// }
/// ```
pub(super) fn write(
    code: &mut Code,
    context: &Context<'_>,
    name: &str,
    signature: &Signature,
    callee: Callee<'_>,
) {
    let (generics, bounds) = generics(context, signature);
    let mut params = params(context, signature);
    let mut declaration = "";
    match callee {
        Callee::Slot(_) => params.insert(0, "&self".into()),
        Callee::Function { link, .. } => declaration = link,
    }
    rust!(
        code,
        "
        pub unsafe fn $name$generics($params)$result$bounds {
            $declaration
            unsafe {
                $body
            }
        }
        ",
        name,
        generics,
        params = params.join(", "),
        result = arrow(context, signature),
        bounds,
        declaration,
        body = Block(|code| write_body(code, context, signature, callee))
    );
}

/// Returns the wrapper's generic parameters and what they are bound to, or two empty strings.
fn generics(context: &Context<'_>, signature: &Signature) -> (String, String) {
    let mut generics = Vec::new();
    let mut bounds = Vec::new();
    for (index, param) in signature.params.iter().enumerate() {
        if param.role == Role::Convertible {
            let target = context.name(&param.ty);
            generics.push(format!("P{index}"));
            bounds.push(format!("P{index}: windows_core::Param<{target}>"));
        }
    }
    if matches!(
        signature.result,
        ResultKind::Query { .. } | ResultKind::QueryOptional { .. }
    ) {
        generics.push("T".into());
        bounds.push("T: windows_core::Interface".into());
    }
    if generics.is_empty() {
        return (String::new(), String::new());
    }
    (
        format!("<{}>", generics.join(", ")),
        format!(" where {}", bounds.join(", ")),
    )
}

/// Returns the parameters of the wrapper, but for `&self`.
fn params(context: &Context<'_>, signature: &Signature) -> Vec<String> {
    let mut params = Vec::new();
    for (index, param) in signature.params.iter().enumerate() {
        if is_supplied(signature, index) {
            continue;
        }
        let name = &param.name;
        let mutable = if param.input { "" } else { "mut " };
        let reference = |ty: String| {
            if param.optional {
                format!("{name}: Option<&{mutable}{ty}>")
            } else {
                format!("{name}: &{mutable}{ty}")
            }
        };
        params.push(match &param.role {
            Role::Length { .. } => continue,
            Role::Slice { element } => reference(format!("[{}]", context.value(element))),
            Role::Fixed { element, length } => {
                reference(format!("[{}; {length}]", context.value(element)))
            }
            Role::RawArray if param.optional => {
                format!("{name}: Option<{}>", context.value(&param.ty))
            }
            Role::Convertible => format!("{name}: P{index}"),
            Role::Optional => format!("{name}: Option<{}>", context.name(&param.ty)),
            Role::Bool => format!("{name}: bool"),
            Role::Reference => format!("{name}: &{}", context.value(&param.ty)),
            Role::RawArray | Role::Value => format!("{name}: {}", context.value(&param.ty)),
        });
    }
    if let ResultKind::QueryOptional { .. } = signature.result {
        params.push("result__: *mut Option<T>".into());
    }
    params
}

/// Whether the wrapper itself has the argument: the result's place, the IID that is asked for.
fn is_supplied(signature: &Signature, index: usize) -> bool {
    match signature.result {
        ResultKind::Query { object, iid } | ResultKind::QueryOptional { object, iid } => {
            index == object || index == iid
        }
        ResultKind::Last | ResultKind::LastOfVoid => index + 1 == signature.params.len(),
        ResultKind::Plain | ResultKind::HResult | ResultKind::Struct => false,
    }
}

fn arrow(context: &Context<'_>, signature: &Signature) -> String {
    match signature.result {
        ResultKind::Query { .. } => " -> windows_core::Result<T>".into(),
        ResultKind::QueryOptional { .. } => " -> windows_core::Result<()>".into(),
        ResultKind::Last => {
            let (_, ty) = signature.last();
            format!(" -> windows_core::Result<{}>", context.name(&ty))
        }
        ResultKind::LastOfVoid => {
            let (_, ty) = signature.last();
            if ty.is_interface() {
                format!(" -> windows_core::Result<{}>", context.name(&ty))
            } else {
                format!(" -> {}", context.value(&ty))
            }
        }
        ResultKind::Plain | ResultKind::HResult | ResultKind::Struct => {
            context.arrow(&signature.returns)
        }
    }
}

/// Writes the statements that call C's function.
fn write_body(code: &mut Code, context: &Context<'_>, signature: &Signature, callee: Callee<'_>) {
    let call = call(code, context, signature, callee);
    match signature.result {
        ResultKind::Plain | ResultKind::HResult => rust!(code, "$call", call),
        ResultKind::QueryOptional { .. } => rust!(
            code,
            "
            let code__ = $call;
            code__.ok()
            ",
            call
        ),
        ResultKind::Query { .. } => rust!(
            code,
            "
            let mut result__ = core::ptr::null_mut();
            let code__ = $call;
            shared__::interface(code__, result__)
            ",
            call
        ),
        ResultKind::Last => rust!(
            code,
            "
            let mut result__ = core::mem::zeroed();
            let code__ = $call;
            shared__::$convert(code__, result__)
            ",
            call,
            convert = conversion(context, &signature.last().1)
        ),
        ResultKind::LastOfVoid => rust!(
            code,
            "
            let mut result__ = core::mem::zeroed();
            $call;
            $result
            ",
            call,
            result = plain_result(context, &signature.last().1)
        ),
        ResultKind::Struct => rust!(
            code,
            "
            let mut result__ = core::mem::zeroed();
            $call;
            result__
            ",
            call
        ),
    }
}

/// Returns the call of C's function. Writes the assignments that come before the call.
fn call(
    code: &mut Code,
    context: &Context<'_>,
    signature: &Signature,
    callee: Callee<'_>,
) -> String {
    let mut args = Vec::new();
    if matches!(callee, Callee::Slot(_)) {
        args.push("windows_core::Interface::as_raw(self)".into());
    }
    if signature.result == ResultKind::Struct {
        args.push("&mut result__".into());
    }
    for index in 0..signature.params.len() {
        args.push(arg(code, context, signature, index));
    }
    let args = args.join(", ");
    match callee {
        Callee::Slot(slot) => format!("(windows_core::Interface::vtable(self).{slot})({args})"),
        Callee::Function { name, .. } => format!("{name}({args})"),
    }
}

/// Returns the function that makes a `Result` of a code and a result of this type.
fn conversion(context: &Context<'_>, ty: &AbiType) -> &'static str {
    if ty.is_interface() {
        "interface"
    } else if passes_as_is(context, ty) {
        "value"
    } else {
        "owned"
    }
}

/// Returns the value of a result. An interface that is null is an error.
fn plain_result(context: &Context<'_>, ty: &AbiType) -> String {
    if ty.is_interface() {
        format!(
            "core::mem::transmute::<_, {}>(result__).ok_or_else(windows_core::Error::empty)",
            context.value(ty)
        )
    } else if passes_as_is(context, ty) {
        "result__".into()
    } else {
        "core::mem::transmute(result__)".into()
    }
}

/// Returns the argument of C's function for its parameter `index`. Writes the assignments that the
/// argument needs.
fn arg(code: &mut Code, context: &Context<'_>, signature: &Signature, index: usize) -> String {
    let param = &signature.params[index];
    match signature.result {
        ResultKind::Query { object, .. } if index == object => return "&mut result__".into(),
        ResultKind::QueryOptional { object, .. } if index == object => {
            return "result__.cast()".into();
        }
        ResultKind::Query { iid, .. } | ResultKind::QueryOptional { iid, .. } if index == iid => {
            let is_const = matches!(param.ty, AbiType::Pointer { is_const: true, .. });
            return if is_const {
                "&T::IID"
            } else {
                "core::ptr::from_ref(&T::IID).cast_mut()"
            }
            .into();
        }
        ResultKind::Last | ResultKind::LastOfVoid if index + 1 == signature.params.len() => {
            return "&mut result__".into();
        }
        _ => {}
    }
    let name = &param.name;
    match &param.role {
        Role::Length { of } => length(&signature.params[*of]),
        Role::Slice { element } | Role::Fixed { element, .. } => {
            if param.optional {
                open_optional(code, param);
            }
            array_pointer(context, param, element)
        }
        Role::Convertible => format!("{name}.param().abi()"),
        Role::RawArray | Role::Optional if param.optional => {
            let unwrapped = format!("{name}.unwrap_or(core::mem::zeroed())");
            cast(context, &param.ty, unwrapped)
        }
        Role::Bool => format!("{name}.into()"),
        Role::Reference => format!("core::mem::transmute_copy({name})"),
        Role::RawArray | Role::Optional | Role::Value => cast(context, &param.ty, name.clone()),
    }
}

/// `value`, a pointer or a plain value, as the slot's type.
fn cast(context: &Context<'_>, ty: &AbiType, value: String) -> String {
    if context.fits_slot(ty) {
        value
    } else {
        format!("{value}.cast()")
    }
}

/// Takes an optional slice apart: a length, which is 0 without it, and a pointer, which is null.
fn open_optional(code: &mut Code, array: &Parameter) {
    let name = &array.name;
    let local = name.trim_start_matches("r#");
    if matches!(array.role, Role::Slice { .. }) {
        rust!(
            code,
            "let ${local}_len__ = $name.as_ref().map_or(0, |slice__| slice__.len());",
            local,
            name
        );
    }
    let (null, pointer) = if array.input {
        ("null", "as_ptr")
    } else {
        ("null_mut", "as_mut_ptr")
    };
    rust!(
        code,
        "let ${local}_ptr__ = $name.map_or(core::ptr::$null(), |slice__| slice__.$pointer());",
        local,
        name,
        null,
        pointer
    );
}

fn length(array: &Parameter) -> String {
    let name = &array.name;
    if array.optional {
        let local = name.trim_start_matches("r#");
        format!("{local}_len__.try_into().unwrap()")
    } else {
        format!("{name}.len().try_into().unwrap()")
    }
}

/// The pointer to a slice's first element, as the slot's type.
fn array_pointer(context: &Context<'_>, param: &Parameter, element: &AbiType) -> String {
    let name = &param.name;
    let pointer = match (param.optional, param.input) {
        (true, _) => format!("{}_ptr__", name.trim_start_matches("r#")),
        (false, true) => format!("{name}.as_ptr()"),
        (false, false) => format!("{name}.as_mut_ptr()"),
    };
    let (constructor, is_const) = match &param.ty {
        AbiType::PStr | AbiType::PWStr => (Some(context.name(&param.ty)), false),
        AbiType::PCStr | AbiType::PCWStr => (Some(context.name(&param.ty)), true),
        AbiType::Pointer { is_const, .. } => (None, *is_const),
        _ => (None, false),
    };
    let pointer = match (param.input, is_const) {
        (true, false) => format!("{pointer}.cast_mut()"),
        (false, true) => format!("{pointer}.cast_const()"),
        _ => pointer,
    };
    // The elements of an array of `void` are bytes.
    let is_void = matches!(&param.ty, AbiType::Pointer { to, .. } if **to == AbiType::Void);
    let pointer = if !is_void && context.fits_slot(element) {
        pointer
    } else {
        format!("{pointer}.cast()")
    };
    match constructor {
        Some(string) => format!("{string}({pointer})"),
        None => pointer,
    }
}
