//! The expansion of an attribute on a struct: conversions into interfaces, and checks whose errors
//! have to point at the struct's own text.

use crate::callback_trait::{CallbackTrait, free_name};
use crate::condition;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use std::collections::HashSet;
use syn::{Attribute, Error, Field, GenericParam, ItemStruct, Result, parse_quote};

/// How many parameters may stand under conditions. Each doubles what is written.
const MAX_CONDITIONAL: usize = 6;

/// Returns the items that the attribute adds:
///
/// ```text
/// const _: () = {
///     type Chain__<..> = ..;
///     impl IntoObject for Progress { .. }
///     impl From<Progress> for IUnknown { .. }
///     fn fields() { .. }
/// };
/// ```
///
/// A parameter that stands under a condition is there or isn't, and so are two expansions, each under
/// its condition.
pub(crate) fn expand(
    traits: &[CallbackTrait],
    is_local: bool,
    item: &ItemStruct,
) -> Result<TokenStream> {
    let Some((index, condition)) = conditional_parameter(item) else {
        return expand_unconditional(traits, is_local, item);
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
        .map(|item| expand(traits, is_local, &item).unwrap_or_else(Error::into_compile_error));
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

fn expand_unconditional(
    traits: &[CallbackTrait],
    is_local: bool,
    item: &ItemStruct,
) -> Result<TokenStream> {
    check_lifetimes(item)?;
    let object = Object {
        traits,
        chains: chain_names(traits, item),
        is_local,
        item,
    };
    let chains = traits.iter().zip(&object.chains);
    let chains = chains
        .map(|(callback_trait, name)| callback_trait.chain_alias(name, callback_trait.span()));
    let into_object = object.implementation();
    let serves = object.served().map(|target| object.serves(&target));
    let unknown = quote! { ::comidl::IUnknown };
    let targets = object.foreign().chain([unknown]);
    let conversions = targets.map(|target| object.conversion_into(&target));
    let threads = (!is_local).then(|| fields_are_callable_from_any_thread(item));
    Ok(quote! {
        const _: () = {
            #(#chains)*
            #into_object
            #(#serves)*
            #(#conversions)*
            #threads
        };
    })
}

/// Returns the names of the aliases for the chains of the traits.
fn chain_names(traits: &[CallbackTrait], item: &ItemStruct) -> Vec<Ident> {
    let paths = traits.iter().map(|it| &it.path);
    let tokens = quote! { #item #(#paths)* };
    let name = |number: usize| match number {
        0 => free_name("Chain__", tokens.clone()),
        _ => free_name(&format!("Chain{number}__"), tokens.clone()),
    };
    (0..traits.len()).map(name).collect()
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

/// Returns the struct's type, with its own parameters as arguments.
fn callback(item: &ItemStruct) -> TokenStream {
    let ident = &item.ident;
    let (_, arguments, _) = item.generics.split_for_impl();
    quote! { #ident #arguments }
}

/// The object that a struct becomes.
struct Object<'a> {
    traits: &'a [CallbackTrait],
    /// The aliases for the chains of the traits.
    chains: Vec<Ident>,
    is_local: bool,
    item: &'a ItemStruct,
}

impl Object<'_> {
    /// Returns the type of an interface of a chain:
    ///
    /// ```text
    /// <Chain__<Progress> as Link<Progress, 0>>::Interface
    /// ```
    fn interface(&self, index: usize, number: usize) -> TokenStream {
        let (callback, chain) = (callback(self.item), &self.chains[index]);
        quote! {
            <#chain<#callback> as ::comidl::object::Link<#callback, #number>>::Interface
        }
    }

    /// Returns the type of what the object holds:
    ///
    /// ```text
    /// ::comidl::object::Several<::comidl::object::Local<Progress>, (Chain1__<Progress>,)>
    /// ```
    fn stored(&self) -> TokenStream {
        let (callback, span) = (callback(self.item), self.item.ident.span());
        let holder = if self.is_local { "Local" } else { "Shared" };
        let holder = Ident::new(holder, span);
        let stored = quote_spanned! { span=> ::comidl::object::#holder<#callback> };
        if self.traits.len() == 1 {
            return stored;
        }
        let further = self.chains.iter().skip(1);
        quote_spanned! { span=>
            ::comidl::object::Several<#stored, (#(#further<#callback>,)*)>
        }
    }

    /// Returns the interfaces that other crates define, of those into which the struct converts.
    fn foreign(&self) -> impl Iterator<Item = TokenStream> {
        let of_first = self.traits[0].own..self.traits[0].interfaces;
        let of_first = of_first.map(|number| self.interface(0, number));
        let further = 1..self.traits.len();
        let further = further.filter(|&index| {
            let further = &self.traits[index];
            further.own == 0 && further.interfaces > 0
        });
        of_first.chain(further.map(|index| self.interface(index, 0)))
    }

    /// Whether the chain says which interfaces of the bindings the object has. That of one among several doesn't
    /// know of the others. And where another crate defines an interface, only a type of this crate can say so: of
    /// other types, that crate's conversion may hold as well.
    fn is_left_to_chain(&self) -> bool {
        self.traits.len() == 1 && self.traits[0].own == self.traits[0].interfaces
    }

    /// Returns the interfaces of which the struct itself says that its object has them: those of the bindings in
    /// the first chain, and the most derived one of each further chain.
    fn served(&self) -> impl Iterator<Item = TokenStream> {
        let is_left = self.is_left_to_chain();
        let of_first = 0..if is_left { 0 } else { self.traits[0].own };
        let of_first = of_first.map(|number| self.interface(0, number));
        let further = (1..self.traits.len()).filter(|&index| self.traits[index].own > 0);
        of_first.chain(further.map(|index| self.interface(index, 0)))
    }

    /// Returns what the object is made of:
    ///
    /// ```text
    /// impl<T> IntoObject for Progress<T> where T: Bounds, Progress<T>: BitsCallback {
    ///     type Parts = (Chain__<Progress<T>>, Shared<Progress<T>>);
    ///     type Interfaces = Chain__<Progress<T>>;
    /// }
    /// ```
    ///
    /// The tokens that name the struct have the span of its name.
    ///
    /// Only a struct with parameters gets the bounds. Without parameters, the compiler would check the
    /// bounds at once, and report an error a second time, about this `impl`.
    fn implementation(&self) -> TokenStream {
        let (parameters, _, _) = self.item.generics.split_for_impl();
        let (callback, bounds) = (callback(self.item), self.bounds());
        let (stored, span) = (self.stored(), self.item.ident.span());
        let chain = Ident::new(&self.chains[0].to_string(), span);
        let chain = quote_spanned! { span=> #chain<#callback> };
        let parts = quote_spanned! { span=> (#chain, #stored) };
        let interfaces = if self.is_left_to_chain() {
            chain.clone()
        } else {
            callback.clone()
        };
        quote! {
            #[automatically_derived]
            impl #parameters ::comidl::object::IntoObject for #callback #bounds {
                type Parts = #parts;
                type Interfaces = #interfaces;
            }
        }
    }

    /// Returns what says that the object has an interface of the bindings:
    ///
    /// ```text
    /// impl<T> Serves<ILampEvents> for Progress<T> where T: Bounds, Progress<T>: LampEvents {}
    /// ```
    fn serves(&self, target: &TokenStream) -> TokenStream {
        let (parameters, _, _) = self.item.generics.split_for_impl();
        let (callback, bounds) = (callback(self.item), self.bounds());
        quote! {
            #[automatically_derived]
            impl #parameters ::comidl::object::Serves<#target> for #callback #bounds {}
        }
    }

    /// Returns the conversion of the struct into an interface of another crate:
    ///
    /// ```text
    /// impl<T> From<Progress<T>> for IUnknown where T: Bounds, Progress<T>: BitsCallback {
    ///     fn from(callback: Progress<T>) -> Self {
    ///         into_interface(callback)
    ///     }
    /// }
    /// ```
    fn conversion_into(&self, target: &TokenStream) -> TokenStream {
        let (parameters, _, _) = self.item.generics.split_for_impl();
        let (callback, bounds) = (callback(self.item), self.bounds());
        quote! {
            #[automatically_derived]
            impl #parameters ::core::convert::From<#callback> for #target #bounds {
                #[inline]
                fn from(callback__: #callback) -> Self {
                    ::comidl::object::into_interface(callback__)
                }
            }
        }
    }

    fn bounds(&self) -> TokenStream {
        if self.item.generics.params.is_empty() {
            return TokenStream::new();
        }
        let (_, _, bounds) = self.item.generics.split_for_impl();
        let callback = callback(self.item);
        let bounds = bounds.into_iter().flat_map(|clause| &clause.predicates);
        let span = self.item.ident.span();
        let paths = self.traits.iter().map(|it| it.path_at(span));
        let threads =
            (!self.is_local).then(|| quote! { + ::core::marker::Send + ::core::marker::Sync });
        quote! { where #(#bounds,)* #callback: #(#paths)+* #threads }
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
/// this function, the compiler would report the error at the `impl` of the trait. A function has
/// no `Self`, so the struct is named in its place.
fn fields_are_callable_from_any_thread(item: &ItemStruct) -> TokenStream {
    let parameters: HashSet<Ident> = item
        .generics
        .type_params()
        .map(|parameter| parameter.ident.clone())
        .collect();
    let callback = callback(item);
    let checks: Vec<_> = item
        .fields
        .iter()
        .filter(|field| !names_an_associated_type(field, &parameters))
        .map(|field| field_is_callable_from_any_thread(field, &callback))
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
    quote! {
        #[allow(dead_code, clippy::multiple_bound_locations)]
        fn fields #parameters() #bounds {
            #(#checks)*
        }
    }
}

fn field_is_callable_from_any_thread(field: &Field, callback: &TokenStream) -> TokenStream {
    let condition = condition::of(&field.attrs);
    let condition = condition.map(|it| quote! { #[cfg(#it)] });
    let ty = with_self(field.ty.to_token_stream(), callback);
    quote! {
        #condition
        ::comidl::object::callable_from_any_thread::<#ty>();
    }
}

/// Returns the tokens with the struct's type for each `Self`.
fn with_self(tokens: TokenStream, callback: &TokenStream) -> TokenStream {
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == "Self" => quote_spanned! { ident.span()=> #callback },
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), with_self(group.stream(), callback));
            replaced.set_span(group.span());
            TokenTree::from(replaced).into()
        }
        token => token.into(),
    });
    replaced.collect()
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
