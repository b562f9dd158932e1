//! Structs on which an attribute has to look closely.

#![allow(dead_code, reason = "the attribute alone looks at the fields")]

use std::sync::Mutex;

use comidl::bindings::IBackgroundCopyCallback;
use comidl::bits::{BitsCallback, Job};
use comidl::{Result, bits_callback};

macro_rules! implemented {
    ($($ty:ty),*) => {
        $(impl BitsCallback for $ty {})*
    };
}

/// A field that holds others of its kind.
#[bits_callback]
struct Nested {
    next: Option<Box<Self>>,
    all: Mutex<Vec<Self>>,
}

/// The same with a parameter.
#[bits_callback]
struct NestedOf<T: 'static>(Option<Box<Self>>, T);

impl<T: Send + Sync + 'static> BitsCallback for NestedOf<T> {}

/// A parameter that isn't there, and one that is.
#[bits_callback]
struct Conditional<#[cfg(any())] T, #[cfg(test)] U: Send + Sync + 'static> {
    #[cfg(any())]
    value: T,
    #[cfg(test)]
    value: U,
}

impl<U: Send + Sync + 'static> BitsCallback for Conditional<U> {}

/// A lifetime that isn't there.
#[bits_callback]
struct Lifetime<#[cfg(any())] 'a> {
    #[cfg(any())]
    value: &'a str,
}

/// A field under a condition that another one makes.
#[bits_callback]
struct ConditionalField {
    #[cfg_attr(all(), cfg(any()))]
    value: std::rc::Rc<NotThere>,
    #[cfg_attr(any(), cfg(any()))]
    number: u32,
}

/// A name of the expansion's own.
#[bits_callback]
struct Chain__;

/// A field of such a name.
#[bits_callback]
struct Fields__(Chain__);

#[bits_callback]
impl BitsCallback for Chain__ {
    #[cfg_attr(test, cfg(test))]
    fn job_transferred(&self, _: &Job) -> Result<()> {
        Ok(())
    }
}

implemented!(Nested, Lifetime, ConditionalField, Fields__);

#[test]
fn each_of_them_becomes_an_object() {
    let nested = Nested {
        next: None,
        all: Mutex::default(),
    };
    let outer = Nested {
        next: Some(Box::new(nested)),
        all: Mutex::default(),
    };
    assert!(outer.next.is_some() && outer.all.lock().is_ok());
    let objects = [
        IBackgroundCopyCallback::from(outer),
        NestedOf(None, 1).into(),
        Conditional { value: 1 }.into(),
        Lifetime {}.into(),
        ConditionalField { number: 1 }.into(),
        Chain__.into(),
        Fields__(Chain__).into(),
    ];
    assert_eq!(objects.len(), 7);
}
