//! The caller's side: a safe-to-read wrapper that turns Rust's arguments into C's and C's result
//! into Rust's.

use crate::lower::abi::AbiType;

use super::code::Code;
use super::signature::{Parameter, ResultKind, Role, Signature, passes_as_is};
use super::types::Context;

/// What the wrapper calls.
#[derive(Clone, Copy, Debug)]
pub(super) enum Callee<'a> {
    /// The vtable's slot of that name.
    Slot(&'a str),
    /// The function of that name, declared by this line in the wrapper's body.
    Function { name: &'a str, link: &'a [String] },
}

/// Writes
///
/// ```text
/// pub unsafe fn GetJob(&self, id: *const windows_core::GUID) -> windows_core::Result<IJob> {
///     unsafe {
///         let mut result__ = core::mem::zeroed();
///         let code__ = (windows_core::Interface::vtable(self).GetJob)(
///             windows_core::Interface::as_raw(self),
///             id,
///             &mut result__,
///         );
///         code__.and_then(|| windows_core::imp::Type::from_abi(result__))
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
    write_head(code, context, name, signature, callee);
    if let Callee::Function { link, .. } = callee {
        for line in link {
            code.line(format_args!("{line}"));
        }
    }
    write_body(code, context, signature, callee);
    code.close("}");
}

fn write_head(
    code: &mut Code,
    context: &Context<'_>,
    name: &str,
    signature: &Signature,
    callee: Callee<'_>,
) {
    let mut generics = Vec::new();
    let mut bounds = Vec::new();
    for (index, param) in signature.params.iter().enumerate() {
        if param.role == Role::Convertible {
            generics.push(format!("P{index}"));
            bounds.push(format!(
                "P{index}: windows_core::Param<{}>",
                context.name(&param.ty)
            ));
        }
    }
    if matches!(
        signature.result,
        ResultKind::Query { .. } | ResultKind::QueryOptional { .. }
    ) {
        generics.push("T".into());
        bounds.push("T: windows_core::Interface".into());
    }
    let head = format!("pub unsafe fn {name}");
    let mut params = params(context, signature);
    if matches!(callee, Callee::Slot(_)) {
        params.insert(0, "&self".into());
    }
    let result = arrow(context, signature);
    if bounds.is_empty() {
        code.generic_function(&head, &generics, &params, &format!("){result} {{"));
    } else {
        code.generic_function(&head, &generics, &params, &format!("){result}"));
        code.line(format_args!("where"));
        code.deeper();
        for bound in bounds {
            code.line(format_args!("{bound},"));
        }
        code.close("{");
    }
    code.deeper();
}

/// What the wrapper takes.
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

/// A call of C's function, and what is made ready for it.
#[derive(Debug, Default)]
struct Call {
    /// Assignments that come before it: what is assigned to, the call that is assigned, and that
    /// call's arguments.
    lets: Vec<(String, String, Vec<String>)>,
    head: String,
    args: Vec<String>,
}

fn write_body(code: &mut Code, context: &Context<'_>, signature: &Signature, callee: Callee<'_>) {
    let call = call(context, signature, callee);
    if call.lets.is_empty()
        && matches!(signature.result, ResultKind::Plain | ResultKind::HResult)
        && code.call_fits(&call.head, &call.args, "unsafe { ) }".len())
    {
        let (head, args) = (&call.head, call.args.join(", "));
        code.line(format_args!("unsafe {{ {head}{args}) }}"));
        return;
    }
    code.open(format_args!("unsafe"));
    for (target, head, args) in &call.lets {
        code.assign(target, head, args);
    }
    let (head, args) = (&call.head, &call.args);
    match signature.result {
        ResultKind::Plain | ResultKind::HResult => write_call(code, head, args),
        ResultKind::QueryOptional { .. } => {
            code.assign("let code__ =", head, args);
            code.line(format_args!("code__.ok()"));
        }
        ResultKind::Query { .. } => {
            code.line(format_args!("let mut result__ = core::ptr::null_mut();"));
            code.assign("let code__ =", head, args);
            code.line(format_args!(
                "code__.and_then(|| windows_core::imp::Type::from_abi(result__))"
            ));
        }
        ResultKind::Last => {
            code.line(format_args!("let mut result__ = core::mem::zeroed();"));
            code.assign("let code__ =", head, args);
            let (_, ty) = signature.last();
            code.line(format_args!("code__.{}", result_map(context, &ty)));
        }
        ResultKind::LastOfVoid => {
            code.line(format_args!("let mut result__ = core::mem::zeroed();"));
            code.call(head, args, ");");
            let (_, ty) = signature.last();
            code.line(format_args!("{}", plain_result(context, &ty)));
        }
        ResultKind::Struct => {
            code.line(format_args!("let mut result__ = core::mem::zeroed();"));
            code.call(head, args, ");");
            code.line(format_args!("result__"));
        }
    }
    code.close("}");
}

