//! What a file costs grows no faster than the file: twice as much of a construct takes twice as many
//! instructions.

use std::ffi::OsString;
use std::fmt::Write as _;

use comidl_codegen::internal::compile::Form;
use comidl_tests::{Package, Program, Sources, VALGRIND};

/// How many of a construct are counted, and then twice as many. A cost that grows with the square and
/// makes a twentieth of the whole here shows, and would be most of it for 100,000.
const COUNT: usize = 2000;

/// By how much the cost of twice as many may exceed twice the cost.
const MARGIN: f64 = 1.06;

/// The instructions that depend on where memory and tables grow, which few of a construct show.
const NOISE: f64 = 500_000.0;

/// A construct: what stands before all, what each number makes, and what stands behind.
type Construct = (&'static str, fn(usize) -> String, &'static str);

const INTERFACE: &str =
    "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown {";

fn interface(number: usize, body: &str) -> String {
    format!(
        "[object, uuid(2c9a4c0e-6a0f-4d6e-8a35-{number:012x})] interface I{number} : IUnknown {{ {body} }}"
    )
}

fn idl((before, each, behind): Construct, count: usize) -> String {
    let mut idl = format!("import \"oaidl.idl\";\nconst long FIRST = 1;\n{before}\n");
    for number in 0..count {
        writeln!(idl, "{}", each(number)).expect("a string takes any text");
    }
    idl + behind
}

/// Returns the instructions that `comidl` takes with these arguments, beside the files.
fn instructions(sources: &Sources, arguments: &[&str]) -> f64 {
    let comidl = Package::workspace().release("comidl-cli", "comidl");
    let in_folder = arguments
        .iter()
        .map(|argument| match argument.strip_prefix("$/") {
            Some(file) => sources.folder().join(file).into_os_string(),
            None => OsString::from(argument),
        });
    Program::new(comidl, in_folder).instructions() as f64
}

/// The arguments that make all outputs of the IDL.
const ALL_OUTPUTS: &[&str] = &[
    "build",
    "$/test.idl",
    "--out-dir",
    "$/out",
    "--emit",
    "rust,winmd,rdl,json",
];

/// Asserts that the instructions for twice as many are twice those for so many.
fn is_linear(name: &str, instructions: impl Fn(usize) -> f64) {
    if !VALGRIND.or_left_out(&format!("cost: {name}")) {
        return;
    }
    let none = instructions(1);
    let once = instructions(COUNT) - none;
    let twice = instructions(2 * COUNT) - none;
    let growth = twice / once;
    assert!(
        twice <= 2.0 * MARGIN * once + NOISE,
        "twice as many take {growth:.2} times as many instructions: {once:.0} and {twice:.0}"
    );
}

/// A test for each row: its name, what stands before all, what each number makes, and what stands
/// behind.
macro_rules! linear {
    ($($name:ident: $before:expr, $each:expr, $behind:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let construct: Construct = ($before, $each, $behind);
                is_linear(stringify!($name), |count| {
                    instructions(&Sources::new(idl(construct, count)), ALL_OUTPUTS)
                });
            }
        )*
    };
}

