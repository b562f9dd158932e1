//! The implementer's side: a trait to implement, and the functions that a vtable made of an
//! implementation holds.

use super::code::Code;
use super::signature::{Parameter, ResultKind, Role, Signature, pointee};
use super::template::{Block, rust};
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
    /// Returns the generic parameters of a vtable's functions.
    pub(super) fn generics(self, bound: &str) -> String {
        match self {
            Self::Offset => format!("<Identity: {bound}, const OFFSET: isize>"),
            Self::Scoped => format!("<Identity: {bound}>"),
        }
    }

    /// Returns the arguments for the generic parameters.
    pub(super) fn arguments(self) -> &'static str {
        match self {
            Self::Offset => "<Identity, OFFSET>",
            Self::Scoped => "<Identity>",
        }
    }

    /// Returns the statements that find the implementation and call it `this__`.
    fn this(self) -> &'static str {
        match self {
            Self::Offset => "let this__ = shared__::implementation::<Identity, OFFSET>(this);",
            Self::Scoped => {
                "let this__ = this as *const windows_core::ScopedHeap;\n\
                 let this__ = &*(*this__).this.cast::<Identity>();"
            }
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
    rust!(
        code,
        "fn $name($params)$result;",
        name,
        params = params.join(", "),
        result = trait_arrow(context, signature)
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
/// unsafe extern "system" fn Cancel<Identity: IJob_Impl, const OFFSET: isize>(..)
///     -> windows_core::HRESULT {
///     unsafe {
///         let this__ = shared__::implementation::<Identity, OFFSET>(this);
///         IJob_Impl::Cancel(this__).into()
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
    rust!(
        code,
        "
        unsafe extern \"system\" fn $name$generics($params)$returns {
            unsafe {
                $this
                $body
            }
        }
        ",
        name,
        generics = dispatch.generics(trait_name),
        params = params.join(", "),
        returns = slot_arrow(context, signature),
        this = dispatch.this(),
        body = Block(|code| write_body(code, context, trait_name, name, signature))
    );
}

/// Writes the statements that call the implementation.
fn write_body(
    code: &mut Code,
    context: &Context<'_>,
    trait_name: &str,
    name: &str,
    signature: &Signature,
) {
    let mut args = vec!["this__".to_owned()];
    args.extend(implemented(signature).map(|param| trait_arg(context, param)));
    let call = format!("{trait_name}::{name}({})", args.join(", "));
    match signature.result {
        ResultKind::Last => {
            let (last, _) = signature.last();
            rust!(
                code,
                "shared__::put($call, $place)",
                call,
                place = last.name
            );
        }
        ResultKind::Query { .. } | ResultKind::QueryOptional { .. } | ResultKind::HResult => rust!(
            code,
            "
            $call.into()
            ",
            call
        ),
        ResultKind::Struct => rust!(code, "*result__ = $call;", call),
        ResultKind::Plain | ResultKind::LastOfVoid => rust!(code, "$call", call),
    }
}

/// What a slot's function returns.
pub(super) fn slot_arrow(context: &Context<'_>, signature: &Signature) -> String {
    if signature.result == ResultKind::Struct {
        String::new()
    } else {
        context.arrow(&signature.returns)
    }
}

fn trait_arg(context: &Context<'_>, param: &Parameter) -> String {
    let name = &param.name;
    let as_is = context.fits_slot(&param.ty);
    match passing(context, param) {
        Passing::Borrowed | Passing::Out => format!("core::mem::transmute_copy(&{name})"),
        Passing::Reference if as_is => format!("&{name}"),
        Passing::Reference => format!("core::mem::transmute(&{name})"),
        Passing::Value if as_is => name.clone(),
        Passing::Value => format!("{name}.cast()"),
    }
}
