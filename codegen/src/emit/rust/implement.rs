//! The implementer's side: a trait to implement, and the functions that a vtable made of an
//! implementation holds.

use super::code::Code;
use super::signature::{Parameter, ResultKind, Role, Signature, passes_as_is, pointee};
use super::types::{Context, VOID_POINTER};

/// How the functions of a vtable find the implementation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dispatch {
    /// It lies so many pointers before or after `this`: objects that `#[implement]` makes.
    Offset,
    /// `this` points to it: interfaces without `IUnknown`.
    Scoped,
}

impl Dispatch {
    /// The generic parameters of a vtable's functions.
    pub(super) fn generics(self, bound: &str) -> Vec<String> {
        let mut generics = vec![format!("Identity: {bound}")];
        if self == Self::Offset {
            generics.push("const OFFSET: isize".into());
        }
        generics
    }

    /// The arguments for them.
    pub(super) fn arguments(self) -> &'static str {
        match self {
            Self::Offset => "<Identity, OFFSET>",
            Self::Scoped => "<Identity>",
        }
    }
}

/// Writes the trait's method:
///
/// ```text
/// fn GetJob(&self, id: *const windows_core::GUID) -> windows_core::Result<IJob>;
/// ```
pub(super) fn write_trait_method(
    code: &mut Code,
    context: &Context<'_>,
    name: &str,
    signature: &Signature,
) {
    let mut params = vec!["&self".to_owned()];
    params.extend(implemented(signature).map(|param| trait_param(context, param)));
    code.list(
        &format!("fn {name}("),
        &params,
        &format!("){};", trait_arrow(context, signature)),
    );
}

/// The parameters that an implementation gets.
fn implemented(signature: &Signature) -> impl Iterator<Item = &Parameter> {
    let without_last = usize::from(signature.result == ResultKind::Last);
    signature.params[..signature.params.len() - without_last].iter()
}

fn trait_param(context: &Context<'_>, param: &Parameter) -> String {
    let name = &param.name;
    let ty = &param.ty;
    match passing(context, param) {
        Passing::Borrowed => format!("{name}: windows_core::Ref<{}>", context.name(ty)),
        Passing::Out => format!(
            "{name}: windows_core::OutRef<{}>",
            context.name(&pointee(ty))
        ),
        Passing::Reference => format!("{name}: &{}", context.value(ty)),
        Passing::Value => format!("{name}: {}", context.value(ty)),
    }
}

/// How an implementation gets an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passing {
    /// An interface that the caller keeps.
    Borrowed,
    /// Where to put an interface.
    Out,
    /// A reference to what the caller passed.
    Reference,
    /// As it is.
    Value,
}

fn passing(context: &Context<'_>, param: &Parameter) -> Passing {
    let ty = &param.ty;
    let is_array = matches!(
        param.role,
        Role::Slice { .. } | Role::Fixed { .. } | Role::RawArray
    );
    if ty.is_interface() {
        Passing::Borrowed
    } else if !param.input && !is_array && pointee(ty).is_interface() {
        Passing::Out
    } else if !context.is_copyable(ty) || (param.input && !context.is_primitive(ty)) {
        Passing::Reference
    } else {
        Passing::Value
    }
}

fn trait_arrow(context: &Context<'_>, signature: &Signature) -> String {
    match signature.result {
        ResultKind::Query { .. } | ResultKind::QueryOptional { .. } | ResultKind::HResult => {
            " -> windows_core::Result<()>".into()
        }
        ResultKind::Last => {
            let (_, ty) = signature.last();
            format!(" -> windows_core::Result<{}>", context.name(&ty))
        }
        ResultKind::Plain | ResultKind::LastOfVoid | ResultKind::Struct => {
            context.arrow(&signature.returns)
        }
    }
}

