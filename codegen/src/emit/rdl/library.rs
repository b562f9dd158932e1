//! Type libraries.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, attribute, name};
use crate::lower::abi::AbiType;
use crate::model::{ItemId, Library};

impl Writer<'_> {
    /// Writes a library as the constant that MIDL declares for its id: `LIBID_Name`.
    pub(super) fn library(&mut self, id: ItemId, library: &Library) -> TokenStream {
        let Some(uuid) = library.uuid else {
            return TokenStream::new();
        };
        let name = name::ident(&format!("LIBID_{}", self.model().item(id).name));
        let ty = self.ty(&AbiType::Guid, "");
        let uuid = attribute::guid(uuid);
        quote!(const #name: #ty = #uuid;)
    }
}
