//! The runtime's own tests and programs with callbacks under AddressSanitizer, which has LeakSanitizer in it.
//! Programs are built with optimization: what a caller does that Rust's references rule out would show there
//! as wrong results or as wrong memory.

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

/// The options by which cargo tests the runtime: its units, and `runtime/tests` with the storms of the services
/// in the process. Two of these files only start cargo.
fn of_the_runtime() -> Vec<String> {
    let folder = root().join("runtime/tests");
    let files = std::fs::read_dir(folder).expect("the folder").flatten();
    let names = files.filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        let name = name.strip_suffix(".rs")?.to_owned();
        (name != "compile_fail" && name != "example").then(|| format!("--test={name}"))
    });
    ["-p=comidl", "--lib"]
        .map(str::to_owned)
        .into_iter()
        .chain(names)
        .collect()
}

#[test]
fn the_tests_of_the_runtime_have_no_fault_and_no_leak() {
    let mut run =
        Package::workspace().command(&["test", "--quiet", "--offline", "--target", TARGET]);
    run.args(of_the_runtime())
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zsanitizer=address")
        .env("CARGO_TARGET_DIR", root().join("target/tests/sanitizers"))
        .env("ASAN_OPTIONS", "detect_leaks=1");
    _ = Said::of(&mut run).well();
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
