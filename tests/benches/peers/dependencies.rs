//! The time that a build script waits before it can run: the compilation of its dependencies.

use std::fmt::Write;

use comidl_tests::{Package, root};
use serde_json::Value;

use crate::measure::{Run, in_turns};
use crate::table::Row;

const ROUNDS: usize = 2;
const PEER: &str = "windows-bindgen and windows-rdl, with theirs";

pub(crate) fn rows() -> Vec<Row> {
    let codegen = root().join("codegen");
    let codegen = format!("[build-dependencies]\ncomidl-codegen = {{ path = {codegen:?} }}\n");
    let theirs = "[build-dependencies]\nwindows-bindgen = \"0.100\"\nwindows-rdl = \"0.100\"\n";
    let compare = |what: &str, ours: &str| {
        let ours = script("dependencies-comidl", ours);
        let theirs = script("dependencies-windows", theirs);
        let runs = in_turns(ROUNDS, || from_scratch(&ours), || from_scratch(&theirs));
        Row::times(what, &runs, PEER)
    };
    vec![
        compare(
            "compiling what `comidl-codegen` depends on",
            &dependencies_of_codegen(),
        )
        .at_most(1.25),
        compare("… and `comidl-codegen` itself", &codegen).at_most(1.0),
    ]
}

/// A package that does nothing but have these for its build script.
fn script(name: &str, dependencies: &str) -> Package {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         {dependencies}\n[workspace]\n"
    );
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("build.rs", "fn main() {}\n"),
        ("src/lib.rs", ""),
    ];
    Package::new(name, &files)
}

/// Builds a package into an empty folder.
pub(crate) fn from_scratch(package: &Package) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = package.command(&["build"]);
    command
        .env("CARGO_TARGET_DIR", folder.path())
        // Packages of the registry are compiled like this, without lints; ours is compared with them.
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "--cap-lints=allow");
    Run::of(&mut command)
}

/// Returns the dependencies of `comidl-codegen` without features, as lines of a manifest.
fn dependencies_of_codegen() -> String {
    let said = Package::workspace()
        .cargo(&["metadata", "--no-deps", "--format-version=1"])
        .well();
    let metadata: Value = serde_json::from_str(&said.stdout).expect("cargo writes JSON");
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = all(&metadata["packages"]);
    let mut packages = packages.iter();
    let codegen = packages.find(|package| package["name"] == "comidl-codegen");
    let mut text = String::new();
    for dependency in all(&codegen.expect("it is in the workspace")["dependencies"]) {
        if dependency["optional"] == true || !dependency["kind"].is_null() {
            continue;
        }
        let target = match dependency["target"].as_str() {
            Some(target) => format!("target.'{target}'."),
            None => String::new(),
        };
        _ = writeln!(
            text,
            "[{target}build-dependencies.{}]\nversion = {}\ndefault-features = {}\nfeatures = {}",
            dependency["name"].as_str().expect("a name"),
            dependency["req"],
            dependency["uses_default_features"],
            dependency["features"]
        );
    }
    text
}
