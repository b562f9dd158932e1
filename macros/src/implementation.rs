//! The expansion of an attribute on `impl Trait for …`: it adds the constant that chooses the events,
//! made from the methods of the `impl`.

use crate::callback_trait::{CallbackTrait, Events, free_name};
use crate::condition;
use crate::expand::misplaced;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Error, ImplItem, ItemImpl, Result, parse_quote};

/// Returns the `impl` with the constant:
///
/// ```text
/// const _: () = {
///     type Chain__<..> = ..;
///     impl BitsCallback for Finisher { const NOTIFY: .. = ..; .. }
/// };
/// ```
pub(crate) fn expand(callback_trait: &CallbackTrait, mut item: ItemImpl) -> Result<TokenStream> {
    let Some(events) = &callback_trait.events else {
        return Err(misplaced(
            callback_trait,
            item.impl_token.span,
            "an `impl` block, which has no events to choose from",
        ));
    };
    check_trait(callback_trait, &item)?;
    check_items(callback_trait, events, &item)?;
    let path = &callback_trait.path;
    let name = free_name("Chain__", quote! { #item #path });
    item.items.insert(0, constant(events, &name, &item));
    let chain = callback_trait.chain_alias(&name, callback_trait.span());
    Ok(quote! {
        const _: () = {
            #chain
            #item
        };
    })
}

fn check_trait(callback_trait: &CallbackTrait, item: &ItemImpl) -> Result<()> {
    let (attribute, trait_name) = (&callback_trait.attribute, callback_trait.name());
    let Some((_, path, _)) = &item.trait_ else {
        return Err(Error::new_spanned(
            &item.self_ty,
            format!("`#[{attribute}]` goes on `impl {trait_name} for …`; this `impl` has no trait"),
        ));
    };
    if path
        .segments
        .last()
        .is_some_and(|last| last.ident == trait_name)
    {
        return Ok(());
    }
    Err(Error::new_spanned(
        path,
        format!(
            "`#[{attribute}]` goes on `impl {trait_name} for …`, and knows the trait by that name"
        ),
    ))
}

/// Reports items that would make the constant wrong, and an `impl` without methods, whose callback
/// would never be called.
fn check_items(callback_trait: &CallbackTrait, events: &Events, item: &ItemImpl) -> Result<()> {
    let (attribute, trait_name) = (&callback_trait.attribute, callback_trait.name());
    for inner in &item.items {
        match inner {
            ImplItem::Const(constant) if constant.ident == events.constant => {
                return Err(Error::new_spanned(
                    &constant.ident,
                    format!(
                        "`#[{attribute}]` sets `{}` from the methods that are here. Remove one of \
                         the two",
                        events.constant
                    ),
                ));
            }
            ImplItem::Macro(unseen) => {
                return Err(Error::new_spanned(
                    &unseen.mac.path,
                    format!(
                        "`#[{attribute}]` can't see methods that a macro makes, so `{}` would lack \
                         their events. Write the methods out, or set the constant without the \
                         attribute",
                        events.constant
                    ),
                ));
            }
            _ => {}
        }
    }
    if item
        .items
        .iter()
        .any(|inner| matches!(inner, ImplItem::Fn(_)))
    {
        return Ok(());
    }
    let methods: Vec<_> = events
        .methods
        .iter()
        .map(|(method, _)| format!("`{method}`"))
        .collect();
    Err(Error::new_spanned(
        &item.self_ty,
        format!(
            "this `{trait_name}` has no method, so it would never be called. Write one or more of {}",
            methods.join(", ")
        ),
    ))
}

/// Returns the constant, with the flags of the methods of `item`:
///
/// ```text
/// const NOTIFY: <Chain__<Self> as Events>::Flags = <<Chain__<Self> as Events>::Flags>::empty()
///     .union(<<Chain__<Self> as Events>::Flags>::JOB_TRANSFERRED)
///     .union(if cfg!(windows) { <..>::JOB_ERROR } else { <..>::empty() });
/// ```
fn constant(events: &Events, chain: &Ident, item: &ItemImpl) -> ImplItem {
    let name = &events.constant;
    let flags = quote! { <#chain<Self> as ::comidl::object::Events>::Flags };
    let wanted = item.items.iter().filter_map(|inner| {
        let ImplItem::Fn(method) = inner else {
            return None;
        };
        let (_, flag) = events
            .methods
            .iter()
            .find(|(name, _)| method.sig.ident == *name)?;
        Some(match condition::of(&method.attrs) {
            None => quote! { <#flags>::#flag },
            Some(condition) => quote! {
                if ::core::cfg!(#condition) { <#flags>::#flag } else { <#flags>::empty() }
            },
        })
    });
    parse_quote! {
        const #name: #flags = <#flags>::empty() #(.union(#wanted))*;
    }
}
