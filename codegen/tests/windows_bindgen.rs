//! The output `windows-bindgen` is what windows-bindgen makes of the winmd when it is called by hand.

use std::fs;
use std::path::Path;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::output;
use tempfile::TempDir;

const IDL: &str = r#"
import "objidl.idl";
typedef enum Kind { KIND_OFF, KIND_ON = 4 } Kind;
typedef struct Colour { BYTE red; void *next; } Colour;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d30)]
interface ILamp : IUnknown
{
    HRESULT Dim([in] Kind kind, [in] const Colour *colour);
    HRESULT Write([in] IStream *to, [in] BSTR name, [out, retval] VARIANT *result);
}
"#;

/// The filter that means all of it.
const ALL: &[&str] = &[
    "--filter",
    "lamp.Colour",
    "lamp.ILamp",
    "lamp.KIND_OFF",
    "lamp.KIND_ON",
    "lamp.Kind",
];

/// Writes the winmd and the output for these arguments into a folder. The error is what is said.
fn made(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    made_of(folder, IDL, arguments)
}

fn made_of(folder: &Path, text: &str, arguments: &[&str]) -> Result<(), String> {
    let idl = folder.join("lamp.idl");
    fs::write(&idl, text).unwrap();
    let mut compilation = Compilation::read(Options {
        idl: vec![idl],
        windows_bindgen: arguments.iter().map(ToString::to_string).collect(),
        ..Options::default()
    });
    let forms = [Form::Winmd, Form::WindowsBindgen];
    let outputs = compilation.emit(&forms, folder);
    let mut problems = compilation.session.diagnostics.iter();
    match problems.next() {
        Some(problem) => Err(problem.problem.message()),
        None => {
            output::write_all(&outputs, &Default::default()).unwrap();
            Ok(())
        }
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn assert_equals_what_is_made_by_hand(arguments: &[&str], filter: &[&str]) {
    assert_equals_for(IDL, arguments, filter);
}

fn assert_equals_for(idl: &str, arguments: &[&str], filter: &[&str]) {
    let folder = folder();
    made_of(folder.path(), idl, arguments).unwrap();
    let text = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (winmd, out) = (path("lamp.winmd"), path("by_hand.rs"));
    let input = ["--in", &winmd, "default", "--out", &out];
    windows_bindgen::bindgen([&input, filter, arguments].concat());
    let ours = text("lamp.bindgen.rs");
    assert!(ours.contains("ILamp") || arguments.contains(&"--filter"));
    assert_eq!(ours, text("by_hand.rs"));
}

#[test]
fn without_a_filter_each_definition_is_asked_for() {
    assert_equals_what_is_made_by_hand(&["--flat"], ALL);
}

/// `tests/consumers/press` compiles this, and calls it.
#[test]
fn streams_variants_and_strings_are_no_exception() {
    let press = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/consumers/windows/idl/press.idl"
    );
    let idl = fs::read_to_string(press).unwrap();
    assert_equals_for(&idl, &["--flat", "--filter", "IPress"], &[]);
}

#[test]
fn the_style_is_the_users() {
    assert_equals_what_is_made_by_hand(&["--sys", "--flat"], ALL);
    assert_equals_what_is_made_by_hand(&["--implement"], ALL);
}

#[test]
fn the_filter_is_the_users() {
    assert_equals_what_is_made_by_hand(&["--flat", "--filter", "lamp.Colour"], &[]);
}

#[test]
fn a_package_gets_its_files_beside_its_manifest() {
    const MANIFEST: &str = "[package]\nname = \"lamp\"\n\n[features]\n# generated features\n";
    let (ours, theirs) = (folder(), folder());
    for folder in [&ours, &theirs] {
        fs::write(folder.path().join("Cargo.toml"), MANIFEST).unwrap();
    }
    made(ours.path(), &["--package"]).unwrap();
    let winmd = ours.path().join("lamp.winmd");
    let (winmd, out) = (winmd.to_str().unwrap(), theirs.path().to_str().unwrap());
    let by_hand = ["--in", winmd, "default", "--out", out];
    windows_bindgen::bindgen([&by_hand[..], &["--filter", "lamp", "--package"]].concat());
    let text = |folder: &TempDir, name| fs::read_to_string(folder.path().join(name)).unwrap();
    for name in ["Cargo.toml", "src/lamp/mod.rs"] {
        assert_eq!(text(&ours, name), text(&theirs, name), "{name}");
    }
}

#[test]
fn what_windows_bindgen_refuses_is_said_in_its_words() {
    let folder = folder();
    let said = |arguments: &[&str]| made(folder.path(), arguments).unwrap_err();
    let begin = "windows-bindgen makes no bindings: ";
    for (arguments, words) in [
        (&["--extern"][..], "`--extern` requires `--sys`"),
        (&["--nonsense"], "invalid option `--nonsense`"),
        (&["--out", "x.rs"], "exactly one `--out` is required"),
        (
            &["--filter", "lamp.Nothing"],
            "could not resolve filter entry `lamp::Nothing`",
        ),
    ] {
        assert_eq!(said(arguments), format!("{begin}{words}"));
    }
    let manifest = folder.path().join("Cargo.toml");
    let expected = format!("{begin}failed to open file `{}`", manifest.display());
    assert_eq!(said(&["--package"]), expected);
}
