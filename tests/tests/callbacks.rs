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
    assert!(text.contains("invocation__, |_: &T, call__|"), "{text}");
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

/// Returns the messages about an IDL whose callbacks can't be made.
fn refused(idl: &str, callback: &str) -> String {
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(Options {
        callbacks: vec![callback.to_owned()],
        ..sources.options()
    });
    compilation.emit(&[Form::Rust], "".as_ref());
    sources.said(&compilation)
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
    let expected = "error[E0814]: `IUnknown` can't be a callback: each callback has it as its base";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_callback_with_further_arguments_is_refused() {
    let idl = SMALL.replace("LONG *count)", "LONG *count, ...)");
    insta::assert_snapshot!(refused(&idl, "ILampEvents"));
}
