//! Enumerations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, name};
use crate::model::{Enum, ItemId};

impl Writer<'_> {
    /// An enumeration, whose values are names of the namespace, as C has it.
    pub(super) fn r#enum(&mut self, id: ItemId, it: &Enum) -> TokenStream {
        let item = self.model().item(id);
        let repr = self.abi.enum_repr(id);
        let repr = self.ty(&repr, &item.name);
        let idl = self.idl(it.v1_enum.then_some("v1_enum"));
        let name = name::ident(&item.name);
        let values = it.values.iter().map(|value| {
            let name = name::ident(&value.name);
            let value = Literal::i64_unsuffixed(value.value);
            quote!(#name = #value)
        });
        quote! {
            #[repr(#repr)]
            #idl
            enum #name { #(#values,)* }
        }
    }
}
