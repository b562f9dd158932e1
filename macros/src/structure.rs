//! What an attribute on a struct adds: conversions into interfaces, and the checks that have to
//! point at the struct's own words.

use crate::facts::Kind;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use std::collections::HashSet;
use syn::{Error, Field, ItemStruct, Result, parse_quote};

/// ```text
/// const _: () = {
///     type Chain__<..> = ..;
///     impl From<Progress> for .. { .. }
///     fn fields() { .. }
/// };
/// ```
pub(crate) fn expand(kind: &Kind, item: &ItemStruct) -> Result<TokenStream> {
    check_lifetimes(item)?;
    let chain = kind.chain_alias(kind.span());
    let interfaces = (0..kind.interfaces).map(|number| interface(item, number));
    let targets = interfaces.chain([quote! { ::comidl::IUnknown }]);
    let conversions = targets.map(|target| conversion_into(kind, item, &target));
    let threads = fields_are_callable_from_any_thread(item);
    Ok(quote! {
        const _: () = {
            #chain
            #(#conversions)*
            #threads
        };
    })
}

fn check_lifetimes(item: &ItemStruct) -> Result<()> {
    let Some(parameter) = item.generics.lifetimes().next() else {
        return Ok(());
    };
    Err(Error::new_spanned(
        parameter,
        format!(
            "a callback can't borrow: the service keeps `{}` until it releases it, which no \
             lifetime covers. Own the data, or share it through an `Arc`",
            item.ident
        ),
    ))
}

/// ```text
/// <Chain__<Progress> as Link<Progress, 0>>::Interface
/// ```
fn interface(item: &ItemStruct, number: usize) -> TokenStream {
    let callback = callback(item);
    quote! {
        <Chain__<#callback> as ::comidl::object::Link<#callback, #number>>::Interface
    }
}

/// The struct's type, with its own parameters for arguments.
fn callback(item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let (_, arguments, _) = item.generics.split_for_impl();
    quote! { #ident #arguments }
}

/// ```text
/// impl<T> From<Progress<T>> for IBackgroundCopyCallback where T: Bounds, Progress<T>: BitsCallback {
///     fn from(callback: Progress<T>) -> Self {
///         Into::into(::comidl::object::create::<Chain__<Progress<T>>, Progress<T>>(callback))
///     }
/// }
/// ```
///
/// The bound is only there where the struct has parameters; without, it would be checked once more,
/// in words about this `impl`. What it and the body say of the struct has the span of its name.
fn conversion_into(kind: &Kind, item: &ItemStruct, target: &TokenStream) -> TokenStream {
    let span = item.ident.span();
    let (parameters, _, bounds) = item.generics.split_for_impl();
    let (callback, trait_path) = (callback(item), kind.path_at(span));
    let chain = quote_spanned! { span=> Chain__<#callback> };
    let value = Ident::new("callback", span);
    let bounds = bounds.into_iter().flat_map(|clause| &clause.predicates);
    let bounds = match item.generics.params.is_empty() {
        true => quote! {},
        false => quote! { where #(#bounds,)* #callback: #trait_path },
    };
    let create = quote_spanned! { span=> ::comidl::object::create::<#chain, #callback>(#value) };
    quote! {
        #[automatically_derived]
        impl #parameters ::core::convert::From<#callback> for #target #bounds {
            #[inline]
            fn from(#value: #callback) -> Self {
                ::core::convert::Into::into(#create)
            }
        }
    }
}

/// ```text
/// fn fields<T: Send + Sync + 'static>() {
///     ::comidl::object::callable_from_any_thread::<Sender<T>>();
/// }
/// ```
///
/// Each type carries the span of the field's, so that an error names and shows the field. The trait
/// would be refused as well, but at its `impl`.
fn fields_are_callable_from_any_thread(item: &ItemStruct) -> TokenStream {
    let parameters: HashSet<Ident> = item
        .generics
        .type_params()
        .map(|parameter| parameter.ident.clone())
        .collect();
    let checks: Vec<_> = item
        .fields
        .iter()
        .filter(|field| !names_an_associated_type(field, &parameters))
        .map(field_is_callable_from_any_thread)
        .collect();
    if checks.is_empty() {
        return TokenStream::new();
    }
    let mut generics = item.generics.clone();
    for parameter in generics.type_params_mut() {
        // What the trait asks of the whole struct, which its `impl` has to ask of the parameters.
        let bounds: [syn::TypeParamBound; 3] = [
            parse_quote!(::core::marker::Send),
            parse_quote!(::core::marker::Sync),
            parse_quote!('static),
        ];
        parameter.bounds.extend(bounds);
        parameter.default = None;
    }
    let (parameters, _, bounds) = generics.split_for_impl();
    quote! {
        #[allow(dead_code, clippy::multiple_bound_locations)]
        fn fields #parameters () #bounds {
            #(#checks)*
        }
    }
}

fn field_is_callable_from_any_thread(field: &Field) -> TokenStream {
    let conditions = field
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    let ty = &field.ty;
    quote! {
        #(#conditions)*
        ::comidl::object::callable_from_any_thread::<#ty>();
    }
}

/// Whether a field's type goes through `T::Name` or `<…>::Name`: what that is, and so whether it may
/// be sent, is known only where the `impl` says more about `T`.
fn names_an_associated_type(field: &Field, parameters: &HashSet<Ident>) -> bool {
    fn search(tokens: TokenStream, parameters: &HashSet<Ident>) -> bool {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |index: usize, punctuation: char| matches!(tokens.get(index), Some(TokenTree::Punct(found)) if found.as_char() == punctuation);
        tokens.iter().enumerate().any(|(index, token)| match token {
            TokenTree::Group(group) => search(group.stream(), parameters),
            // `T::…`, or `<T as …`
            TokenTree::Ident(ident) if parameters.contains(ident) => {
                is(index + 1, ':') && is(index + 2, ':')
                    || matches!(tokens.get(index + 1), Some(TokenTree::Ident(next)) if next == "as")
            }
            _ => false,
        })
    }
    let ty = &field.ty;
    search(quote! { #ty }, parameters)
}
