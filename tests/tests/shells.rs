//! Interfaces of Windows that bindings only pass on are shells: a name and an IID, without methods.

use std::path::Path;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::Sources;

const READER: &str = r#"
import "oaidl.idl";
import "objidl.idl";
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e01)]
interface IPage : IUnknown { HRESULT Turn(); }
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e02)]
interface IReader : IPersist {
    HRESULT Read([in] IStream *stream, [in] VARIANT value, [out] IPage **page, [in] INote *note);
}
"#;

const NOTE: &str = r#"
import "unknwn.idl";
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e03)]
interface INote : IUnknown { HRESULT Write([in] long number); }
"#;

fn bindings(change: impl FnOnce(Options) -> Options) -> String {
    let idl = format!("import \"note.idl\";{READER}");
    let sources = Sources::new(idl).with("note.idl", NOTE);
    let mut compilation = Compilation::read(change(sources.options()));
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    assert_eq!(sources.said(&compilation), "");
    String::from_utf8(outputs[0].bytes.clone()).expect("Rust is text")
}

/// Returns whether the bindings have the methods of an interface.
fn is_whole(bindings: &str, interface: &str) -> bool {
    assert!(
        bindings.contains(&format!("pub struct {interface}(")),
        "{interface}"
    );
    bindings.contains(&format!("impl {interface} {{"))
}

#[test]
fn what_is_only_passed_on_has_no_methods() {
    let bindings = bindings(|options| options);
    for shell in ["IStream", "IDispatch", "IRecordInfo"] {
        assert!(!is_whole(&bindings, shell), "{shell}");
    }
    // Nobody reaches what only a shell's methods name.
    assert!(!bindings.contains("STATSTG"));
}

#[test]
fn what_the_idl_defines_or_derives_from_is_whole() {
    let bindings = bindings(|options| options);
    for whole in ["IReader", "IPage", "IPersist", "INote"] {
        assert!(is_whole(&bindings, whole), "{whole}");
    }
}

/// Nobody has its methods but who knows its arguments.
#[test]
fn an_instance_of_a_parameterized_interface_is_whole() {
    let idl = "import \"inspectable.idl\";
        namespace Lamps {
        [uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e05)]
        interface ILamp : IInspectable {
            HRESULT Names([out, retval] Windows.Foundation.Collections.IVectorView<HSTRING> **names);
            HRESULT Close([in] Windows.Foundation.IClosable *it);
        } }";
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(sources.options());
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    let bindings = String::from_utf8(outputs[0].bytes.clone()).expect("Rust is text");
    assert!(is_whole(&bindings, "__FIVectorView_1_HSTRING"));
    assert!(!is_whole(&bindings, "IClosable"));
    // Its vtable begins with the slots of `windows-core`'s interfaces all the same.
    let (_, vtable) = bindings
        .split_once("pub struct IClosable_Vtbl {")
        .expect("it has one");
    assert!(
        vtable
            .trim_start()
            .starts_with("pub base__: windows_core::IInspectable_Vtbl,")
    );
}

#[test]
fn what_the_user_names_is_whole_and_so_are_its_bases() {
    let bindings = bindings(|options| Options {
        filter: vec!["IStream".into()],
        ..options
    });
    for whole in ["IStream", "ISequentialStream", "IReader"] {
        assert!(is_whole(&bindings, whole), "{whole}");
    }
    assert!(!is_whole(&bindings, "IDispatch"));
}

#[test]
fn a_callback_is_whole() {
    let bindings = bindings(|options| Options {
        callbacks: vec!["IStream".into()],
        ..options
    });
    assert!(is_whole(&bindings, "IStream"));
    assert!(bindings.contains("pub trait Stream:"));
}

#[test]
fn one_method_with_a_variant_is_small() {
    let idl = "import \"oaidl.idl\";
        [object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e04)]
        interface IOne : IUnknown { HRESULT Put([in] VARIANT value); }";
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(sources.options());
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    assert!(
        outputs[0].bytes.len() < 25_000,
        "{}",
        outputs[0].bytes.len()
    );
}
