//! What a file costs grows no faster than the file: twice as much of a construct takes twice as many
//! instructions.

use std::fmt::Write as _;

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

/// Returns the instructions that all outputs of so many take.
fn instructions(construct: Construct, count: usize) -> f64 {
    let sources = Sources::new(idl(construct, count));
    let file = sources.folder().join("test.idl");
    let arguments = [
        "build".into(),
        file,
        "--out-dir".into(),
        sources.folder().join("out"),
    ];
    let emit = ["--emit", "rust,winmd,rdl,json"].map(Into::into);
    let comidl = Package::workspace().release("comidl-cli", "comidl");
    Program::new(comidl, arguments.into_iter().chain(emit)).instructions() as f64
}

fn is_linear(name: &str, construct: Construct) {
    if !VALGRIND.or_left_out(&format!("cost: {name}")) {
        return;
    }
    let none = instructions(construct, 1);
    let once = instructions(construct, COUNT) - none;
    let twice = instructions(construct, 2 * COUNT) - none;
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
                is_linear(stringify!($name), ($before, $each, $behind));
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
