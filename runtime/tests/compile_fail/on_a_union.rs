#[comidl::bits_callback]
union Progress {
    number: u32,
    bytes: [u8; 4],
}

fn main() {}
