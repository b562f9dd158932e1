#[comidl::download_callback]
struct Progress;

fn main() {}
