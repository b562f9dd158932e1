//! What names, constants, bases and slots mean, from IDL to the model.

use crate::parallel::Beside;
use crate::resolve::Units;
use std::path::PathBuf;

use super::resolve;
use crate::c_syntax::type_text;
use crate::metadata::Metadata;
use crate::model::{Constant, Count, InterfaceKind, ItemKind, Model, Origin, Property, Value};
use crate::session::Session;

/// A compilation of files that are written for it; the first is the one that the user names.
struct Compiled {
    model: Model,
    problems: Vec<String>,
}

fn compile_files(files: &[(&str, &str)]) -> Compiled {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file in it");
    }
    let metadata = Metadata::new(Vec::new()).expect("no files of the user's");
    let mut session = Session::new(Vec::new(), Vec::new());
    let paths: Vec<PathBuf> = files
        .iter()
        .take(1)
        .map(|(name, _)| folder.path().join(name))
        .collect();
    let units = Units::load(&mut session, &paths, || {});
    let model =
        std::thread::scope(|scope| resolve(&mut session, &units, &metadata, &Beside::new(scope)));
    let problems = session
        .diagnostics
        .iter()
        .map(|it| format!("{} {}", it.problem.code(), it.problem.message()))
        .collect();
    Compiled { model, problems }
}

/// A compilation of one file that must be free of problems.
fn compile(text: &str) -> Model {
    let compiled = compile_files(&[("test.idl", text)]);
    assert_eq!(compiled.problems, [""; 0], "{text}");
    compiled.model
}

pub(super) fn problems(text: &str) -> Vec<String> {
    compile_files(&[("test.idl", text)]).problems
}

fn kind<'a>(model: &'a Model, name: &str) -> &'a ItemKind {
    let item = model.items().find(|(_, item)| item.name == name);
    &item
        .unwrap_or_else(|| panic!("no item is called {name}"))
        .1
        .kind
}

fn slots(model: &Model, name: &str) -> Vec<String> {
    let (id, _) = model
        .items()
        .find(|(_, item)| item.name == name)
        .expect("an interface");
    model
        .slots(id)
        .into_iter()
        .map(|(_, method)| method.name.to_string())
        .collect()
}

fn value(model: &Model, name: &str) -> Value {
    match kind(model, name) {
        ItemKind::Constant(Constant { value, .. }) => value.clone(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn a_vtable_has_the_bases_slots_first_and_accessors_under_their_prefixed_names() {
    let model = compile(
        r#"import "oaidl.idl";
        [object, uuid(00000001-0002-0003-0004-000000000005)]
        interface IFoo : IUnknown {
            [propget] HRESULT Width([out, retval] long *value);
            [propput] HRESULT Width([in] long value);
            [propputref] HRESULT Font([in] IUnknown *font);
            HRESULT Draw();
        }
        interface IBar : IFoo { HRESULT Erase(); }"#,
    );
    assert_eq!(
        slots(&model, "IBar"),
        [
            "QueryInterface",
            "AddRef",
            "Release",
            "get_Width",
            "put_Width",
            "putref_Font",
            "Draw",
            "Erase"
        ]
    );
    let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
        panic!()
    };
    assert_eq!(foo.methods[0].property, Some(Property::Get));
    assert_eq!(foo.methods[0].slot, Some(3));
}

#[test]
fn a_call_as_method_takes_no_slot() {
    let model = compile(
        r#"interface IUnknownish : IUnknown {
            [local] HRESULT Next([in] ULONG count, [out] IUnknown **items, [out] ULONG *fetched);
            [call_as(Next)] HRESULT RemoteNext(
                [in] ULONG count,
                [out, size_is(count), length_is(*fetched)] IUnknown **items,
                [out] ULONG *fetched);
            HRESULT Reset();
        }"#,
    );
    assert_eq!(
        slots(&model, "IUnknownish"),
        ["QueryInterface", "AddRef", "Release", "Next", "Reset"]
    );
}

#[test]
fn async_uuid_declares_a_second_interface_with_each_call_in_two_halves() {
    let model = compile(
        r#"[object, uuid(00000001-0002-0003-0004-000000000005),
            async_uuid(00000001-0002-0003-0004-000000000006)]
        interface IFoo : IUnknown {
            HRESULT Read([in] ULONG size, [out, size_is(size)] byte *data, [in, out] ULONG *left);
        }"#,
    );
    assert_eq!(
        slots(&model, "AsyncIFoo"),
        [
            "QueryInterface",
            "AddRef",
            "Release",
            "Begin_Read",
            "Finish_Read"
        ]
    );
    let ItemKind::Interface(it) = kind(&model, "AsyncIFoo") else {
        panic!()
    };
    let names = |index: usize| -> Vec<&str> {
        it.methods[index]
            .params
            .iter()
            .map(|param| param.name.as_str())
            .collect()
    };
    assert_eq!(names(0), ["size", "left"]);
    assert_eq!(names(1), ["data", "left"]);
    assert_eq!(
        it.iid.expect("async_uuid").to_string(),
        "00000001-0002-0003-0004-000000000006"
    );
}

