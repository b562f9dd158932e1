//! Implements the lamp's events and calls them through their vtables, in the place of the lamp: each
//! argument has to arrive in its form, and each result where C looks for it.
//!
//! The environment variable `COMIDL_BINDINGS` names the bindings when this is compiled.

#![deny(warnings)]

mod bindings {
    include!(env!("COMIDL_BINDINGS"));
}

mod alias;
mod arrays;
mod contract;
mod errors;
mod invoke;
mod objects;
mod tables;
mod vtable;

use comidl::FaultCause;
use std::sync::Mutex;

/// The methods that panicked.
static PANICS: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

/// The calls that were refused, each with the parameter.
static REFUSALS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Returns the refusals since the last time.
fn refusals() -> Vec<String> {
    std::mem::take(&mut REFUSALS.lock().unwrap())
}

fn main() {
    // Some callbacks are meant to panic.
    std::panic::set_hook(Box::new(|_| {}));
    comidl::set_panic_hook(|fault| match fault.cause() {
        FaultCause::Panic(_) => PANICS.lock().unwrap().push(fault.method()),
        FaultCause::Null(name)
        | FaultCause::NegativeCount(name)
        | FaultCause::ElementType(name) => {
            let mut refusals = REFUSALS.lock().unwrap();
            refusals.push(format!("{} {name}", fault.method()));
        }
        FaultCause::WrongThread => {
            REFUSALS
                .lock()
                .unwrap()
                .push(format!("{} elsewhere", fault.method()));
        }
        _ => unreachable!(),
    });
    vtable::run();
    invoke::run();
    contract::run();
    alias::run();
    arrays::run();
    objects::run();
    errors::run();
    tables::run();
    assert_eq!(*PANICS.lock().unwrap(), ["Named", "IsReady", "Invoke", "Began"]);
    println!("every argument in its form");
}
