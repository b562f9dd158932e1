//! Each bound of `docs/limits.md`: input at the bound is taken, and input past it is refused.

use std::fmt::Write as _;

use comidl_codegen::internal::compile::{Form, Options};
use comidl_tests::Sources;

use super::{codes, codes_of, compiled};

const NOTHING: [&str; 0] = [];

#[test]
fn a_name_has_1023_bytes_at_most() {
    let idl = |length: usize| format!("const long {} = 1;", "a".repeat(length));
    assert_eq!(codes(&idl(1023)), NOTHING);
    assert_eq!(codes(&idl(1024)), ["IDL0224"]);
}

#[test]
fn a_name_that_a_macro_pastes_has_1023_bytes_at_most() {
    let idl = |length: usize| {
        let half = "a".repeat(length / 2);
        format!("#define GLUE(a, b) a ## b\nconst long GLUE({half}, {half}) = 1;")
    };
    assert_eq!(codes(&idl(1022)), NOTHING);
    assert!(codes(&idl(1024)).contains(&"IDL0224"));
}

#[test]
fn a_string_or_number_has_a_mebibyte_at_most() {
    let string = |length: usize| {
        let text = "a".repeat(length - 2);
        format!("const char *A = \"{text}\";")
    };
    assert_eq!(codes(&string(1 << 20)), NOTHING);
    assert_eq!(codes(&string((1 << 20) + 1)), ["IDL0225"]);
    let number = format!("const long A = {};", "0".repeat((1 << 20) + 1));
    assert_eq!(codes(&number), ["IDL0225"]);
}

#[test]
fn a_file_has_8_mebi_tokens_at_most() {
    let idl = |tokens: usize| "const long A = 1;".to_owned() + &";".repeat(tokens - 6);
    assert_eq!(codes(&idl(8 << 20)), NOTHING);
    assert!(codes(&idl((8 << 20) + 1)).contains(&"IDL0227"));
}

#[test]
fn a_file_has_128_mebibytes_at_most() {
    let of_length = |length: u64| {
        let sources = Sources::new("");
        let file = std::fs::File::create(sources.folder().join("test.idl")).expect("a file");
        file.set_len(length).expect("a sparse file");
        codes_of(&compiled(sources.options()))
    };
    // The file is full of zeros, so that the one at the bound is no text.
    assert_eq!(of_length(128 << 20), ["IDL0104"]);
    assert_eq!(of_length((128 << 20) + 1), ["IDL0105"]);
}

/// Files that each import the next one.
fn chain_of_imports(length: usize) -> Sources {
    let mut sources = Sources::new("import \"1.idl\";\nconst long A = 1;");
    for number in 1..length {
        let text = format!("import \"{}.idl\";", number + 1);
        sources = sources.with(&format!("{number}.idl"), text);
    }
    sources.with(&format!("{length}.idl"), "typedef long WATTS;")
}

#[test]
fn imports_are_200_deep_at_most() {
    let of_length = |length| codes_of(&compiled(chain_of_imports(length).options()));
    assert_eq!(of_length(199), ["IDL0114"; 0]);
    assert_eq!(of_length(200), ["IDL0114"]);
    assert_eq!(of_length(2000), ["IDL0114"]);
}

#[test]
fn ten_thousand_files_are_read_at_most() {
    let mut idl = String::new();
    // The input file and the prelude are among them.
    let folder = Sources::new("");
    for number in 0..9_998 {
        writeln!(idl, "import \"{number}.idl\";").expect("a string takes any text");
        let path = folder.folder().join(format!("{number}.idl"));
        std::fs::write(path, "").expect("a file");
    }
    idl += "const long A = 1;";
    let sources = folder.with("test.idl", &idl);
    assert_eq!(codes_of(&compiled(sources.options())), NOTHING);
    let sources = sources
        .with("test.idl", format!("import \"more.idl\";{idl}"))
        .with("more.idl", "");
    assert_eq!(codes_of(&compiled(sources.options())), ["IDL0115"]);
}

