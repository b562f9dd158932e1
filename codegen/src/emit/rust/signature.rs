//! How a caller and an implementer see a function in Rust: which parameter is a slice, which one
//! is its length and goes, which one is the result.
//!
//! The choices are those of windows-rs, so that a program can't tell these bindings from its.

use crate::lower::abi::{AbiType, is_input_only};
use crate::lower::number::Number;
use crate::model::{Count, Param, PointerKind, Type};

use super::name::Names;
use super::types::Context;

/// A function with the roles of its parameters.
#[derive(Debug)]
pub(super) struct Signature {
    pub(super) params: Vec<Parameter>,
    /// As C declares it.
    pub(super) returns: AbiType,
    pub(super) result: ResultKind,
}

/// A parameter of a function.
#[derive(Debug)]
pub(super) struct Parameter {
    /// Its name in Rust.
    pub(super) name: String,
    pub(super) ty: AbiType,
    /// It goes to the callee only.
    pub(super) input: bool,
    /// It may be left out: null.
    pub(super) optional: bool,
    pub(super) role: Role,
}

/// What a caller gives for a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: it is the length of the slice with that index.
    Length { of: usize },
    /// A slice of these elements.
    Slice { element: AbiType },
    /// A reference to an array of these elements.
    Fixed { element: AbiType, length: u64 },
    /// A pointer to the first of several, as it is.
    RawArray,
    /// Anything that turns into it: an interface, a string.
    Convertible,
    /// An `Option` of it.
    Optional,
    /// A `bool`.
    Bool,
    /// Itself.
    Value,
    /// A reference to it, since it owns something.
    Reference,
}

/// What a function gives back in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResultKind {
    /// What it returns.
    Plain,
    /// An `HRESULT`, to the caller as it is, since success has shades; an implementer gives a
    /// `Result<()>`.
    HResult,
    /// `Result` of what its last parameter points to.
    Last,
    /// What its last parameter points to; it returns nothing.
    LastOfVoid,
    /// `Result` of an interface of the caller's choice: by these parameters it is asked for.
    Query { object: usize, iid: usize },
    /// The same where the caller may want none.
    QueryOptional { object: usize, iid: usize },
    /// A struct, which the callee writes through a hidden pointer.
    Struct,
}

impl Signature {
    /// Finds the roles. `is_method` says that a struct is returned through a hidden pointer.
    pub(super) fn new(
        context: &Context<'_>,
        params: &[Param],
        returns: &Type,
        is_method: bool,
    ) -> Self {
        let returns = context.abi.ty(returns);
        let types: Vec<AbiType> = params.iter().map(|it| param_type(context, it)).collect();
        let roles = roles(context, params, &types);
        let result = result(context, params, &types, &returns, is_method);
        let names = param_names(&context.names, params);
        let params = params
            .iter()
            .zip(types)
            .zip(roles)
            .zip(names)
            .map(|(((param, ty), role), name)| Parameter {
                name,
                ty,
                input: is_input_only(&param.attributes),
                optional: is_optional(param),
                role,
            })
            .collect();
        Self {
            params,
            returns,
            result,
        }
    }

    /// What the last parameter points to, of a function whose result that is.
    pub(super) fn last(&self) -> (&Parameter, AbiType) {
        let param = &self.params[self.params.len() - 1];
        (param, pointee(&param.ty))
    }
}

/// A parameter's type: what goes to the callee only is `const`, whether or not C says so.
fn param_type(context: &Context<'_>, param: &Param) -> AbiType {
    let ty = context.abi.param(param);
    if is_input_only(&param.attributes) {
        const_pointer(const_strings(ty))
    } else {
        ty
    }
}

/// `ty` with its outer pointers `const`.
fn const_pointer(ty: AbiType) -> AbiType {
    match ty {
        AbiType::Pointer {
            to,
            is_const: false,
        } => const_pointer(*to).pointer(true),
        ty => ty,
    }
}

/// `ty` with the strings behind its pointers `const`.
fn const_strings(ty: AbiType) -> AbiType {
    match ty {
        AbiType::PStr => AbiType::PCStr,
        AbiType::PWStr => AbiType::PCWStr,
        AbiType::Pointer { to, is_const } => const_strings(*to).pointer(is_const),
        ty => ty,
    }
}

