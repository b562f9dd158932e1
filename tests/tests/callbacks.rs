//! Callbacks of a vendor's interfaces: the traits that are generated beside the bindings. (A program
//! that implements them, in `consumers`, is called through vtables.)

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::{Sources, root};

/// Returns the code that is generated for callbacks of some IDL: everything behind the bindings' last item.
fn generated(sources: &Sources, callbacks: &[&str]) -> String {
    let mut compilation = Compilation::read(Options {
        callbacks: callbacks.iter().map(|&it| it.to_owned()).collect(),
        ..sources.options()
    });
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    let said = sources.said(&compilation);
    assert_eq!(said, "");
    let text = String::from_utf8(outputs[0].bytes.clone()).expect("Rust is UTF-8");
    let begin = text.find("    /// What an object of").expect("a trait");
    let end = text.find("    const _: () = {").unwrap_or(text.len());
    text[begin..end].to_owned()
}

#[test]
fn a_trait_has_a_method_for_each_slot_of_the_whole_chain() {
    let idl = std::fs::read(root().join("tests/consumers/callbacks/idl/lamp.idl"))
        .expect("the IDL is there");
    let text = generated(&Sources::new(idl), &["ILampEvents4"]);
    let end = text
        .find("    impl<T: LampEvents4>")
        .expect("the trait ends");
    insta::assert_snapshot!(&text[..end]);
}

const SMALL: &str = "import \"unknwn.idl\";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
interface ILampEvents : IUnknown
{
    HRESULT Switched([in] IUnknown *lamp, [in] BOOL on);
    HRESULT Count([out, retval] LONG *count);
}
";

#[test]
fn all_that_is_generated_for_a_small_interface() {
    insta::assert_snapshot!(generated(&Sources::new(SMALL), &["ILampEvents"]));
}

#[test]
fn a_dispinterface_has_a_method_for_each_member_and_an_arm_in_invoke() {
    let idl = "import \"oaidl.idl\";
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b07)]
dispinterface DLampEvents
{
properties:
    [id(10)] BSTR Name;
methods:
    [id(1)] void Switched([in] IDispatch *lamp, [in] VARIANT_BOOL on);
    [id(2)] long Add([in] long a, [in, out] VARIANT_BOOL *cancel);
};
";
    insta::assert_snapshot!(generated(&Sources::new(idl), &["DLampEvents"]));
}

#[test]
fn what_is_const_is_only_read_even_if_it_is_out() {
    let idl = SMALL.replace(
        "[out, retval] LONG *count",
        "[out] REFGUID id, [out] const LONG *count",
    );
    let text = generated(&Sources::new(idl), &["ILampEvents"]);
    let method = "fn count(&self, id: &windows_core::GUID, count: &i32) -> ::comidl::Result<()>;";
    assert!(text.contains(method), "{text}");
}

#[test]
fn a_dispinterface_without_members_calls_no_method() {
    let idl = "import \"oaidl.idl\";
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b07)]
dispinterface DLampEvents
{
properties:
methods:
};
";
    let text = generated(&Sources::new(idl), &["DLampEvents"]);
    assert!(text.contains("invocation__, |_, call__|"), "{text}");
    assert!(!text.contains("callback__"), "{text}");
}

#[test]
fn a_retval_that_is_no_pointer_to_a_result_is_not_reached_by_dispid() {
    let idl = "import \"oaidl.idl\";
[object, dual, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b06)]
interface ILamp : IDispatch
{
    [id(1), propget] HRESULT Other([out, retval] ILamp *other);
}
";
    let text = generated(&Sources::new(idl), &["ILamp"]);
    let arm = "1 if call__.is_get() => ::comidl::dispatch::not_by_dispid(),";
    assert!(text.contains(arm), "{text}");
    assert!(!text.contains("call__.lcid()"), "{text}");
}

