fn main() {
    let out = std::env::var("OUT_DIR").expect("cargo names a folder");
    bench_bindgen::bindings(&format!("{out}/bindings.rs"));
}
