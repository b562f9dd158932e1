//! Methods and the accessors of properties.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, name};
use crate::lower::abi::{AbiSignature, AbiType};
use crate::model::{Attribute, Method, Property};

impl Writer<'_> {
    /// Writes the method of one slot of the interface `owner`.
    pub(super) fn method(&mut self, owner: &str, method: &Method) -> TokenStream {
        let owner = format!("{owner}_{}", method.name);
        let signature = self.abi.method(method);
        // A property has one setter. `putref_X` is a method like any other, as in Windows' own
        // metadata.
        let special = match method.property {
            Some(Property::Get | Property::Put) => Some(quote!(#[special])),
            Some(Property::PutRef) | None => None,
        };
        let put_ref = (method.property == Some(Property::PutRef)).then_some("propputref");
        let dispid = method.dispid.map(|dispid| format!("id({dispid})"));
        let attributes = method.attributes.iter().map(Attribute::text);
        let idl = self.idl(
            put_ref
                .into_iter()
                .chain(dispid.as_deref())
                .chain(attributes),
        );
        let name = name::ident(&method.name);
        let params = self.params(&method.params, &signature, &owner);
        let returns = self.returns(&signature, &owner);
        let variadic = signature.variadic.then(|| quote!(, ...));
        quote! {
            #special
            #idl
            fn #name(&self #(, #params)* #variadic) #returns;
        }
    }

    /// Returns `-> T`; none for `void`.
    pub(super) fn returns(&mut self, signature: &AbiSignature, owner: &str) -> Option<TokenStream> {
        (signature.returns != AbiType::Void).then(|| {
            let ty = self.ty(&signature.returns, owner);
            quote!(-> #ty)
        })
    }
}
