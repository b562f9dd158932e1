//! Names that mean something to Rust, or to the text of the bindings, in each place where an IDL can
//! have a name: rustc takes the bindings without a warning.

use std::fmt::Write as _;

use comidl_codegen::internal::compile::{Form, Options};
use comidl_codegen::internal::emit::rust::Enums;
use comidl_tests::{Package, Sources};

use super::{compiled, output};

/// The names of Rust's prelude, and of its own types.
const OF_THE_PRELUDE: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsyncFn",
    "Iterator",
    "IntoIterator",
    "Extend",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "FromIterator",
    "AsRef",
    "AsMut",
    "ToOwned",
    "ToString",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Future",
    "drop",
    "Self",
    "str",
    "bool",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "core",
    "std",
    "alloc",
    "comidl",
    "windows_core",
    "windows_link",
    "proc_macro",
    "crate",
    "self",
    "super",
    "Debug",
    "Hash",
];

/// Keywords that aren't IDL's.
const KEYWORDS: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "dyn",
    "final",
    "fn",
    "gen",
    "impl",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "trait",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "where",
    "yield",
    "safe",
    "raw",
    "macro_rules",
    "auto",
    "__",
];

/// Names that the bindings themselves use.
const OF_THE_BINDINGS: &[&str] = &[
    "this",
    "value",
    "f",
    "other",
    "rest",
    "separator",
    "flag",
    "name",
    "result__",
    "ok__",
    "error__",
    "code__",
    "slice__",
    "others__",
    "callback__",
    "args__",
    "call__",
    "dispatch__",
    "invocation__",
    "base__",
    "lamps_len__",
    "lamps_ptr__",
    "text__",
    "Identity",
    "OFFSET",
    "T",
    "P0",
    "P1",
    "BSTR",
    "into",
    "from",
    "try_into",
    "clone",
    "new",
    "matches",
    "deref",
    "fmt",
    "cast",
    "as_raw",
    "vtable",
    "query",
    "borrow",
    "contains",
    "NOTIFY",
    "Interface",
    "Vtable",
    "CLASS",
    "IID",
    "NAME",
    "_bitfield",
    "Anonymous",
    "a",
    "param",
    "abi",
    "len",
    "as_ptr",
];

fn all() -> impl Iterator<Item = &'static str> + Clone {
    let all = [OF_THE_PRELUDE, KEYWORDS, OF_THE_BINDINGS];
    all.into_iter().flatten().copied()
}

/// What stands beside the names: each form that the text of the bindings has.
const OTHERS: &str = r#"
typedef enum WidgetKind { WidgetKindOne = 1, WidgetKindTwo = 2, WidgetKindFour = 4 } WidgetKind;
typedef struct WidgetBits { unsigned long few : 3; unsigned long one : 1; long sign : 4; } WidgetBits;
typedef void (*WidgetFunction)([in] long first, [in] IUnknown *second);
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-000000000001)]
interface IWidget : IUnknown
{
    HRESULT Plain([in] long first, [out, retval] long *last);
    HRESULT Objects([in] IUnknown *first, [in, unique] IWidget *second, [out, retval] IWidget **last);
    HRESULT Query([in] REFIID iid, [out, iid_is(iid), retval] void **object);
    HRESULT Arrays([in] ULONG count, [in, size_is(count)] const long *lamps, [in] ULONG more,
        [out, size_is(more)] WidgetBits *results);
    HRESULT Maybe([in] ULONG count, [in, unique, size_is(count)] const long *lamps);
    HRESULT Texts([in, string] LPCWSTR text, [in] BSTR other, [out, retval] BSTR *result);
    HRESULT Kinds([in] WidgetKind kind, [in] BOOL on, [in, out] VARIANT_BOOL *off);
    WidgetBits Structure([in] GUID guid);
    void Nothing([in] WidgetFunction function);
    BOOL Truth();
}
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-000000000002)]
interface IWidgetEvents : IWidget { HRESULT Happened([in] IWidget *widget); }
[uuid(1c9a4c0e-6a0f-4d6e-8a35-000000000003)]
dispinterface DWidgetEvents
{
    properties:
        [id(1)] BSTR Title;
    methods:
        [id(2)] long Add([in] long a, [in, out] VARIANT_BOOL *cancel);
        [id(3)] void Show([in] IDispatch *lamp, [in] VARIANT value, [in, optional] VARIANT rest);
}
"#;

