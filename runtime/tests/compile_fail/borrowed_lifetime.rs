use comidl::bits::BitsCallback;

#[comidl::bits_callback]
struct Progress<'a> {
    name: &'a str,
}

impl BitsCallback for Progress<'static> {}

fn main() {}