fn call(context: &Context<'_>, signature: &Signature, callee: Callee<'_>) -> Call {
    let mut call = Call::default();
    match callee {
        Callee::Slot(slot) => {
            call.head = format!("(windows_core::Interface::vtable(self).{slot})(");
            call.args
                .push("windows_core::Interface::as_raw(self)".into());
        }
        Callee::Function { name, .. } => call.head = format!("{name}("),
    }
    if signature.result == ResultKind::Struct {
        call.args.push("&mut result__".into());
    }
    for index in 0..signature.params.len() {
        let arg = arg(context, signature, index, &mut call.lets);
        call.args.push(arg);
    }
    call
}

/// Writes the call as a block's last expression.
fn write_call(code: &mut Code, head: &str, args: &[String]) {
    match args {
        // `rustfmt` would break such a call within its only argument.
        [only] if !code.call_fits(head, args, ")".len()) => {
            code.line(format_args!("let this__ = {only};"));
            code.line(format_args!("{head}this__)"));
        }
        _ => code.call(head, args, ")"),
    }
}

fn result_map(context: &Context<'_>, ty: &AbiType) -> &'static str {
    if ty.is_interface() {
        "and_then(|| windows_core::imp::Type::from_abi(result__))"
    } else if passes_as_is(context, ty) {
        "map(|| result__)"
    } else {
        "map(|| core::mem::transmute(result__))"
    }
}

fn plain_result(context: &Context<'_>, ty: &AbiType) -> &'static str {
    if ty.is_interface() {
        "windows_core::imp::Type::from_abi(result__)"
    } else if passes_as_is(context, ty) {
        "result__"
    } else {
        "core::mem::transmute(result__)"
    }
}

/// The argument of C's function for its parameter `index`.
fn arg(
    context: &Context<'_>,
    signature: &Signature,
    index: usize,
    lets: &mut Vec<(String, String, Vec<String>)>,
) -> String {
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
                open_optional(param, lets);
            }
            array_pointer(context, param, element)
        }
        Role::Convertible => format!("{name}.param().abi()"),
        Role::RawArray | Role::Optional if param.optional => {
            let unwrapped = format!("{name}.unwrap_or(core::mem::zeroed())");
            let whole = cast(context, &param.ty, unwrapped);
            if whole.len() <= LONGEST_CHAIN {
                return whole;
            }
            lets.push((
                format!("let {name} ="),
                format!("{name}.unwrap_or("),
                vec!["core::mem::zeroed()".into()],
            ));
            cast(context, &param.ty, name.clone())
        }
        Role::Bool => format!("{name}.into()"),
        Role::Reference => format!("core::mem::transmute_copy({name})"),
        Role::RawArray | Role::Optional | Role::Value => cast(context, &param.ty, name.clone()),
    }
}

/// `value`, a pointer or a plain value, as the slot's type.
fn cast(context: &Context<'_>, ty: &AbiType, value: String) -> String {
    if context.value(ty) == context.slot(ty) {
        value
    } else {
        format!("{value}.cast()")
    }
}

/// The longest chain of method calls that stays on one line.
const LONGEST_CHAIN: usize = 60;

/// Takes an optional slice apart: a length, which is 0 without it, and a pointer, which is null.
fn open_optional(array: &Parameter, lets: &mut Vec<(String, String, Vec<String>)>) {
    let name = &array.name;
    let local = name.trim_start_matches("r#");
    if matches!(array.role, Role::Slice { .. }) {
        lets.push((
            format!("let {local}_len__ ="),
            format!("{name}.as_ref().map_or("),
            vec!["0".into(), "|slice__| slice__.len()".into()],
        ));
    }
    let (null, pointer) = if array.input {
        ("core::ptr::null()", "|slice__| slice__.as_ptr()")
    } else {
        ("core::ptr::null_mut()", "|slice__| slice__.as_mut_ptr()")
    };
    lets.push((
        format!("let {local}_ptr__ ="),
        format!("{name}.map_or("),
        vec![null.into(), pointer.into()],
    ));
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
    let slot = match &param.ty {
        AbiType::Pointer { to, .. } => context.slot(to),
        _ => context.slot(element),
    };
    let pointer = if slot == context.value(element) {
        pointer
    } else {
        format!("{pointer}.cast()")
    };
    match constructor {
        Some(string) => format!("{string}({pointer})"),
        None => pointer,
    }
}
