//! Runtime classes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Writer, name};
use crate::model::{Coclass, ItemId};

impl Writer<'_> {
    /// Writes a class with its interfaces. RDL takes the first one for the default, and has no words for
    /// `overridable` and `protected`.
    pub(in super::super) fn class(&mut self, id: ItemId, class: &Coclass) -> TokenStream {
        let item = self.model().item(id);
        let details = item.details.as_ref();
        let attributes = details.map_or(&[][..], |details| &details.attributes);
        let attributes = self.runtime_attributes(attributes, &[]);
        let base = class.base.map(|base| {
            let base = self.named(base);
            quote!(: #base)
        });
        let served = || class.interfaces.iter().filter(|served| !served.source);
        let defaults = served().filter(|served| served.is_default);
        let others = served().filter(|served| !served.is_default);
        let interfaces: Vec<TokenStream> = defaults
            .chain(others)
            .filter_map(|served| self.runtime_object(served.interface))
            .collect();
        let name = name::ident(&item.name);
        quote! {
            #attributes
            class #name #base { #(#interfaces,)* }
        }
    }
}
