//! The first half of an attribute: it forwards its arguments and its item to the macro of the first trait's
//! name, which stands beside the trait and adds the description of the trait.

use crate::ATTRIBUTES;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Error, Item, Meta, Path, PathSegment, Result, Token, parse_quote};

/// The argument that makes an object of one thread.
pub(crate) const LOCAL: &str = "local";

/// An attribute as the user wrote it.
pub(crate) struct Attribute {
    /// The attribute's name, without brackets.
    pub(crate) name: &'static str,
    /// The paths of the callback's traits. There is one at least.
    pub(crate) paths: Vec<Path>,
    /// Whether the object lives on one thread.
    pub(crate) is_local: bool,
}

impl Attribute {
    /// Returns an attribute that is for one trait, as `#[bits_callback]` is.
    pub(crate) fn of_one_trait(
        name: &'static str,
        path: Path,
        arguments: TokenStream,
    ) -> Result<Self> {
        if arguments.is_empty() {
            return Ok(Self {
                name,
                paths: vec![path],
                is_local: false,
            });
        }
        Err(Error::new_spanned(
            arguments,
            format!("`#[{name}]` takes no arguments: write it without the parentheses"),
        ))
    }

    /// Returns `#[callback(path::To::Trait, path::To::Other, local)]`, with the traits of its arguments.
    pub(crate) fn of_any_trait(arguments: TokenStream) -> Result<Self> {
        let name = "callback";
        let expected = "the path of the trait that the struct implements: \
                    `#[callback(bindings::VendorEvents)]`";
        let paths = Punctuated::<Path, Token![,]>::parse_terminated
            .parse2(arguments.clone())
            .map_err(|_| {
                let message = format!("`#[{name}]` takes {expected}, or several such paths");
                Error::new_spanned(&arguments, message)
            })?;
        let is_local = paths.iter().any(|path| path.is_ident(LOCAL));
        let paths: Vec<Path> = paths
            .into_iter()
            .filter(|path| !path.is_ident(LOCAL))
            .collect();
        if paths.is_empty() {
            return Err(Error::new(
                proc_macro2::Span::call_site(),
                format!("`#[{name}]` takes {expected}"),
            ));
        }
        let with_arguments = |segment: &&PathSegment| !segment.arguments.is_empty();
        let mut segments = paths.iter().flat_map(|path| &path.segments);
        if let Some(segment) = segments.find(with_arguments) {
            return Err(Error::new_spanned(
                &segment.arguments,
                "the trait of a callback has no parameters: its path is all that is wanted here",
            ));
        }
        for (index, path) in paths.iter().enumerate() {
            let text = |path: &Path| path.to_token_stream().to_string();
            if paths[..index].iter().any(|other| text(other) == text(path)) {
                return Err(Error::new_spanned(
                    path,
                    "this trait is here twice: once is enough",
                ));
            }
        }
        Ok(Self {
            name,
            paths,
            is_local,
        })
    }

    /// Returns the call of the macro beside the first trait, with the item and the further traits:
    ///
    /// ```text
    /// struct Progress { .. }
    /// ::comidl::bits::BitsCallback! {
    ///     {bits_callback} {::comidl::bits::BitsCallback} {struct Progress { .. }} {} {}
    /// }
    /// ```
    ///
    /// A struct is written once more before the call: it is defined even where the macro is missing.
    pub(crate) fn forward(&self, item: &TokenStream) -> Result<TokenStream> {
        let name = format_ident!("{}", self.name);
        let local = self.is_local.then(|| format_ident!("{LOCAL}"));
        let structure = match syn::parse2::<Item>(item.clone())? {
            Item::Struct(structure) => {
                check_others(self, &structure.attrs)?;
                Some(item)
            }
            _ => None,
        };
        let Some((path, further)) = self.paths.split_first() else {
            return Ok(item.clone());
        };
        Ok(quote! {
            #structure
            #path! { {#name #local} {#path} {#item} {} {#({#further})*} }
        })
    }
}

/// Reports a second attribute of comidl on the same struct.
///
/// `first` is expanded before the attributes that are still on the struct: they stand below it.
fn check_others(first: &Attribute, attributes: &[syn::Attribute]) -> Result<()> {
    let paths = first
        .paths
        .iter()
        .map(|path| path.to_token_stream().to_string());
    let first_paths = paths.collect::<Vec<_>>().join(" , ");
    for attribute in attributes {
        let Some(name) = attribute.path().segments.last() else {
            continue;
        };
        let Some(other) = ATTRIBUTES.iter().find(|other| name.ident == **other) else {
            continue;
        };
        let is_same = match &attribute.meta {
            Meta::List(list) => list.tokens.to_string() == first_paths,
            _ => *other == first.name,
        };
        let message = if is_same {
            format!("`#[{other}]` is here twice: once is enough")
        } else {
            format!(
                "this struct has `#[{}]` already, and its conversion into `IUnknown` could mean either. \
                 For one object with the interfaces of several traits, name them all: \
                 `#[callback(One, Other)]`",
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
