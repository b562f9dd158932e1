//! The expansion of an attribute on a struct: conversions into interfaces, and checks whose errors
//! have to point at the struct's own text.

use crate::callback_trait::{CallbackTrait, free_name};
use crate::condition;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use std::collections::HashSet;
use syn::{Attribute, Error, Field, GenericParam, ItemStruct, Result, parse_quote};

/// How many parameters may stand under conditions. Each doubles what is written.
const MAX_CONDITIONAL: usize = 6;

/// Returns the items that the attribute adds:
///
/// ```text
/// const _: () = {
///     type Chain__<..> = ..;
///     impl From<Progress> for .. { .. }
///     fn fields() { .. }
/// };
/// ```
///
/// A parameter that stands under a condition is there or isn't, and so are two expansions, each under
/// its condition.
pub(crate) fn expand(callback_trait: &CallbackTrait, item: &ItemStruct) -> Result<TokenStream> {
    let Some((index, condition)) = conditional_parameter(item) else {
        return expand_unconditional(callback_trait, item);
    };
    let params = item.generics.params.iter();
    let conditional = params.filter(|it| condition::of(attributes(it)).is_some());
    if conditional.count() > MAX_CONDITIONAL {
        let message = format!("a callback has at most {MAX_CONDITIONAL} parameters under `cfg`");
        return Err(Error::new_spanned(&item.generics, message));
    }
    let (mut with, mut without) = (item.clone(), item.clone());
    let params = with.generics.params.iter_mut();
    params.skip(index).take(1).for_each(clear_attributes);
    let params = item.generics.params.iter().enumerate();
    let params = params.filter(|(other, _)| *other != index);
    without.generics.params = params.map(|(_, parameter)| parameter.clone()).collect();
    // An error counts only where the condition holds.
    let [with, without] = [with, without]
        .map(|item| expand(callback_trait, &item).unwrap_or_else(Error::into_compile_error));
    Ok(quote! {
        #[cfg(#condition)]
        const _: () = { #with };
        #[cfg(not(#condition))]
        const _: () = { #without };
    })
}

/// Returns the first parameter that stands under a condition, by its place, and the condition.
fn conditional_parameter(item: &ItemStruct) -> Option<(usize, TokenStream)> {
    let params = item.generics.params.iter().enumerate();
    let mut conditions = params.map(|(index, it)| Some((index, condition::of(attributes(it))?)));
    conditions.find_map(|found| found)
}

fn attributes(parameter: &GenericParam) -> &[Attribute] {
    match parameter {
        GenericParam::Lifetime(it) => &it.attrs,
        GenericParam::Type(it) => &it.attrs,
        GenericParam::Const(it) => &it.attrs,
    }
}

fn clear_attributes(parameter: &mut GenericParam) {
    match parameter {
        GenericParam::Lifetime(it) => it.attrs.clear(),
        GenericParam::Type(it) => it.attrs.clear(),
        GenericParam::Const(it) => it.attrs.clear(),
    }
}

fn expand_unconditional(callback_trait: &CallbackTrait, item: &ItemStruct) -> Result<TokenStream> {
    check_lifetimes(item)?;
    let path = &callback_trait.path;
    let name = free_name("Chain__", quote! { #item #path });
    let chain = callback_trait.chain_alias(&name, callback_trait.span());
    let interfaces = (0..callback_trait.interfaces).map(|number| interface(item, &name, number));
    let targets = interfaces.chain([quote! { ::comidl::IUnknown }]);
    let conversions = targets.map(|target| conversion_into(callback_trait, item, &name, &target));
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
fn interface(item: &ItemStruct, chain: &Ident, number: usize) -> TokenStream {
    let callback = callback(item);
    quote! {
        <#chain<#callback> as ::comidl::object::Link<#callback, #number>>::Interface
    }
}

/// Returns the struct's type, with its own parameters as arguments.
fn callback(item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let (_, arguments, _) = item.generics.split_for_impl();
    quote! { #ident #arguments }
}

/// Returns a conversion of the struct into an interface:
///
/// ```text
/// impl<T> From<Progress<T>> for IBackgroundCopyCallback where T: Bounds, Progress<T>: BitsCallback {
///     fn from(callback: Progress<T>) -> Self {
///         Into::into(::comidl::object::create::<Chain__<Progress<T>>, Progress<T>>(callback))
///     }
/// }
/// ```
///
/// Only a struct with parameters gets the bound. Without parameters, the compiler would check the
/// bound at once, and report an error a second time, about this `impl`. The tokens of the bound and of
/// the body that name the struct have the span of its name.
fn conversion_into(
    callback_trait: &CallbackTrait,
    item: &ItemStruct,
    chain: &Ident,
    target: &TokenStream,
) -> TokenStream {
    let span = item.ident.span();
    let (parameters, _, bounds) = item.generics.split_for_impl();
    let (callback, trait_path) = (callback(item), callback_trait.path_at(span));
    let chain = Ident::new(&chain.to_string(), span);
    let chain = quote_spanned! { span=> #chain<#callback> };
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
                ::core::convert::Into::into(#create)
            }
        }
    }
}

/// Returns a function that compiles if each field may be used from any thread:
///
/// ```text
/// trait Fields__ { fn fields(); }
/// impl<T: Send + Sync + 'static> Fields__ for Progress<T> {
///     fn fields() {
///         ::comidl::object::callable_from_any_thread::<Sender<T>>();
///     }
/// }
/// ```
///
/// Each type has the span of the field's type, so that an error names and shows the field. Without
/// this function, the compiler would report the error at the `impl` of the trait. In an `impl`, `Self`
/// means what it means in the fields.
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
    }
    let (parameters, _, bounds) = generics.split_for_impl();
    let callback = callback(item);
    let name = free_name("Fields__", quote! { #item });
    quote! {
        #[allow(dead_code)]
        trait #name {
            fn fields();
        }
        #[allow(dead_code, clippy::multiple_bound_locations)]
        impl #parameters #name for #callback #bounds {
            fn fields() {
                #(#checks)*
            }
        }
    }
}

fn field_is_callable_from_any_thread(field: &Field) -> TokenStream {
    let condition = condition::of(&field.attrs);
    let condition = condition.map(|it| quote! { #[cfg(#it)] });
    let ty = &field.ty;
    quote! {
        #condition
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
