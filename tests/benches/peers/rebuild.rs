//! What a person waits for who changes a line of the IDL and builds again.

use std::fs;

use comidl_tests::{Package, root};

use crate::measure::{Run, in_turns};
use crate::table::Row;

const ROUNDS: usize = 5;

pub(crate) fn rows() -> Vec<Row> {
    let versions = [1, 2].map(Version::new);
    let ours = package("rebuild-comidl", OUR_DEPENDENCIES, OUR_SCRIPT);
    let theirs = package("rebuild-bindgen", THEIR_DEPENDENCIES, THEIR_SCRIPT);
    // Each of the two has a turn of its own, or a build might follow one of the same version.
    let (mut our_versions, mut their_versions) = (versions.iter().cycle(), versions.iter().cycle());
    let runs = in_turns(
        2 * ROUNDS,
        || {
            let version = our_versions.next().expect("there are two");
            rebuild(&ours, IDL, &version.idl)
        },
        || {
            let version = their_versions.next().expect("there are two");
            rebuild(&theirs, WINMD, &version.winmd)
        },
    );
    let what = "`cargo build` after a line of the IDL changed";
    vec![Row::times(what, &runs, "windows-bindgen, its winmd changed").at_most(0.5)]
}

/// Builds the package after its file `name` got another content.
fn rebuild(package: &Package, name: &str, content: &[u8]) -> Run {
    package.write(name, content);
    Run::of(package.command(&["build"]).env("CARGO_INCREMENTAL", "1"))
}

const IDL: &str = "bits.idl";
const WINMD: &str = "bits.winmd";

/// An IDL file, and the metadata that says the same.
struct Version {
    idl: Vec<u8>,
    winmd: Vec<u8>,
}

impl Version {
    /// `idl/DeliveryOptimization.idl` with a last line that has this number.
    fn new(number: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let whole = root().join("idl/DeliveryOptimization.idl");
        let mut idl = fs::read(whole).expect("it is there");
        idl.extend_from_slice(format!("const long NUMBER = {number};\n").as_bytes());
        fs::write(path(IDL), &idl).expect("a file");
        let made = comidl_codegen::Builder::new()
            .idl(path(IDL))
            .out_dir(folder.path())
            .emit_winmd(path(WINMD))
            .compile();
        made.expect("the metadata is made");
        let winmd = fs::read(path(WINMD)).expect("it was made");
        Self { idl, winmd }
    }
}

/// A library that has the bindings that its build script makes.
fn package(name: &str, dependencies: &str, script: &str) -> Package {
    let codegen = root().join("codegen");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nwindows-core = \"0.100\"\nwindows-link = \"0.100\"\n\n\
         [build-dependencies]\n{}\n[workspace]\n",
        dependencies.replace("CODEGEN", &codegen.to_string_lossy())
    );
    let library = "#![allow(warnings)]\ninclude!(concat!(env!(\"OUT_DIR\"), \"/bits.rs\"));\n";
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("build.rs", script),
        ("src/lib.rs", library),
    ];
    Package::new(name, &files)
}

const OUR_DEPENDENCIES: &str = "comidl-codegen = { path = \"CODEGEN\" }\n";

const OUR_SCRIPT: &str = r#"
fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new().idl("bits.idl").compile()
}
"#;

const THEIR_DEPENDENCIES: &str = "windows-bindgen = \"0.100\"\n";

const THEIR_SCRIPT: &str = r#"
fn main() {
    println!("cargo:rerun-if-changed=bits.winmd");
    let out = format!("{}/bits.rs", std::env::var("OUT_DIR").expect("cargo names a folder"));
    let arguments = ["--in", "bits.winmd", "default", "--out", &out, "--flat", "--filter", "bits"];
    windows_bindgen::bindgen(arguments);
}
"#;
