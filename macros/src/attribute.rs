//! The attributes' first half: what is written in and under an attribute, handed to the macro that
//! stands beside the trait and knows the facts about it.

use crate::ATTRIBUTES;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Error, Item, Meta, Path, Result, parse_quote};

/// An attribute as it was written.
pub(crate) struct Attribute {
    /// Its name, without brackets.
    pub(crate) name: &'static str,
    /// The trait that it is an attribute for.
    pub(crate) path: Path,
}

impl Attribute {
    /// `#[bits_callback]` and its like, which are for one trait.
    pub(crate) fn of_one_trait(
        name: &'static str,
        path: Path,
        arguments: TokenStream,
    ) -> Result<Self> {
        if arguments.is_empty() {
            return Ok(Self { name, path });
        }
        Err(Error::new_spanned(
            arguments,
            format!("`#[{name}]` takes no arguments: write it without the parentheses"),
        ))
    }

    /// `#[callback(path::To::Trait)]`
    pub(crate) fn of_any_trait(arguments: TokenStream) -> Result<Self> {
        let name = "callback";
        let what = "the path of the trait that the struct implements: \
                    `#[callback(bindings::VendorEvents)]`";
        if arguments.is_empty() {
            return Err(Error::new(
                proc_macro2::Span::call_site(),
                format!("`#[{name}]` takes {what}"),
            ));
        }
        let path = syn::parse2::<Path>(arguments.clone()).map_err(|_| {
            Error::new_spanned(&arguments, format!("`#[{name}]` takes one thing, {what}"))
        })?;
        match path.segments.iter().find(|it| !it.arguments.is_empty()) {
            None => Ok(Self { name, path }),
            Some(segment) => Err(Error::new_spanned(
                &segment.arguments,
                "the trait of a callback has no parameters: its path is all that is wanted here",
            )),
        }
    }

    /// ```text
    /// struct Progress { .. }
    /// ::comidl::bits::BitsCallback! { {bits_callback} {::comidl::bits::BitsCallback} {struct Progress { .. }} }
    /// ```
    ///
    /// A struct stands for itself, so that it is there even where the macro isn't.
    pub(crate) fn hand_on(&self, item: &TokenStream) -> Result<TokenStream> {
        let (name, path) = (format_ident!("{}", self.name), &self.path);
        let itself = match syn::parse2::<Item>(item.clone())? {
            Item::Struct(it) => {
                check_others(self, &it.attrs)?;
                Some(item)
            }
            _ => None,
        };
        Ok(quote! {
            #itself
            #path! { {#name} {#path} {#item} }
        })
    }
}

/// An attribute that is still there was written below this one, and is expanded after it.
fn check_others(first: &Attribute, attributes: &[syn::Attribute]) -> Result<()> {
    let first_path = first.path.to_token_stream().to_string();
    for attribute in attributes {
        let Some(name) = attribute.path().segments.last() else {
            continue;
        };
        let Some(other) = ATTRIBUTES.iter().find(|other| name.ident == **other) else {
            continue;
        };
        let is_same = match &attribute.meta {
            Meta::List(list) => list.tokens.to_string() == first_path,
            _ => *other == first.name,
        };
        let message = if is_same {
            format!("`#[{other}]` is here twice: once is enough")
        } else {
            format!(
                "a struct is one kind of callback, and this one has `#[{}]` already: its \
                 conversion into `IUnknown` could mean either. Make a struct for each, around \
                 what they share",
                first.name
            )
        };
        return Err(Error::new_spanned(attribute, message));
    }
    Ok(())
}

/// The trait of `#[bits_callback]`.
pub(crate) fn bits_callback() -> Path {
    parse_quote!(::comidl::bits::BitsCallback)
}

/// The trait of `#[download_callback]`.
pub(crate) fn download_callback() -> Path {
    parse_quote!(::comidl::download::DownloadCallback)
}
