use comidl::bits::BitsCallback;
use std::rc::Rc;

#[comidl::bits_callback]
struct Progress<T> {
    seen: Rc<T>,
}

impl<T: Send + Sync + 'static> BitsCallback for Progress<T> {}

fn main() {}
