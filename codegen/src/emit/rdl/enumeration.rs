//! Enumerations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, name};
use crate::model::{Enum, ItemId};

impl Writer<'_> {
    /// Writes an enumeration. Its values are names of the namespace, as in C.
    pub(super) fn enumeration(&mut self, id: ItemId, enumeration: &Enum) -> TokenStream {
        let item = self.model().item(id);
        let repr = self.abi.enum_repr(id);
        let repr = self.ty(&repr, &item.name);
        let idl = self.idl(enumeration.v1_enum.then_some("v1_enum"));
        let name = name::ident(&item.name);
        let values = enumeration.values.iter().map(|value| {
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
