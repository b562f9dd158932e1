//! What a file costs grows no faster than the file: twice as much of a construct takes at most twice as many
//! instructions.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::sync::LazyLock;

use comidl_codegen::internal::compile::Form;
use comidl_tests::{Package, Program, Sources, VALGRIND};

/// How many of a construct are counted first.
const FEW: usize = 2_000;

/// How many times as many are counted then, 32,000: a power of two, since memory and tables grow by doubling.
/// The variable `COMIDL_COST_TIMES` names another power of two.
static TIMES: LazyLock<usize> = LazyLock::new(|| {
    let named = std::env::var("COMIDL_COST_TIMES").ok();
    named.map_or(16, |times| {
        times.parse().expect("COMIDL_COST_TIMES is a number")
    })
});

/// How many instances of parameterized types are counted, of 20,000 that there may be.
const MANY_INSTANCES: usize = 19_200;

/// By how much the cost may exceed that of so many times the few. A cost that grows with the square shows
/// where it would be a fifth of the whole for 100,000.
const MARGIN: f64 = 1.08;

/// The blocks by which the cost of each may differ besides: a line without anything takes seven.
const NOISE: f64 = 10.0;

/// How often a construct is measured that seems to cost too much.
const MEASUREMENTS: usize = 3;

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

/// Returns the program `comidl` with these arguments, beside the files.
fn comidl(sources: &Sources, arguments: &[&str]) -> Program {
    let comidl = Package::workspace().release("comidl-cli", "comidl");
    let in_folder = arguments
        .iter()
        .map(|argument| match argument.strip_prefix("$/") {
            Some(file) => sources.folder().join(file).into_os_string(),
            None => OsString::from(argument),
        });
    Program::new(comidl, in_folder)
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

/// Asserts that the cost of so many grows no faster than their number. Beside them there are `base` others,
/// whose cost doesn't count.
fn grows_no_faster(name: &str, base: usize, few: usize, blocks: impl Fn(usize) -> u64) {
    if !VALGRIND.or_left_out(&format!("cost: {name}")) {
        return;
    }
    let cost = |count| blocks(base + count) as f64;
    let many = *TIMES * few;
    let measured = || {
        let none = cost(0);
        let each_of = |count: usize| (cost(count) - none) / count as f64;
        (each_of(few), each_of(many))
    };
    let is_right = |(of_few, of_many): (f64, f64)| of_many <= MARGIN * of_few + NOISE;
    // Threads that wait for each other take a few blocks more or less.
    let mut each = measured();
    for _ in 1..MEASUREMENTS {
        if is_right(each) {
            return;
        }
        each = measured();
    }
    let (of_few, of_many) = each;
    assert!(
        is_right(each),
        "each of {few} takes {of_few:.0} blocks of instructions, and each of {many} takes {of_many:.0}"
    );
}

fn is_linear(name: &str, blocks: impl Fn(usize) -> u64) {
    grows_no_faster(name, 1, FEW, blocks);
}

/// A test for each row: its name, what stands before all, what each number makes, and what stands
/// behind. All outputs are made of it.
macro_rules! linear {
    ($($name:ident: $before:expr, $each:expr, $behind:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let construct: Construct = ($before, $each, $behind);
                is_linear(stringify!($name), |count| {
                    comidl(&Sources::new(idl(construct, count)), ALL_OUTPUTS).blocks()
                });
            }
        )*
    };
}

