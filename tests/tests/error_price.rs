//! Errors at their price: a cause is told once, and its explanation costs hardly more than a clean
//! compilation, in instructions.

use std::path::Path;
use std::process::Command;

use comidl_tests::{Package, Said, Sources, VALGRIND};
use tempfile::TempDir;

/// How many files lie beside the one with the errors.
const FILES: usize = 300;

/// How many interfaces each of them defines.
const INTERFACES_OF_FILE: usize = 40;

/// How many interfaces the compiled file defines.
const INTERFACES: usize = 3000;

/// What an explanation may take on top of twice the clean compilation, in millions of instructions. Two
/// processors execute as many in fifty milliseconds, at three thousand million a second.
const ALLOWANCE: f64 = 300.0;

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

/// Returns the number of instructions that `check` executes for the file, whether it succeeds or not.
fn instructions(program: &Path, idl: &Path) -> u64 {
    let mut command = Command::new(VALGRIND.name);
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let said = Said::of(command.arg(program).arg("check").arg(idl)).stderr;
    let number = said.split_once("Collected : ").map(|(_, rest)| rest);
    let number = number.and_then(|rest| rest.split_whitespace().next());
    let number = number.and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("nothing was counted: {said}"))
}

#[test]
fn a_file_that_cannot_be_found_comes_first_and_what_follows_from_it_is_told_once() {
    let idl = "import \"unknwn.idl\";
const long LAMPS = MANY;
import \"vendor_types.idl\";

[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
interface ILamp : IUnknown
{
    HRESULT Add([in] VENDOR_TOKEN token);
    HRESULT Remove([in] VENDOR_TOKEN token);
    HRESULT Find([in] VENDOR_KEY key, [out, retval] VENDOR_TOKEN *token);
    HRESULT Key([in] VENDOR_TOKEN token, [out, retval] VENDOR_KEY *key);
}
";
    insta::assert_snapshot!(Sources::new(idl).check());
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
        instructions(&program, &folder.path().join(name)) as f64 / 1e6
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
