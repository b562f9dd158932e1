//! The conditions under which a part of an item stands: `#[cfg(…)]` and `#[cfg_attr(…, cfg(…))]`. An
//! attribute sees an item before the compiler has removed what stands under a false condition.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// Returns the condition that all of `attributes` make together; `None` if they make none.
pub(crate) fn of(attributes: &[Attribute]) -> Option<TokenStream> {
    let conditions: Vec<TokenStream> = attributes
        .iter()
        .filter_map(|it| of_meta(&it.meta))
        .collect();
    match &conditions[..] {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(quote! { all(#(#several),*) }),
    }
}

/// Returns the condition that one attribute makes.
fn of_meta(meta: &Meta) -> Option<TokenStream> {
    let Meta::List(list) = meta else { return None };
    if list.path.is_ident("cfg") {
        return Some(list.tokens.clone());
    }
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let parts = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list.tokens.clone());
    let parts = parts.ok()?;
    let mut parts = parts.iter();
    let when = parts.next()?;
    let conditions: Vec<TokenStream> = parts.filter_map(of_meta).collect();
    if conditions.is_empty() {
        return None;
    }
    Some(quote! { any(not(#when), all(#(#conditions),*)) })
}