/// The same for what is refused. More problems than are kept stand there in any case.
macro_rules! refused {
    ($($name:ident: $before:expr, $each:expr, $behind:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let construct: Construct = ($before, $each, $behind);
                grows_no_faster(stringify!($name), 2000, FEW, |count| {
                    comidl(&Sources::new(idl(construct, count)), ALL_OUTPUTS).that_fails().blocks()
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
    macros: "", |it| format!("#define M{it} {it}"), "";
    calls_of_a_macro: "#define M(x) (x + 1)", |it| format!("const long C{it} = M({it});"), "";
    quoted_macros: "", |it| format!("cpp_quote(\"#define Q{it} {it}\")"), "";
    conditions: "", |it| format!("#if {it}\n#endif"), "";
    conditions_in_each_other: "#if 1", |_| "#if 0\n#endif".to_owned(), "#endif";
    imports: "", |_| "import \"unknwn.idl\";".to_owned(), "";
    comments: "", |it| format!("/* {it} */ // {it}"), "";
    semicolons: "", |_| ";".to_owned(), "";
    structs_in_a_struct: "typedef struct S {", |it| format!("struct {{ long a; }} a{it};"), "} S;";
    structs_of_structs: "typedef struct S0 { long a; } S0;",
        |it| format!("typedef struct S{} {{ S{it} *a; }} S{0};", it + 1), "";
    declared_structs: "", |it| format!("struct S{it};"), "";
    lengths: "typedef struct S { long n0;",
        |it| format!("[size_is(n{it})] long *a{it}; long n{};", it + 1), "} S;";
    arrays: "typedef struct S {", |it| format!("long a{it}[{}];", 1 + it % 7), "} S;";
    documented_structs: "", |it| format!("/** Says {it}. */\nstruct S{it} {{ /** A field. */ long a; }};"), "";
    cases_of_a_union: "typedef union U switch(long t) u {", |it| format!("case {it}: long a{it};"), "} U;";
    enumerators_without_values: "typedef enum E {", |it| format!("V{it},"), "} E;";
    enumerators_of_one_value: "typedef enum E {", |it| format!("V{it} = 1,"), "} E;";
    constants_of_one: "", |it| format!("const long C{it} = FIRST + {it};"), "";
    interfaces_of_one_base: "", |it| {
        let base = if it == 0 { "IUnknown" } else { "I0" };
        interface(it, &format!("HRESULT M{it}();")).replace("IUnknown", base)
    }, "";
    properties: INTERFACE, |it| format!(
        "[propget] HRESULT P{it}([out, retval] long *a); [propput] HRESULT P{it}([in] long a);"
    ), "}";
    methods_with_attributes: INTERFACE,
        |it| format!("[id({it}), helpstring(\"{it}\")] HRESULT M{it}([in, defaultvalue({it})] long a);"), "}";
    methods_in_place_of_others: INTERFACE,
        |it| format!("[local] HRESULT M{it}(); [call_as(M{it})] HRESULT R{it}();"), "}";
    constants_of_a_module: "[dllname(\"a.dll\")] module M {", |it| format!("const long C{it} = {it};"), "}";
    modules: "", |it| format!("[dllname(\"a.dll\")] module M{it} {{ [entry(\"f\")] long f{it}(); }}"), "";
    properties_of_a_dispinterface:
        "[uuid(2c9a4c0e-6a0f-4d6e-8a35-000000000000)] dispinterface D { properties:",
        |it| format!("[id({it})] long P{it};"), "methods: }";
    interfaces_of_a_class: "[uuid(3c9a4c0e-6a0f-4d6e-8a35-000000000000)] coclass C {",
        |_| "interface IDispatch;".to_owned(), "}";
    types_of_a_library: "[uuid(3c9a4c0e-6a0f-4d6e-8a35-000000000000), version(1.0)] library L {",
        |it| format!("typedef struct S{it} {{ long a; }} S{it};"), "}";
    libraries: "", |it| format!(
        "[uuid(3c9a4c0e-6a0f-4d6e-8a35-{it:012x}), version(1.0)] library L{it} {{ struct S{it} {{ long a; }}; }}"
    ), "";
    imported_libraries: "[uuid(3c9a4c0e-6a0f-4d6e-8a35-000000000000), version(1.0)] library L {",
        |_| "importlib(\"stdole2.tlb\");".to_owned(), "}";
    types_of_a_namespace: "namespace N {", |it| format!("struct S{it} {{ INT32 a; }};"), "}";
    runtime_classes: "namespace N {", |it| format!(
        "[uuid(2c9a4c0e-6a0f-4d6e-8a35-{it:012x}), version(1)] interface I{it} : IInspectable {{ }}
        [version(1)] runtimeclass C{it} {{ [default] interface I{it}; }}"
    ), "}";
    delegates: "namespace N {", |it| format!(
        "[uuid(2c9a4c0e-6a0f-4d6e-8a35-{it:012x}), version(1)] delegate HRESULT D{it}([in] INT32 a);"
    ), "}";
    macros_of_each_other: "#define M0 1", |it| format!("#define M{} M{it}", it + 1), "";
    macros_given_again: "", |it| format!("#define M {it}"), "";
    macros_taken_back: "", |it| format!("#define M {it}\n#undef M"), "";
    lines_of_a_macro: "#define M 1 \\", |_| "+ 1 \\".to_owned(), "\n";
    arguments_of_a_macro: "#define M(x) 1\nconst long C = M(", |it| format!("({it})"), ");";
    quoted_macros_of_each_other: "cpp_quote(\"#define Q0 1\")",
        |it| format!("cpp_quote(\"#define Q{} Q{}\")", it + 1, it - it % 50), "";
    other_conditions: "#if 0", |it| format!("#elif {it} == -1"), "#endif";
    lines: "", |_| String::new(), "";
    lines_of_a_comment: "/*", |it| format!("{it}"), "*/";
    parts_of_a_string: "const char *C =", |_| "\"ab\"".to_owned(), ";";
    constants_in_both_cases: "", |it| format!("const long a{it} = 1; const long A{it} = 2;"), "";
    enumerators_of_each_other: "typedef enum E { V0,", |it| format!("V{} = V{it} + 1,", it + 1), "} E;";
    structs_that_hold_each_other: "typedef struct S0 { long a; } S0;",
        |it| format!("typedef struct S{} {{ S{it} a; }} S{0};", it + 1), "";
    typedefs_without_names: "", |_| "typedef long;".to_owned(), "";
    contracts: "namespace N {", |it| format!("[contractversion(1.0)] apicontract C{it} {{ }}"), "}";
    attributes_of_files: "namespace N {", |it| format!("[attributename(\"a{it}\")] attribute A{it}Attribute {{ INT32 X; }}
        [uuid(2c9a4c0e-6a0f-4d6e-8a35-{it:012x}), a{it}({it})] interface I{it} : IInspectable {{ HRESULT M(); }}"), "}";
    contracts_of_interfaces: "namespace N {", |it| format!("[contractversion(1.0)] apicontract C{it} {{ }}
        [contract(N.C{it}, 1.0), uuid(2c9a4c0e-6a0f-4d6e-8a35-{it:012x})] interface I{it} : IInspectable {{ }}"), "}";
    interfaces_that_no_winmd_of_winrt_has: "namespace N { [uuid(2c9a4c0e-6a0f-4d6e-8a36-000000000000)]
        interface I0 : IInspectable { HRESULT M([in] void *a); }",
        |it| format!("[uuid(2c9a4c0e-6a0f-4d6e-8a35-{it:012x})]
        interface I{} : IInspectable {{ HRESULT M([in] I{it} *a); }}", it + 1), "}";
    namespaces: "", |it| format!("namespace N{it} {{ struct S{it} {{ INT32 a; }}; }}"), "";
    one_name_in_many_namespaces: "", |it| format!("namespace N{it} {{ struct S {{ INT32 a; }}; }}"), "";
}

refused! {
    names_that_meet: "", |it| format!("typedef struct S{it} {{ long self; long self_; }} S{it};"), "";
    structs_given_again: "", |_| "struct S { long a; };".to_owned(), "";
    fields_given_again: "typedef struct S {", |_| "long a;".to_owned(), "} S;";
    enumerators_given_again: "typedef enum E {", |_| "V,".to_owned(), "} E;";
    methods_given_again: INTERFACE, |_| "HRESULT M();".to_owned(), "}";
    iids_given_again: "", |it| interface(0, "").replace("I0", &format!("I{it}")), "";
    unknown_types: "", |it| format!("typedef Unknown{it} T{it};"), "";
    names_that_are_nearly_known: "typedef long LAMP_STATE; typedef struct S {",
        |it| format!("LAMP_STAT{it} a{it};"), "} S;";
    one_unknown_type: "", |it| format!("typedef Unknown T{it};"), "";
    unknown_attributes: "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)",
        |it| format!(", unknown{it}"), "] interface ILamp : IUnknown { }";
    letters_that_mean_nothing: "", |_| "@".to_owned(), "";
    bases_of_bases: "", |it| {
        let base = if it == 0 { "IUnknown".to_owned() } else { format!("I{}", it - 1) };
        interface(it, "").replace("IUnknown", &base)
    }, "";
    typedefs_of_typedefs: "typedef long T0;", |it| format!("typedef T{it} T{};", it + 1), "";
    parameters: "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { HRESULT M([in] long a",
        |it| format!(", [in] long a{it}"), "); }";
    operators: "const long C = 1", |_| "+ 1".to_owned(), ";";
    brackets_in_each_other: "const long C =", |_| "(".to_owned(), "1;";
    pointers_in_each_other: "typedef long", |_| "*".to_owned(), "T;";
    unclosed_braces: "", |_| "{".to_owned(), "";
}

/// Each takes so little that the growth of a table shows among few.
#[test]
fn unclosed_conditions() {
    let construct: Construct = ("", |_| "#if 1".to_owned(), "");
    grows_no_faster("unclosed_conditions", 2000, 4 * FEW, |count| {
        comidl(&Sources::new(idl(construct, count)), ALL_OUTPUTS)
            .that_fails()
            .blocks()
    });
}

#[test]
fn instances() {
    let rows = "namespace N { [uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface IRow<T> : IInspectable \
        { HRESULT First([in] T *it); }";
    let each = |it| {
        interface(it, &format!("HRESULT All([in] IRow<I{it}> *a);"))
            .replace("IUnknown", "IInspectable")
            .replace("object, ", "")
    };
    grows_no_faster("instances", 1, MANY_INSTANCES / *TIMES, |count| {
        comidl(&Sources::new(idl((rows, each, "}"), count)), ALL_OUTPUTS).blocks()
    });
}

/// The 300 that don't count fill the bound, so that each further one is taken for equally many.
#[test]
fn interfaces_that_require_each_other() {
    let each = |it| {
        let requires = if it == 0 {
            String::new()
        } else {
            format!("requires I{}", it - 1)
        };
        interface(it, "").replace("IUnknown", &format!("IInspectable {requires}"))
    };
    grows_no_faster("interfaces_that_require_each_other", 300, 200, |count| {
        let construct: Construct = ("namespace N {", each, "}");
        comidl(&Sources::new(idl(construct, count)), ALL_OUTPUTS).blocks()
    });
}

/// The 300 that don't count fill the bound here, too.
#[test]
fn classes_that_are_made_of_each_other() {
    let each = |it| {
        let base = if it == 0 {
            String::new()
        } else {
            format!(": C{}", it - 1)
        };
        let interface = interface(it, "").replace("IUnknown", "IInspectable");
        format!(
            "{interface} [version(1)] runtimeclass C{it} {base} {{ [default] interface I{it}; }}"
        )
    };
    grows_no_faster("classes_that_are_made_of_each_other", 300, 200, |count| {
        let construct: Construct = ("namespace N {", each, "}");
        comidl(&Sources::new(idl(construct, count)), ALL_OUTPUTS).blocks()
    });
}

#[test]
fn imported_parameterized_types_that_need_each_other() {
    is_linear(
        "imported_parameterized_types_that_need_each_other",
        |count| {
            let first = "namespace N { [uuid(2c9a4c0e-6a0f-4d6e-8a36-000000000000)]
            interface G0<T> : IInspectable { HRESULT M([in] INT32 a); }";
            let each = |it| {
                format!(
                    "[uuid(2c9a4c0e-6a0f-4d6e-8a35-{it:012x})]
                interface G{}<T> : IInspectable {{ HRESULT M([in] G{it}<T> *a); }}",
                    it + 1
                )
            };
            let of_last = format!(
                "import \"more.idl\"; namespace N {{ [uuid(2c9a4c0e-6a0f-4d6e-8a37-000000000000)]
            interface L<T> : IInspectable {{ HRESULT M([in] G{count}<T> *a); }} }}"
            );
            let sources = Sources::new(of_last).with("more.idl", idl((first, each, "}"), count));
            comidl(&sources, ALL_OUTPUTS).blocks()
        },
    );
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
fn methods_on_one_line() {
    is_linear("methods_on_one_line", |count| {
        let sources = Sources::new(lamp(&numbered("M", count).replace('\n', " ")));
        comidl(&sources, ALL_OUTPUTS).blocks()
    });
}

#[test]
fn methods_of_a_callback() {
    is_linear("methods_of_a_callback", |count| {
        let sources = Sources::new(lamp(&numbered("M", count)));
        comidl(&sources, &[ALL_OUTPUTS, &["--callback", "ILamp"]].concat()).blocks()
    });
}

#[test]
fn callbacks() {
    is_linear("callbacks", |count| {
        let each = |it| interface(it, &numbered("M", 1));
        let sources = Sources::new(idl(("", each, ""), count));
        comidl(&sources, &[ALL_OUTPUTS, &["--callback", "I*"]].concat()).blocks()
    });
}

#[test]
fn flags_of_a_contract() {
    is_linear("flags_of_a_contract", |count| {
        let flag = |it| format!("LAMP_M{it} = {it},\n");
        let flags: String = (0..count).map(flag).collect();
        let idl = format!("typedef enum LAMP {{ {flags} }} LAMP;\n{INTERFACE}");
        let event = |it| format!("[Notify=LAMP_M{it}] long m{it}(long a);\n");
        let events: String = (0..count).map(event).collect();
        let sources = Sources::new(lamp(&numbered("M", count)).replace(INTERFACE, &idl)).with(
            "test.webidl",
            format!("[Implements=ILamp] callback interface Lamp {{\n{events}}};\n"),
        );
        comidl(
            &sources,
            &[ALL_OUTPUTS, &["--contract", "$/test.webidl"]].concat(),
        )
        .blocks()
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
        comidl(
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
        .blocks()
    });
}

#[test]
fn interfaces_on_a_page() {
    is_linear("interfaces_on_a_page", |count| {
        let each = |it| interface(it, &numbered("M", 1));
        let sources = Sources::new(idl(("", each, ""), count));
        comidl(&sources, &["doc", "$/test.idl", "--out", "$/out"]).blocks()
    });
}
