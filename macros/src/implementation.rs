//! What an attribute on `impl Trait for …` adds: the constant that says which events are
//! wanted, made from the methods that are there.

use crate::facts::{Events, Kind};
use crate::misplaced;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Error, ImplItem, ItemImpl, Meta, Result, parse_quote};

/// ```text
/// const _: () = {
///     type Chain__<..> = ..;
///     impl BitsCallback for Finisher { const NOTIFY: .. = ..; .. }
/// };
/// ```
pub(crate) fn expand(kind: &Kind, mut item: ItemImpl) -> Result<TokenStream> {
    let Some(events) = &kind.events else {
        return Err(misplaced(
            kind,
            item.impl_token.span,
            "an `impl` block, which has no events to choose from",
        ));
    };
    check_trait(kind, &item)?;
    check_items(kind, events, &item)?;
    item.items.insert(0, constant(events, &item));
    let chain = kind.chain_alias(kind.span());
    Ok(quote! {
        const _: () = {
            #chain
            #item
        };
    })
}

fn check_trait(kind: &Kind, item: &ItemImpl) -> Result<()> {
    let (attribute, trait_name) = (&kind.attribute, kind.trait_name());
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

/// What would make the constant wrong, or leave the callback without a call.
fn check_items(kind: &Kind, events: &Events, item: &ItemImpl) -> Result<()> {
    let (attribute, trait_name) = (&kind.attribute, kind.trait_name());
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

/// ```text
/// const NOTIFY: <Chain__<Self> as Events>::Flags = <<Chain__<Self> as Events>::Flags>::empty()
///     .union(<<Chain__<Self> as Events>::Flags>::JOB_TRANSFERRED)
///     .union(if cfg!(windows) { <..>::JOB_ERROR } else { <..>::empty() });
/// ```
fn constant(events: &Events, item: &ItemImpl) -> ImplItem {
    let name = &events.constant;
    let flags = quote! { <Chain__<Self> as ::comidl::object::Events>::Flags };
    let wanted = item.items.iter().filter_map(|inner| {
        let ImplItem::Fn(method) = inner else {
            return None;
        };
        let (_, flag) = events
            .methods
            .iter()
            .find(|(name, _)| method.sig.ident == *name)?;
        let conditions: Vec<_> = method.attrs.iter().filter_map(condition).collect();
        Some(match conditions[..] {
            [] => quote! { <#flags>::#flag },
            _ => quote! {
                if ::core::cfg!(all(#(#conditions),*)) { <#flags>::#flag } else { <#flags>::empty() }
            },
        })
    });
    parse_quote! {
        const #name: #flags = <#flags>::empty() #(.union(#wanted))*;
    }
}

/// What is in a `#[cfg(…)]`.
fn condition(attribute: &Attribute) -> Option<&TokenStream> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => Some(&list.tokens),
        _ => None,
    }
}