/// Interfaces that derive from each other, so that the last has `bases` bases.
fn inheritance(bases: usize) -> String {
    let mut idl = String::from("import \"unknwn.idl\";\n");
    for number in 1..=bases {
        let base = match number {
            1 => "IUnknown".to_owned(),
            _ => format!("I{}", number - 1),
        };
        writeln!(
            idl,
            "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-{number:012x})]\n\
             interface I{number} : {base} {{ HRESULT Method{number}(); }}"
        )
        .expect("a string takes any text");
    }
    idl
}

#[test]
fn an_interface_has_100_bases_at_most() {
    assert_eq!(codes(&inheritance(100)), NOTHING);
    assert_eq!(codes(&inheritance(101)), ["IDL0421"]);
    assert_eq!(codes(&inheritance(20_000)), ["IDL0421"]);
}

/// Parameterized interfaces that each hand on to the next one what `argument` makes of their
/// argument, and one that uses the first.
fn instances_of_instances(depth: usize, argument: &str) -> String {
    let mut idl = String::from(
        "namespace N {\n\
         [uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IPair<T, U> : IInspectable { HRESULT M([in] long a); }\n\
         [uuid(1c000385-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface ILast<T> : IInspectable { HRESULT M([in] long a); }\n",
    );
    for number in (0..depth).rev() {
        let next = match number + 1 {
            last if last == depth => "ILast".to_owned(),
            next => format!("I{next}"),
        };
        writeln!(
            idl,
            "[uuid(1c00{number:04x}-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface I{number}<T> : IInspectable {{ HRESULT A([in] {next}<{argument}> *a); }}"
        )
        .expect("a string takes any text");
    }
    idl + "[uuid(1c000386-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
           interface IUser : IInspectable { HRESULT M([in] I0<HSTRING> *a); }\n}\n"
}

#[test]
fn instances_need_each_other_24_deep_at_most() {
    assert_eq!(codes(&instances_of_instances(23, "T")), NOTHING);
    assert_eq!(codes(&instances_of_instances(24, "T")), ["IDL0415"]);
    assert_eq!(codes(&instances_of_instances(500, "T")), ["IDL0415"]);
}

#[test]
fn the_name_of_an_instance_that_doubles_is_refused() {
    assert_eq!(codes(&instances_of_instances(3, "IPair<T, T>")), NOTHING);
    let doubled = codes(&instances_of_instances(20, "IPair<T, T>"));
    assert!(doubled.contains(&"IDL0420"), "{doubled:?}");
}

/// The codes of `user`, beside metadata of `vendor`.
fn codes_with_metadata(vendor: &str, user: &str) -> Vec<&'static str> {
    let mut vendor = compiled(Sources::new(vendor).options());
    let winmd = vendor.emit(&[Form::Winmd], "".as_ref()).remove(0).bytes;
    let sources = Sources::new(user).with("vendor.winmd", winmd);
    let compilation = compiled(Options {
        winmd: vec![sources.folder().join("vendor.winmd")],
        ..sources.options()
    });
    codes_of(&compilation)
}

/// The codes of what uses `N.IAll<HSTRING>`, which metadata has from this content of `namespace N`.
fn codes_of_metadatas(content: &str) -> Vec<&'static str> {
    let user = "namespace M { [uuid(1c000386-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
                interface IUser : IInspectable { HRESULT M([in] N.IAll<HSTRING> *a); } }";
    codes_with_metadata(&format!("namespace N {{\n{content}\n}}"), user)
}

