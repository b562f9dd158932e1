//! Functions that are reached by pointer.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, name};
use crate::lower::abi::{AbiConvention, AbiSignature};
use crate::model::Param;

impl Writer<'_> {
    /// The type `name` of pointers to a function; `params` has what the attributes say. RDL has
    /// no word for one that takes further arguments: it is a pointer to nothing known.
    pub(super) fn callback(
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

    /// A function type without a name, where it is used: defined under `owner`'s name.
    pub(super) fn unnamed_callback(
        &mut self,
        owner: &str,
        signature: &AbiSignature,
    ) -> TokenStream {
        let definition = self.callback(owner, signature, None);
        self.push(definition);
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

/// The string after `extern`; none for Windows' own convention.
pub(super) fn convention(signature: &AbiSignature) -> Option<&'static str> {
    match signature.convention {
        AbiConvention::System => None,
        AbiConvention::C => Some("C"),
    }
}