#[test]
fn what_the_model_has_a_member_for_is_not_among_the_attributes() {
    let model = compile(
        r#"[object, uuid(00000000-0000-0000-0000-000000000001), dual]
        interface IFoo : IDispatch { [propget, id(7), hidden] HRESULT Size([out] long *size); }
        [uuid(00000000-0000-0000-0000-000000000002), nonextensible]
        dispinterface DFoo { properties: [id(8), readonly] long Size; methods: };"#,
    );
    let said = |name: &str| {
        let ItemKind::Interface(it) = kind(&model, name) else {
            panic!()
        };
        let method = &it.methods[0];
        assert!(it.iid.is_some() && method.property == Some(Property::Get));
        (
            method.dispid,
            it.attributes.join(", "),
            method.attributes.join(", "),
        )
    };
    assert_eq!(said("IFoo"), (Some(7), "dual".into(), "hidden".into()));
    let properties = (Some(8), "nonextensible".into(), "readonly".into());
    assert_eq!(said("DFoo"), properties);
}

#[test]
fn counts_speak_of_parameters_by_position() {
    let model = compile(
        r#"interface IFoo : IUnknown {
            HRESULT F([in] ULONG n, [in, size_is(n)] long *a, [in, out] ULONG *m,
                      [out, size_is(, *m)] byte **b, [in, size_is(16)] byte *c,
                      [in, max_is(n)] byte *d, [in] REFIID riid, [out, iid_is(riid)] void **e);
        }"#,
    );
    let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
        panic!()
    };
    let params = &foo.methods[0].params;
    assert_eq!(*params[1].attributes.size_is, [Some(Count::Of(0))]);
    assert_eq!(*params[3].attributes.size_is, [None, Some(Count::Deref(2))]);
    assert_eq!(*params[4].attributes.size_is, [Some(Count::Const(16))]);
    assert_eq!(
        *params[5].attributes.size_is,
        [Some(Count::Expression("n + 1".into()))]
    );
    assert_eq!(params[7].attributes.iid_is, Some(6));
    assert_eq!(*params[3].attributes.written, ["out", "size_is(, *m)"]);
}

#[test]
fn types_are_cs_with_typedefs_kept() {
    let model = compile(
        r#"typedef const WCHAR *NAME;
        interface IFoo : IUnknown {
            void F(NAME a, const long *b, long * const *c, long d[2][3], IFoo **e,
                   SAFEARRAY(BSTR) f, HRESULT (__stdcall *g)(int x));
        }"#,
    );
    let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
        panic!()
    };
    let types: Vec<String> = foo.methods[0]
        .params
        .iter()
        .map(|param| type_text(&model, &param.ty))
        .collect();
    assert_eq!(
        types[..5],
        [
            "NAME",
            "const long *",
            "long *const *",
            "long [2][3]",
            "IFoo **"
        ]
    );
    assert_eq!(types[5], "SAFEARRAY(BSTR)");
}

#[test]
fn a_struct_is_called_by_its_typedef_wherever_that_stands() {
    let model = compile(
        "typedef struct tagA { long x; } A, *PA;
        typedef struct _B B;
        struct _B { A a; struct _B *next; };
        typedef struct { B b; } C;
        typedef struct D { union { long l; float f; }; struct { short s; } t; } D;",
    );
    for name in ["A", "B", "C", "D"] {
        assert!(matches!(kind(&model, name), ItemKind::Record(_)), "{name}");
    }
    assert!(matches!(kind(&model, "PA"), ItemKind::Typedef(_)));
    assert!(matches!(kind(&model, "D_0"), ItemKind::Record(it) if it.is_union));
    assert!(matches!(kind(&model, "D_1"), ItemKind::Record(it) if !it.is_union));
    let (_, b) = model.items().find(|(_, item)| item.name == "B").expect("B");
    assert_eq!(b.tag.as_deref(), Some("_B"));
}

