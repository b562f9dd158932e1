#[comidl::callback]
struct Progress;

fn main() {}
