use comidl::bits::BitsCallback;

#[comidl::bits_callback(agile = false)]
struct Progress;

impl BitsCallback for Progress {}

fn main() {}