#[test]
fn an_encapsulated_union_is_a_struct_of_its_switch_and_a_union() {
    let model = compile(
        "typedef union U switch (long which) u {
            case 1: long l;
            case 2: case 3: float f;
            default: ;
        } U;",
    );
    let ItemKind::Record(record) = kind(&model, "U") else {
        panic!()
    };
    assert!(!record.is_union);
    let names: Vec<_> = record
        .fields
        .iter()
        .map(|field| field.name.as_deref())
        .collect();
    assert_eq!(names, [Some("which"), Some("u")]);
    assert!(matches!(kind(&model, "U_0"), ItemKind::Record(it) if it.fields.len() == 2));
}

#[test]
fn constants_are_computed_as_c_does() {
    let model = compile(
        r#"const long A = 1 + 2 * 3;
        const unsigned long B = ~0;
        const long C = 0x80000000;
        const short D = (short) 0xffff;
        const hyper E = 1ui64 << 40;
        const long F = A > 6 ? 'x' : -1;
        const long G = sizeof(short) * 4;
        const double H = 1 / 4.0;
        const WCHAR *I = L"name";
        enum Flags { NONE, FIRST = 1 << 0, SECOND = FIRST << 1, BOTH = FIRST | SECOND };"#,
    );
    let expected = [
        ("A", Value::Int(7)),
        ("B", Value::Int(0xffff_ffff)),
        ("C", Value::Int(-0x8000_0000)),
        ("D", Value::Int(-1)),
        ("E", Value::Int(1 << 40)),
        ("F", Value::Int(120)),
        ("G", Value::Int(8)),
        ("H", Value::Float(0.25)),
        ("I", Value::WideString("name".into())),
    ];
    for (name, expected) in expected {
        assert_eq!(value(&model, name), expected, "{name}");
    }
    let ItemKind::Enum(flags) = kind(&model, "Flags") else {
        panic!()
    };
    let values: Vec<i64> = flags.values.iter().map(|value| value.value).collect();
    assert_eq!(values, [0, 1, 2, 3]);
}

#[test]
fn a_quoted_define_with_a_value_is_a_constant_and_any_other_is_nothing() {
    let model = compile(
        r##"cpp_quote("#define FLAG 0x10")
        cpp_quote("#define BOTH (FLAG | 1)")
        cpp_quote("#define E_NOPE _HRESULT_TYPEDEF_(0x80D01001L)")
        cpp_quote("#define WIDE ((UINT64)(-1))")
        cpp_quote("#define ALIAS SomeFunctionW")
        cpp_quote("#define CODE do { } while (0)")"##,
    );
    assert_eq!(value(&model, "BOTH"), Value::Int(0x11));
    assert_eq!(
        value(&model, "E_NOPE"),
        Value::Int(0x80d0_1001_u32 as i32 as i128)
    );
    assert_eq!(value(&model, "WIDE"), Value::Int(u64::MAX.into()));
    let names: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
    assert_eq!(names, ["FLAG", "BOTH", "E_NOPE", "WIDE"]);
}

#[test]
fn a_quoted_macro_with_parameters_computes_the_values_that_are_written_with_it() {
    let model = compile(
        r##"cpp_quote("#define ERR(n) MAKE_HRESULT(1, 4, (n) + BASE)")
        cpp_quote("#define BASE 0x200")
        cpp_quote("#define E_ONE ERR(1)")
        cpp_quote("#define LOOP(n) LOOP(n)")
        cpp_quote("#define NEVER LOOP(1)")"##,
    );
    assert_eq!(
        value(&model, "E_ONE"),
        Value::Int(0x8004_0201_u32 as i32 as i128)
    );
    let names: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
    assert_eq!(names, ["BASE", "E_ONE"]);
}

