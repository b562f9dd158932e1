//! Tests of what the grammar accepts and refuses, and that the parser goes on after an error.

use super::ast::{Declaration, Derivation, SpecifierKind, Storage};
use super::parse;
use crate::model::Base;
use crate::preprocess::preprocess;
use crate::session::Session;
use crate::source::Reached;

fn parsed(text: &str) -> (Vec<Declaration>, Vec<String>) {
    let mut session = Session::new(Vec::new(), Vec::new());
    let file = session.loader.embed("test.idl", text);
    let stream = preprocess(&mut session, &file, Reached::Named);
    let file = parse(stream, &mut session.names, &mut session.diagnostics);
    let problems = session
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let place = session.sources.place(diagnostic.span);
            let line = place.map_or(0, |place| place.start.line);
            let problem = &diagnostic.problem;
            format!("{line}: {} {}", problem.code(), problem.message())
        })
        .collect();
    (file.declarations, problems)
}

/// The declarations of a text that must be free of problems.
fn accepted(text: &str) -> Vec<Declaration> {
    let (declarations, problems) = parsed(text);
    assert_eq!(problems, [""; 0], "{text}");
    declarations
}

fn problems(text: &str) -> Vec<String> {
    parsed(text).1
}

#[test]
fn words_of_the_language_may_be_names_where_a_name_is_expected() {
    accepted(
        "interface I : IUnknown {
            HRESULT F([in] long version, [in] BSTR string, [in] boolean source, long hyper);
            HRESULT library([in] long pascal, [in] long far);
        }",
    );
}

#[test]
fn arithmetic_words_make_one_type_in_any_order() {
    let cases = [
        ("unsigned long int", Base::ULong),
        ("long unsigned", Base::ULong),
        ("long long", Base::Hyper),
        ("unsigned hyper int", Base::UHyper),
        ("unsigned __int3264", Base::UIntPtr),
        ("signed char", Base::SChar),
        ("unsigned small", Base::UChar),
        ("const int", Base::Int),
        ("wchar_t", Base::WChar),
    ];
    for (text, expected) in cases {
        let declarations = accepted(&format!("typedef {text} T;"));
        let [Declaration::Variable(it)] = &declarations[..] else {
            panic!("{text}")
        };
        assert!(
            matches!(it.specifier.kind, SpecifierKind::Base(base) if base == expected),
            "{text}"
        );
    }
}

#[test]
fn a_declarator_is_read_from_its_name_outward() {
    let declarations = accepted("typedef HRESULT (__cdecl * const *TABLE[4])(int a, ...);");
    let [Declaration::Variable(it)] = &declarations[..] else {
        panic!()
    };
    assert_eq!(it.storage, Storage::Typedef);
    let derivations = &it.declarators[0].derivations;
    assert!(matches!(
        derivations[..],
        [
            Derivation::Array(_),
            Derivation::Pointer(false),
            Derivation::Pointer(true),
            Derivation::Function(_)
        ]
    ));
    let Derivation::Function(parameters) = &derivations[3] else {
        panic!()
    };
    assert!(parameters.variadic && parameters.is_cdecl);
}

