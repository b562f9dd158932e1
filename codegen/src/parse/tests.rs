//! Tests of what the grammar accepts and refuses, and that the parser goes on after an error.

use super::ast::{Declaration, Derivation, Members, SpecifierKind, Storage};
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
            HRESULT far(), pascal(long huge), throw(long final, long *override) throw();
            long virtual([in] const struct S *near);
        }
        struct S { long near : 3, far[2], *restrict; };
        enum E { VOID, PURE, FAR };",
    );
}

#[test]
fn a_keyword_behind_an_at_sign_is_a_name_everywhere() {
    let declarations = accepted(
        "namespace @namespace {
            delegate HRESULT @delegate([in] IInspectable *@event, [in] long @const, int @long);
            interface @interface : IInspectable { HRESULT @far([in] E @struct); }
            struct @struct { long @volatile, *@__unaligned; };
            enum @enum { @short, @int = @short + 1 };
        }",
    );
    let text = format!("{declarations:?}");
    assert!(text.contains("Namespace"), "{text}");
    assert_eq!(
        problems("@ interface I;")[0],
        "1: IDL0301 expected a type, found `@`"
    );
}

#[test]
fn what_only_winrts_files_declare_is_read() {
    let declarations = accepted(
        "delegate Rang; delegate Heard<T>;
        [attributeusage(target_runtimeclass, target_interface)] [allowmultiple]
        [attributename(\"colour\")] [version(1)]
        attribute ColourAttribute { HSTRING Name; [experimental] Mine.Shade Shade, Other; }
        [contract(Mine.Old, 2.0)] [from_contract(Mine.Old, 1.0)]
        runtimeclass Thing : [from_contract(Mine.Old, 1.0)] Mine.Base { interface Mine.IThing; }
        attribute attribute(attribute);",
    );
    let kinds: Vec<_> = declarations
        .iter()
        .map(|it| match it {
            Declaration::DelegateForward(_) => "delegate;",
            Declaration::AttributeType(_) => "attribute",
            Declaration::Coclass(it) if it.base.is_some() => "class of a base",
            Declaration::Variable(_) => "variable",
            _ => "",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "delegate;",
            "delegate;",
            "attribute",
            "class of a base",
            "variable"
        ]
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

/// Returns the declarators of the only declaration: what each is made of, the name first, and whether
/// `const` stands before it.
fn declarators(text: &str) -> Vec<(String, bool)> {
    let declarations = accepted(text);
    let [Declaration::Variable(it)] = &declarations[..] else {
        panic!("{text}: {declarations:?}")
    };
    let step = |derivation: &Derivation| match derivation {
        Derivation::Pointer(false) => "*",
        Derivation::Pointer(true) => "*const",
        Derivation::Array(_) => "[]",
        Derivation::Function(_) => "()",
    };
    let steps = |derivations: &[Derivation]| {
        let steps: Vec<&str> = derivations.iter().map(step).collect();
        steps.join(" ")
    };
    it.declarators
        .iter()
        .map(|it| (steps(&it.derivations), it.is_const()))
        .collect()
}

#[test]
fn const_before_a_later_declarator_holds_for_it_alone() {
    let found =
        declarators("typedef struct T { int a; } T, const *A, *B, * const C, const * const *D;");
    let expected = [
        ("", false),
        ("*", true),
        ("*", false),
        ("*const", false),
        ("* *const", true),
    ];
    assert_eq!(
        found,
        expected.map(|(steps, is_const)| (steps.to_owned(), is_const))
    );
}

#[test]
fn qualifiers_and_conventions_stand_before_and_behind_each_star_in_any_order() {
    let pointers =
        "typedef long far *A, near * __ptr64 B, UNALIGNED volatile *C, __unaligned *__restrict D,
        * FAR E, __RPC_FAR * far F, huge *__declspec(deprecated) G;";
    assert_eq!(declarators(pointers), vec![("*".to_owned(), false); 7]);
    let functions = "typedef int (far __stdcall *A)(void), (__stdcall far *B)(void), (FAR PASCAL *C)(),
        (far *D)(void), (const *E)(void), (__cdecl * far F)(void), (_far _pascal * __ptr32 G)(void);";
    assert_eq!(declarators(functions), vec![("* ()".to_owned(), false); 7]);
    let plain = "typedef int far pascal A(void), (far B)(void), __stdcall far C(void);";
    assert_eq!(declarators(plain), vec![("()".to_owned(), false); 3]);
}

#[test]
fn qualifiers_stand_in_types_without_a_name() {
    accepted(
        "const long A = sizeof(T const) + sizeof(const T) + sizeof(T far *) + (T const) 1;
        const void *P = (T const *) 0;
        const void *Q = (VOID far *) 0;
        SAFEARRAY(T const) (*f)(int (far *)(void), T const *, T * const, const T far * const [3]);",
    );
}

#[test]
fn what_cpp_puts_behind_a_method_says_nothing() {
    let text = "interface I : IUnknown {
        HRESULT A() const;
        HRESULT B(long a) = 0;
        virtual long *C() const = 0;
        HRESULT D() throw(), E() throw(int, void (*)(int)) = 0, F() const noexcept(true) override;
        HRESULT G() const volatile final PURE;
        HRESULT H() = (0L), J() = NULL;
    }";
    let declarations = accepted(text);
    let [Declaration::Interface(it)] = &declarations[..] else {
        panic!("{declarations:?}")
    };
    assert!(it.body.kept().is_empty(), "all are methods");
    assert_eq!(it.body.take().len(), 6);
    assert_eq!(
        problems("interface I : IUnknown {\nHRESULT A() = 1;\nHRESULT B() = ;\nlong C() cons; }"),
        [
            "2: IDL0301 expected `0`, found `1`",
            "3: IDL0301 expected an expression, found `;`",
            "4: IDL0301 expected `;`, found `cons`",
        ]
    );
}

#[test]
fn a_declared_guid_needs_no_semicolon_and_a_wrong_one_is_an_error_once() {
    let guid = "7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d14";
    let text = format!(
        "declare_guid(A, {guid}) declare_guid(B, {{{guid}}}); const long declare_guid = 1;"
    );
    assert_eq!(accepted(&text).len(), 3);
    assert_eq!(
        problems("declare_guid(A, 7d1c2f00-0b6a);\ndeclare_guid(A);\ninterface I;"),
        [
            "1: IDL0605 `7d1c2f00-0b6a` is not a uuid",
            "2: IDL0301 expected `,`, found `)`",
        ]
    );
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
            "1: IDL0301 expected a type, found `;`",
            "2: IDL0301 expected `;`, found `}`",
            "3: IDL0605 `1` is not a uuid",
            "4: IDL0301 expected a value's name, found `=`",
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
fn misplaced_attributes_are_errors() {
    assert_eq!(
        problems("[retval] interface I { }"),
        ["1: IDL0602 `retval` can't be on an interface"]
    );
    assert_eq!(
        problems("[uuid] interface I { }"),
        ["1: IDL0604 `uuid` needs an argument"]
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
            problems(&text).iter().any(|it| it.contains("IDL0302")),
            "{open}"
        );
    }
    let text = "struct { ".repeat(50_000);
    assert!(problems(&text).iter().any(|it| it.contains("IDL0302")));
    let text = format!("typedef int {}x;", "*".repeat(100_000));
    assert!(problems(&text).iter().any(|it| it.contains("IDL0302")));
    let text = format!("const int A = 1{};", "+1".repeat(100_000));
    assert!(problems(&text).iter().any(|it| it.contains("IDL0302")));
}

#[test]
fn an_interface_tells_whether_it_defines_more_than_methods() {
    let defines = |member: &str| {
        let text = format!("interface I {{ HRESULT F([in] struct S *s); {member} }}");
        match &accepted(&text)[..] {
            [Declaration::Interface(it)] => matches!(it.body, Members::Kept(_)),
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
            [Declaration::Dispinterface(it)] => matches!(it.properties, Members::Kept(_)),
            other => panic!("{text}: {other:?}"),
        }
    };
    assert!(!defines("[id(1)] enum E e;"));
    assert!(defines("[id(1)] enum E { A } e;"));
}