/// Bindings of an IDL that has `text` before the other forms.
struct Module {
    name: String,
    text: String,
    callbacks: Vec<String>,
    enums: Enums,
}

impl Module {
    fn new(name: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            text,
            callbacks: vec!["IWidgetEvents".into(), "DWidgetEvents".into()],
            enums: Enums::Alias,
        }
    }

    fn bindings(&self) -> String {
        let idl = format!("import \"oaidl.idl\";\n{}\n{OTHERS}", self.text);
        let file = format!("{}.idl", self.name);
        let sources = Sources::new("").with(&file, idl);
        let mut compilation = compiled(Options {
            idl: vec![sources.folder().join(file)],
            callbacks: self.callbacks.clone(),
            enums: self.enums,
            ..sources.options()
        });
        output(&mut compilation, &[Form::Rust, Form::Winmd])
    }
}

/// Returns what `item` makes of each name and its number.
fn each(names: impl Iterator<Item = &'static str>, item: impl Fn(&str, usize) -> String) -> String {
    let mut text = String::new();
    for (number, name) in names.enumerate() {
        writeln!(text, "{}", item(name, number)).expect("a string takes any text");
    }
    text
}

/// Returns the text in a namespace.
fn of_winrt(text: String) -> String {
    format!("namespace Widgets {{\n{text}\n}}")
}

fn uuid(number: usize) -> String {
    format!("object, uuid(2c9a4c0e-6a0f-4d6e-8a35-{number:012x})")
}

