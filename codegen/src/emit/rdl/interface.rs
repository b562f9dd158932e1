//! Interfaces and dispinterfaces.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, attribute, name};
use crate::model::{Attribute, Interface, InterfaceKind, ItemId};

impl Writer<'_> {
    /// Writes an interface with the methods that it adds to those of its base. A `dispinterface` adds
    /// none to `IDispatch`. An RPC interface has no vtable, and metadata doesn't have such interfaces.
    pub(super) fn interface(&mut self, id: ItemId, interface: &Interface) -> TokenStream {
        if interface.kind == InterfaceKind::Rpc {
            return TokenStream::new();
        }
        let item = self.model().item(id);
        let iid = match interface.iid {
            Some(iid) => {
                let iid = attribute::guid(iid);
                quote!(#[guid(#iid)])
            }
            None => quote!(#[no_guid]),
        };
        let dispatch = (interface.kind == InterfaceKind::Dispatch).then_some("dispinterface");
        let attributes = interface.attributes.iter().map(Attribute::text);
        let idl = self.idl(dispatch.into_iter().chain(attributes));
        let base = interface.base.map(|base| {
            let base = self.named(base);
            quote!(: #base)
        });
        let methods: TokenStream = interface
            .methods
            .iter()
            .filter(|method| method.slot.is_some())
            .map(|method| self.method(&item.name, method))
            .collect();
        let name = name::ident(&item.name);
        quote! {
            #iid
            #idl
            interface #name #base { #methods }
        }
    }
}