/// Writes the function for a vtable's slot:
///
/// ```text
/// unsafe extern "system" fn Cancel<Identity: IJob_Impl, const OFFSET: isize>(
///     this: *mut core::ffi::c_void,
/// ) -> windows_core::HRESULT {
///     unsafe {
///         let this__ = &*(this as *const *const ()).offset(OFFSET).cast::<Identity>();
///         let result__ = IJob_Impl::Cancel(this__);
///         result__.into()
///     }
/// }
/// ```
pub(super) fn write_function(
    code: &mut Code,
    context: &Context<'_>,
    trait_name: &str,
    name: &str,
    signature: &Signature,
    dispatch: Dispatch,
) {
    let mut params = vec![format!("this: {VOID_POINTER}")];
    if signature.result == ResultKind::Struct {
        params.push(format!(
            "result__: *mut {}",
            context.value(&signature.returns)
        ));
    }
    params.extend(
        signature
            .params
            .iter()
            .map(|param| format!("{}: {}", param.name, context.slot(&param.ty))),
    );
    code.generic_function(
        &format!("unsafe extern \"system\" fn {name}"),
        &dispatch.generics(trait_name),
        &params,
        &format!("){} {{", slot_arrow(context, signature)),
    );
    code.deeper();
    code.open(format_args!("unsafe"));
    match dispatch {
        Dispatch::Offset => code.line(format_args!(
            "let this__ = &*(this as *const *const ()).offset(OFFSET).cast::<Identity>();"
        )),
        Dispatch::Scoped => {
            code.line(format_args!(
                "let this__ = this as *const windows_core::ScopedHeap;"
            ));
            code.line(format_args!(
                "let this__ = &*(*this__).this.cast::<Identity>();"
            ));
        }
    }
    let mut args = vec!["this__".to_owned()];
    args.extend(implemented(signature).map(|param| trait_arg(context, param)));
    let head = format!("{trait_name}::{name}(");
    match signature.result {
        ResultKind::Last => write_result(code, context, signature, &head, &args),
        ResultKind::Query { .. } | ResultKind::QueryOptional { .. } | ResultKind::HResult => {
            write_let(code, &head, &args);
            code.line(format_args!("result__.into()"));
        }
        ResultKind::Struct => code.assign("*result__ =", &head, &args),
        ResultKind::Plain | ResultKind::LastOfVoid => code.call(&head, &args, ")"),
    }
    code.close("}");
    code.close("}");
}

/// What a slot's function returns.
pub(super) fn slot_arrow(context: &Context<'_>, signature: &Signature) -> String {
    if signature.result == ResultKind::Struct {
        String::new()
    } else {
        context.arrow(&signature.returns)
    }
}

fn write_result(
    code: &mut Code,
    context: &Context<'_>,
    signature: &Signature,
    head: &str,
    args: &[String],
) {
    let (last, ty) = signature.last();
    let value = if passes_as_is(context, &ty) {
        "ok__"
    } else {
        "core::mem::transmute(ok__)"
    };
    write_let(code, head, args);
    code.open(format_args!("match result__"));
    code.open(format_args!("Ok(ok__) =>"));
    code.line(format_args!("{}.write({value});", last.name));
    code.line(format_args!("windows_core::HRESULT(0)"));
    code.close("}");
    code.line(format_args!("Err(error__) => error__.into(),"));
    code.close("}");
}

/// Writes `let result__ = call;`.
fn write_let(code: &mut Code, head: &str, args: &[String]) {
    code.assign("let result__ =", head, args);
}

fn trait_arg(context: &Context<'_>, param: &Parameter) -> String {
    let name = &param.name;
    let as_is = context.value(&param.ty) == context.slot(&param.ty);
    match passing(context, param) {
        Passing::Borrowed | Passing::Out => format!("core::mem::transmute_copy(&{name})"),
        Passing::Reference if as_is => format!("&{name}"),
        Passing::Reference => format!("core::mem::transmute(&{name})"),
        Passing::Value if as_is => name.clone(),
        Passing::Value => format!("{name}.cast()"),
    }
}
