//! Any struct is a COM object: here with IUnknown alone. References are counted, and the struct is found again.

use std::cell::Cell;

use comidl::{IUnknown, callback, value_of};

#[callback(comidl::Unknown, local)]
struct Counter(Cell<u32>);

impl comidl::Unknown for Counter {}

impl Drop for Counter {
    fn drop(&mut self) {
        println!("dropped at {}", self.0.get());
    }
}

fn main() {
    let object = IUnknown::from(Counter(Cell::new(1)));
    let same = object.clone();
    if let Some(counter) = value_of::<Counter>(&same) {
        counter.0.set(counter.0.get() + 1);
    }
    drop(object);
    println!("one reference is left");
    drop(same);
}
