//! A definition in a namespace of WinRT is none of those that have its name elsewhere: in another namespace, in
//! classic Windows, or in OLE Automation.

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_tests::{Sources, outcome};

const UUID: &str = "[uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d08)]";

/// Returns the Rust and the RDL of an IDL. Its winmd comes into being as well.
fn outputs(idl: &str, options: Options) -> [String; 2] {
    let sources = Sources::new(idl);
    let options = Options {
        idl: sources.options().idl,
        ..options
    };
    let mut compilation = Compilation::read(options);
    let outputs = compilation.emit(&[Form::Rust, Form::Rdl, Form::Winmd], "".as_ref());
    assert!(!compilation.failed(), "{}", outcome(&compilation));
    [0, 1].map(|form| String::from_utf8_lossy(&outputs[form].bytes).into_owned())
}

fn rust(idl: &str) -> String {
    let [rust, _] = outputs(idl, Options::default());
    rust
}

/// Returns what verification says of an IDL.
fn said(idl: &str) -> String {
    let sources = Sources::new(idl);
    outcome(&Resolved::read(sources.options()).verify().0)
}

#[test]
fn a_value_of_an_enumeration_is_made_of_its_own_values() {
    let text = rust(
        "namespace A { enum Other { One = 8 }; [flags] enum Set { One = 1, Two = 2, Both = One | Two };
        enum Copied { Two = 5, DIB_RGB_COLORS = 7, Copy = DIB_RGB_COLORS }; }",
    );
    assert!(text.contains("pub const Both: Set = 3;"), "{text}");
    assert!(text.contains("pub const Copy: Copied = 7;"), "{text}");
}

#[test]
fn a_constant_of_a_namespace_goes_before_one_of_windows() {
    let text = rust(
        "namespace A { const INT32 MAX_PATH = 3; struct Path { BYTE Bytes[MAX_PATH]; }; namespace B {
        enum Length { Most = MAX_PATH }; } }",
    );
    assert!(text.contains("Bytes: [u8; 3]"), "{text}");
    assert!(text.contains("pub const Most: Length = 3;"), "{text}");
}

#[test]
fn enumerations_of_one_name_have_values_of_one_name() {
    let text = rust(
        "namespace A { enum Mode { None = 0, Fast = 1 }; } namespace B { enum Mode { None = 3, Fast = 4 }; }
        namespace C { enum Mode { None = 5, Fast = 6 }; }",
    );
    for value in [
        "Mode_None: Mode = 0",
        "B_Mode_None: B_Mode = 3",
        "C_Mode_None: C_Mode = 5",
        "C_Mode_Fast: C_Mode = 6",
    ] {
        assert!(text.contains(&format!("pub const {value};")), "{text}");
    }
}

#[test]
fn a_struct_is_what_its_namespace_defines() {
    let idl = format!(
        "namespace A {{ struct CLSID {{ double A; double B; double C; double D; }}; struct POINT {{ double W; }};
        {UUID} interface ILamp : IInspectable {{
        HRESULT Put([in] A.CLSID id, [in] struct POINT place, [in] POINT other); }} }}"
    );
    let [rust, rdl] = outputs(&idl, Options::default());
    assert!(
        rust.contains("id: CLSID, place: POINT, other: POINT"),
        "{rust}"
    );
    assert!(
        rdl.contains("id: CLSID, place: POINT, other: POINT"),
        "{rdl}"
    );
}

#[test]
fn a_variant_of_a_namespace_is_none_of_automation() {
    let idl = format!(
        "namespace A {{ struct VARIANT {{ INT32 A; }}; struct DECIMAL {{ INT32 A; }};
        {UUID} delegate HRESULT Handler([in] A.VARIANT value, [in] A.DECIMAL number); }}"
    );
    let options = Options {
        callbacks: vec!["A.Handler".into()],
        ..Options::default()
    };
    let [rust, _] = outputs(&idl, options);
    assert!(rust.contains("value: &VARIANT, number: &DECIMAL"), "{rust}");
}

#[test]
fn a_safearray_is_that_of_automation() {
    let idl = format!(
        "namespace A {{ struct SAFEARRAY {{ INT32 A; }}; }} [object, {}] interface ILamp : IUnknown {{
        HRESULT Put([in] SAFEARRAY(long) values, [in] SAFEARRAY *other); }}",
        UUID.trim_matches(['[', ']'])
    );
    let [_, rdl] = outputs(&idl, Options::default());
    let both =
        "values: *mut Windows::Win32::SAFEARRAY, #[in] other: *mut Windows::Win32::SAFEARRAY";
    assert!(rdl.contains(both), "{rdl}");
}

#[test]
fn instances_of_two_parameterized_types_of_one_name_are_two() {
    let idl = format!(
        "namespace A {{ [uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5d09)]
        interface IVectorView<T> : IInspectable {{ HRESULT Get([out, retval] T *value); }}
        {UUID} interface ILamp : IInspectable {{
        HRESULT Put([in] A.IVectorView<INT32> *ours, [in] Windows.Foundation.Collections.IVectorView<INT32> *theirs); }} }}"
    );
    let [rust, rdl] = outputs(&idl, Options::default());
    // The IID of Windows' is that of `IVectorView<Int32>`.
    assert!(
        rust.contains("0x8d720cdf_3934_5d3f_9a55_40e8063b086a"),
        "{rust}"
    );
    let params =
        "ours: IVectorView<i32>, theirs: Windows::Foundation::Collections::IVectorView<i32>";
    assert!(rdl.contains(params), "{rdl}");
}

#[test]
fn a_typedef_of_a_type_of_metadata_is_that_type_in_an_instance() {
    for argument in ["PT", "Windows.Foundation.Point"] {
        let text = rust(&format!(
            "namespace A {{ typedef Windows.Foundation.Point PT; {UUID} interface ILamp : IInspectable {{
            HRESULT Put([in] Windows.Foundation.Collections.IVectorView<{argument}> *points); }} }}"
        ));
        // The IID of `IVectorView<Point>`.
        let iid = "0x0b7b4c9d_182f_582a_bddb_42b1aac30cad";
        assert!(text.contains(iid), "{argument}: {text}");
    }
}

#[test]
fn verification_tells_types_by_their_namespaces() {
    let transform = |point: &str| {
        said(&format!(
            "namespace B {{ struct {point} {{ double X; double Y; double Z; }}; }} namespace Windows.UI.Input {{
            [uuid(4d5fe14f-b87c-4028-bc9c-59e9947fb056)] interface IPointerPointTransform : IInspectable {{
            [propget] HRESULT Inverse([out, retval] IPointerPointTransform **value);
            HRESULT TryTransform([in] B.{point} inPoint, [out] B.{point} *outPoint, [out, retval] boolean *value);
            HRESULT TransformBounds([in] Windows.Foundation.Rect rect, [out, retval] Windows.Foundation.Rect *value); }} }}"
        ))
    };
    for name in ["Point", "Pt"] {
        let said = transform(name);
        assert!(said.contains("IDL0706"), "{name}: {said}");
    }
}

#[test]
fn two_interfaces_of_one_name_cannot_have_one_uuid() {
    let said = said(&format!(
        "namespace A {{ {UUID} interface ILamp : IInspectable {{ HRESULT F([in] INT32 a); }} }}
        namespace B {{ {UUID} interface ILamp : IInspectable {{ HRESULT F([in] DOUBLE a, [in] HSTRING b); }} }}"
    ));
    assert!(said.contains("IDL0709"), "{said}");
}
