use comidl::bits::BitsCallback;

#[comidl::bits_callback]
struct Progress;

#[comidl::bits_callback]
impl BitsCallback for Progress {}

fn main() {}