#[test]
fn instances_that_metadata_needs_are_20000_at_most() {
    // There are instances only where something needs one of `IAll`.
    let pairs = |count: usize| {
        let structs = (0..150).map(|it| format!("struct S{it} {{ INT32 a; }};\n"));
        let methods = (0..count).map(|it| {
            format!(
                "HRESULT M{it}([in] IPair<S{}, S{}> *a);\n",
                it / 150,
                it % 150
            )
        });
        let (structs, methods) = (structs.collect::<String>(), methods.collect::<String>());
        codes_of_metadatas(&format!(
            "{structs}\n\
             [uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface IPair<T, U> : IInspectable {{ HRESULT M([in] T a); }}\n\
             [uuid(1c000385-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface IAll<T> : IInspectable {{ {methods} }}"
        ))
    };
    assert_eq!(pairs(19_999), NOTHING);
    assert_eq!(pairs(20_000), ["IDL0415"]);
}

/// Structs that each hold the one before.
fn structs_in_each_other(depth: usize) -> String {
    let each = (1..depth).map(|it| format!("struct S{it} {{ S{} a; }};\n", it - 1));
    format!("struct S0 {{ INT32 a; }};\n{}", each.collect::<String>())
}

#[test]
fn structs_that_are_too_deep_in_each_other_are_no_argument_of_an_instance() {
    let of = |depth: usize| {
        codes(&format!(
            "namespace N {{ {}\n\
             [uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface IOne<T> : IInspectable {{ HRESULT M([in] T a); }}\n\
             declare {{ interface IOne<S{}>; }} }}",
            structs_in_each_other(depth),
            depth - 1
        ))
    };
    assert_eq!(of(95), NOTHING);
    assert_eq!(of(101), ["IDL0302"]);
    assert_eq!(of(30_000), ["IDL0302"]);
}

#[test]
fn structs_of_metadata_that_are_deep_in_each_other_need_no_stack() {
    let vendor = format!("namespace N {{ {} }}", structs_in_each_other(9_000));
    let user = "namespace M { [uuid(1c000386-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
                interface IUser : IInspectable { \
                HRESULT M([in] Windows.Foundation.IReference<N.S8999> *a); } }";
    assert_eq!(codes_with_metadata(&vendor, user), NOTHING);
}

#[test]
fn an_instance_that_metadata_needs_within_itself_without_end_is_refused() {
    let codes = codes_of_metadatas(
        "[uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IOne<T> : IInspectable { HRESULT M([in] T a); }\n\
         [uuid(1c000385-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IAll<T> : IInspectable { HRESULT M([in] IAll<IOne<T> *> *a); }",
    );
    assert_eq!(codes, ["IDL0420"]);
}

/// One type argument within another.
fn nested_arguments(depth: usize) -> String {
    format!(
        "namespace N {{\n\
         [uuid(1c000384-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IG<T> : IInspectable {{ HRESULT M([out, retval] T *t); }}\n\
         [uuid(1c000385-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IUser : IInspectable {{ HRESULT M([in] {}HSTRING{} *a); }}\n}}\n",
        "IG<".repeat(depth),
        ">".repeat(depth)
    )
}

#[test]
fn type_arguments_are_100_deep_at_most() {
    assert_eq!(codes(&nested_arguments(90)), NOTHING);
    assert!(codes(&nested_arguments(101)).contains(&"IDL0302"));
    assert!(codes(&nested_arguments(50_000)).contains(&"IDL0302"));
}

#[test]
fn a_name_as_long_as_it_may_be_fits_into_each_table() {
    let name = format!("I{}", "x".repeat(1022));
    let idl = format!(
        "import \"unknwn.idl\";\n[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface {name} : IUnknown {{ HRESULT {name}([in] {name} *{name}); }}\n"
    );
    let compilation = compiled(Sources::new(idl).options());
    assert_eq!(codes_of(&compilation), NOTHING);
}

#[test]
fn a_method_has_1000_parameters_at_most() {
    let idl = |count: usize| {
        let parameters: Vec<String> = (0..count).map(|it| format!("[in] long a{it}")).collect();
        format!(
            "import \"unknwn.idl\";\n[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface ILamp : IUnknown {{ HRESULT Method({}); }}\n",
            parameters.join(", ")
        )
    };
    assert_eq!(codes(&idl(1000)), NOTHING);
    assert_eq!(codes(&idl(1001)), ["IDL0422"]);
}
