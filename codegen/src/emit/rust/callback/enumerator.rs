//! Enumerators of iterators, for a callback with the methods of `IEnumXxx`.

use crate::emit::rust::code::Code;
use crate::emit::rust::template::rust;
use crate::emit::rust::types::Context;

use super::definition::head;
use super::form::Form;
use super::result_form::ResultForm;
use super::several::Access;
use super::{Callback, Method, Returns};

/// Writes, for a callback with the methods of an enumerator,
///
/// ```text
/// impl IEnumLamps {
///     pub fn from_iterator<I>(items: I) -> Self where I: Iterator<Item: IntoElement<Option<ILamp>>> + .. { .. }
///     pub fn from_local_iterator<I>(items: I) -> Self where I: Iterator<Item: IntoElement<Option<ILamp>>> + .. { .. }
/// }
/// ```
pub(super) fn write(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    // Another crate's interface can't have functions of ours.
    if context.abi.external(callback.interface()).is_some() {
        return;
    }
    let Some(element) = element(context, callback) else {
        return;
    };
    let [next, skip, reset, clone] = &callback.methods[..] else {
        return;
    };
    let items = format!(
        "I: ::core::iter::Iterator<Item: ::comidl::object::IntoElement<{element}>> + ::core::clone::Clone"
    );
    let first = |method: &Method<'_>| method.signature.params[0].name.clone();
    let room = next.forms.iter().position(|form| form.several().is_some());
    rust!(
        code,
        "
        impl $interface {
            /// Makes an enumerator of what an iterator brings, which any thread may call. `Reset` begins again
            /// with a clone of the iterator, and `Clone` goes on with one from where it is. The iterator is locked
            /// while it runs, so it can't call its own enumerator.
            pub fn from_iterator<I>(items: I) -> Self
            where
                $items + Send + Sync + 'static,
            {
                $iterator::shared(::comidl::object::Enumeration::new(items))
            }
            /// Makes an enumerator of what an iterator brings, which lives on this thread, as an object of
            /// `#[comidl::callback(.., local)]`.
            pub fn from_local_iterator<I>(items: I) -> Self
            where
                $items + 'static,
            {
                $iterator::local(::comidl::object::Enumeration::new(items))
            }
        }
        /// An enumeration, and what makes an object of a clone.
        struct $iterator<I>(::comidl::object::Enumeration<I>, fn(::comidl::object::Enumeration<I>) -> $interface);
        impl<$items + 'static> $iterator<I> {
            fn shared(items: ::comidl::object::Enumeration<I>) -> $interface
            where
                I: Send + Sync,
            {
                ::comidl::object::create::<$chain, ::comidl::object::Shared<Self>>(Self(items, Self::shared))
            }
            fn local(items: ::comidl::object::Enumeration<I>) -> $interface {
                ::comidl::object::create::<$chain, ::comidl::object::Local<Self>>(Self(items, Self::local))
            }
        }
        impl<$items + 'static> $name for $iterator<I> {
            $next {
                self.0.next($room)
            }
            $skip {
                self.0.skip($count)
            }
            $reset {
                self.0.reset()
            }
            $clone {
                Ok(self.1(self.0.clone()).into())
            }
        }
        ",
        interface = context.names.item(callback.interface()),
        items,
        iterator = format!("{}Iterator", callback.chain_name),
        chain = callback.chain_name,
        name = callback.trait_name,
        next = head(context, next),
        room = room.map_or("", |room| &next.signature.params[room].name),
        skip = head(context, skip),
        count = first(skip),
        reset = head(context, reset),
        clone = head(context, clone),
    );
}

/// Returns the type of the elements, if the callback is an enumerator.
fn element<'a>(context: &Context<'_>, callback: &'a Callback<'_>) -> Option<&'a str> {
    let [next, skip, reset, clone] = &callback.methods[..] else {
        return None;
    };
    let named = [
        (next, "Next"),
        (skip, "Skip"),
        (reset, "Reset"),
        (clone, "Clone"),
    ];
    let is_plain = |(method, name): (&Method<'_>, &str)| {
        method.method.name == name && method.returns == Returns::HResult && !method.is_optional()
    };
    if !named.into_iter().all(is_plain) || callback.flags().is_some() {
        return None;
    }
    let interface = context.names.item(callback.interface());
    let is_count = matches!(skip.forms[..], [Form::Value])
        && context
            .abi
            .expand(&skip.signature.params[0].ty)
            .is_integer();
    let is_clone = match &clone.forms[..] {
        [
            Form::Result {
                form: ResultForm::Interface { ty, .. },
                ..
            },
        ] => ty == interface,
        _ => false,
    };
    if !is_count || !reset.forms.is_empty() || !is_clone || next.forms.len() != 3 {
        return None;
    }
    let several = next.forms.iter().find_map(Form::several)?;
    let reported = next.forms.get(several.reported?)?;
    let is_number = matches!(
        reported,
        Form::Result {
            form: ResultForm::Same { .. },
            ..
        }
    );
    (several.access == Access::Write && is_number && !several.nullable && !several.is_shared)
        .then_some(&several.element)
}