#[test]
fn what_c_never_sees_stands_in_for_what_metadata_has() {
    let model = compile(
        r##"cpp_quote("#if 0")
        typedef struct { int dummy; } FILETIME;
        typedef struct { int dummy; } NOBODYKNOWS;
        cpp_quote("#endif")
        struct A { FILETIME a; NOBODYKNOWS b; };"##,
    );
    let names: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
    assert_eq!(names, ["NOBODYKNOWS", "A"]);
    let ItemKind::Record(filetime) = kind(&model, "FILETIME") else {
        panic!()
    };
    assert_eq!(filetime.fields.len(), 2);
}

#[test]
fn a_member_whose_name_windows_defines_as_nothing_is_anonymous() {
    let model = compile("struct A { union { int a; long b; } DUMMYUNIONNAME; int c; };");
    let ItemKind::Record(record) = kind(&model, "A") else {
        panic!()
    };
    let names: Vec<Option<&str>> = record.fields.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(names, [None, Some("c")]);
}

#[test]
fn what_no_file_defines_comes_from_metadata() {
    let model = compile(
        r#"import "oaidl.idl";
        interface IFoo : IDispatch { HRESULT F([in] VARIANT *a, [out] FILETIME *b); }"#,
    );
    assert_eq!(slots(&model, "IFoo").len(), 8);
    let (_, variant) = model
        .items()
        .find(|(_, item)| item.name == "VARIANT")
        .expect("VARIANT");
    assert_eq!(variant.origin, Origin::Metadata("Windows.Win32".into()));
}

#[test]
fn an_imported_file_is_read_once_and_its_macros_stay_in_it() {
    let compiled = compile_files(&[
        (
            "a.idl",
            r#"import "b.idl", "c.idl";
            interface IFoo : IUnknown { HRESULT F([in] SHARED *s); }
            #ifdef ONLY_IN_B
            #error leaked
            #endif"#,
        ),
        ("b.idl", "import \"c.idl\";\n#define ONLY_IN_B"),
        ("C.IDL", "typedef struct SHARED { long x; } SHARED;"),
    ]);
    assert_eq!(compiled.problems, [""; 0]);
    let named: Vec<&str> = compiled
        .model
        .named()
        .map(|(_, it)| it.name.as_str())
        .collect();
    assert_eq!(named, ["IFoo"]);
}

#[test]
fn a_dispinterface_has_idispatchs_vtable_and_members_by_dispid() {
    let model = compile(
        r#"import "oaidl.idl";
        [uuid(00000001-0002-0003-0004-000000000005)]
        dispinterface DFoo {
            properties:
                [id(1)] long Width;
                [id(2), readonly] BSTR Name;
            methods:
                [id(3)] void Clicked([in] long button);
        };"#,
    );
    let ItemKind::Interface(it) = kind(&model, "DFoo") else {
        panic!()
    };
    assert_eq!(it.kind, InterfaceKind::Dispatch);
    let members: Vec<(&str, Option<i32>)> = it
        .methods
        .iter()
        .map(|method| (method.name.as_str(), method.dispid))
        .collect();
    assert_eq!(
        members,
        [
            ("get_Width", Some(1)),
            ("put_Width", Some(1)),
            ("get_Name", Some(2)),
            ("Clicked", Some(3))
        ]
    );
    assert_eq!(slots(&model, "DFoo").len(), 7);
}

#[test]
fn a_class_lists_its_interfaces_and_a_library_its_identity() {
    let model = compile(
        r#"interface IFoo : IUnknown { }
        [uuid(00000001-0002-0003-0004-000000000005), version(1.2), helpstring("Foos")]
        library Foos {
            [uuid(00000001-0002-0003-0004-000000000006)]
            coclass Foo { [default] interface IFoo; [source] interface IUnknown; }
        }"#,
    );
    let ItemKind::Coclass(foo) = kind(&model, "Foo") else {
        panic!()
    };
    let flags: Vec<(bool, bool)> = foo
        .interfaces
        .iter()
        .map(|it| (it.is_default, it.source))
        .collect();
    assert_eq!(flags, [(true, false), (false, true)]);
    let ItemKind::Library(library) = kind(&model, "Foos") else {
        panic!()
    };
    assert_eq!(
        (library.version, library.help.as_deref()),
        (Some((1, 2)), Some("Foos"))
    );
}