#[test]
fn attribute_lists_may_follow_each_other_and_uuids_may_be_cut_into_any_tokens() {
    let declarations = accepted(
        r#"[object] [uuid("12E-")] interface A { }"#
            .replace(r#""12E-""#, "12E45678-1E10-4AD4-8DF9-C5B4E0ED6B22")
            .as_str(),
    );
    let [Declaration::Interface(it)] = &declarations[..] else {
        panic!()
    };
    let uuid = it.attributes.list[1].uuid().expect("a uuid");
    assert_eq!(uuid.to_string(), "12e45678-1e10-4ad4-8df9-c5b4e0ed6b22");
}

#[test]
fn the_words_of_c_headers_mean_nothing() {
    accepted(
        r#"extern const __declspec(selectany) int far * __unaligned p;
        midl_pragma warning(disable: 2368)
        interface I : IUnknown { HRESULT STDMETHODCALLTYPE F(__RPC_FAR void __RPC_FAR *p); };
        static inline int unused(void);"#,
    );
}

#[test]
fn packing_holds_from_one_pragma_to_the_next() {
    let declarations = accepted(
        "#pragma pack(push, 2)
        struct A { long a; };
        #pragma pack(1)
        struct B { long a; };
        #pragma pack(pop)
        struct C { long a; };",
    );
    let packs: Vec<Option<u32>> = declarations
        .iter()
        .map(|declaration| match declaration {
            Declaration::Variable(variable) => match &variable.specifier.kind {
                SpecifierKind::Record(record) => record.pack.wide,
                _ => panic!(),
            },
            _ => panic!(),
        })
        .collect();
    assert_eq!(packs, [Some(2), Some(1), None]);
}

#[test]
fn one_run_reports_every_error_of_a_file() {
    let found = problems(
        "interface A : IUnknown { HRESULT F(; HRESULT G(); }
        struct S { long ; long b };
        [uuid(1)] interface B { }
        enum E { = 1 };
        interface C : IUnknown { HRESULT H(); }",
    );
    assert_eq!(
        found,
        [
            "1: E0301 expected a type, found `;`",
            "2: E0301 expected `;`, found `}`",
            "3: E0605 `1` is not a uuid",
            "4: E0301 expected a value's name, found `=`",
        ]
    );
}

#[test]
fn declarations_behind_an_error_are_read() {
    let (declarations, found) =
        parsed("struct S { ! }; interface A { } junk junk junk;\ntypedef int T;");
    assert!(!found.is_empty());
    let has_interface = declarations
        .iter()
        .any(|it| matches!(it, Declaration::Interface(_)));
    let has_typedef = declarations
        .iter()
        .any(|it| matches!(it, Declaration::Variable(it) if it.storage == Storage::Typedef));
    assert!(has_interface && has_typedef);
}

#[test]
fn unknown_and_misplaced_attributes_are_errors() {
    assert_eq!(
        problems("interface I : IUnknown { HRESULT F([in, size_si(4)] long *a); }"),
        ["1: E0601 unknown attribute `size_si`"]
    );
    assert_eq!(
        problems("[retval] interface I { }"),
        ["1: E0602 `retval` can't be on an interface"]
    );
    assert_eq!(
        problems("[uuid] interface I { }"),
        ["1: E0604 `uuid` needs an argument"]
    );
}

#[test]
fn nesting_without_end_is_an_error_and_no_overflow() {
    for (open, close) in [("(", ")"), ("-", ""), ("sizeof ", "")] {
        let text = format!(
            "const int A = {}1{};",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        assert!(
            problems(&text).iter().any(|it| it.contains("E0302")),
            "{open}"
        );
    }
    let text = "struct { ".repeat(50_000);
    assert!(problems(&text).iter().any(|it| it.contains("E0302")));
    let text = format!("typedef int {}x;", "*".repeat(100_000));
    assert!(problems(&text).iter().any(|it| it.contains("E0302")));
    let text = format!("const int A = 1{};", "+1".repeat(100_000));
    assert!(problems(&text).iter().any(|it| it.contains("E0302")));
}

#[test]
fn an_interface_tells_whether_it_defines_more_than_methods() {
    let defines = |member: &str| {
        let text = format!("interface I {{ HRESULT F([in] struct S *s); {member} }}");
        match &accepted(&text)[..] {
            [Declaration::Interface(it)] => it.defines,
            other => panic!("{text}: {other:?}"),
        }
    };
    assert!(!defines("HRESULT G([in] enum E e, [out] S **s);"));
    assert!(defines("HRESULT G([in] enum E { A } e);"));
    assert!(defines("HRESULT G([in] void (*f)(struct { int a; } *s));"));
    assert!(defines("typedef int T;"));
    assert!(defines("const int C = 1;"));
    assert!(defines("cpp_quote(\"#if 0\")"));
}

#[test]
fn a_dispinterface_tells_whether_it_defines_types() {
    let defines = |member: &str| {
        let text = format!("dispinterface D {{ properties: {member} methods: void F(); }};");
        match &accepted(&text)[..] {
            [Declaration::Dispinterface(it)] => it.defines,
            other => panic!("{text}: {other:?}"),
        }
    };
    assert!(!defines("[id(1)] enum E e;"));
    assert!(defines("[id(1)] enum E { A } e;"));
}
