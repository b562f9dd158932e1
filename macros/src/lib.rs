//! The attributes of [`comidl`](https://docs.rs/comidl), through which alone they are meant to be
//! used: each turns a Rust struct into a COM callback.
//!
//! An attribute knows no more of its trait than the path. `attribute` hands that and the item to
//! the macro that stands beside the trait under the trait's name; that macro adds the `facts`, and
//! comes back through [`expand_callback!`]. `structure` makes what an attribute on a struct adds,
//! `implementation` what one on an `impl` block adds, each with one function for each item.

mod attribute;
mod facts;
mod implementation;
mod structure;

use attribute::Attribute;
use facts::{Call, Kind};
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
    let attribute = Attribute::of_one_trait(
        "bits_callback",
        attribute::bits_callback(),
        arguments.into(),
    );
    begin(attribute, &item.into()).into()
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
    let attribute = Attribute::of_one_trait(
        "download_callback",
        attribute::download_callback(),
        arguments.into(),
    );
    begin(attribute, &item.into()).into()
}

/// Makes a struct a callback of the interface that `comidl_codegen` made a trait for.
///
/// Its argument is the path of the trait: `#[callback(bindings::VendorEvents)]`.
///
/// **On a struct** (named, tuple or unit, with type and const parameters if need be) it adds `From`
/// for the interface, for each interface that this one derives from, and for `IUnknown`: the object
/// that the conversion makes owns the struct, answers for all of them and for `IAgileObject`,
/// `IWeakReferenceSource` and (on Windows) `IMarshal`, contains panics, and drops the struct with
/// the last reference. It also checks, field by field, that the struct may be used from any
/// thread; a struct that borrows is refused.
///
/// **On `impl Trait for …`**, of a trait with a constant that says which events are wanted, it sets
/// that constant from the methods that are there.
///
/// ```
/// use comidl::bindings::IBackgroundCopyCallback;
/// use comidl::bits::{BitsCallback, Job};
/// use comidl::{Result, callback};
///
/// // As `#[bits_callback]`, which is short for it.
/// #[callback(BitsCallback)]
/// struct Finisher;
///
/// impl BitsCallback for Finisher {
///     fn job_transferred(&self, job: &Job) -> Result<()> {
///         job.complete()
///     }
/// }
///
/// let callback = IBackgroundCopyCallback::from(Finisher);
/// ```
#[proc_macro_attribute]
pub fn callback(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    begin(Attribute::of_any_trait(arguments.into()), &item.into()).into()
}

/// The attributes' second half, for generated code: what the macro beside a callback's trait calls
/// with the facts about the trait and what it was called with itself.
#[doc(hidden)]
#[proc_macro]
pub fn expand_callback(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse::<Call>(input) {
        Ok(call) => finish(&call).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// Every attribute that makes a callback.
const ATTRIBUTES: &[&str] = &["bits_callback", "callback", "download_callback"];

/// The first half of an attribute; with an error, the item as it was, so that what uses it doesn't
/// fail as well.
fn begin(attribute: Result<Attribute>, item: &TokenStream) -> TokenStream {
    let handed_on = attribute.and_then(|attribute| attribute.hand_on(item));
    handed_on.unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote! { #item #error }
    })
}

/// What an attribute adds to a struct, or makes of another item.
fn finish(call: &Call) -> TokenStream {
    let Call { kind, item } = call;
    let parsed = match syn::parse2(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error(),
    };
    // A struct has been written already.
    let itself = match parsed {
        Item::Struct(_) => None,
        _ => Some(item),
    };
    expand_item(kind, parsed).unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote! { #itself #error }
    })
}

fn expand_item(kind: &Kind, item: Item) -> Result<TokenStream> {
    let (span, what) = match item {
        Item::Struct(item) => return structure::expand(kind, &item),
        Item::Impl(item) => return implementation::expand(kind, item),
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
    let (attribute, trait_name) = (&kind.attribute, kind.trait_name());
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
