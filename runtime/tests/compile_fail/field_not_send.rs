use comidl::bits::BitsCallback;
use std::rc::Rc;

#[comidl::bits_callback]
struct Progress {
    name: String,
    seen: Rc<String>,
}

impl BitsCallback for Progress {}

fn main() {}