/// Returns the method of the trait for a slot with these parameters.
fn method_with(params: &str, nulls: &[(&str, bool)]) -> String {
    let idl = SMALL.replace("[out, retval] LONG *count", params);
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(Options {
        callbacks: vec!["ILampEvents".into()],
        nulls: nulls
            .iter()
            .map(|(name, is)| ((*name).to_owned(), *is))
            .collect(),
        ..sources.options()
    });
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    assert_eq!(sources.said(&compilation), "", "{params}");
    let text = String::from_utf8(outputs[0].bytes.clone()).expect("Rust is UTF-8");
    let at = text.find("fn count(&self").expect("the method");
    let start = text[..at].rfind('\n').expect("a line") + 1;
    let end = text[at..].find(";\n").expect("its end") + at;
    text[start..end].trim().to_owned()
}

#[test]
fn an_interface_may_be_null_unless_somebody_says_otherwise() {
    let option = "fn count(&self, p: Option<&windows_core::IUnknown>) -> ::comidl::Result<()>";
    let plain = "fn count(&self, p: &windows_core::IUnknown) -> ::comidl::Result<()>";
    for params in [
        "[in] IUnknown *p",
        "[in, unique] IUnknown *p",
        "[in, annotation(\"_In_opt_\")] IUnknown *p",
        "[in, annotation(\"__RPC__in_opt\")] IUnknown *p",
    ] {
        assert_eq!(method_with(params, &[]), option, "{params}");
    }
    for params in [
        "[in, ref] IUnknown *p",
        "[in, annotation(\"_In_\")] IUnknown *p",
    ] {
        assert_eq!(method_with(params, &[]), plain, "{params}");
    }
    for (rule, is_null) in [
        ("ILampEvents", false),
        ("*::Count", false),
        ("I*::Count.p", false),
    ] {
        assert_eq!(
            method_with("[in] IUnknown *p", &[(rule, is_null)]),
            plain,
            "{rule}"
        );
    }
    let closest = [("ILampEvents::Count.p", true), ("ILampEvents", false)];
    assert_eq!(method_with("[in, ref] IUnknown *p", &closest), option);
}

#[test]
fn strings_and_pointers_may_be_null_where_somebody_says_so() {
    for (params, expected) in [
        ("[in] LPCWSTR p", "p: &::comidl::WideStr"),
        ("[in, unique] LPCWSTR p", "p: Option<&::comidl::WideStr>"),
        (
            "[in, annotation(\"_In_opt_z_\")] LPCWSTR p",
            "p: Option<&::comidl::WideStr>",
        ),
        ("[in, optional] LPCSTR p", "p: Option<&core::ffi::CStr>"),
        (
            "[in, annotation(\"_In_opt_\")] const GUID *p",
            "p: Option<&windows_core::GUID>",
        ),
        (
            "[in, out, annotation(\"_Inout_opt_\")] LONG *p",
            "p: Option<&::comidl::InOut<i32>>",
        ),
        ("[in, out] LONG *p", "p: &::comidl::InOut<i32>"),
    ] {
        let expected = format!("fn count(&self, {expected}) -> ::comidl::Result<()>");
        assert_eq!(method_with(params, &[]), expected);
    }
    let said = method_with("[in] LPCWSTR p", &[("ILampEvents::Count.p", true)]);
    assert!(said.contains("Option<&::comidl::WideStr>"), "{said}");
}

#[test]
fn an_interface_that_is_returned_may_be_null_unless_somebody_says_otherwise() {
    let option = "fn count(&self) -> ::comidl::Result<Option<windows_core::IUnknown>>";
    let plain = "fn count(&self) -> ::comidl::Result<windows_core::IUnknown>";
    for params in [
        "[out] IUnknown **p",
        "[out, retval] IUnknown **p",
        "[out, annotation(\"_Outptr_result_maybenull_\")] IUnknown **p",
        "[out, annotation(\"_COM_Outptr_opt_result_maybenull_\")] IUnknown **p",
    ] {
        assert_eq!(method_with(params, &[]), option, "{params}");
    }
    let annotated = "[out, annotation(\"_COM_Outptr_\")] IUnknown **p";
    assert_eq!(method_with(annotated, &[]), plain);
    let rule = [("ILampEvents::Count.p", false)];
    assert_eq!(method_with("[out] IUnknown **p", &rule), plain);
}

