//! Packages as users of comidl write them, in `tests/consumers`: they build for this host and for
//! Windows, and drive their callbacks. (`windows` has them run there.)

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::{Consumer, Package, Said, WindowsTarget, root};

/// Runs cargo in a consumer's package.
fn cargo(consumer: Consumer, arguments: &[&str]) -> Said {
    let mut command = Package::consumer(consumer.name).command(arguments);
    command.args(["--offline", "--quiet"]);
    consumer.inhabit(&mut command);
    Said::of(&mut command)
}

fn runs_here(consumer: Consumer, test: &str) {
    if consumer.runs_here(test) {
        let said = cargo(consumer, &["run"]).well();
        let printed = (said.stdout.as_str(), said.stderr.as_str());
        assert_eq!(printed, (consumer.prints, ""));
    }
}

#[test]
fn a_user_of_wines_bits_is_called_back() {
    runs_here(Consumer::BITS, "a_user_of_wines_bits_is_called_back");
}

#[test]
fn a_user_of_the_text_services_is_called_back() {
    runs_here(Consumer::TEXT, "a_user_of_the_text_services_is_called_back");
}

#[test]
fn a_user_of_a_vendors_idl_is_called_back() {
    runs_here(Consumer::VENDOR, "a_user_of_a_vendors_idl_is_called_back");
}

#[test]
fn a_program_with_windows_core_and_windows_link_calls_every_method_in_its_slot() {
    let test = "a_program_with_windows_core_and_windows_link_calls_every_method_in_its_slot";
    runs_here(Consumer::BINDINGS, test);
}

#[test]
fn a_program_is_called_with_every_argument_in_its_form() {
    let test = "a_program_is_called_with_every_argument_in_its_form";
    runs_here(Consumer::CALLBACKS, test);
}

#[test]
fn enumerations_arrive_in_each_way_to_have_them() {
    let test = "enumerations_arrive_in_each_way_to_have_them";
    runs_here(Consumer::ENUMS, test);
}

#[test]
fn objects_pass_between_windows_core_and_a_vendors_bindings() {
    let test = "objects_pass_between_windows_core_and_a_vendors_bindings";
    runs_here(Consumer::PRESS, test);
}

#[test]
fn the_bindings_of_two_builders_share_their_types() {
    let test = "the_bindings_of_two_builders_share_their_types";
    runs_here(Consumer::SHARED, test);
}

#[test]
fn programs_of_the_com_world_are_called() {
    runs_here(Consumer::PROGRAMS, "programs_of_the_com_world_are_called");
}

#[test]
fn clippy_has_nothing_to_say_of_what_they_bring_in() {
    let test = "clippy_has_nothing_to_say_of_what_they_bring_in";
    for consumer in Consumer::ALL {
        if consumer.runs_here(test) {
            let said = cargo(consumer, &["clippy"]).well();
            assert_eq!(said.stderr, "");
        }
    }
}

/// The assertions about layouts are others there.
#[test]
fn they_build_for_windows_on_32_bits() {
    let (target, test) = (WindowsTarget::I686, "they_build_for_windows_on_32_bits");
    for consumer in Consumer::ALL {
        if consumer.or_left_out(test) && target.or_left_out(test) {
            let mut check = target.cargo(&["check"]);
            consumer.inhabit(&mut check);
            assert_eq!(Said::of(&mut check).well().stderr, "");
        }
    }
}

/// The callback traits of the vendor's IDL, as the bindings have them.
#[test]
fn the_traits_of_a_vendors_callbacks_are_plain_rust() {
    let mut compilation = Compilation::read(Options {
        idl: vec![root().join("tests/consumers/vendor/idl/camera.idl")],
        callbacks: vec!["IFrameSink2".into(), "_ICameraEvents".into()],
        ..Options::default()
    });
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    let bindings = String::from_utf8(outputs[0].bytes.clone()).expect("Rust is UTF-8");
    let begin = bindings
        .find("    /// What an object of `IFrameSink2`")
        .expect("the trait");
    let dispatched = bindings
        .find("    /// What an object of `_ICameraEvents`")
        .expect("the trait");
    let end = |from: usize| from + bindings[from..].find("\n    }\n").expect("its end") + 7;
    let traits = [begin, dispatched].map(|from| &bindings[from..end(from)]);
    insta::assert_snapshot!(traits.concat());
}

#[test]
fn rustdoc_has_nothing_to_say_of_a_vendors_callbacks() {
    for consumer in [Consumer::VENDOR, Consumer::CALLBACKS] {
        let mut doc = Package::consumer(consumer.name).command(&["doc"]);
        doc.args(["--offline", "--quiet", "--no-deps"])
            .arg("--document-private-items")
            .env("RUSTDOCFLAGS", "-D warnings");
        consumer.inhabit(&mut doc);
        assert_eq!(Said::of(&mut doc).well().stderr, "");
    }
}
