//! Types of pointers to functions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, name};
use crate::lower::abi::{AbiConvention, AbiSignature};
use crate::model::Param;

impl Writer<'_> {
    /// Writes the type `name` of pointers to a function, whose parameters have the attributes of
    /// `params`. RDL has no type for a function that takes further arguments: the pointer is untyped
    /// then.
    pub(super) fn function_pointer(
        &mut self,
        name: &str,
        signature: &AbiSignature,
        params: Option<&[Param]>,
    ) -> TokenStream {
        let ident = name::ident(name);
        if signature.variadic {
            return quote!(type #ident = *mut void;);
        }
        let convention = convention(signature);
        let params = match params {
            Some(params) => self.params(params, signature, name),
            None => self.bare_params(signature, name),
        };
        let returns = self.returns(signature, name);
        quote!(extern #convention fn #ident(#(#params),*) #returns;)
    }

    /// Writes the type of pointers to a function that the IDL gives no name, and returns the type
    /// for its use. `owner` names it.
    pub(super) fn unnamed_function_pointer(
        &mut self,
        owner: &str,
        signature: &AbiSignature,
    ) -> TokenStream {
        let definition = self.function_pointer(owner, signature, None);
        self.push(definition, false);
        name::local(&self.namespace, owner)
    }

    fn bare_params(&mut self, signature: &AbiSignature, owner: &str) -> Vec<TokenStream> {
        signature
            .params
            .iter()
            .map(|(name, ty)| {
                let ty = self.ty(ty, &format!("{owner}_{name}"));
                let name = name::ident(name);
                quote!(#name: #ty)
            })
            .collect()
    }
}

/// Returns the string after `extern`; none for Windows' own convention.
pub(super) fn convention(signature: &AbiSignature) -> Option<&'static str> {
    match signature.convention {
        AbiConvention::System => None,
        AbiConvention::C => Some("C"),
    }
}
