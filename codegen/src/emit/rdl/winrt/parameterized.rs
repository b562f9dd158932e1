//! Definitions of parameterized types.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Writer, name};
use crate::model::{InterfaceKind, Parameterized};

impl Writer<'_> {
    /// Writes the definition of a parameterized interface or delegate, if metadata can have it.
    pub(in super::super) fn parameterized_definition(
        &mut self,
        definition: &Parameterized,
    ) -> Option<TokenStream> {
        let full_name = format!("{}.{}", definition.namespace, definition.name);
        if self.winrt.undefined.contains(&full_name) {
            return None;
        }
        let parameters = definition.parameters.clone();
        let names = parameters.iter().map(|(name, _)| name::ident(name));
        let name = name::ident(&definition.name);
        let name = quote!(#name<#(#names),*>);
        self.winrt.parameters = parameters;
        let content = &definition.content;
        let written = match content.kind {
            InterfaceKind::Delegate => self.delegate_called(&name, content),
            _ => self.runtime_interface_called(&name, content),
        };
        self.winrt.parameters = Vec::new();
        Some(written)
    }
}
