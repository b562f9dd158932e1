//! Callback contracts: what they change about a trait, and what is said of one that doesn't fit its
//! IDL.
//!
//! The snapshots of errors are read by people: each message is to say what is wrong in the user's
//! own words, where, and what to do.

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::Sources;

const IDL: &str = "import \"oaidl.idl\";

typedef enum LAMP_NOTIFY { LAMP_NOTIFY_SWITCHED = 1, LAMP_NOTIFY_BROKEN = 4 } LAMP_NOTIFY;
typedef struct LAMP_INFO { DWORD watts; } LAMP_INFO;

[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
interface ILamp : IUnknown { HRESULT Switch([in] BOOL on); }

[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]
interface ILampEvents : IUnknown
{
    HRESULT Switched([in] ILamp *pLamp, [in] BOOL on, [in] DWORD dwReserved);
}

[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b03)]
interface ILampEvents2 : ILampEvents
{
    HRESULT Broken([in] ILamp *pLamp, [in] LPCWSTR pszReason);
    HRESULT Measured([in] DWORD count, [in, size_is(count)] const LAMP_INFO *infos,
        [out, retval] DWORD *taken);
    HRESULT Choose([in, out] VARIANT_BOOL *cancel);
}
";

const CONTRACT: &str = "// Facts about lamps.