/// The IDL of each place where a name can stand.
fn modules() -> Vec<Module> {
    // IDL's own name of a type, and names that this text defines elsewhere.
    let types = || all().filter(|name| *name != "BSTR");
    let mut modules = vec![
        Module::new(
            "interfaces",
            each(types(), |name, number| {
                format!(
                    "[{}] interface {name} : IUnknown {{ HRESULT Method([in] {name} *it); }}",
                    uuid(number)
                )
            }),
        ),
        Module::new(
            "structs",
            each(types(), |name, _| {
                format!("typedef struct {name} {{ long field; }} {name};")
            }),
        ),
        Module::new(
            "unions",
            each(types(), |name, _| {
                format!("typedef union {name} {{ long field; float other; }} {name};")
            }),
        ),
        Module::new(
            "typedefs",
            each(types(), |name, _| format!("typedef long {name};")),
        ),
        Module::new(
            "constants",
            each(types(), |name, number| {
                format!("const long {name} = {number};")
            }),
        ),
        Module::new(
            "fields",
            format!(
                "typedef struct Fields {{ {} }} Fields;",
                each(all(), |name, _| format!("long {name};"))
            ),
        ),
        Module::new(
            "bits",
            format!(
                "typedef struct Bits {{ {} }} Bits;",
                each(all(), |name, _| format!("unsigned long {name} : 2;"))
            ),
        ),
        Module::new(
            "parameters",
            format!(
                "[{}] interface IParameters : IUnknown {{ HRESULT Method({}); }}",
                uuid(0),
                all()
                    .map(|name| format!("[in] long {name}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ),
        Module::new(
            "functions",
            format!(
                "[dllname(\"widget.dll\")] module Functions {{ {} }}",
                each(types(), |name, _| format!(
                    "[entry(\"{name}\")] long {name}([in] long a);"
                ))
            ),
        ),
        Module::new(
            "delegates",
            of_winrt(each(types(), |name, number| {
                format!(
                    "[uuid(4c9a4c0e-6a0f-4d6e-8a35-{number:012x})] delegate HRESULT {name}([in] {name} *it);"
                )
            })),
        ),
        Module::new(
            "runtime_classes",
            of_winrt(each(types(), |name, number| {
                format!(
                    "[uuid(5c9a4c0e-6a0f-4d6e-8a35-{number:012x})] interface ILamp{number} : IInspectable
                     {{ HRESULT Method([in] {name} *it); }}
                     runtimeclass {name} {{ [default] interface ILamp{number}; }}"
                )
            })),
        ),
        Module::new(
            "parameterized",
            of_winrt(each(types(), |name, number| {
                format!(
                    "[uuid(6c9a4c0e-6a0f-4d6e-8a35-{number:012x})] interface {name}<T> : IInspectable
                     {{ HRESULT Method([in] T it); }}
                     declare {{ interface {name}<INT32>; }}"
                )
            })),
        ),
        Module::new(
            "type_parameters",
            of_winrt(each(types(), |name, number| {
                format!(
                    "[uuid(7c9a4c0e-6a0f-4d6e-8a35-{number:012x})] interface IOf{number}<{name}> : IInspectable
                     {{ HRESULT Method([in] {name} it); }}
                     declare {{ interface IOf{number}<INT32>; }}"
                )
            })),
        ),
        Module::new(
            "namespaces",
            each(types(), |name, number| {
                format!(
                    "namespace {name} {{ struct Lamp{number} {{ INT32 watts; }};
                     [uuid(8c9a4c0e-6a0f-4d6e-8a35-{number:012x})] interface ILamp{number} : IInspectable
                     {{ HRESULT Method([in] {name}.Lamp{number} it); }} }}"
                )
            }),
        ),
        Module::new(
            "contracts",
            of_winrt(each(types(), |name, _| {
                format!("[contractversion(1.0)] apicontract {name} {{ }}")
            })),
        ),
        Module::new(
            "libraries",
            each(types(), |name, number| {
                format!(
                    "[uuid(9c9a4c0e-6a0f-4d6e-8a35-{number:012x}), version(1.0)] library {name}
                     {{ struct OfLibrary{number} {{ long watts; }}; }}"
                )
            }),
        ),
        Module::new(
            "modules",
            each(types(), |name, number| {
                format!(
                    "[dllname(\"widget.dll\")] module {name} {{ [entry(\"f\")] long function{number}(); }}"
                )
            }),
        ),
        Module::new(
            "members",
            format!(
                "[uuid(ac9a4c0e-6a0f-4d6e-8a35-000000000000)] dispinterface DMembers {{ properties: methods: {} }}",
                each(all(), |name, number| format!(
                    "[id({number})] void {name}([in] long a);"
                ))
            ),
        ),
        Module::new(
            "classes",
            each(types(), |name, number| {
                format!(
                    "[uuid(3c9a4c0e-6a0f-4d6e-8a35-{number:012x})] coclass {name} {{ interface IWidget; }}"
                )
            }),
        ),
    ];
    for (name, enums) in [
        ("alias", Enums::Alias),
        ("newtype", Enums::Newtype),
        ("open", Enums::Open),
    ] {
        let of_enums = each(types(), |name, number| {
            format!("typedef enum {name} {{ Enumerator{number} = 1 }} {name};")
        });
        let enumerators = format!(
            "typedef enum Enumeration {{ {} }} Enumeration;",
            types()
                .map(|name| format!("{name} = 1"))
                .collect::<Vec<_>>()
                .join(", ")
        );
        for (kind, text) in [("enums", of_enums), ("enumerators", enumerators)] {
            let module = Module::new(&format!("{kind}_{name}"), text);
            modules.push(Module { enums, ..module });
        }
    }
    let methods = format!(
        "[{}] interface IMethods : IUnknown {{ {} }}",
        uuid(0),
        each(all(), |name, _| format!(
            "HRESULT {name}([in] long a, [out, retval] long *it);"
        ))
    );
    let mut module = Module::new("methods", methods);
    module.callbacks.push("IMethods".into());
    modules.push(module);
    // The trait of a callback has the interface's name without its `I`.
    let callbacks = each(types(), |name, number| {
        format!(
            "[{}] interface I{name} : IUnknown {{ HRESULT Method([in] I{name} *it); }}",
            uuid(number)
        )
    });
    modules.push(Module::new("3d-video", "const long A = 1;".to_owned()));
    modules.push(Module::new("two\nlines\r", "const long A = 1;".to_owned()));
    modules.push(Module::new("type", "const long A = 1;".to_owned()));
    modules.push(Module::new(
        "h\u{e4}\u{df}lich \u{202e}",
        "const long A = 1;".to_owned(),
    ));
    let mut module = Module::new("callbacks", callbacks);
    module
        .callbacks
        .extend(types().map(|name| format!("I{name}")));
    modules.push(module);
    modules
}

#[test]
fn names_that_mean_something_to_rust_are_names_wherever_they_stand() {
    let package = Package::kept("hostile-names");
    package.write(
        "Cargo.toml",
        format!(
            "[package]\nname = \"hostile-names\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [lib]\npath = \"lib.rs\"\n\n[dependencies]\n\
             comidl = {{ path = \"{}/runtime\" }}\n\
             windows-core = \"0.100\"\nwindows-link = \"0.100\"\n\n[workspace]\n",
            comidl_tests::root().display()
        ),
    );
    let mut lib = String::from("#![deny(warnings)]\n");
    for (number, module) in modules().into_iter().enumerate() {
        let file = format!("{}.rs", module.name);
        writeln!(lib, "#[path = {file:?}]\npub mod m{number};").expect("a string takes any text");
        package.write(&file, module.bindings());
    }
    package.write("lib.rs", lib);
    let said = package.cargo(&["check", "--offline", "--quiet"]);
    assert!(said.success, "{}", said.stderr);
}

#[test]
fn two_names_that_are_one_in_rust_are_an_error_that_shows_both() {
    let cases = [
        (
            "interface",
            "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
          interface ILamp : IUnknown { HRESULT Switch(); }\n\
          typedef struct ILamp_Vtbl { long watts; } ILamp_Vtbl;",
        ),
        ("reserved", "typedef long Option;\ntypedef long Option_;"),
        (
            "fields",
            "typedef struct Lamp { long self; long self_; } Lamp;",
        ),
        (
            "bit_fields",
            "typedef struct Lamp { long on : 1; long set_on : 1; } Lamp;",
        ),
        (
            "enumerators",
            "typedef enum Lamp { this = 1 } Lamp;\nconst long Lamp_this = 1;",
        ),
    ];
    for (name, idl) in cases {
        let sources = Sources::new(format!("import \"unknwn.idl\";\n{idl}\n"));
        let mut compilation = compiled(sources.options());
        assert!(
            compilation.emit(&[Form::Rust], "".as_ref()).is_empty(),
            "{name}"
        );
        insta::assert_snapshot!(name, sources.said(&compilation));
    }
}

#[test]
fn the_types_of_two_input_files_may_not_be_one_in_rust() {
    let sources = Sources::new("typedef struct Lamp { long watts; } Lamp;")
        .with("other.idl", "typedef struct Lamp { double watts; } Lamp;");
    let mut compilation = compiled(Options {
        idl: ["test.idl", "other.idl"]
            .map(|name| sources.folder().join(name))
            .to_vec(),
        ..Options::default()
    });
    assert!(compilation.emit(&[Form::Rust], "".as_ref()).is_empty());
    insta::assert_snapshot!(sources.said(&compilation));
}
