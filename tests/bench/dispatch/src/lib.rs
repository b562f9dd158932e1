//! An object with a dual interface, and calls of its method by `IDispatch::Invoke`: what the programs measure.

/// What comidl makes of the IDL beside this package.
pub mod adder {
    comidl::include_idl!("adder");
}

use std::ptr::null_mut;

use adder::{DISPPARAMS, IAdder, VARIANT};
use windows_core::{GUID, HRESULT};

#[comidl::callback(adder::Adder)]
struct Adding;

impl adder::Adder for Adding {
    fn add(&self, a: i32, b: i32) -> comidl::Result<i32> {
        Ok(a.wrapping_add(b))
    }
}

/// The DISPID of `Add`.
pub const ADD: i32 = 1;

/// `DISPATCH_METHOD`: the member is called as a method.
pub const METHOD: u16 = 1;

const VT_I4: u16 = 3;

/// Returns an object that adds.
pub fn object() -> IAdder {
    Adding.into()
}

/// Calls `Add(20, 22)` so many times by `invoke`, which gets the arguments and the place of the sum.
///
/// # Panics
///
/// When a call fails, or the sum isn't 42.
pub fn calls(count: u64, mut invoke: impl FnMut(*mut DISPPARAMS, *mut VARIANT) -> HRESULT) {
    // The last argument stands first.
    let mut arguments = [number(22), number(20)];
    let mut parameters = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr().cast(),
        rgdispidNamedArgs: null_mut(),
        cArgs: 2,
        cNamedArgs: 0,
    };
    let mut sum = VARIANT::default();
    for _ in 0..count {
        let code = invoke(&raw mut parameters, &raw mut sum);
        // SAFETY: the method returns a `long`.
        let value = unsafe { (*sum.Anonymous.Anonymous).Anonymous.lVal };
        assert_eq!((code, value), (HRESULT(0), 42));
    }
}

/// Calls `Add(20, 22)` so many times by the `Invoke` of `object`.
///
/// # Panics
///
/// As [`calls`].
pub fn calls_of_invoke(count: u64, object: &IAdder) {
    // SAFETY: the parameters are those of `Add`, and the pointers are valid during the call or null.
    calls(count, |parameters, sum| unsafe {
        object.Invoke(
            ADD,
            &GUID::zeroed(),
            0,
            METHOD,
            parameters,
            Some(sum),
            None,
            None,
        )
    });
}

fn number(value: i32) -> VARIANT {
    let mut variant = VARIANT::default();
    // SAFETY: all members of the unions are plain numbers and pointers, of which these are the ones that
    // `VT_I4` says are there.
    unsafe {
        (*variant.Anonymous.Anonymous).vt = VT_I4;
        (*variant.Anonymous.Anonymous).Anonymous.lVal = value;
    }
    variant
}
