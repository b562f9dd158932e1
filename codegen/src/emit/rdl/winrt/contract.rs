//! API contracts.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Writer, name};
use super::attribute::Argument;
use crate::model::Contract;

impl Writer<'_> {
    /// Writes a contract: a struct without fields, which has the latest version.
    pub(in super::super) fn contract(&mut self, contract: &Contract) -> TokenStream {
        let marker = self.metadata_attribute("ApiContract", Vec::new());
        let version = contract.version.map(|version| {
            let version = vec![Argument::Number(version)];
            self.metadata_attribute("ContractVersion", version)
        });
        let name = name::ident(&contract.name);
        quote!(#marker #version struct #name {})
    }
}
