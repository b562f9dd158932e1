//! Delegates.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Writer, name};
use super::interface::iid;
use crate::model::{Interface, ItemId};

impl Writer<'_> {
    /// Writes a delegate by the signature of its `Invoke`.
    pub(in super::super) fn delegate(&mut self, id: ItemId, delegate: &Interface) -> TokenStream {
        let name = name::ident(&self.model().item(id).name);
        self.delegate_called(&name, delegate)
    }

    /// Writes the delegate with this name, which may have type parameters.
    pub(super) fn delegate_called(
        &mut self,
        name: &TokenStream,
        delegate: &Interface,
    ) -> TokenStream {
        let invoke = delegate.methods.first();
        let signature = invoke.and_then(|method| self.winrt.signature(&self.abi, method));
        let Some(signature) = signature else {
            return TokenStream::new();
        };
        let iid = iid(delegate.iid);
        let attributes = self.runtime_attributes(&delegate.attributes, &[]);
        let params = self.runtime_params(&signature.params);
        let returns = self.runtime_result(signature.returns.as_ref());
        quote! {
            #iid
            #attributes
            delegate fn #name(#(#params),*) #returns;
        }
    }
}
