//! Callbacks of a vendor's interfaces: the traits that are generated beside the bindings, and a
//! program that implements them and is called through vtables.

use std::path::PathBuf;
use std::process::{Command, Output};

use comidl_codegen::compile::{Compilation, Form, Options};
use comidl_codegen::output;
use comidl_tests::{Sources, outcome, root};

/// The interfaces that the program implements.
const CALLBACKS: [&str; 4] = ["ILampEvents4", "ILamp", "ILampControl", "_ILampSinkEvents"];

fn consumer() -> PathBuf {
    root().join("tests/consumers/callbacks")
}

/// The bindings of the vendor's IDL, with the callbacks that the program has, in a file of that
/// test's own.
fn bindings(test: &str) -> PathBuf {
    let mut compilation = Compilation::read(Options {
        idl: vec![consumer().join("idl/lamp.idl")],
        callbacks: CALLBACKS.map(str::to_owned).to_vec(),
        contracts: vec![consumer().join("idl/lamp.webidl")],
        ..Options::default()
    });
    let folder = root().join("target/tests/callbacks").join(test);
    let outputs = compilation.emit(&[Form::Rust], &folder);
    assert_eq!(outcome(&compilation), "");
    output::write_all(&outputs).expect("the bindings can be written");
    outputs[0].path.clone()
}

/// Runs cargo in the program's package.
fn cargo(test: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--quiet", "--locked"])
        .current_dir(consumer())
        .env("COMIDL_BINDINGS", bindings(test))
        .env("CARGO_TARGET_DIR", root().join("target/tests/consumers"))
        .env_remove("RUSTFLAGS")
        .envs(environment.iter().copied())
        .output()
        .expect("cargo can be started")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_program_is_called_with_every_argument_in_its_form() {
    let output = cargo("run", &["run"], &[]);
    assert!(output.status.success(), "{}", said(&output));
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(printed, "every argument in its form\n");
}

#[test]
fn clippy_has_nothing_to_say_about_generated_code_and_its_use() {
    let output = cargo("clippy", &["clippy"], &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(said(&output), "");
}

#[test]
fn generated_traits_are_documented_without_warnings() {
    let arguments = ["doc", "--no-deps", "--document-private-items"];
    let output = cargo("doc", &arguments, &[("RUSTDOCFLAGS", "-D warnings")]);
    assert!(output.status.success(), "{}", said(&output));
}

/// What is generated for callbacks of some IDL: all that stands behind the bindings' last item.
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
    let idl = std::fs::read(consumer().join("idl/lamp.idl")).expect("the IDL is there");
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

/// What is said of an IDL whose callbacks can't be made.
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
fn a_callback_with_further_arguments_is_refused() {
    let idl = SMALL.replace("LONG *count)", "LONG *count, ...)");
    insta::assert_snapshot!(refused(&idl, "ILampEvents"));
}
