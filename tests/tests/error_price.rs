//! What the explanation of errors costs, in instructions: whoever mistypes a name waits hardly longer than
//! for a clean compilation.

use std::path::Path;

use comidl_tests::{Package, Program, VALGRIND};
use tempfile::TempDir;

/// How many files lie beside the one with the errors.
const FILES: usize = 300;

/// How many interfaces each of them defines.
const INTERFACES_OF_FILE: usize = 40;

/// How many interfaces the compiled file defines.
const INTERFACES: usize = 3000;

/// What an explanation may take on top of twice the clean compilation, in millions of instructions: some
/// fifty milliseconds.
const ALLOWANCE: f64 = 150.0;

/// Returns interfaces whose names differ in few letters, as those of a product do.
fn interfaces(prefix: &str, count: usize) -> String {
    let interfaces = (0..count).map(|number| {
        format!(
            "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-{prefix}{number:08x})]
interface IProductLamp{prefix}x{number} : IUnknown
{{
    HRESULT Switch([in] BOOL on, [out, retval] LONG *before);
    HRESULT Name([in, string] LPCWSTR name);
}}
"
        )
    });
    interfaces.collect()
}

/// Writes the folder with the nearby files.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in 0..FILES {
        let text = interfaces(&format!("{file:04x}"), INTERFACES_OF_FILE);
        write(folder.path(), &format!("nearby{file}.idl"), &text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let text = format!("import \"unknwn.idl\";\n{text}");
    std::fs::write(folder.join(name), text).expect("the IDL can be written");
}

/// Returns an interface with a method for each name, whose type nothing defines.
fn with_unknown(names: impl Iterator<Item = String>) -> String {
    let methods = names
        .enumerate()
        .map(|(number, name)| format!("    HRESULT Method{number}([in] {name} *lamp);\n"));
    format!(
        "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-ffffffffffff)]\ninterface ILast : IUnknown\n{{\n{}}}\n",
        methods.collect::<String>()
    )
}

#[test]
fn any_number_of_unknown_names_costs_little() {
    if !VALGRIND.or_left_out("error_price: any_number_of_unknown_names_costs_little") {
        return;
    }
    let folder = folder();
    let program = Package::workspace().release("comidl-cli", "comidl");
    let millions = |name: &str, last: &str| {
        let text = interfaces("ffff", INTERFACES) + last;
        write(folder.path(), name, &text);
        let check = Program::new(&program, ["check".into(), folder.path().join(name)]);
        check.instructions() as f64 / 1e6
    };
    let clean = millions("clean.idl", "");
    let mistyped = |number| format!("IProdcutLampffffx{number}");
    let nearby = |number| format!("IProductLamp{number:04x}x0");
    let cases = [
        ("one", with_unknown((0..1).map(mistyped))),
        ("ten", with_unknown((0..10).map(mistyped))),
        ("thousand", with_unknown((0..1000).map(mistyped))),
        ("nearby", with_unknown((0..10).map(nearby))),
        ("same", with_unknown((0..1000).map(|_| mistyped(1)))),
    ];
    for (name, last) in cases {
        let with_errors = millions(&format!("{name}.idl"), &last);
        println!("{name}: {with_errors:.1}, clean: {clean:.1}");
        assert!(
            with_errors <= 2.0 * clean + ALLOWANCE,
            "{name}: {with_errors:.1} million instructions, and {clean:.1} without errors"
        );
    }
}
