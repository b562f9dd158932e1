//! `bindgen OUTPUT`: bindings of the BITS interfaces by windows-bindgen, from its own metadata.

fn main() {
    let output = std::env::args().nth(1).expect("a file to write to");
    bench_bindgen::bindings(&output);
}
