use comidl::bits::BitsCallback;

#[comidl::callback(BitsCallback, BitsCallback)]
struct Progress;

fn main() {}