/// The parameters' names in Rust.
pub(super) fn param_names(names: &Names, params: &[Param]) -> Vec<String> {
    names.params(params.iter().map(|param| param.name.as_str()))
}

/// What `ty` points to. `void` is taken for bytes where it has to be something.
pub(super) fn pointee(ty: &AbiType) -> AbiType {
    match ty {
        AbiType::Pointer { to, .. } => (**to).clone(),
        AbiType::PStr | AbiType::PCStr => AbiType::Number(Number::U8),
        AbiType::PWStr | AbiType::PCWStr => AbiType::Number(Number::U16),
        other => other.clone(),
    }
}

fn element(ty: &AbiType) -> AbiType {
    match pointee(ty) {
        AbiType::Void => AbiType::Number(Number::U8),
        element => element,
    }
}

/// Whether a caller may leave it out: `[optional]`, or a pointer that `[unique]` or `[ptr]`
/// allows to be null.
pub(super) fn is_optional(param: &Param) -> bool {
    param.attributes.optional
        || matches!(
            param.attributes.pointer,
            Some(PointerKind::Unique | PointerKind::Full)
        )
}

fn is_pointer(ty: &AbiType) -> bool {
    matches!(
        ty,
        AbiType::Pointer { .. } | AbiType::PStr | AbiType::PCStr | AbiType::PWStr | AbiType::PCWStr
    )
}

fn roles(context: &Context<'_>, params: &[Param], types: &[AbiType]) -> Vec<Role> {
    let mut roles: Vec<Option<Role>> = vec![None; params.len()];
    for (index, param) in params.iter().enumerate() {
        roles[index] = array_role(context, params, types, index, param);
    }
    pair_lengths(params, &mut roles);
    roles
        .into_iter()
        .zip(params.iter().zip(types))
        .map(|(role, (param, ty))| role.unwrap_or_else(|| plain_role(context, param, ty)))
        .collect()
}

/// Up to this many elements, an array of fixed length is one in Rust; beyond, a mere pointer.
const LONGEST_ARRAY: u64 = 1 << 16;

/// The role of a parameter that is several of something.
fn array_role(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    index: usize,
    param: &Param,
) -> Option<Role> {
    let ty = &types[index];
    if !is_pointer(ty) {
        return None;
    }
    let declared = match context.model.strip(&param.ty) {
        Type::Array(array) => array.length,
        _ => None,
    };
    let role = match (param.attributes.size_is().first(), declared) {
        (Some(Some(Count::Of(length))), _) => {
            let counts = *length != index
                && params.get(*length).is_some_and(|it| is_input_only(&it.attributes))
                && context.abi.expand(&types[*length]).is_integer()
                // A negative count, which means something where the array may be missing, is no
                // slice's length.
                && (is_unsigned(&context.abi.expand(&types[*length])) || !is_optional(param));
            if !counts {
                return None;
            }
            Role::Slice {
                element: element(ty),
            }
        }
        (Some(&Some(Count::Const(length))), _) | (None, Some(length))
            if (1..=LONGEST_ARRAY).contains(&length) =>
        {
            Role::Fixed {
                element: element(ty),
                length,
            }
        }
        _ => return None,
    };
    // The callee writes elements that the caller has no value for yet.
    let writes_only = param.attributes.is_out && !param.attributes.is_in;
    Some(if writes_only { Role::RawArray } else { role })
}

/// Gives each length parameter its role; where several slices share one, none of them is a slice.
fn pair_lengths(params: &[Param], roles: &mut [Option<Role>]) {
    let mut counted: Vec<(usize, usize)> = Vec::new();
    for (index, param) in params.iter().enumerate() {
        if let (Some(Role::Slice { .. } | Role::RawArray), Some(Some(Count::Of(length)))) =
            (&roles[index], param.attributes.size_is().first())
        {
            counted.push((index, *length));
        }
    }
    for &(index, length) in &counted {
        let shared = counted.iter().filter(|(_, other)| *other == length).count() > 1;
        let raw = roles[index] == Some(Role::RawArray);
        if shared {
            roles[index] = (!is_input_only(&params[index].attributes)).then_some(Role::RawArray);
        } else if !raw {
            roles[length] = Some(Role::Length { of: index });
        }
    }
}

