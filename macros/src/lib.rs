//! The attributes of [`comidl`](https://docs.rs/comidl): each turns a Rust struct into a COM
//! callback. Programs use them through that crate alone.
//!
//! An attribute knows the path of its trait, and nothing else of the trait. `attribute` forwards the
//! path and the item to the macro that stands beside the trait under the trait's name. That macro
//! adds a description of the trait (`callback_trait`), and calls [`expand_callback!`]. `expand` then hands a
//! struct to `structure`, and an `impl` block to `implementation`.

mod attribute;
mod callback_trait;
mod condition;
mod expand;
mod implementation;
mod include;
mod structure;

use attribute::Attribute;
use callback_trait::ExpandInput;
use expand::expand;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Result;

/// Includes the bindings that a build script made with `comidl_codegen::Builder`: the file in `OUT_DIR`
/// with the name of the first IDL file, `vendor` for `idl/vendor.idl`.
///
/// The items are public, in the module of the macro call. A module of their own keeps them apart from
/// others:
///
/// ```ignore
/// pub mod vendor {
///     comidl::include_idl!("vendor");
/// }
///
/// use vendor::IVendorDevice;
/// ```
///
/// The package needs `windows-core` among its dependencies, and `windows-link` where the IDL
/// declares functions. The code causes no warnings, whatever lints the crate has.
///
/// Compilation fails without a build script, since there is no `OUT_DIR`. Where the build script made no such
/// bindings, the error names those that it made; the case of letters counts on all systems.
#[proc_macro]
pub fn include_idl(name: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let included = syn::parse(name).and_then(|name: syn::LitStr| include::include(&name));
    included
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Makes a struct with `impl BitsCallback` a callback of BITS and Delivery Optimization.
///
/// **On a struct** (named, tuple or unit, with type and const parameters if need be) it adds
/// `From` for `IBackgroundCopyCallback`, `…Callback2`, `…Callback3` and `IUnknown`: the object that
/// the conversion makes owns the struct, answers for all four and for `IAgileObject`,
/// `IWeakReferenceSource` and (on Windows) `IMarshal`, catches panics, and drops the struct with
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
///         job.complete()?;
///         Ok(())
///     }
/// }
///
/// assert_eq!(Finisher::NOTIFY, Notify::JOB_TRANSFERRED);
/// let callback = IBackgroundCopyCallback::from(Finisher);
/// ```
///
/// It takes no arguments.
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
    forward(attribute, &item.into()).into()
}

/// Makes a struct with `impl DownloadCallback` a callback of Delivery Optimization's downloads.
///
/// On a struct (named, tuple or unit, with type and const parameters if need be) it adds `From` for
/// `IDODownloadStatusCallback` and `IUnknown`. The object keeps the rules of the one of
/// [`macro@bits_callback`], and the struct has to meet the same conditions.
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
    forward(attribute, &item.into()).into()
}

/// Makes a struct a callback of the interface that `comidl_codegen` made a trait for.
///
/// Its argument is the path of the trait: `#[callback(bindings::VendorEvents)]`. With several paths, one
/// object has the interfaces of all these traits. With `local` behind them, the object lives on the
/// thread that makes it.
///
/// **On a struct** (named, tuple or unit, with type and const parameters if need be) it adds `From`
/// for the interface, for each interface that this one derives from, and for `IUnknown`: the object
/// that the conversion makes owns the struct, answers for all of them and for `IAgileObject`,
/// `IWeakReferenceSource` and (on Windows) `IMarshal`, catches panics, and drops the struct with
/// the last reference. It also checks, field by field, that the struct may be used from any
/// thread; a struct that borrows is refused. Of the further traits, there is `From` for the most derived
/// interface of each.
///
/// **With `local`**, the struct may hold what belongs to its thread, such as an `Rc`: all of user interface
/// does. The object isn't agile: it has no `IAgileObject` and no `IMarshal`, so that COM brings calls from
/// other apartments to its thread. A call that comes on another thread nevertheless is refused with
/// RPC_E_WRONG_THREAD, a last release there leaks the struct, and `comidl::set_panic_hook`'s hook is told of
/// both.
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
///         job.complete()?;
///         Ok(())
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
    forward(Attribute::of_any_trait(arguments.into()), &item.into()).into()
}

/// The second half of an attribute, for generated code. The macro beside a callback's trait calls it
/// with the description of the trait, and with its own input.
#[doc(hidden)]
#[proc_macro]
pub fn expand_callback(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse::<ExpandInput>(input) {
        Ok(input) => expand(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// The attributes that make a callback.
const ATTRIBUTES: &[&str] = &["bits_callback", "callback", "download_callback"];

/// Expands the first half of an attribute. With an error, it returns the item as well, so that code
/// that uses the item has no errors of its own.
fn forward(attribute: Result<Attribute>, item: &TokenStream) -> TokenStream {
    let forwarded = attribute.and_then(|attribute| attribute.forward(item));
    forwarded.unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote! { #item #error }
    })
}

#[cfg(test)]
mod tests;