/// What is called about a lamp.
///
/// It is never called in the dark.
[Implements=ILampEvents2, Service=\"the lamp service\"]
callback interface LampCallback {
  /// It is on or off.
  [Slot=Switched, Notify=LAMP_NOTIFY_SWITCHED] undefined lampSwitched(ILamp lamp, boolean on);
  [Notify=LAMP_NOTIFY_BROKEN, Retry] undefined broken(ILamp? lamp, DOMString reason);
  [Optional] unsigned long measured(sequence<LAMP_INFO> infos);
  undefined choose(boolean cancel);
};
";

/// Compiles the IDL with a contract; returns the bindings and what is said.
fn compile(contract: &str) -> (String, String) {
    let sources = Sources::new(IDL).with("lamp.webidl", contract);
    let mut compilation = Compilation::read(Options {
        contracts: vec![sources.folder().join("lamp.webidl")],
        ..sources.options()
    });
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    let bindings = outputs.first().map(|it| it.bytes.clone());
    let text = String::from_utf8(bindings.unwrap_or_default()).expect("Rust is UTF-8");
    (text, sources.said(&compilation))
}

#[test]
fn a_contract_names_methods_drops_noise_and_gives_flags_defaults_and_docs() {
    let (bindings, said) = compile(CONTRACT);
    assert_eq!(said, "");
    let begin = bindings.find("    ::comidl::object::bitflags!");
    let end = bindings.find("    impl<T: LampCallback>");
    insta::assert_snapshot!(&bindings[begin.expect("flags")..end.expect("the trait ends")]);
}

#[test]
fn the_macro_beside_the_trait_knows_the_events() {
    let (bindings, _) = compile(CONTRACT);
    let facts = "{2 + 0 NOTIFY { lamp_switched: SWITCHED, broken: BROKEN }}";
    assert!(bindings.contains(facts), "{bindings}");
}

#[test]
fn a_contract_is_among_the_files_that_were_read() {
    let sources = Sources::new(IDL).with("lamp.webidl", CONTRACT);
    let contract = sources.folder().join("lamp.webidl");
    let compilation = Compilation::read(Options {
        contracts: vec![contract.clone()],
        ..sources.options()
    });
    assert!(compilation.session.loader.opened().contains(&contract));
}

/// A test for each row: its name, what is replaced in the contract, and by what.
macro_rules! bad_contract {
    ($($name:ident: $there:literal => $instead:literal;)*) => {
        $(
            #[test]
            fn $name() {
                assert!(CONTRACT.contains($there));
                let (bindings, said) = compile(&CONTRACT.replacen($there, $instead, 1));
                assert_eq!(bindings, "", "nothing is made");
                insta::assert_snapshot!(said);
            }
        )*
    };
}

bad_contract! {
    an_interface_that_the_idl_lacks: "=ILampEvents2" => "=ILampEvents3";
    no_interface: "Implements=ILampEvents2, " => "";
    a_slot_that_the_interface_lacks: "Slot=Switched" => "Slot=SwitchedOn";
    a_method_without_its_slot: "undefined choose(" => "undefined chose(";
    a_flag_that_is_none: "LAMP_NOTIFY_BROKEN" => "LAMP_NOTIFY_BROKE";
    a_parameter_that_the_slot_lacks: "DOMString reason" => "DOMString why";
    a_parameter_of_another_type: "ILamp lamp, boolean" => "ILampEvents lamp, boolean";
    a_number_of_another_width: "boolean on" => "unsigned short on";
    a_scalar_for_an_array: "sequence<LAMP_INFO> infos" => "LAMP_INFO infos";
    an_array_of_other_elements: "sequence<LAMP_INFO>" => "sequence<octet>";
    parameters_out_of_order: "ILamp lamp, boolean on" => "boolean on, ILamp lamp";
    an_answer_that_is_left_out: "choose(boolean cancel)" => "choose()";
    a_result_of_another_type: "unsigned long measured" => "undefined measured";
    a_result_where_there_is_none: "undefined broken" => "boolean broken";
    a_method_named_twice: "undefined choose(" => "undefined broken(";
    a_slot_with_two_methods: "undefined choose(boolean cancel)" =>
        "[Slot=Broken] undefined choose()";
    a_slot_that_has_no_method: "  undefined choose(boolean cancel);\n" => "";
    an_attribute_that_contracts_lack: "Retry" => "Retri";
    an_attribute_twice: "Retry" => "Retry, Retry";
    an_attribute_without_its_value: "Notify=LAMP_NOTIFY_BROKEN" => "Notify";
    an_attribute_with_a_value_too_much: "Retry" => "Retry=yes";
    a_semicolon_forgotten: "boolean on);" => "boolean on)";
    another_definition: "callback interface" => "dictionary";
    a_bracket_never_closed: "Retry]" => "Retry";
    a_wrapper_that_is_code: "boolean on" => "[Wrapper=\"<[Bulb; { evil(); 1 }] as Into>::T\"] boolean on";
    a_set_of_flags_that_is_code: "[Implements" => "[Flags=\"A; fn evil() {} struct B\", Implements";
    a_name_that_rust_does_not_take: "undefined choose(boolean" => "undefined cho-ose(boolean";
    types_nested_too_deep: "sequence<LAMP_INFO> infos" => "sequence<sequence<sequence<sequence<\
        sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<\
        sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<\
        sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<\
        sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<sequence<\
        sequence<sequence<sequence<sequence<sequence<sequence<octet>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\
        >>>>>>>>>>>>>>>>>> infos";
}

#[test]
fn text_of_a_contract_stays_within_its_comment() {
    let contract = CONTRACT
        .replace(
            "the lamp service",
            "the\nfn evil() {}\r\u{2028}\u{202e}service",
        )
        .replace("It is on or off.", "It is \rfn evil() {} \u{2066}on.");
    let (bindings, said) = compile(&contract);
    assert_eq!(said, "");
    let of_evil: Vec<&str> = bindings
        .lines()
        .filter(|line| line.contains("evil"))
        .collect();
    assert_eq!(of_evil.len(), 2, "{of_evil:?}");
    assert!(
        of_evil
            .iter()
            .all(|line| line.trim_start().starts_with("///"))
    );
    assert!(!bindings.contains(['\r', '\u{2028}', '\u{202e}', '\u{2066}']));
}

#[test]
fn two_contracts_for_one_interface_are_refused() {
    let second = CONTRACT.replace("LampCallback", "LampListener");
    let (_, said) = compile(&format!("{CONTRACT}{second}"));
    insta::assert_snapshot!(said);
}

#[test]
fn a_contract_that_is_nowhere_is_an_error() {
    let sources = Sources::new(IDL);
    let compilation = Compilation::read(Options {
        contracts: vec![sources.folder().join("lamp.webidl")],
        ..sources.options()
    });
    assert!(sources.said(&compilation).contains("lamp.webidl"));
    assert!(compilation.failed());
}

#[test]
fn no_input_makes_it_panic() {
    for end in 0..CONTRACT.len() {
        compile(&CONTRACT[..end]);
    }
    for text in [
        "",
        "[",
        "]",
        "///",
        "/*",
        "//",
        "callback",
        "\u{FEFF}",
        "[A=(B,C)]",
        "é",
    ] {
        compile(text);
    }
}
