//! Coclasses.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, attribute, name};
use crate::lower::abi::AbiType;
use crate::model::{Coclass, ItemId};

impl Writer<'_> {
    /// Writes a coclass as a constant of its name, whose value is the CLSID: Win32 metadata has no
    /// classes.
    pub(super) fn coclass(&mut self, id: ItemId, coclass: &Coclass) -> TokenStream {
        let Some(clsid) = coclass.clsid else {
            return TokenStream::new();
        };
        let name = name::ident(&self.model().item(id).name);
        let ty = self.ty(&AbiType::Guid, "");
        let clsid = attribute::guid(clsid);
        quote!(const #name: #ty = #clsid;)
    }
}
