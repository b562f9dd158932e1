//! Parameters with their attributes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, name};
use crate::lower::abi::{AbiSignature, AbiType};
use crate::model::{Attribute, Count, Param, ParamAttributes, PointerKind};

impl Writer<'_> {
    /// Writes the parameters of `owner`, whose types are those of `signature`.
    pub(super) fn params(
        &mut self,
        params: &[Param],
        signature: &AbiSignature,
        owner: &str,
    ) -> Vec<TokenStream> {
        params
            .iter()
            .zip(&signature.params)
            .map(|(param, (_, ty))| self.param(param, ty, owner))
            .collect()
    }

    fn param(&mut self, param: &Param, ty: &AbiType, owner: &str) -> TokenStream {
        let expanded = self.abi.expand(ty);
        let attributes = &param.attributes;
        let words = Words::of(attributes, &expanded);
        let kept = attributes
            .list()
            .iter()
            .filter(|attribute| !words.cover(attribute.name()))
            .map(Attribute::text);
        let idl = self.idl(kept);
        let direction = direction(attributes, ty);
        let Words {
            count,
            opt,
            retval,
            iid_is,
            ..
        } = words;
        let opt = opt.then(|| quote!(#[opt]));
        let retval = retval.then(|| quote!(#[retval]));
        let iid_is = iid_is.then(|| quote!(#[iid_is]));
        let name = name::ident(&param.name);
        let ty = self.ty(ty, &format!("{owner}_{}", param.name));
        quote!(#retval #iid_is #count #idl #direction #opt #name: #ty)
    }
}

/// Returns `#[in]` and `#[out]` where they aren't what RDL infers from the type. RDL infers `out`
/// for a pointer to `mut`, and `in` for all other types. A parameter that says neither is left to
/// that rule.
fn direction(attributes: &ParamAttributes, ty: &AbiType) -> TokenStream {
    let is_out = attributes.is_out || attributes.retval;
    let inferred_out = is_mut_pointer(ty);
    match (attributes.is_in, is_out) {
        (false, false) => TokenStream::new(),
        (true, true) => quote!(#[r#in] #[out]),
        (true, false) if inferred_out => quote!(#[r#in]),
        (false, true) if !inferred_out => quote!(#[out]),
        _ => TokenStream::new(),
    }
}

/// Returns whether a link in a chain of pointers is `mut`. RDL takes the whole chain for `mut` then.
fn is_mut_pointer(ty: &AbiType) -> bool {
    match ty {
        AbiType::Pointer { to, is_const } => !is_const || is_mut_pointer(to),
        _ => false,
    }
}

/// The attributes of a parameter for which windows-rs' vocabulary has a word.
#[derive(Default)]
struct Words {
    opt: bool,
    retval: bool,
    iid_is: bool,
    /// The attribute that says how many elements or bytes the pointer points to.
    count: Option<TokenStream>,
    /// Whether the type says that the parameter is a string.
    string: bool,
}

impl Words {
    fn of(attributes: &ParamAttributes, ty: &AbiType) -> Self {
        let may_be_null = matches!(
            attributes.pointer,
            Some(PointerKind::Unique | PointerKind::Full)
        );
        Self {
            // Windows' own metadata says this of an optional `VARIANT` by value, too.
            opt: attributes.optional || may_be_null && is_pointer(ty),
            retval: attributes.retval,
            // Metadata's word means an interface that comes out, with the IID that was asked for.
            iid_is: attributes.iid_is().is_some()
                && attributes.is_out
                && matches!(ty, AbiType::Pointer { .. }),
            count: count(attributes, ty),
            string: is_string(ty),
        }
    }

    /// Returns whether these words say all that the attribute `name` says.
    fn cover(&self, name: &str) -> bool {
        match name {
            "in" | "out" | "retval" | "ref" => true,
            "unique" | "optional" => self.opt,
            "string" => self.string,
            // `length_is` says more than these. `iid_is` does too: metadata has no word for the
            // parameter that holds the IID.
            "size_is" | "max_is" => self.count.is_some(),
            _ => false,
        }
    }
}

fn is_pointer(ty: &AbiType) -> bool {
    is_string(ty)
        || ty.is_interface()
        || matches!(ty, AbiType::Pointer { .. } | AbiType::Function(_))
}

fn is_string(ty: &AbiType) -> bool {
    match ty {
        AbiType::PStr | AbiType::PCStr | AbiType::PWStr | AbiType::PCWStr => true,
        AbiType::Pointer { to, .. } => is_string(to),
        _ => false,
    }
}

/// Returns the count of the elements that the outermost pointer points to. An untyped pointer counts
/// bytes. The parameter that holds the count may itself be a pointer, as in `size_is(*pcb)`. Metadata
/// names that parameter all the same.
fn count(attributes: &ParamAttributes, ty: &AbiType) -> Option<TokenStream> {
    let [Some(count)] = attributes.size_is() else {
        return None;
    };
    match count {
        Count::Const(count) => {
            let count = i32::try_from(*count).ok()?;
            let count = Literal::i32_unsuffixed(count);
            (!ty.is_void_pointer()).then(|| quote!(#[len_const(#count)]))
        }
        Count::Of(index) | Count::Deref(index) => {
            let index = i16::try_from(*index).ok()?;
            let index = Literal::i16_unsuffixed(index);
            Some(if ty.is_void_pointer() {
                quote!(#[size_param(#index)])
            } else {
                quote!(#[len_param(#index)])
            })
        }
        Count::Expression(_) => None,
    }
}
