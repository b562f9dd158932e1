//! Objects of an interface without `IUnknown`: nobody counts references, so somebody owns them.

use crate::emit::rust::code::Code;
use crate::emit::rust::template::rust;
use crate::emit::rust::types::Context;

use super::Callback;

/// Writes
///
/// ```text
/// impl ILampVoice {
///     pub fn from_value<T: LampVoice + Send + Sync>(value: T) -> comidl::Owned<Self> { .. }
///     pub fn from_local_value<T: LampVoice>(value: T) -> comidl::Owned<Self> { .. }
/// }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    rust!(
        code,
        "
        impl $interface {
            /// Makes an object, which any thread may call. It lives as long as the result: whoever calls it
            /// has to have stopped before.
            pub fn from_value<T: $name + Send + Sync>(value: T) -> ::comidl::Owned<Self> {
                ::comidl::object::create_owned::<$chain, ::comidl::object::Shared<T>>(value)
            }
            /// Makes an object that lives on this thread: a call on another one is refused.
            pub fn from_local_value<T: $name>(value: T) -> ::comidl::Owned<Self> {
                ::comidl::object::create_owned::<$chain, ::comidl::object::Local<T>>(value)
            }
        }
        ",
        interface = context.names.item(callback.interface()),
        name = callback.trait_name,
        chain = callback.chain_name,
    );
}
