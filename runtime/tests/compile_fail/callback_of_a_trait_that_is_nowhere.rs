#[comidl::callback(bindings::VendorEvents)]
struct Progress;

fn main() {}
