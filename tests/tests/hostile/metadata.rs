//! Metadata of the user's (`--winmd`) that says what no compiler would write.

use std::path::PathBuf;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::Sources;

use super::{codes_of, compiled, output};

/// The IDL that the metadata is made of.
const VENDOR: &str = "import \"unknwn.idl\";
typedef enum LampState { LampStateOn_______________ = 1 } LampState;
typedef struct LampRecord { long LampField_________________; } LampRecord;
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
interface ILamp : IUnknown
{
    HRESULT LampMethod________________([in] long lampParameter_____________, [in] LampRecord *record);
}
";

/// The IDL that uses it.
const USER: &str = "import \"unknwn.idl\";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]
interface IUser : ILamp { HRESULT Use([in] LampState state); }
";

/// Returns the metadata of `idl`, in which `old` is replaced by `new`.
fn metadata(idl: &str, old: &str, new: &str) -> Vec<u8> {
    let mut compilation = compiled(Sources::new(idl).options());
    let outputs = compilation.emit(&[Form::Winmd], "".as_ref());
    let mut bytes = outputs[0].bytes.clone();
    assert_eq!(
        old.len(),
        new.len(),
        "other text would move all that follows"
    );
    let found = bytes.windows(old.len()).position(|it| it == old.as_bytes());
    let found = found.expect("the name is in the metadata");
    bytes[found..found + new.len()].copy_from_slice(new.as_bytes());
    bytes
}

/// Compiles [`USER`] with this metadata.
fn used(winmd: &[u8]) -> Compilation {
    let sources = Sources::new(USER).with("vendor.winmd", winmd);
    let winmd: PathBuf = sources.folder().join("vendor.winmd");
    compiled(Options {
        winmd: vec![winmd],
        ..sources.options()
    })
}

#[test]
fn metadata_of_plain_names_is_taken() {
    let mut compilation = used(&metadata(VENDOR, "ILamp", "ILamp"));
    assert_eq!(codes_of(&compilation), [""; 0]);
    assert!(output(&mut compilation, &[Form::Rust]).contains("LampMethod________________"));
}

#[test]
fn a_name_that_is_no_identifier_is_refused_wherever_it_stands() {
    let names = [
        "LampStateOn_______________",
        "LampField_________________",
        "LampMethod________________",
        "lampParameter_____________",
    ];
    let bad = [
        "X: i32 = 1; evil!() //",
        "LampState\nOn",
        "1ampState",
        "lamp-state",
        "lamp\u{202e}etats",
        "lamp*/ fn evil() {} /*",
        "r#lamp",
        "lamp state",
    ];
    for name in names {
        for text in bad {
            let filler = "_".repeat(name.len() - text.len());
            let compilation = used(&metadata(VENDOR, name, &format!("{text}{filler}")));
            assert_eq!(codes_of(&compilation), ["IDL0710"], "{name} as {text:?}");
        }
    }
}

/// A type of such a name can't be named by an IDL, and others refer to it.
#[test]
fn a_type_that_others_refer_to_has_an_identifier_for_a_name() {
    let compilation = used(&metadata(VENDOR, "LampRecord", "Lamp;cord!"));
    assert_eq!(codes_of(&compilation), ["IDL0710"]);
}
