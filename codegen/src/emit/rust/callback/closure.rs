//! Objects of closures, for a callback with one method.

use crate::emit::rust::code::Code;
use crate::emit::rust::template::rust;
use crate::emit::rust::types::Context;

use super::Callback;
use super::definition::{arrow, given, head};

/// Writes, for a callback with one method,
///
/// ```text
/// impl ILampEvents {
///     pub fn from_fn<F>(function: F) -> Self where F: ::core::ops::Fn(bool) -> comidl::Result<()> + .. { .. }
///     pub fn from_local_fn<F>(function: F) -> Self where F: ::core::ops::Fn(bool) -> comidl::Result<()> + 'static { .. }
/// }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let [method] = &callback.methods[..] else {
        return;
    };
    if method.is_unsafe() || callback.flags().is_some() {
        return;
    }
    let params = method.signature.params.iter().zip(&method.forms);
    let types = params.filter_map(|(param, form)| form.ty(context, &param.ty));
    let types: Vec<String> = types.collect();
    rust!(
        code,
        "
        impl $interface {
            /// Makes an object of a closure, which any thread may call.
            pub fn from_fn<F>(function: F) -> Self
            where
                F: ::core::ops::Fn($types)$arrow + Send + Sync + 'static,
            {
                ::comidl::object::create::<$chain, ::comidl::object::Shared<$closure<F>>>($closure(function))
            }
            /// Makes an object of a closure that lives on this thread, as that of `#[comidl::callback(.., local)]`.
            pub fn from_local_fn<F>(function: F) -> Self
            where
                F: ::core::ops::Fn($types)$arrow + 'static,
            {
                ::comidl::object::create::<$chain, ::comidl::object::Local<$closure<F>>>($closure(function))
            }
        }
        struct $closure<F>(F);
        impl<F: ::core::ops::Fn($types)$arrow + 'static> $name for $closure<F> {
            $head {
                (self.0)($args)
            }
        }
        ",
        interface = context.names.item(callback.interface()),
        types = types.join(", "),
        arrow = arrow(method),
        chain = callback.chain_name,
        closure = format!("{}Fn", callback.chain_name),
        name = callback.trait_name,
        head = head(context, method),
        args = given(context, method).join(", "),
    );
}
