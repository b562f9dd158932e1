use comidl::bits::BitsCallback;
use comidl::{bits_callback, callback};

#[callback(BitsCallback)]
#[bits_callback]
struct Progress;

impl BitsCallback for Progress {}

fn main() {}
