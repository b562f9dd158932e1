//! The first half of an attribute: it forwards its argument and its item to the macro of the trait's
//! name, which stands beside the trait and adds the description of the trait.

use crate::ATTRIBUTES;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Error, Item, Meta, Path, PathSegment, Result, parse_quote};

/// An attribute as the user wrote it.
pub(crate) struct Attribute {
    /// The attribute's name, without brackets.
    pub(crate) name: &'static str,
    /// The path of the callback's trait.
    pub(crate) path: Path,
}

impl Attribute {
    /// Returns an attribute that is for one trait, as `#[bits_callback]` is.
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

    /// Returns `#[callback(path::To::Trait)]`, with the trait of its argument.
    pub(crate) fn of_any_trait(arguments: TokenStream) -> Result<Self> {
        let name = "callback";
        let expected = "the path of the trait that the struct implements: \
                    `#[callback(bindings::VendorEvents)]`";
        if arguments.is_empty() {
            return Err(Error::new(
                proc_macro2::Span::call_site(),
                format!("`#[{name}]` takes {expected}"),
            ));
        }
        let path = syn::parse2::<Path>(arguments.clone()).map_err(|_| {
            Error::new_spanned(
                &arguments,
                format!("`#[{name}]` takes one thing, {expected}"),
            )
        })?;
        let with_arguments = |segment: &&PathSegment| !segment.arguments.is_empty();
        match path.segments.iter().find(with_arguments) {
            None => Ok(Self { name, path }),
            Some(segment) => Err(Error::new_spanned(
                &segment.arguments,
                "the trait of a callback has no parameters: its path is all that is wanted here",
            )),
        }
    }

    /// Returns the call of the macro beside the trait, with the item:
    ///
    /// ```text
    /// struct Progress { .. }
    /// ::comidl::bits::BitsCallback! { {bits_callback} {::comidl::bits::BitsCallback} {struct Progress { .. }} }
    /// ```
    ///
    /// A struct is written once more before the call: it is defined even where the macro is missing.
    pub(crate) fn forward(&self, item: &TokenStream) -> Result<TokenStream> {
        let (name, path) = (format_ident!("{}", self.name), &self.path);
        let structure = match syn::parse2::<Item>(item.clone())? {
            Item::Struct(structure) => {
                check_others(self, &structure.attrs)?;
                Some(item)
            }
            _ => None,
        };
        Ok(quote! {
            #structure
            #path! { {#name} {#path} {#item} }
        })
    }
}

/// Reports a second attribute of comidl on the same struct.
///
/// `first` is expanded before the attributes that are still on the struct: they stand below it.
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

/// Returns the trait of `#[bits_callback]`.
pub(crate) fn bits_callback() -> Path {
    parse_quote!(::comidl::bits::BitsCallback)
}

/// Returns the trait of `#[download_callback]`.
pub(crate) fn download_callback() -> Path {
    parse_quote!(::comidl::download::DownloadCallback)
}
