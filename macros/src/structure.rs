//! The expansion of an attribute on a struct: conversions into interfaces, and checks whose errors
//! have to point at the struct's own text.

use crate::callback_trait::CallbackTrait;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use std::collections::HashSet;
use syn::{Error, Field, ItemStruct, Result, parse_quote};

/// Returns the items that the attribute adds:
///
/// ```text
/// const _: () = {
///     type Chain__<..> = ..;
///     impl From<Progress> for .. { .. }
///     fn fields() { .. }
/// };
/// ```
pub(crate) fn expand(callback_trait: &CallbackTrait, item: &ItemStruct) -> Result<TokenStream> {
    check_lifetimes(item)?;
    let chain = callback_trait.chain_alias(callback_trait.span());
    let interfaces = (0..callback_trait.interfaces).map(|number| interface(item, number));
    let targets = interfaces.chain([quote! { ::comidl::IUnknown }]);
    let conversions = targets.map(|target| conversions_into(callback_trait, item, &target));
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

/// Returns the type of an interface of the chain:
///
/// ```text
/// <Chain__<Progress> as Link<Progress, 0>>::Interface
/// ```
fn interface(item: &ItemStruct, number: usize) -> TokenStream {
    let callback = callback(item);
    quote! {
        <Chain__<#callback> as ::comidl::object::Link<#callback, #number>>::Interface
    }
}

/// Returns the struct's type, with its own parameters as arguments.
fn callback(item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let (_, arguments, _) = item.generics.split_for_impl();
    quote! { #ident #arguments }
}

/// Returns the conversions of the struct into an interface, and into one that any thread may call:
///
/// ```text
/// impl<T> From<Progress<T>> for IBackgroundCopyCallback where T: Bounds, Progress<T>: BitsCallback {
///     fn from(callback: Progress<T>) -> Self {
///         Into::into(create::<Chain__<Progress<T>>, Progress<T>>(callback).into_interface())
///     }
/// }
/// impl<T> From<Progress<T>> for Agile<IBackgroundCopyCallback> where .. {
///     fn from(callback: Progress<T>) -> Self {
///         create::<Chain__<Progress<T>>, Progress<T>>(callback).into_agile()
///     }
/// }
/// ```
///
/// Only a struct with parameters gets the bound. Without parameters, the compiler would check the
/// bound at once, and report an error a second time, about this `impl`. The tokens of the bound and of
/// the body that name the struct have the span of its name.
fn conversions_into(
    callback_trait: &CallbackTrait,
    item: &ItemStruct,
    target: &TokenStream,
) -> TokenStream {
    let span = item.ident.span();
    let (parameters, _, bounds) = item.generics.split_for_impl();
    let (callback, trait_path) = (callback(item), callback_trait.path_at(span));
    let chain = quote_spanned! { span=> Chain__<#callback> };
    let value = Ident::new("callback", span);
    let bounds = bounds.into_iter().flat_map(|clause| &clause.predicates);
    let bounds = if item.generics.params.is_empty() {
        TokenStream::new()
    } else {
        quote! { where #(#bounds,)* #callback: #trait_path }
    };
    let create = quote_spanned! { span=> ::comidl::object::create::<#chain, #callback>(#value) };
    quote! {
        #[automatically_derived]
        impl #parameters ::core::convert::From<#callback> for #target #bounds {
            #[inline]
            fn from(#value: #callback) -> Self {
                ::core::convert::Into::into(#create.into_interface())
            }
        }
        #[automatically_derived]
        impl #parameters ::core::convert::From<#callback> for ::comidl::Agile<#target> #bounds {
            #[inline]
            fn from(#value: #callback) -> Self {
                #create.into_agile()
            }
        }
    }
}

/// Returns a function that compiles if each field may be used from any thread:
///
/// ```text
/// fn fields<T: Send + Sync + 'static>() {
///     ::comidl::object::callable_from_any_thread::<Sender<T>>();
/// }
/// ```
///
/// Each type has the span of the field's type, so that an error names and shows the field. Without
/// this function, the compiler would report the error at the `impl` of the trait.
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
        // The trait has these bounds on the whole struct, so its `impl` needs them on the parameters.
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

/// Returns whether a field's type contains `T::Name` or `<T as …>::Name`. The compiler knows that
/// type, and so whether threads may share it, only where the `impl` says more about `T`.
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
