//! Attributes: the GUIDs of windows-rs' vocabulary, and `Comidl.Metadata.IdlAttribute` for the
//! attributes of IDL that the vocabulary has no word for.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Writer;
use crate::model::Guid;

/// Returns the definition of `Comidl.Metadata.IdlAttribute`.
pub(super) fn vocabulary() -> TokenStream {
    quote! {
        #[win32]
        mod Comidl {
            mod Metadata {
                attribute IdlAttribute {
                    fn(text: String);
                }
            }
        }
    }
}

/// Returns `guid` as RDL writes it: one number, `0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22`.
pub(super) fn guid(guid: Guid) -> Literal {
    let text = windows_rdl::emit::uuid_to_u128_literal(&guid.to_string());
    text.parse()
        .unwrap_or_else(|_| Literal::u128_unsuffixed(guid.0))
}

impl Writer<'_> {
    /// Returns `Comidl::Metadata::Idl("..")` with these attributes, if there are any.
    pub(super) fn idl<'a>(
        &mut self,
        attributes: impl IntoIterator<Item = &'a str>,
    ) -> Option<TokenStream> {
        let text = attributes.into_iter().collect::<Vec<_>>().join(", ");
        (!text.is_empty()).then(|| {
            self.has_idl = true;
            quote!(#[Comidl::Metadata::Idl(#text)])
        })
    }
}
