//! The second half of an attribute, by the kind of its item.

use super::callback_trait::{CallbackTrait, ExpandInput};
use super::{implementation, structure};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Error, Item, Result};

/// Expands the second half of an attribute: what it adds to a struct, or makes of an `impl` block.
pub(crate) fn expand(input: &ExpandInput) -> TokenStream {
    let ExpandInput {
        traits,
        is_local,
        item,
        next,
    } = input;
    if let Some(next) = next {
        return next.clone();
    }
    let parsed = match syn::parse2(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error(),
    };
    // The first half has written a struct already.
    let original = match parsed {
        Item::Struct(_) => None,
        _ => Some(item),
    };
    expand_item(traits, *is_local, parsed).unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote! { #original #error }
    })
}

fn expand_item(traits: &[CallbackTrait], is_local: bool, item: Item) -> Result<TokenStream> {
    let callback_trait = &traits[0];
    let (span, found) = match item {
        Item::Struct(item) => return structure::expand(traits, is_local, &item),
        Item::Impl(item) if traits.len() == 1 && !is_local => {
            return implementation::expand(callback_trait, item);
        }
        Item::Impl(item) => (
            item.impl_token.span,
            "an `impl` block, whose attribute names the one trait that it is of",
        ),
        Item::Enum(other) => (other.enum_token.span, "an enum: put it into a struct"),
        Item::Union(other) => (other.union_token.span, "a union: put it into a struct"),
        Item::Trait(other) => (other.trait_token.span, "a trait"),
        Item::Fn(other) => (
            other.sig.fn_token.span,
            "a function: make it a method of a struct",
        ),
        other => (other.span(), "neither"),
    };
    Err(misplaced(callback_trait, span, found))
}

/// Returns the error for an attribute on an item that it doesn't go on.
pub(crate) fn misplaced(callback_trait: &CallbackTrait, span: Span, found: &str) -> Error {
    let (attribute, trait_name) = (&callback_trait.attribute, callback_trait.name());
    let message = match callback_trait.events {
        Some(_) => format!(
            "`#[{attribute}]` goes on a struct or on `impl {trait_name} for …`, and this is {found}"
        ),
        None => format!("`#[{attribute}]` goes on a struct, and this is {found}"),
    };
    Error::new(span, message)
}
