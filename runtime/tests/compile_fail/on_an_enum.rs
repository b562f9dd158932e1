#[comidl::bits_callback]
pub enum Progress {
    Quiet,
    Loud,
}

fn main() {}