fn plain_role(context: &Context<'_>, param: &Param, ty: &AbiType) -> Role {
    let input = is_input_only(&param.attributes);
    let is_string = matches!(ty, AbiType::PCStr | AbiType::PCWStr);
    if ty.is_interface() || (input && is_string) {
        return Role::Convertible;
    }
    if !context.is_copyable(ty) {
        return Role::Reference;
    }
    let is_function = matches!(context.abi.expand(ty), AbiType::Function(_));
    if is_optional(param) && !is_function {
        return Role::Optional;
    }
    if input && *ty == AbiType::Bool {
        return Role::Bool;
    }
    Role::Value
}

fn result(
    context: &Context<'_>,
    params: &[Param],
    types: &[AbiType],
    returns: &AbiType,
    is_method: bool,
) -> ResultKind {
    match returns {
        AbiType::HResult => {
            if let Some((object, iid)) = query(params, types) {
                return if is_optional(&params[object]) {
                    ResultKind::QueryOptional { object, iid }
                } else {
                    ResultKind::Query { object, iid }
                };
            }
            if last_is_result(context, params, types) {
                ResultKind::Last
            } else {
                ResultKind::HResult
            }
        }
        AbiType::Void if last_is_result(context, params, types) => ResultKind::LastOfVoid,
        returns if is_method && context.abi.returns_through_pointer(returns) => ResultKind::Struct,
        _ => ResultKind::Plain,
    }
}

/// Whether the last parameter is what the function is called for: `[retval]`, or the only
/// `[out]`, and small.
fn last_is_result(context: &Context<'_>, params: &[Param], types: &[AbiType]) -> bool {
    let (Some((param, before)), Some(ty)) = (params.split_last(), types.last()) else {
        return false;
    };
    let attributes = &param.attributes;
    let AbiType::Pointer {
        to,
        is_const: false,
    } = ty
    else {
        return false;
    };
    let writes_only = (attributes.is_out || attributes.retval) && !attributes.is_in;
    let is_array = !attributes.size_is().is_empty()
        || matches!(context.model.strip(&param.ty), Type::Array(_));
    if !writes_only || is_optional(param) || is_array {
        return false;
    }
    if attributes.retval {
        return true;
    }
    let others_are_inputs = before.iter().all(|it| is_input_only(&it.attributes));
    others_are_inputs && !is_void(to) && is_small(context, param, to)
}

fn is_void(ty: &AbiType) -> bool {
    match ty {
        AbiType::Void => true,
        AbiType::Pointer { to, .. } => is_void(to),
        _ => false,
    }
}

/// Whether what `param` points to is worth returning: no larger than a GUID.
fn is_small(context: &Context<'_>, param: &Param, to: &AbiType) -> bool {
    const LARGEST_RESULT: u64 = 16;

    if !matches!(
        context.abi.expand(to),
        AbiType::Record(_) | AbiType::Array { .. }
    ) {
        return true;
    }
    match context.model.strip(&param.ty) {
        Type::Pointer { to, .. } => context.size(to).is_some_and(|size| size <= LARGEST_RESULT),
        _ => false,
    }
}

/// The parameters of a function that is asked for an interface by its IID: the object and the
/// IID.
fn query(params: &[Param], types: &[AbiType]) -> Option<(usize, usize)> {
    let object = params.iter().zip(types).rposition(|(param, ty)| {
        param.attributes.is_out
            && param.attributes.iid_is().is_some()
            && matches!(ty, AbiType::Pointer { to, .. } if to.is_void_pointer())
    })?;
    let iid = params[object].attributes.iid_is()?;
    let is_iid = params
        .get(iid)
        .is_some_and(|param| is_input_only(&param.attributes))
        && matches!(types.get(iid), Some(AbiType::Pointer { to, .. }) if **to == AbiType::Guid);
    is_iid.then_some((object, iid))
}

fn is_unsigned(ty: &AbiType) -> bool {
    ty.number()
        .is_some_and(|it| it.is_integer() && !it.is_signed())
}

/// Whether a value passes between Rust's type and the slot's as it is.
pub(super) fn passes_as_is(context: &Context<'_>, ty: &AbiType) -> bool {
    context.is_copyable(ty) && context.fits_slot(ty)
}
