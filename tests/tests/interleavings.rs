//! The models of `runtime/src/object/interleavings.rs`, in a build of the runtime whose counts `loom` watches.

use comidl_tests::{Package, Said, root, shown};

#[test]
fn the_counts_of_an_object_hold_in_every_order_of_two_threads() {
    let arguments = ["test", "-p", "comidl", "--no-default-features", "--lib"];
    let mut run = Package::workspace().command(&arguments);
    run.arg("interleavings")
        .env("RUSTFLAGS", "--cfg loom")
        .env("CARGO_TARGET_DIR", root().join("target/tests/loom"));
    let said = Said::of(&mut run).well().stdout;
    let passed = said
        .split_once("test result: ok. ")
        .and_then(|(_, rest)| rest.split_once(" passed"))
        .and_then(|(number, _)| number.parse::<u32>().ok());
    assert!(passed.is_some_and(|it| it > 0), "{said}");
    shown(
        "interleavings",
        &format!(
            "{} models of two threads, in every order",
            passed.unwrap_or(0)
        ),
    );
}