linear! {
    typedefs: "", |it| format!("typedef long T{it};"), "";
    typedefs_given_again: "", |_| "typedef long T;".to_owned(), "";
    names_of_one_typedef: "typedef long T", |it| format!(", T{it}"), ";";
    structs: "", |it| format!("typedef struct S{it} {{ long a; double b; }} S{it};"), "";
    fields: "typedef struct S {", |it| format!("long a{it};"), "} S;";
    bit_fields: "typedef struct S {", |it| format!("long a{it} : 3;"), "} S;";
    anonymous_unions: "typedef struct S {",
        |it| format!("union {{ long a{it}; float b{it}; }};"), "} S;";
    enums: "", |it| format!("typedef enum E{it} {{ V{it} = {it} }} E{it};"), "";
    enumerators: "typedef enum E {", |it| format!("V{it} = {it},"), "} E;";
    constants: "", |it| format!("const long C{it} = {it};"), "";
    strings: "", |it| format!("const char *C{it} = \"text {it}\";"), "";
    interfaces: "", |it| interface(it, "HRESULT Switch();"), "";
    declared_interfaces: "", |it| format!("interface I{it};"), "";
    // The deepest that there may be, again and again.
    derived_interfaces: "", |it| {
        let base = match it % 100 {
            0 => "IUnknown".to_owned(),
            _ => format!("I{}", it - 1),
        };
        interface(it, &format!("HRESULT M{it}();")).replace("IUnknown", &base)
    }, "";
    methods: INTERFACE, |it| format!("HRESULT M{it}([in] long a, [out, retval] long *b);"), "}";
    functions_of_a_module: "[dllname(\"a.dll\")] module M {",
        |it| format!("[entry(\"f{it}\")] long f{it}(long a);"), "}";
    members_of_a_dispinterface:
        "[uuid(2c9a4c0e-6a0f-4d6e-8a35-000000000000)] dispinterface D { properties: methods:",
        |it| format!("[id({it})] void M{it}();"), "}";
    classes: "",
        |it| format!("[uuid(3c9a4c0e-6a0f-4d6e-8a35-{it:012x})] coclass C{it} {{ interface IDispatch; }}"),
        "";
    pointers_to_functions: "", |it| format!("typedef void (*F{it})(long a);"), "";
    attributes: "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)",
        |it| format!(", custom(4c9a4c0e-6a0f-4d6e-8a35-{it:012x}, {it})"),
        "] interface ILamp : IUnknown { HRESULT Switch(); }";
    instances: "namespace N { [uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)] \
        interface IRow<T> : IInspectable { HRESULT First([in] T *it); }",
        |it| interface(it, &format!("HRESULT All([in] IRow<I{it}> *a);"))
            .replace("IUnknown", "IInspectable").replace("object, ", ""), "}";
    macros: "", |it| format!("#define M{it} {it}"), "";
    calls_of_a_macro: "#define M(x) (x + 1)", |it| format!("const long C{it} = M({it});"), "";
    quoted_macros: "", |it| format!("cpp_quote(\"#define Q{it} {it}\")"), "";
    conditions: "", |it| format!("#if {it}\n#endif"), "";
    conditions_in_each_other: "#if 1", |_| "#if 0\n#endif".to_owned(), "#endif";
    imports: "", |_| "import \"unknwn.idl\";".to_owned(), "";
    comments: "", |it| format!("/* {it} */ // {it}"), "";
    semicolons: "", |_| ";".to_owned(), "";
}

/// Returns as many methods, whose names begin with `name`.
fn numbered(name: &str, count: usize) -> String {
    let method = |it| format!("HRESULT {name}{it}([in] long a, [out, retval] long *b);\n");
    (0..count).map(method).collect()
}

/// Returns an IDL with an interface that has these methods.
fn lamp(methods: &str) -> String {
    format!("import \"oaidl.idl\";\n{INTERFACE}\n{methods}}}\n")
}

#[test]
fn methods_of_a_callback() {
    is_linear("methods_of_a_callback", |count| {
        let sources = Sources::new(lamp(&numbered("M", count)));
        instructions(&sources, &[ALL_OUTPUTS, &["--callback", "ILamp"]].concat())
    });
}

#[test]
fn callbacks() {
    is_linear("callbacks", |count| {
        let each = |it| interface(it, &numbered("M", 1));
        let sources = Sources::new(idl(("", each, ""), count));
        instructions(&sources, &[ALL_OUTPUTS, &["--callback", "I*"]].concat())
    });
}

#[test]
fn flags_of_a_contract() {
    is_linear("flags_of_a_contract", |count| {
        let flag = |it| format!("LAMP_M{it} = {it},\n");
        let flags: String = (0..count).map(flag).collect();
        let idl = format!("typedef enum LAMP {{ {flags} }} LAMP;\n{INTERFACE}");
        let event = |it| format!("[Notify=LAMP_M{it}] unsigned long m{it}(long a);\n");
        let events: String = (0..count).map(event).collect();
        let sources = Sources::new(lamp(&numbered("M", count)).replace(INTERFACE, &idl)).with(
            "test.webidl",
            format!("[Implements=ILamp] callback interface Lamp {{\n{events}}};\n"),
        );
        instructions(
            &sources,
            &[ALL_OUTPUTS, &["--contract", "$/test.webidl"]].concat(),
        )
    });
}

/// Some methods have other names in the metadata, so that each has to be looked for.
#[test]
fn methods_that_are_compared() {
    is_linear("methods_that_are_compared", |count| {
        let both = |name| numbered(name, 60) + &numbered("M", count);
        let theirs = Sources::new(lamp(&both("Turn")));
        let mut compilation = super::compiled(theirs.options());
        let winmd = compilation
            .emit(&[Form::Winmd], "".as_ref())
            .remove(0)
            .bytes;
        let sources = Sources::new(lamp(&both("Switch"))).with("vendor.winmd", winmd);
        instructions(
            &sources,
            &[
                "check",
                "$/test.idl",
                "--winmd",
                "$/vendor.winmd",
                "--allow-drift",
                "ILamp",
            ],
        )
    });
}

#[test]
fn interfaces_on_a_page() {
    is_linear("interfaces_on_a_page", |count| {
        let each = |it| interface(it, &numbered("M", 1));
        let sources = Sources::new(idl(("", each, ""), count));
        instructions(&sources, &["doc", "$/test.idl", "--out", "$/out"])
    });
}
