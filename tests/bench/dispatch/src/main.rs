//! `bench-dispatch TYPE_LIBRARY`: how long a call of `Add(20, 22)` by `IDispatch::Invoke` takes, in nanoseconds. The
//! first line is for comidl's `Invoke`, the second for oleaut32's `DispInvoke`, which an object in C has for its own.
//! Both end in the same slot of one object.

use std::ptr::null_mut;
use std::time::Instant;

use bench_dispatch::adder::{DispInvoke, IAdder, ITypeInfo, LoadTypeLib};
use bench_dispatch::{ADD, METHOD, calls, calls_of_invoke, object};
use windows_core::{HSTRING, Interface, PCWSTR, Result};

const ROUNDS: usize = 9;
const CALLS: u64 = 200_000;

/// Returns the shortest time of a call in nanoseconds, of rounds that make so many calls each.
fn time(mut round: impl FnMut(u64)) -> f64 {
    let mut nanoseconds = || {
        let start = Instant::now();
        round(CALLS);
        start.elapsed().as_nanos() as f64 / CALLS as f64
    };
    let rounds = (0..ROUNDS).map(|_| nanoseconds());
    rounds.fold(f64::INFINITY, f64::min)
}

fn main() -> Result<()> {
    let path = std::env::args().nth(1).expect("the path of a type library");
    let object = object();
    let path = HSTRING::from(path);
    // SAFETY: the string ends with a null and lives as long as the call.
    let library = unsafe { LoadTypeLib(PCWSTR(path.as_ptr()))? };
    // SAFETY: the IID is read during the call.
    let of_adder: ITypeInfo = unsafe { library.GetTypeInfoOfGuid(&IAdder::IID)? };
    let ours = time(|count| calls_of_invoke(count, &object));
    // SAFETY: the parameters are those of `Add`, the pointers are valid during the call or null, and the object has
    // the vtable that the type library describes.
    let invoke = |parameters, sum| unsafe {
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
    };
    let theirs = time(|count| calls(count, invoke));
    println!("{ours}\n{theirs}");
    Ok(())
}
