//! Programs with callbacks under AddressSanitizer, built with optimization: what a caller does that Rust's
//! references rule out would show there as wrong results or as wrong memory.

#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

use comidl_tests::{Consumer, Package, Said, root};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Has cargo build with the sanitizer. Options of a compiler that isn't stable need this variable.
fn sanitize(cargo: &mut Command) {
    cargo
        .args(["--offline", "--quiet", "--release", "--target", TARGET])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zsanitizer=address")
        .env("CARGO_TARGET_DIR", root().join("target/tests/sanitizers"))
        // Programs leak what they say that they leak.
        .env("ASAN_OPTIONS", "detect_leaks=0");
}

fn is_clean(consumer: Consumer) {
    let mut run = Package::consumer(consumer.name).command(&["run"]);
    consumer.inhabit(&mut run);
    sanitize(&mut run);
    let said = Said::of(&mut run).well();
    assert_eq!(
        (said.stdout.as_str(), said.stderr.as_str()),
        (consumer.prints, "")
    );
}

#[test]
fn one_variable_for_several_parameters_is_no_fault() {
    is_clean(Consumer::CALLBACKS);
}

#[test]
fn programs_of_the_com_world_have_no_fault() {
    is_clean(Consumer::PROGRAMS);
}

#[test]
fn a_fault_would_be_told() {
    let main = "use std::hint::black_box;
fn main() {
    let freed = black_box(Box::into_raw(Box::new(7)));
    // SAFETY: none; it is the fault.
    unsafe {
        drop(Box::from_raw(black_box(freed)));
        let read = *black_box(freed);
        println!(\"{}\", black_box(read));
    }
}
";
    let package = Package::new("sanitized-fault", &[("src/main.rs", main)]);
    let mut run = package.command(&["run"]);
    sanitize(&mut run);
    let said = Said::of(&mut run);
    assert!(!said.success);
    assert!(
        said.stderr.contains("heap-use-after-free"),
        "{}",
        said.stderr
    );
}