#[test]
fn annotations_say_how_many_where_the_idl_does_not() {
    for (params, expected) in [
        (
            "[in, annotation(\"_In_reads_(n)\")] BYTE *p, [in] LONG n",
            "p: &[u8]",
        ),
        (
            "[in, annotation(\"_In_reads_bytes_(n)\")] void *p, [in] LONG n",
            "p: &[u8]",
        ),
        (
            "[in, annotation(\"_In_reads_opt_(n)\")] LONG *p, [in] UINT n",
            "p: Option<&[i32]>",
        ),
        (
            "[in, annotation(\"__in_ecount(n)\")] LONG *p, [in] UINT n",
            "p: &[i32]",
        ),
        (
            "[in, out, annotation(\"_Inout_updates_(n)\")] LONG *p, [in] UINT n",
            "p: &mut [i32]",
        ),
        (
            "[in, annotation(\"_In_reads_(4)\")] LONG *p",
            "p: &[i32; 4]",
        ),
        // `size_is` comes first.
        (
            "[in, size_is(n), annotation(\"_In_reads_(2)\")] LONG *p, [in] UINT n",
            "p: &[i32]",
        ),
        // Bytes of what is larger say nothing of elements.
        (
            "[in, annotation(\"_In_reads_bytes_(n)\")] LONG *p, [in] UINT n",
            "p: &i32, n: u32",
        ),
    ] {
        let expected = format!("fn count(&self, {expected}) -> ::comidl::Result<()>");
        assert_eq!(method_with(params, &[]), expected, "{params}");
    }
    let part =
        "[out, annotation(\"_Out_writes_to_(n, *used)\")] LONG *p, [in] UINT n, [out] UINT *used";
    let expected = "fn count(&self, p: &mut [i32]) -> ::comidl::Result<u32>";
    assert_eq!(method_with(part, &[]), expected);
}

#[test]
fn an_array_behind_a_pointer_is_a_vec_where_its_number_is_known() {
    for (params, method) in [
        (
            "[out] ULONG *n, [out, size_is(, *n)] LONG **p",
            "fn count(&self) -> ::comidl::Result<::std::vec::Vec<i32>>",
        ),
        (
            "[in] USHORT n, [out, size_is(, n)] BSTR **p",
            "fn count(&self, n: u16) -> ::comidl::Result<::std::vec::Vec<BSTR>>",
        ),
        (
            "[out] ULONG *n, [out, size_is(, *n)] LPSTR **p",
            "fn count(&self) -> ::comidl::Result<::std::vec::Vec<::std::ffi::CString>>",
        ),
        (
            "[in, out] ULONG *n, [out, size_is(, *n)] LONG **p",
            "unsafe fn count(&self, n: &::comidl::InOut<u32>, p: *mut *mut i32)",
        ),
        (
            "[out] ULONG *n, [out, size_is(, *n / 2)] LONG **p",
            "unsafe fn count(&self, p: *mut *mut i32) -> ::comidl::Result<u32>",
        ),
        (
            "[in] ULONG r, [out, size_is(r), length_is(*n)] LONG *a, [out] ULONG *n, [out, size_is(, *n)] LONG **p",
            "unsafe fn count(&self, a: &mut [i32], p: *mut *mut i32) -> ::comidl::Result<u32>",
        ),
    ] {
        let text = method_with(params, &[]);
        assert!(text.contains(method), "{params}: {text}");
    }
}

