#[comidl::bits_callback]
fn progress() {}

fn main() {}
