//! `bench-dispatch TYPE_LIBRARY`: how long a call of `Add(20, 22)` by `IDispatch::Invoke` takes, in nanoseconds. The
//! first line is for comidl's `Invoke`, the second for oleaut32's `DispInvoke`, which an object in C has for its own.
//! Both end in the same slot of one object.

mod adder {
    comidl::include_idl!("adder");
}

use std::ptr::null_mut;
use std::time::Instant;

use adder::{DISPPARAMS, DispInvoke, IAdder, ITypeInfo, LoadTypeLib, VARIANT};
use windows_core::{HRESULT, HSTRING, Interface, PCWSTR, Result};

#[comidl::callback(adder::Adder)]
struct Adding;

impl adder::Adder for Adding {
    fn add(&self, a: i32, b: i32) -> comidl::Result<i32> {
        Ok(a.wrapping_add(b))
    }
}

const ADD: i32 = 1;
const METHOD: u16 = 1;
const VT_I4: u16 = 3;

const ROUNDS: usize = 9;
const CALLS: u32 = 200_000;

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

/// Returns the shortest time of a call in nanoseconds.
fn time(mut invoke: impl FnMut(*mut DISPPARAMS, *mut VARIANT) -> HRESULT) -> f64 {
    // The last argument stands first.
    let mut arguments = [number(22), number(20)];
    let mut parameters = DISPPARAMS {
        rgvarg: arguments.as_mut_ptr().cast(),
        rgdispidNamedArgs: null_mut(),
        cArgs: 2,
        cNamedArgs: 0,
    };
    let mut sum = VARIANT::default();
    let mut round = || {
        let start = Instant::now();
        for _ in 0..CALLS {
            let code = invoke(&raw mut parameters, &raw mut sum);
            // SAFETY: the method returns a `long`.
            let value = unsafe { (*sum.Anonymous.Anonymous).Anonymous.lVal };
            assert_eq!((code, value), (HRESULT(0), 42));
        }
        start.elapsed().as_nanos() as f64 / f64::from(CALLS)
    };
    let rounds = (0..ROUNDS).map(|_| round());
    rounds.fold(f64::INFINITY, f64::min)
}

fn main() -> Result<()> {
    let path = std::env::args().nth(1).expect("the path of a type library");
    let object = IAdder::from(Adding);
    let path = HSTRING::from(path);
    // SAFETY: the string ends with a null and lives as long as the call.
    let library = unsafe { LoadTypeLib(PCWSTR(path.as_ptr()))? };
    // SAFETY: the IID is read during the call.
    let of_adder: ITypeInfo = unsafe { library.GetTypeInfoOfGuid(&IAdder::IID)? };
    // SAFETY: the parameters are those of `Add`, and the pointers are valid during the call or null.
    let ours = time(|parameters, sum| unsafe {
        object.Invoke(
            ADD,
            &windows_core::GUID::zeroed(),
            0,
            METHOD,
            parameters,
            Some(sum),
            None,
            None,
        )
    });
    // SAFETY: as above, and the object has the vtable that the type library describes.
    let theirs = time(|parameters, sum| unsafe {
        DispInvoke(
            object.as_raw(),
            &of_adder,
            ADD,
            METHOD,
            parameters,
            sum,
            null_mut(),
            null_mut(),
        )
    });
    println!("{ours}\n{theirs}");
    Ok(())
}
