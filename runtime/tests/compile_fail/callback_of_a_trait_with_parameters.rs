use comidl::bits::BitsCallback;

#[comidl::callback(BitsCallback<u8>)]
struct Progress;

fn main() {}
