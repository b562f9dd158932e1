//! The program of `tests/consumers/bindings`, built for Windows and run there.

use super::build::{Target, cargo, succeed};
use super::can_run;
use super::summary::shown;
use super::system::System;
use comidl_codegen::compile::{Compilation, Form, Options};
use comidl_codegen::output;
use comidl_tests::root;
use std::time::Duration;

#[test]
fn the_consumer_of_the_bindings_calls_every_method_in_its_slot_on_windows() {
    if !can_run(
        Target::X86_64,
        "the_consumer_of_the_bindings_calls_every_method_in_its_slot_on_windows",
    ) {
        return;
    }
    let folder = root().join("target/tests/bindings-windows");
    let mut compilation = Compilation::read(Options {
        idl: vec![root().join("idl/DeliveryOptimization.idl")],
        ..Options::default()
    });
    let outputs = compilation.emit(&[Form::Rust], &folder);
    output::write_all(&outputs).expect("the bindings can be written");
    let manifest = root().join("tests/consumers/bindings/Cargo.toml");
    let manifest = manifest.display().to_string();
    let mut build = cargo(Target::X86_64, &["build", "--manifest-path", &manifest]);
    succeed(build.env("COMIDL_BINDINGS", &outputs[0].path));
    let system = System::start(Target::X86_64);
    let program = system.install(&Target::X86_64.folder().join("bindings-consumer.exe"));
    let facts = system.run(&program, &[]).finish(Duration::from_secs(60));
    assert_eq!(facts.0, ["every method in its slot"]);
    shown(
        7,
        "the consumer of the bindings",
        "1 program, every method in its slot",
    );
}
