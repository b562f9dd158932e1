#[comidl::bits_callback]
trait Progress {}

fn main() {}