#[test]
fn an_interface_without_object_or_base_has_no_vtable() {
    let model = compile("[uuid(00000001-0002-0003-0004-000000000005)] interface Rpc { void F(); }");
    let ItemKind::Interface(it) = kind(&model, "Rpc") else {
        panic!()
    };
    assert_eq!((it.kind, it.methods[0].slot), (InterfaceKind::Rpc, None));
}

#[test]
fn a_parameterized_interface_is_one_interface_for_each_argument() {
    let model = compile(
        r#"import "inspectable.idl";
        namespace Windows.Foundation.Collections {
            [uuid(bbe1fa4c-b0e3-4583-baef-1f1b2e483e56)]
            interface IVectorView<T> : IInspectable {
                HRESULT GetAt([in] ULONG index, [out, retval] T *value);
            }
        }
        namespace Test {
            interface IFoo : IInspectable {
                HRESULT Names(
                    [out, retval] Windows.Foundation.Collections.IVectorView<HSTRING> **value);
            }
        }"#,
    );
    let ItemKind::Interface(it) = kind(&model, "__FIVectorView_1_HSTRING") else {
        panic!()
    };
    assert_eq!(
        it.iid.expect("computed").to_string(),
        "2f13c006-a03a-5f69-b090-75a43e33423e",
        "the IID of the SDK's headers"
    );
    assert_eq!(type_text(&model, &it.methods[0].params[1].ty), "HSTRING *");
}

#[test]
fn an_instance_that_a_file_declares_is_its_own_though_another_has_the_parameterized_type() {
    let compiled = compile_files(&[
        (
            "test.idl",
            r#"import "collections.idl";
            declare { interface Test.IVectorView<HSTRING>; }"#,
        ),
        (
            "collections.idl",
            r#"import "inspectable.idl";
            namespace Test {
                [uuid(bbe1fa4c-b0e3-4583-baef-1f1b2e483e56)]
                interface IVectorView<T> : IInspectable { HRESULT First([out, retval] T *value); }
            }"#,
        ),
    ]);
    assert_eq!(compiled.problems, [""; 0]);
    let named: Vec<_> = compiled.model.named().map(|(_, it)| &it.name).collect();
    assert_eq!(named, ["__FIVectorView_1_HSTRING"]);
}

#[test]
fn names_that_mean_nothing_or_two_things_are_reported_where_they_stand() {
    let cases = [
        (
            "interface I : IUnknown { void F(DWROD a); }",
            "E0401 cannot find type `DWROD`",
        ),
        (
            "struct A { long a; }; struct A { long b; };",
            "E0402 `A` is defined twice",
        ),
        (
            "typedef struct { long a; } S; interface I : S { }",
            "E0403 `S` can't be derived from: it is a struct",
        ),
        (
            "interface INowhere; interface I : INowhere { }",
            "E0404 `INowhere` can't be derived from: it is never defined",
        ),
        (
            "typedef B A; typedef A B;",
            "E0406 `B` is defined by itself",
        ),
        (
            "interface I : IUnknown { void F(int a); void F(int b); }",
            "E0407 method `F` is declared twice",
        ),
        (
            "interface I : IUnknown { void F(int a, int a); }",
            "E0408 parameter `a` is declared twice",
        ),
        (
            "struct A { long a; short a; };",
            "E0409 field `a` is declared twice",
        ),
        (
            "interface I : IUnknown { long width; }",
            "E0410 `width` is no method",
        ),
    ];
    for (text, expected) in cases {
        assert!(
            problems(text).iter().any(|it| it == expected),
            "{text}: {:?}",
            problems(text)
        );
    }
}

#[test]
fn values_that_cannot_be_are_reported_where_they_stand() {
    let cases = [
        (
            "const short A = 70000;",
            "E0501 this value doesn't fit `short`",
        ),
        ("const long A = 1 / 0;", "E0502 division by zero"),
        (
            "const long A = MISSING;",
            "E0503 cannot find constant `MISSING`",
        ),
        (
            "const long A = B; const long B = A;",
            "E0507 `A` is defined by itself",
        ),
        (
            "const long A = 1 << 40;",
            "E0508 a shift by 40 moves all bits out",
        ),
        (
            "struct S { long a[-1]; };",
            "E0510 an array can't have this many elements",
        ),
        (
            "struct S { long a : 65; };",
            "E0511 a bit field can't be this wide",
        ),
        ("const long A = 12ab;", "E0506 `12ab` is not a number"),
    ];
    for (text, expected) in cases {
        assert!(
            problems(text).iter().any(|it| it == expected),
            "{text}: {:?}",
            problems(text)
        );
    }
}

