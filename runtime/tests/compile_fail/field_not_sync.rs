use comidl::bits::BitsCallback;
use std::cell::Cell;

#[comidl::bits_callback]
struct Progress(String, Cell<u64>);

impl BitsCallback for Progress {}

fn main() {}
