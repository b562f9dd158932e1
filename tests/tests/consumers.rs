//! Packages as users of comidl write them, each with a build script, in `tests/consumers`: they
//! build for this host and for Windows, and drive their callbacks.

use comidl_codegen::compile::{Compilation, Form, Options};
use comidl_tests::{CORPUS, Package, Said, Tool, WINE, WindowsTarget, root};

/// A consumer, what it prints when all is well, and what it needs beside Rust.
struct Consumer {
    name: &'static str,
    prints: &'static str,
    needs: Option<Tool>,
}

const BITS: Consumer = Consumer {
    name: "bits",
    prints: "every call lands in its method\n",
    needs: Some(CORPUS),
};

const TEXT: Consumer = Consumer {
    name: "text",
    prints: "the text is edited\n",
    needs: Some(CORPUS),
};

const VENDOR: Consumer = Consumer {
    name: "vendor",
    prints: "the camera works\n",
    needs: None,
};

impl Consumer {
    fn package(&self, test: &str) -> Option<Package> {
        let is_there = self.needs.is_none_or(|tool| tool.or_left_out(test));
        is_there.then(|| Package::consumer(self.name))
    }

    fn runs_here(&self, test: &str) {
        if let Some(package) = self.package(test) {
            let said = package.cargo(&["run", "--offline", "-q"]).well();
            assert_eq!(
                (said.stdout.as_str(), said.stderr.as_str()),
                (self.prints, "")
            );
        }
    }

    fn is_clean(&self, test: &str) {
        if let Some(package) = self.package(test) {
            let clippy = ["clippy", "--offline", "-q", "--", "-D", "warnings"];
            assert_eq!(package.cargo(&clippy).well().stderr, "");
        }
    }

    fn runs_on_wine(&self, target: WindowsTarget, test: &str) {
        if self.needs.is_none_or(Tool::is_there) && WINE.or_left_out(test) {
            let said = Said::of(&mut target.wine(&format!("{}-consumer", self.name))).well();
            assert_eq!(said.stdout, self.prints);
        }
    }

    fn builds_for(&self, target: WindowsTarget, command: &str, test: &str) {
        if let Some(package) = self.package(test).filter(|_| target.or_left_out(test)) {
            let said = Said::of(&mut target.cargo(&package, &[command, "-q"])).well();
            assert_eq!(said.stderr, "");
        }
    }
}

#[test]
fn a_user_of_wines_bits_is_called_back() {
    BITS.runs_here("a_user_of_wines_bits_is_called_back");
}

#[test]
fn a_user_of_the_text_services_is_called_back() {
    TEXT.runs_here("a_user_of_the_text_services_is_called_back");
}

#[test]
fn a_user_of_a_vendors_idl_is_called_back() {
    VENDOR.runs_here("a_user_of_a_vendors_idl_is_called_back");
}

#[test]
fn clippy_has_nothing_to_say_of_what_they_bring_in() {
    for consumer in [BITS, TEXT, VENDOR] {
        consumer.is_clean("clippy_has_nothing_to_say_of_what_they_bring_in");
    }
}

#[test]
fn they_build_for_windows_and_run_on_wine() {
    let (target, test) = (
        WindowsTarget::X86_64,
        "they_build_for_windows_and_run_on_wine",
    );
    for consumer in [BITS, TEXT, VENDOR] {
        consumer.builds_for(target, "build", test);
        if target.is_there() {
            consumer.runs_on_wine(target, test);
        }
    }
}

/// The assertions about layouts are others there.
#[test]
fn they_build_for_windows_on_32_bits() {
    let test = "they_build_for_windows_on_32_bits";
    for consumer in [BITS, TEXT, VENDOR] {
        consumer.builds_for(WindowsTarget::I686, "check", test);
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
    let package = Package::consumer("vendor");
    let doc = [
        "doc",
        "--offline",
        "-q",
        "--no-deps",
        "--document-private-items",
    ];
    let mut command = package.command(&doc);
    let said = Said::of(command.env("RUSTDOCFLAGS", "-D warnings")).well();
    assert_eq!(said.stderr, "");
}
