//! Objects that have nothing but IUnknown.

use super::{Chain, Class, Place, Through};
use windows_core::{IUnknown, IUnknown_Vtbl};

/// The trait of an object with IUnknown alone: something to hold on to, or to tell by its identity.
///
/// ```
/// use comidl::{IUnknown, callback};
///
/// #[callback(comidl::Unknown)]
/// struct Token;
/// impl comidl::Unknown for Token {}
///
/// let token = IUnknown::from(Token);
/// assert_eq!(token, token.clone());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't an object with `IUnknown`",
    note = "write `impl comidl::Unknown for {Self} {{}}`"
)]
pub trait Unknown: Through<UnknownChain, Chain = UnknownChain> + 'static {}

/// `IUnknown`, over an [`Unknown`].
#[doc(hidden)]
#[derive(Debug)]
pub struct UnknownChain(());

// SAFETY: the vtable is the IUnknown of `P`.
unsafe impl<P: Place<Value: Unknown>> Chain<P> for UnknownChain {
    type Interface = IUnknown;
    type Vtable = IUnknown_Vtbl;
    const CLASS: &'static Class<IUnknown_Vtbl> = &Class::new::<P>(&[], P::UNKNOWN);
}

#[doc(hidden)]
#[macro_export]
macro_rules! __comidl_unknown {
    ($($call:tt)*) => {
        ::comidl::expand_callback! { {0 + 0} $($call)* }
    };
}
#[doc(hidden)]
pub use __comidl_unknown as Unknown;
