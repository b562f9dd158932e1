//! The attributes of [`comidl`](https://docs.rs/comidl), through which alone they are meant to be
//! used: each turns a Rust struct into a COM callback.
//!
//! `kind` says which callbacks there are. `structure` makes what an attribute on a struct adds,
//! `implementation` what one on an `impl` block adds, each with one function for each item.

mod implementation;
mod kind;
mod structure;

use kind::Kind;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Error, Item, Result};

/// Makes a struct with `impl BitsCallback` a callback of BITS and Delivery Optimization.
///
/// **On a struct** (named, tuple or unit, with type and const parameters if need be) it adds
/// `From` for `IBackgroundCopyCallback`, `…Callback2`, `…Callback3` and `IUnknown`: the object that
/// the conversion makes owns the struct, answers for all four and for `IAgileObject`,
/// `IWeakReferenceSource` and (on Windows) `IMarshal`, contains panics, and drops the struct with
/// the last reference. It also checks, field by field, that the struct may be used from any
/// thread; a struct that borrows is refused.
///
/// **On `impl BitsCallback for …`** it sets `NOTIFY` to the events whose methods are there, so that
/// the two can't drift apart. Methods under `#[cfg]` count where they are compiled.
///
/// ```
/// use comidl::bindings::IBackgroundCopyCallback;
/// use comidl::bits::{BitsCallback, Job, Notify};
/// use comidl::{Result, bits_callback};
///
/// #[bits_callback]
/// struct Finisher;
///
/// #[bits_callback]
/// impl BitsCallback for Finisher {
///     fn job_transferred(&self, job: &Job) -> Result<()> {
///         job.complete()
///     }
/// }
///
/// assert_eq!(Finisher::NOTIFY, Notify::JOB_TRANSFERRED);
/// let callback = IBackgroundCopyCallback::from(Finisher);
/// ```
///
/// Neither takes arguments.
#[proc_macro_attribute]
pub fn bits_callback(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand(&kind::BITS, arguments.into(), item.into()).into()
}

/// Makes a struct with `impl DownloadCallback` a callback of Delivery Optimization's downloads.
///
/// On a struct (named, tuple or unit, with type and const parameters if need be) it adds `From` for
/// `IDODownloadStatusCallback` and `IUnknown`: the object that the conversion makes is as that of
/// [`macro@bits_callback`], and what it asks of the struct is the same.
///
/// ```
/// use comidl::bindings::IDODownloadStatusCallback;
/// use comidl::download::{Download, DownloadCallback, DownloadStatus};
/// use comidl::{Result, download_callback};
///
/// #[download_callback]
/// struct Progress;
///
/// impl DownloadCallback for Progress {
///     fn on_status_change(&self, _: &Download, status: &DownloadStatus) -> Result<()> {
///         println!("{} bytes", status.bytes_transferred());
///         Ok(())
///     }
/// }
///
/// let callback = IDODownloadStatusCallback::from(Progress);
/// ```
///
/// It takes no arguments.
#[proc_macro_attribute]
pub fn download_callback(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand(&kind::DOWNLOAD, arguments.into(), item.into()).into()
}

/// The item with what the attribute adds to it; with an error, the item as it was, so that what
/// uses it doesn't fail as well.
fn expand(kind: &Kind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let expanded = check_arguments(kind, arguments).and_then(|()| expand_item(kind, &item));
    expanded.unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote! { #item #error }
    })
}

fn check_arguments(kind: &Kind, arguments: TokenStream) -> Result<()> {
    if arguments.is_empty() {
        return Ok(());
    }
    let attribute = kind.attribute;
    Err(Error::new_spanned(
        arguments,
        format!("`#[{attribute}]` takes no arguments: write it without the parentheses"),
    ))
}

fn expand_item(kind: &Kind, item: &TokenStream) -> Result<TokenStream> {
    let (span, what) = match syn::parse2(item.clone())? {
        Item::Struct(parsed) => return structure::expand(kind, item, &parsed),
        Item::Impl(parsed) => return implementation::expand(kind, parsed),
        Item::Enum(other) => (other.enum_token.span, "an enum: put it into a struct"),
        Item::Union(other) => (other.union_token.span, "a union: put it into a struct"),
        Item::Trait(other) => (other.trait_token.span, "a trait"),
        Item::Fn(other) => (
            other.sig.fn_token.span,
            "a function: make it a method of a struct",
        ),
        other => (other.span(), "neither"),
    };
    Err(misplaced(kind, span, what))
}

fn misplaced(kind: &Kind, span: Span, what: &str) -> Error {
    let Kind {
        attribute,
        trait_name,
        ..
    } = kind;
    let message = match kind.events {
        Some(_) => format!(
            "`#[{attribute}]` goes on a struct or on `impl {trait_name} for …`, and this is {what}"
        ),
        None => format!("`#[{attribute}]` goes on a struct, and this is {what}"),
    };
    Error::new(span, message)
}

#[cfg(test)]
mod tests;