#[test]
fn bytes_whose_number_nothing_tells_are_a_pointer() {
    for (params, expected) in [
        (
            "[in] BYTE *p, [in] LONG n",
            "p: *const u8, n: i32) -> ::comidl::Result<()>",
        ),
        (
            "[in] const char *p, [in] LONG n",
            "p: *const i8, n: i32) -> ::comidl::Result<()>",
        ),
        ("[in, out] BYTE *p", "p: *mut u8) -> ::comidl::Result<()>"),
        (
            "[out] BYTE *p, [in] LONG n",
            "p: *mut u8, n: i32) -> ::comidl::Result<()>",
        ),
    ] {
        let said = method_with(params, &[]);
        let expected = format!("unsafe fn count(&self, {expected}");
        assert_eq!(said, expected, "{params}");
    }
    let one = "fn count(&self) -> ::comidl::Result<u8>";
    assert_eq!(method_with("[out, retval] BYTE *p", &[]), one);
    assert_eq!(method_with("[out] BYTE *p", &[]), one);
}

/// Returns the messages about an IDL whose callbacks can't be made.
fn refused(idl: &str, callback: &str) -> String {
    refused_with(idl, callback, &[])
}

fn refused_with(idl: &str, callback: &str, nulls: &[&str]) -> String {
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(Options {
        callbacks: vec![callback.to_owned()],
        nulls: nulls
            .iter()
            .map(|name| ((*name).to_owned(), true))
            .collect(),
        ..sources.options()
    });
    compilation.emit(&[Form::Rust], "".as_ref());
    sources.said(&compilation)
}

#[test]
fn null_for_what_no_callback_has_is_refused() {
    let nulls = [
        "ILampEvent",
        "ILampEvents::Switch",
        "ILampEvents::Switched.on",
        "ILampEvents::Switched.lamp",
    ];
    insta::assert_snapshot!(refused_with(SMALL, "ILampEvents", &nulls));
}

#[test]
fn defaults_of_what_no_callback_has_are_refused() {
    let sources = Sources::new(SMALL);
    let names = ["ILampEvents::Count", "ILampEvent", "ILampEvents::Switch"];
    let mut compilation = Compilation::read(Options {
        callbacks: vec!["ILampEvents".into()],
        defaults: names.map(str::to_owned).to_vec(),
        ..sources.options()
    });
    compilation.emit(&[Form::Rust], "".as_ref());
    insta::assert_snapshot!(sources.said(&compilation));
}

#[test]
fn a_method_with_a_default_may_be_left_out() {
    let sources = Sources::new(SMALL);
    let mut compilation = Compilation::read(Options {
        callbacks: vec!["ILampEvents".into()],
        defaults: vec!["*::C*".into()],
        ..sources.options()
    });
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    let text = String::from_utf8(outputs[0].bytes.clone()).expect("Rust is UTF-8");
    assert!(
        text.contains("fn count(&self) -> ::comidl::Result<i32> {\n"),
        "{text}"
    );
    assert!(
        text.contains("on: bool) -> ::comidl::Result<()>;\n"),
        "{text}"
    );
}

#[test]
fn one_method_is_a_closure_and_two_are_none() {
    let one = SMALL.replace("    HRESULT Count([out, retval] LONG *count);\n", "");
    let text = generated(&Sources::new(one), &["ILampEvents"]);
    assert!(
        text.contains("pub fn from_fn<F>(function: F) -> Self"),
        "{text}"
    );
    let text = generated(&Sources::new(SMALL), &["ILampEvents"]);
    assert!(!text.contains("from_fn"), "{text}");
}

#[test]
fn a_callback_that_is_no_interface_is_refused() {
    insta::assert_snapshot!(refused(SMALL, "ILampEvent"));
}

#[test]
fn a_callback_of_a_struct_is_refused() {
    insta::assert_snapshot!(refused(
        "typedef struct Lamp { long watts; } Lamp;\n",
        "Lamp"
    ));
}

#[test]
fn a_callback_of_iunknown_itself_is_refused() {
    let said = refused(SMALL, "IUnknown");
    let expected =
        "error[IDL0814]: `IUnknown` can't be a callback: each callback has it as its base";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_callback_with_further_arguments_is_refused() {
    let idl = SMALL.replace("LONG *count)", "LONG *count, ...)");
    insta::assert_snapshot!(refused(&idl, "ILampEvents"));
}
