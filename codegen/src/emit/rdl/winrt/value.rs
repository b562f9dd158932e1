//! Structs and enumerations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::{Writer, name};
use crate::model::{Enum, ItemId, Record};

impl Writer<'_> {
    /// Writes a struct of the Windows Runtime.
    pub(in super::super) fn runtime_struct(&mut self, id: ItemId, record: &Record) -> TokenStream {
        let attributes = self.attributes_of_value(id);
        let item = self.model().item(id);
        let fields: Vec<TokenStream> = record
            .fields
            .iter()
            .filter_map(|field| {
                let ty = self.winrt.ty(&self.abi, &field.ty)?;
                let (name, ty) = (name::ident(field.name.as_ref()?), self.runtime_type(&ty));
                Some(quote!(#name: #ty))
            })
            .collect();
        let name = name::ident(&item.name);
        quote! {
            #attributes
            struct #name { #(#fields,)* }
        }
    }

    /// Writes an enumeration of the Windows Runtime, whose values are names of its own.
    pub(in super::super) fn runtime_enum(&mut self, id: ItemId, enumeration: &Enum) -> TokenStream {
        let attributes = self.attributes_of_value(id);
        let repr = self.abi.enum_repr(id);
        let repr = self.ty(&repr, "");
        let flags = enumeration.flags.then(|| quote!(#[flags]));
        let values = enumeration.values.iter().map(|value| {
            let name = name::ident(&value.name);
            let value = Literal::i64_unsuffixed(value.value);
            quote!(#name = #value)
        });
        let name = name::ident(&self.model().item(id).name);
        quote! {
            #[repr(#repr)]
            #flags
            #attributes
            enum #name { #(#values,)* }
        }
    }

    fn attributes_of_value(&mut self, id: ItemId) -> TokenStream {
        let details = self.model().item(id).details.as_ref();
        let attributes = details.map_or(&[][..], |details| &details.attributes);
        self.runtime_attributes(attributes, &[])
    }
}
