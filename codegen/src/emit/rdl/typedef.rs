//! Typedefs.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, name};
use crate::lower::abi::AbiType;
use crate::model::{ItemId, Model, Signature, Type, Typedef};

impl Writer<'_> {
    /// Writes a name for another type, or for pointers to a function. Metadata has no name for
    /// `void`, and calls a pointer to an interface by the interface's own name.
    pub(super) fn typedef(&mut self, id: ItemId, typedef: &Typedef) -> TokenStream {
        let item = self.model().item(id);
        let target = self.abi.typedef(id);
        match &target {
            AbiType::Void => TokenStream::new(),
            target if target.is_interface() => TokenStream::new(),
            AbiType::Function(signature) => {
                let params = function_type(self.model(), &typedef.ty)
                    .map(|signature| signature.params.as_slice());
                self.function_pointer(&item.name, signature, params)
            }
            target => {
                let ty = self.ty(target, &item.name);
                let name = name::ident(&item.name);
                quote!(type #name = #ty;)
            }
        }
    }
}

/// Returns the function that `ty` is or points to.
fn function_type<'m>(model: &'m Model, ty: &'m Type) -> Option<&'m Signature> {
    match model.strip(ty) {
        Type::Function(signature) => Some(signature),
        Type::Pointer { to, .. } => function_type(model, to),
        _ => None,
    }
}
