use comidl::bits::BitsCallback;

#[comidl::bits_callback]
#[comidl::bits_callback]
struct Progress;

impl BitsCallback for Progress {}

fn main() {}