#[test]
fn interfaces_that_derive_from_each_other_are_reported_and_no_one_hangs() {
    let text = "interface B; interface A : B { } interface B : A { }";
    assert!(
        problems(text).iter().any(|it| it.starts_with("E0405")),
        "{:?}",
        problems(text)
    );
}

#[test]
fn an_import_that_is_nowhere_is_an_error_unless_metadata_stands_in() {
    assert_eq!(problems(r#"import "oaidl.idl";"#), [""; 0]);
    let found = problems(r#"import "vendor_types.idl";"#);
    assert_eq!(found, ["E0102 cannot find `vendor_types.idl`"]);
}

#[test]
fn a_warning_about_an_imported_file_is_not_the_users() {
    let twice = "#define A 1\n#define A 2\n";
    let compiled = compile_files(&[("a.idl", r#"import "b.idl";"#), ("b.idl", twice)]);
    assert_eq!(compiled.problems, [""; 0]);
    assert_eq!(problems(twice), ["W0201 macro `A` is redefined"]);
}

#[test]
fn what_is_only_declared_is_metadatas_where_that_knows_it_and_one_item_in_all() {
    let model = compile(
        "interface IDispatch; struct IRecordInfo; struct Unheard;
        interface IFoo : IUnknown { void F(IDispatch *a, struct Unheard *b, VARIANT *c); }",
    );
    let count = |name: &str| model.items().filter(|(_, it)| it.name == name).count();
    assert_eq!((count("IDispatch"), count("Unheard")), (1, 1));
    assert!(matches!(kind(&model, "IDispatch"), ItemKind::Interface(it) if it.methods.len() == 4));
    assert!(matches!(kind(&model, "Unheard"), ItemKind::Opaque(_)));
}

#[test]
fn large_integers_are_known_though_metadata_has_plain_ones_in_their_place() {
    let model = compile(
        "import \"oaidl.idl\";\n\
         const long SIGNED = sizeof(LARGE_INTEGER);\n\
         const long UNSIGNED = sizeof(ULARGE_INTEGER);",
    );
    assert_eq!(value(&model, "SIGNED"), Value::Int(8));
    assert_eq!(value(&model, "UNSIGNED"), Value::Int(8));
}

#[test]
fn instances_that_need_each_other_without_end_are_refused() {
    let problems = problems(
        "namespace A {\n\
         [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface I<T> : IInspectable { HRESULT One([in] I<J<T>> *it); }\n\
         [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]\n\
         interface J<T> : IInspectable { HRESULT Two([in] J<I<T>> *it); HRESULT Other([in] I<T> *it); }\n\
         interface K : IInspectable { HRESULT Three([in] I<long> *it); }\n\
         }",
    );
    assert_eq!(
        problems,
        ["E0415 `I` needs other instances of itself without end"]
    );
}

#[test]
fn a_struct_without_a_tag_is_one_whichever_of_its_typedefs_is_met_first() {
    let model = compile(
        "typedef struct { int a; } FOO, *LPFOO;
        interface IFoo : IUnknown { void F(LPFOO a, FOO *b); }",
    );
    let records = model
        .items()
        .filter(|(_, it)| matches!(it.kind, ItemKind::Record(_)));
    let names: Vec<&str> = records.map(|(_, it)| it.name.as_str()).collect();
    assert_eq!(names.iter().filter(|it| it.contains("FOO")).count(), 1);
    assert!(names.contains(&"FOO"));
}

/// The header would be read as for 32 bits.
#[test]
fn what_basetsd_defines_is_as_wide_as_a_pointer_though_the_header_is_there() {
    let compiled = compile_files(&[
        (
            "a.idl",
            "import \"basetsd.h\"; const long WIDE = sizeof(HANDLE_PTR);",
        ),
        ("basetsd.h", "typedef unsigned long HANDLE_PTR;"),
    ]);
    assert_eq!(compiled.problems, ["E0509 this size depends on the target"]);
}
