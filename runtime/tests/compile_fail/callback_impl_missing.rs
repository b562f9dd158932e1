use comidl::bits::BitsCallback;

#[comidl::callback(BitsCallback)]
struct Progress;

fn main() {}
