//! What crates.io and docs.rs show of the packages, and their examples.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use comidl_tests::{Said, root, target};
use serde_json::Value;

/// The packages that are published.
const PUBLISHED: [&str; 4] = ["comidl", "comidl-cli", "comidl-codegen", "comidl-macros"];

/// What cargo says of the published packages.
fn packages() -> Vec<Value> {
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root());
    let said = Said::of(&mut command).well();
    let metadata: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let is_published = |package: &&Value| package["publish"].is_null();
    packages.iter().filter(is_published).cloned().collect()
}

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a name")
}

#[test]
fn only_what_users_need_is_published() {
    let packages = packages();
    let names: BTreeSet<&str> = packages.iter().map(name).collect();
    assert_eq!(names, BTreeSet::from(PUBLISHED));
}

#[test]
fn each_package_has_all_that_crates_io_shows() {
    for package in packages() {
        let lists = [("keywords", 3..=5), ("categories", 1..=5)];
        for (field, count) in lists {
            let found = package[field].as_array().map_or(0, Vec::len);
            assert!(
                count.contains(&found),
                "{}: {found} {field}",
                name(&package)
            );
        }
        for field in [
            "description",
            "repository",
            "documentation",
            "readme",
            "license",
            "rust_version",
        ] {
            let text = package[field].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{}: no {field}", name(&package));
        }
        let manifest = package["manifest_path"].as_str().expect("a path");
        let folder = std::path::Path::new(manifest).parent().expect("a folder");
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(folder.join(file).exists(), "{}: no {file}", name(&package));
        }
    }
}

#[test]
fn each_package_finds_those_that_it_needs_in_the_registry() {
    for package in packages() {
        let dependencies = package["dependencies"].as_array().expect("dependencies");
        for dependency in dependencies {
            let is_path = !dependency["path"].is_null();
            if is_path && dependency["kind"] != "dev" {
                assert_eq!(
                    dependency["req"],
                    "^0.1.0",
                    "{}: {dependency}",
                    name(&package)
                );
            }
        }
    }
}

#[test]
fn the_documentation_on_docs_rs_has_the_features_that_users_have() {
    for package in packages() {
        let docs = &package["metadata"]["docs"]["rs"];
        if ["comidl", "comidl-codegen"].contains(&name(&package)) {
            assert!(!docs.is_null(), "{}", name(&package));
        }
    }
}

/// The names of a package's examples.
fn examples(package: &Value) -> Vec<&str> {
    let targets = package["targets"].as_array().expect("targets");
    let is_example = |it: &&Value| it["kind"][0] == "example";
    let examples = targets.iter().filter(is_example);
    examples.filter_map(|it| it["name"].as_str()).collect()
}

/// Runs the examples of a package. Each prints the line that `expected` has for it.
fn run(package: &str, expected: &[(&str, &str)]) {
    let packages = packages();
    let package = packages
        .iter()
        .find(|it| name(it) == package)
        .expect("the package");
    for example in examples(package) {
        let (_, line) = expected
            .iter()
            .find(|(name, _)| *name == example)
            .unwrap_or_else(|| panic!("{example} has no line here"));
        let mut command = Command::new(env!("CARGO"));
        command
            .args([
                "run",
                "--quiet",
                "--offline",
                "-p",
                name(package),
                "--example",
                example,
            ])
            .current_dir(root())
            .env("CARGO_TARGET_DIR", target());
        let said = Said::of(&mut command).well();
        assert!(
            said.stdout.contains(line),
            "{example} doesn't print {line}\n{}",
            said.stdout
        );
    }
}

#[test]
fn the_examples_of_the_compiler_show_what_it_makes() {
    let expected = [
        (
            "bindings",
            "pub struct ILampEvents(windows_core::IUnknown);",
        ),
        (
            "callback",
            "fn measured(&self, watts: &[f64]) -> ::comidl::Result<()>;",
        ),
        (
            "contract",
            "fn switched(&self, on: bool) -> ::comidl::Result<()>;",
        ),
        (
            "defaults",
            "fn measured(&self, watts: &[f64]) -> ::comidl::Result<()> {",
        ),
        (
            "drift",
            "error[IDL0705]: the vtable of `IConnectionPointContainer` differs",
        ),
        ("enumerations", "Newtype:\npub struct LampMode(pub i32);"),
        ("implement", "pub trait ILamp_Impl"),
        ("includes", "pub const LEVELS: u32 = 101;"),
        ("metadata", "-> windows_core::Result<crate::lamp::ILamp>"),
        ("null", "reason: Option<&::comidl::WideStr>"),
        ("patterns", "pub trait LampEvents"),
        ("windows_crate", "// windows = { version = \"0.62\""),
    ];
    run("comidl-codegen", &expected);
}

#[test]
fn the_examples_of_the_runtime_show_what_happens() {
    let expected = [
        ("closure", "HRESULT(0x00000000): 12345 bytes"),
        ("download", "Transferred: 1000 bytes"),
        ("errors", "E_ACCESSDENIED: access is denied"),
        ("job_error", "the job is Cancelled"),
        ("jobs", "second: Suspended, 1 files"),
        (
            "panics",
            "JobTransferred: Panic(Some(\"the window is closed\"))",
        ),
        ("progress", "http://example.com/index.html is in "),
        ("retry", "call 2"),
        ("threads", "400 calls"),
        ("unknown", "one reference is left\ndropped at 2"),
        ("variants", "VARTYPE 8: Text(\"grün\")"),
    ];
    run("comidl", &expected);
}

#[test]
fn there_are_ten_examples_in_each_package_and_each_says_what_it_shows() {
    for (package, folder) in [("comidl", "runtime"), ("comidl-codegen", "codegen")] {
        let packages = packages();
        let package = packages
            .iter()
            .find(|it| name(it) == package)
            .expect("the package");
        let examples = examples(package);
        assert!(examples.len() >= 10, "{folder}: {examples:?}");
        for example in examples {
            let path = root()
                .join(folder)
                .join("examples")
                .join(format!("{example}.rs"));
            let text = fs::read_to_string(&path).expect("the example");
            assert!(text.starts_with("//! "), "{}", path.display());
        }
    }
}
