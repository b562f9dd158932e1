//! The runtime's own tests under ThreadSanitizer, and they and programs with callbacks under AddressSanitizer, which
//! has LeakSanitizer in it. Programs are built with optimization: what a caller does that Rust's references rule out would show there
//! as wrong results or as wrong memory.

#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

use comidl_tests::{Consumer, Package, Said, Tool, debian_rust, root};
use std::path::{Path, PathBuf};
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

/// It tells ThreadSanitizer the names of functions, by which `tests/threads.supp` knows some.
const SYMBOLIZER: Tool = Tool {
    name: "llvm-symbolizer",
    package: "llvm",
};

/// Returns whether this machine has what ThreadSanitizer needs; see [`Tool::or_left_out`].
fn has_thread_sanitizer(test: &str) -> bool {
    debian_rust::or_left_out(test) && SYMBOLIZER.or_left_out(test)
}

/// Returns ThreadSanitizer's own code, which the toolchain has and Debian's doesn't.
fn thread_sanitizer() -> PathBuf {
    let said = Said::of(Command::new("rustc").args(["--print", "sysroot"])).well();
    let folder = Path::new(said.stdout.trim()).join(format!("lib/rustlib/{TARGET}/lib"));
    let files = std::fs::read_dir(folder).expect("the folder").flatten();
    let mut libraries = files.map(|file| file.path());
    let library = libraries.find(|path| path.to_string_lossy().ends_with("_rt.tsan.a"));
    library.expect("the toolchain has the library")
}

/// Returns Debian's cargo, which builds the standard library under ThreadSanitizer too: what the library does
/// between threads would look like races otherwise.
fn cargo_for_threads(arguments: &[&str]) -> Command {
    let folder = root().join("target/tests/threads");
    let mut cargo = debian_rust::cargo(arguments, TARGET, &folder);
    let library = thread_sanitizer();
    let library = library.display();
    let flags = format!(
        "-Zsanitizer=thread -Zexternal-clangrt -Zpre-link-arg=-Wl,--whole-archive \
         -Zpre-link-arg={library} -Zpre-link-arg=-Wl,--no-whole-archive"
    );
    let known = root().join("tests/threads.supp");
    cargo
        .env("RUSTFLAGS", flags)
        .env("TSAN_OPTIONS", format!("suppressions={}", known.display()));
    cargo
}

#[test]
fn the_threads_of_the_runtime_have_no_race() {
    if !has_thread_sanitizer("the_threads_of_the_runtime_have_no_race") {
        return;
    }
    let mut run = cargo_for_threads(&["test", "--offline"]);
    run.args(of_the_runtime());
    _ = Said::of(&mut run).well();
}

#[test]
fn a_race_would_be_told() {
    if !has_thread_sanitizer("a_race_would_be_told") {
        return;
    }
    let main = "use std::thread;
static mut SHARED: u32 = 0;
fn main() {
    // SAFETY: none; it is the fault.
    let add = || unsafe { SHARED += 1 };
    let other = thread::spawn(add);
    add();
    other.join().unwrap();
}
";
    let package = Package::new("race", &[("src/main.rs", main)]);
    let mut run = cargo_for_threads(&["run", "--offline"]);
    let said = Said::of(run.current_dir(package.folder()));
    assert!(!said.success);
    assert!(said.stderr.contains("data race"), "{}", said.stderr);
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
