//! The kinds of callbacks: what an attribute is called, and what it is an attribute for.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// A trait whose implementors can be made into COM objects of one chain of interfaces.
pub(crate) struct Kind {
    /// The attribute, without its brackets.
    pub(crate) attribute: &'static str,
    /// The trait, as users write it.
    pub(crate) trait_name: &'static str,
    /// The trait, by its full path. The span is where an error about it is to be shown.
    pub(crate) trait_path: fn(Span) -> TokenStream,
    /// The `Chain` that has the slots, by its full path, with such a span.
    pub(crate) chain: fn(Span) -> TokenStream,
    /// The interface at the end of the chain, by its full path.
    pub(crate) interface: fn() -> TokenStream,
    /// The interfaces that it derives from, by their full paths.
    pub(crate) bases: fn() -> Vec<TokenStream>,
    /// The events that the trait can be told to want; `None` where there is nothing to choose.
    pub(crate) events: Option<Events>,
}

/// The constant of a trait that says which events it wants.
pub(crate) struct Events {
    /// The constant's name.
    pub(crate) constant: &'static str,
    /// Its type, a set of flags, by its full path.
    pub(crate) flags: fn() -> TokenStream,
    /// Each method with the flag that makes it be called.
    pub(crate) methods: &'static [(&'static str, &'static str)],
}

/// Every kind's attribute.
pub(crate) const ATTRIBUTES: &[&str] = &[BITS.attribute, DOWNLOAD.attribute];

/// `#[bits_callback]`
pub(crate) const BITS: Kind = Kind {
    attribute: "bits_callback",
    trait_name: "BitsCallback",
    trait_path: |span| quote_spanned!(span=> ::comidl::bits::BitsCallback),
    chain: |span| quote_spanned!(span=> ::comidl::bits::BitsCallbackChain),
    interface: || quote!(::comidl::bindings::IBackgroundCopyCallback3),
    bases: || {
        vec![
            quote!(::comidl::bindings::IBackgroundCopyCallback2),
            quote!(::comidl::bindings::IBackgroundCopyCallback),
            quote!(::comidl::IUnknown),
        ]
    },
    events: Some(Events {
        constant: "NOTIFY",
        flags: || quote!(::comidl::bits::Notify),
        methods: &[
            ("job_transferred", "JOB_TRANSFERRED"),
            ("job_error", "JOB_ERROR"),
            ("job_modification", "JOB_MODIFICATION"),
            ("file_transferred", "FILE_TRANSFERRED"),
            ("file_ranges_transferred", "FILE_RANGES_TRANSFERRED"),
        ],
    }),
};

/// `#[download_callback]`
pub(crate) const DOWNLOAD: Kind = Kind {
    attribute: "download_callback",
    trait_name: "DownloadCallback",
    trait_path: |span| quote_spanned!(span=> ::comidl::download::DownloadCallback),
    chain: |span| quote_spanned!(span=> ::comidl::download::DownloadCallbackChain),
    interface: || quote!(::comidl::bindings::IDODownloadStatusCallback),
    bases: || vec![quote!(::comidl::IUnknown)],
    events: None,
};
