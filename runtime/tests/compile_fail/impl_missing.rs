#[comidl::bits_callback]
struct Progress {
    name: String,
}

fn main() {}
