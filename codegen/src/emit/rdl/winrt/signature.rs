//! Signatures of methods, as a caller of the Windows Runtime sees them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Writer, name};
use super::WinRt;
use super::types::RuntimeType;
use crate::lower::abi::{Abi, AbiType};
use crate::model::{Count, Method, Param, SmolStr, Type};

/// The signature of a method.
#[derive(Debug)]
pub(super) struct RuntimeSignature {
    /// The parameters, without those that count the elements of an array.
    pub(super) params: Vec<RuntimeParam>,
    /// The result: what C++ gets through the last pointer.
    pub(super) returns: Option<Passed>,
}

/// A parameter.
#[derive(Debug)]
pub(super) struct RuntimeParam {
    pub(super) name: SmolStr,
    pub(super) passed: Passed,
    direction: Direction,
}

/// What a parameter passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passed {
    pub(super) ty: RuntimeType,
    /// Whether these are the elements of an array.
    is_array: bool,
}

/// The way in which a parameter passes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// To the callee.
    In,
    /// To the callee, by reference.
    ByReference,
    /// To the caller.
    Out,
    /// To the caller, in an array of its own.
    Fill,
    /// To the caller, as the result.
    Result,
}

impl RuntimeParam {
    /// Returns the type of a value that goes to the callee.
    pub(super) fn input(&self) -> Option<&Passed> {
        (self.direction == Direction::In).then_some(&self.passed)
    }
}

impl WinRt {
    /// Returns the signature of a method, if the Windows Runtime has such methods.
    pub(super) fn signature(&self, abi: &Abi<'_>, method: &Method) -> Option<RuntimeSignature> {
        let returns_hresult = abi.ty(&method.returns) == AbiType::HResult;
        if !returns_hresult || method.variadic || method.slot.is_none() {
            return None;
        }
        let mut params = Vec::new();
        let mut returns = None;
        for (index, param) in method.params.iter().enumerate() {
            if is_count(&method.params, index) {
                continue;
            }
            let (passed, direction) = self.passed(abi, param)?;
            if direction == Direction::Result {
                let is_only = returns.replace(passed).is_none();
                is_only.then_some(())?;
            } else {
                params.push(RuntimeParam {
                    name: param.name.clone(),
                    passed,
                    direction,
                });
            }
        }
        Some(RuntimeSignature { params, returns })
    }

    fn passed(&self, abi: &Abi<'_>, param: &Param) -> Option<(Passed, Direction)> {
        let attributes = &param.attributes;
        let is_out = attributes.is_out || attributes.retval;
        if is_out && attributes.is_in {
            return None;
        }
        let is_array = !attributes.size_is().is_empty();
        let out = if attributes.retval {
            Direction::Result
        } else {
            Direction::Out
        };
        let (ty, direction) = match (attributes.size_is(), is_out) {
            ([], false) => match (self.ty(abi, &param.ty), target(abi, &param.ty)) {
                (Some(ty), _) => (ty, Direction::In),
                (None, Some((to, true))) => (self.ty(abi, to)?, Direction::ByReference),
                (None, _) => return None,
            },
            ([], true) => (self.ty(abi, target(abi, &param.ty)?.0)?, out),
            ([Some(_)], is_out) => {
                let element = self.ty(abi, target(abi, &param.ty)?.0)?;
                let direction = if is_out {
                    Direction::Fill
                } else {
                    Direction::In
                };
                (element, direction)
            }
            ([None, Some(_)], true) => {
                let (array, _) = target(abi, &param.ty)?;
                (self.ty(abi, target(abi, array)?.0)?, out)
            }
            _ => return None,
        };
        Some((Passed { ty, is_array }, direction))
    }
}

/// Returns the type to which a pointer or an array leads, and whether that is `const`.
fn target<'m>(abi: &Abi<'m>, ty: &'m Type) -> Option<(&'m Type, bool)> {
    match abi.model().strip(ty) {
        Type::Pointer { to, is_const } => Some((to, *is_const)),
        Type::Array(array) => Some((&array.element, false)),
        _ => None,
    }
}

/// Returns whether the parameter at `index` counts the elements of another one.
fn is_count(params: &[Param], index: usize) -> bool {
    let counts = params.iter().flat_map(|param| {
        let attributes = &param.attributes;
        attributes.size_is().iter().chain(attributes.length_is())
    });
    counts.flatten().any(|count| match count {
        Count::Of(place) | Count::Deref(place) => *place == index,
        Count::Const(_) | Count::Expression(_) => false,
    })
}

impl Writer<'_> {
    /// Returns the parameters as RDL writes them.
    pub(super) fn runtime_params(&mut self, params: &[RuntimeParam]) -> Vec<TokenStream> {
        let params = params.iter();
        params
            .map(|param| {
                let name = name::ident(&param.name);
                let ty = self.passed(&param.passed);
                match param.direction {
                    Direction::In | Direction::Result => quote!(#name: #ty),
                    Direction::ByReference => quote!(#name: &#ty),
                    Direction::Out => quote!(#name: &mut #ty),
                    Direction::Fill => quote!(#[out] #name: #ty),
                }
            })
            .collect()
    }

    /// Returns what is passed as RDL writes it.
    pub(super) fn passed(&mut self, passed: &Passed) -> TokenStream {
        let ty = self.runtime_type(&passed.ty);
        if passed.is_array { quote!([#ty]) } else { ty }
    }

    /// Returns `-> T`; none for a method without a result.
    pub(super) fn runtime_result(&mut self, returns: Option<&Passed>) -> Option<TokenStream> {
        returns.map(|passed| {
            let ty = self.passed(passed);
            quote!(-> #ty)
        })
    }
}
