//! Types that other crates have: the outputs name them, and don't make them again.

use std::path::PathBuf;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::external::{Reference, WindowsVersion};
use comidl_tests::Sources;

const PRESS: &str = r#"
import "objidl.idl";
import "oaidl.idl";
import "vendor.idl";
typedef struct SHEET { SIZE size; FILETIME when; } SHEET;
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d01)]
interface IPress : ISequentialStream {
    HRESULT Write([in] IStream *stream, [in] VARIANT *value, [in] STGTY kind, [in] IInk *ink, [in] SHEET *sheet);
}
"#;

const VENDOR: &str = r#"
import "unknwn.idl";
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d02)]
interface IInk : IUnknown { HRESULT Mix([in] long color); }
"#;

/// The name is one of Windows', and the interface isn't.
const OTHER_STREAM: &str = r#"
import "unknwn.idl";
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d03)]
interface IStream : IUnknown { HRESULT Flow(); }
"#;

fn windows() -> Option<WindowsVersion> {
    Some("0.62".parse().expect("it is supported"))
}

fn compilation(options: Options) -> Compilation {
    let compilation = Compilation::read(options);
    assert!(!compilation.failed());
    compilation
}

fn rust(options: Options) -> String {
    let outputs = compilation(options).emit(&[Form::Rust], &PathBuf::new());
    String::from_utf8(outputs[0].bytes.clone()).expect("Rust is text")
}

fn press() -> (Sources, Options) {
    let sources = Sources::new(PRESS).with("vendor.idl", VENDOR);
    let options = sources.options();
    (sources, options)
}

#[test]
fn the_types_of_windows_are_those_of_the_windows_crate() {
    let (_sources, options) = press();
    let text = rust(Options {
        windows: windows(),
        ..options
    });
    for path in [
        "windows::Win32::System::Com::IStream",
        "windows::Win32::System::Com::ISequentialStream_Vtbl",
        "windows::Win32::System::Variant::VARIANT",
        "windows::Win32::System::Com::STGTY",
        "windows::Win32::Foundation::SIZE",
    ] {
        assert!(text.contains(path), "{path}");
    }
    for made in ["struct IStream", "struct VARIANT", "STGTY =", "struct SIZE"] {
        assert!(!text.contains(made), "{made}");
    }
    // What the crate lacks is made, as without the option.
    assert!(text.contains("pub struct IInk("));
    assert!(text.contains("pub struct SHEET"));
}

#[test]
fn the_head_names_the_features_that_the_types_need() {
    let (_sources, options) = press();
    let text = rust(Options {
        windows: windows(),
        ..options
    });
    let head: Vec<&str> = text.lines().skip(1).take(3).collect();
    insta::assert_snapshot!(head.join("\n"), @r#"
    // They depend on these lines of `Cargo.toml`:
    // windows = { version = "0.62", features = ["Win32_Foundation", "Win32_System_Com", "Win32_System_Ole", "Win32_System_Variant"] }
    // windows-core = "0.62"
    "#);
}

#[test]
fn metadata_refers_to_the_namespaces_that_the_crate_is_made_of() {
    let (_sources, options) = press();
    let mut compilation = compilation(Options {
        windows: windows(),
        ..options
    });
    let outputs = compilation.emit(&[Form::Winmd], &PathBuf::new());
    assert!(!compilation.failed());
    let text = String::from_utf8_lossy(&outputs[0].bytes).into_owned();
    for namespace in ["Windows.Win32.System.Com", "Windows.Win32.System.Variant"] {
        assert!(text.contains(namespace), "{namespace}");
    }
}

#[test]
fn an_interface_of_another_iid_is_made_whatever_its_name() {
    let user = r#"
import "other.idl";
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d04)]
interface IRiver : IUnknown { HRESULT Join([in] IStream *stream); }
"#;
    let sources = Sources::new(user).with("other.idl", OTHER_STREAM);
    let text = rust(Options {
        windows: windows(),
        ..sources.options()
    });
    assert!(text.contains("pub struct IStream("));
    assert!(!text.contains("::IStream"));
}

