// What bindings with callbacks begin with that were made for the `windows` crate.
comidl::bindings_for!("windows 0.62");

fn main() {}
