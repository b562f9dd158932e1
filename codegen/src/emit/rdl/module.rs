//! Functions of a `module`.

use proc_macro2::TokenStream;
use quote::quote;

use super::function_pointer::convention;
use super::{Writer, name};
use crate::model::{Function, ItemId};

impl Writer<'_> {
    /// Writes a function that a DLL exports. A function without a `dllname`, as those of RPC
    /// interfaces, can't be called, and metadata doesn't list it.
    pub(super) fn function(&mut self, id: ItemId, function: &Function) -> TokenStream {
        let Some(dll) = &function.dll else {
            return TokenStream::new();
        };
        let item = self.model().item(id);
        let signature = self.abi.signature(&function.signature);
        let import = function
            .entry
            .as_ref()
            .filter(|entry| **entry != item.name)
            .map(|entry| quote!(, import = #entry));
        let convention = convention(&signature);
        let params = self.params(&function.signature.params, &signature, &item.name);
        let variadic = signature.variadic.then(|| {
            let comma = (!params.is_empty()).then(|| quote!(,));
            quote!(#comma ...)
        });
        let returns = self.returns(&signature, &item.name);
        let name = name::ident(&item.name);
        quote! {
            #[library(#dll #import)]
            extern #convention fn #name(#(#params),* #variadic) #returns;
        }
    }
}