#[test]
fn a_type_of_winrt_is_none_of_win32_with_its_name() {
    let user = r#"
import "colour.idl";
namespace Mine { [uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d06)]
interface ILamp : IInspectable { HRESULT Colour([out, retval] Windows.UI.Color *colour); } }
"#;
    let colour = "namespace Windows.UI { typedef struct Color { BYTE A, R, G, B; } Color; }";
    let sources = Sources::new(user).with("colour.idl", colour);
    let text = rust(Options {
        windows: windows(),
        ..sources.options()
    });
    assert!(text.contains("pub struct Color {") && !text.contains("GdiPlus"));
}

#[test]
fn of_two_types_of_one_name_none_is_taken_from_a_reference() {
    let both = r#"
namespace A { typedef struct Size { INT32 X; } Size; }
namespace B { typedef struct Size { INT64 X; } Size; typedef struct Weight { INT64 X; } Weight; }
"#;
    let user = r#"
import "both.idl";
namespace Mine { [uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d07)]
interface IBox : IInspectable { HRESULT Put([in] B.Size size, [in] B.Weight weight); } }
"#;
    let sources = Sources::new(user).with("both.idl", both);
    let of_both = Options {
        idl: vec![sources.folder().join("both.idl")],
        ..sources.options()
    };
    let winmd = sources.folder().join("both.winmd");
    let outputs = compilation(of_both).emit(&[Form::Winmd], sources.folder());
    std::fs::write(&winmd, &outputs[0].bytes).expect("it can be written");
    let reference = format!("crate=both:{}", winmd.display());
    let text = rust(Options {
        references: vec![reference.parse().expect("it is one")],
        ..sources.options()
    });
    assert!(
        text.contains("size: Size, weight: crate::both::Weight"),
        "{text}"
    );
}

#[test]
fn a_reference_without_metadata_has_what_imported_files_define() {
    let (_sources, options) = press();
    let text = rust(Options {
        references: vec![
            "ink-sys=Vendor::Inks"
                .parse::<Reference>()
                .expect("it is one"),
        ],
        ..options
    });
    assert!(text.contains("ink_sys::Vendor::Inks::IInk"));
    assert!(!text.contains("struct IInk"));
    // Metadata has those, and no imported file.
    assert!(text.contains("pub struct IStream("));
}

#[test]
fn a_reference_with_metadata_has_what_that_defines_and_refers_to() {
    let (sources, options) = press();
    let winmd = sources.folder().join("press.winmd");
    let outputs = compilation(options.clone()).emit(&[Form::Winmd], sources.folder());
    std::fs::write(&winmd, &outputs[0].bytes).expect("it can be written");
    let user = r#"
import "test.idl";
[object, uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d05)]
interface IShop : IUnknown { HRESULT Sell([in] IPress *press, [in] IStream *paper, [in] IMoniker *name); }
"#;
    std::fs::write(sources.folder().join("shop.idl"), user).expect("it can be written");
    let reference = format!("crate=press:{}", winmd.display());
    let text = rust(Options {
        idl: vec![sources.folder().join("shop.idl")],
        references: vec![reference.parse().expect("it is one")],
        ..options
    });
    assert!(text.contains("crate::press::IPress"));
    assert!(text.contains("crate::press::IStream"));
    assert!(text.contains("pub struct IMoniker("));
}

#[test]
fn a_version_that_is_not_supported_is_named_with_those_that_are() {
    let problem = "0.48".parse::<WindowsVersion>().unwrap_err();
    insta::assert_snapshot!(problem.message(), @"bindings cannot be made for version 0.48 of the `windows` crate");
    insta::assert_snapshot!(problem.help().unwrap(), @"give a version that is supported: 0.62");
}
