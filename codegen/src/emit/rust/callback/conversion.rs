//! The conversions of values into interfaces: one for each interface of the bindings, whichever callbacks have it.

use std::collections::HashSet;

use crate::emit::rust::code::Code;
use crate::emit::rust::template::rust;
use crate::emit::rust::types::Context;

use super::Callback;

/// Writes, for each interface that an object of a callback has and that no other crate defines,
///
/// ```text
/// impl<T> From<T> for ILampEvents where T: IntoObject<Interfaces: Serves<ILampEvents>> { .. }
/// ```
///
/// Those of other crates get theirs from the attribute, for each struct.
pub(in crate::emit::rust) fn write(
    code: &mut Code,
    context: &Context<'_>,
    callbacks: &[Callback<'_>],
) {
    let mut written = HashSet::new();
    let with_unknown = callbacks.iter().filter(|it| it.has_unknown);
    for &id in with_unknown.flat_map(|it| it.own_interfaces(context)) {
        if !written.insert(id) {
            continue;
        }
        rust!(
            code,
            "
            impl<T> ::core::convert::From<T> for $interface
            where
                T: ::comidl::object::IntoObject<Interfaces: ::comidl::object::Serves<$interface>>,
            {
                #[inline]
                fn from(value: T) -> Self {
                    ::comidl::object::into_interface(value)
                }
            }
            ",
            interface = context.names.item(id),
        );
    }
}
