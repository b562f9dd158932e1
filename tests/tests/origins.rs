//! `inspect` tells where each definition comes from: those that the IDL makes, and those that it only
//! uses.

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_tests::Sources;
use serde_json::{Value, json};

/// Returns the description of `test.idl`.
fn inspected(sources: &Sources, change: impl FnOnce(&mut Options)) -> Value {
    let mut options = sources.options();
    change(&mut options);
    let mut compilation = Compilation::read(options);
    let outputs = compilation.emit(&[Form::Json], "".as_ref());
    assert!(!compilation.failed(), "{}", sources.said(&compilation));
    serde_json::from_slice(&outputs[0].bytes).expect("JSON")
}

/// Returns the kind and the origin of what the IDL uses under this name.
fn used(document: &Value, name: &str) -> Value {
    let references = document["references"].as_array().expect("a list");
    let mut found = references.iter().filter(|entry| entry["name"] == name);
    let entry = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "{name} is there twice");
    json!([entry["kind"], entry["origin"]])
}

/// Returns the origin of a definition in the list `kind`.
fn own(document: &Value, kind: &str, name: &str) -> Value {
    let list = document[kind].as_array().expect("a list");
    let entry = list.iter().find(|entry| entry["name"] == name);
    entry.unwrap_or_else(|| panic!("no {name}"))["origin"].clone()
}

fn place(kind: &str, file: &str, line: u32) -> Value {
    json!({ "kind": kind, "file": file, "line": line })
}

fn metadata(kind: &str, namespace: &str) -> Value {
    json!({ "kind": kind, "namespace": namespace })
}

/// Returns an IDL with an interface `ILamp` of this body, after `before`.
fn lamp(before: &str, body: &str) -> String {
    format!(
        "import \"oaidl.idl\";\n{before}\n\
         [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d20)]\n\
         interface ILamp : IDispatch\n{{\n{body}\n}}\n"
    )
}

#[test]
fn what_an_input_file_defines_has_its_line_there() {
    let sources = Sources::new(
        "import \"oaidl.idl\";\n\
         const long MOST = 3;\n\
         typedef enum { Off, On } State;\n\
         typedef struct tagBulb {\n    long watts;\n} Bulb, *PBulb;\n\
         cpp_quote(\"#define LAMP_E_BROKEN 0x80040201\")\n\
         [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d20)]\n\
         interface ILamp : IUnknown { HRESULT Put(Bulb *bulb); }\n\
         [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d21)]\n\
         library Lamps {\n\
         [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d22)]\n\
         coclass Lamp { [default] interface ILamp; }\n}\n",
    );
    let document = inspected(&sources, |_| {});
    for (kind, name, line) in [
        ("constants", "MOST", 2),
        ("enums", "State", 3),
        ("structs", "Bulb", 6),
        ("typedefs", "PBulb", 6),
        ("constants", "LAMP_E_BROKEN", 7),
        ("interfaces", "ILamp", 9),
        ("libraries", "Lamps", 11),
        ("coclasses", "Lamp", 13),
    ] {
        let expected = place("input", "test.idl", line);
        assert_eq!(own(&document, kind, name), expected, "{name}");
    }
    let used: Vec<&Value> = document["references"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| &entry["name"])
        .collect();
    assert_eq!(used, ["HRESULT", "IUnknown"]);
}

#[test]
fn what_a_macro_or_an_included_file_defines_has_the_place_that_was_written() {
    let idl = lamp(
        "#include \"bulb.h\"\n#define MAKE(N) typedef struct { long a; } N;\nMAKE(Shade)",
        "HRESULT Put(Bulb *bulb, Shade *shade);",
    );
    let sources = Sources::new(idl).with("bulb.h", "\ntypedef struct { long watts; } Bulb;\n");
    let document = inspected(&sources, |_| {});
    let [bulb, shade] = ["Bulb", "Shade"].map(|name| own(&document, "structs", name));
    assert_eq!(bulb, place("input", "bulb.h", 2));
    assert_eq!(shade, place("input", "test.idl", 4));
}

#[test]
fn each_of_several_input_files_has_its_own() {
    let sources =
        Sources::new("struct One { long a; };").with("two.idl", "\nstruct Two { long a; };");
    let document = inspected(&sources, |options| {
        options.idl.push(sources.folder().join("two.idl"));
    });
    let [one, two] = ["One", "Two"].map(|name| own(&document, "structs", name));
    assert_eq!(one, place("input", "test.idl", 1));
    assert_eq!(two, place("input", "two.idl", 2));
}

#[test]
fn what_an_imported_file_defines_has_its_line_there() {
    let idl = lamp(
        "import \"parts.idl\";\n\
         struct Box { Bulb bulbs[MOST]; Glass glass; struct tagSocket *socket; };\n\
         enum Colour { First = RED, Second = Green };",
        "HRESULT Next(IPart *part); HRESULT Read(SAFEARRAY(Size) sizes, [in] void (*call)(Kind));",
    );
    let parts = "import \"oaidl.idl\";\n\
         const long MOST = 3;\n\
         typedef struct { long watts; } Bulb;\n\
         typedef long Glass;\n\
         struct tagSocket { long a; };\n\
         enum { RED = 1 };\n\
         typedef enum { Blue,\n Green } Shade;\n\
         interface IPart;\n\
         [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d21)]\n\
         interface IPart : IUnknown { HRESULT F(); }\n\
         typedef long Size;\n\
         typedef union { long a; } Kind;\n\
         const long UNUSED = 1;\n";
    let sources = Sources::new(idl).with("parts.idl", parts);
    let document = inspected(&sources, |_| {});
    for (name, kind, line) in [
        ("MOST", "constant", 2),
        ("Bulb", "struct", 3),
        ("Glass", "typedef", 4),
        ("tagSocket", "struct", 5),
        ("RED", "constant", 6),
        ("Green", "constant", 8),
        ("IPart", "interface", 11),
        ("Size", "typedef", 12),
        ("Kind", "union", 13),
    ] {
        let expected = json!([kind, place("imported", "parts.idl", line)]);
        assert_eq!(used(&document, name), expected, "{name}");
    }
    let references = document["references"].as_array().expect("a list");
    assert!(references.iter().all(|entry| entry["name"] != "UNUSED"));
}

#[test]
fn the_prelude_has_the_base_names_of_every_idl() {
    let document = inspected(&Sources::new("interface I; struct S { ULONG a; };"), |_| {});
    let prelude = json!({ "kind": "prelude" });
    assert_eq!(used(&document, "ULONG"), json!(["typedef", prelude]));
}

#[test]
fn windows_metadata_has_its_namespace() {
    let idl = lamp(
        "",
        "HRESULT Show(HWND window, VARIANT value, long no[MAX_PATH]);",
    );
    let document = inspected(&Sources::new(idl), |_| {});
    let win32 = metadata("win32", "Windows.Win32");
    for (name, kind) in [
        ("HWND", "typedef"),
        ("VARIANT", "struct"),
        ("MAX_PATH", "constant"),
        ("IDispatch", "interface"),
    ] {
        assert_eq!(used(&document, name), json!([kind, win32]), "{name}");
    }
}

#[test]
fn the_supplement_is_no_other_metadata() {
    let idl = lamp(
        "import \"eventtoken.idl\";",
        "HRESULT Rang(EventRegistrationToken token, IObjectSafety *safety);",
    );
    let document = inspected(&Sources::new(idl), |_| {});
    assert_eq!(
        used(&document, "EventRegistrationToken"),
        json!([
            "struct",
            metadata("supplement", "Windows.Win32.System.WinRT")
        ])
    );
    let safety = used(&document, "IObjectSafety");
    assert_eq!(
        (&safety[0], &safety[1]["kind"]),
        (&json!("interface"), &json!("supplement"))
    );
}

#[test]
fn the_users_own_metadata_has_its_file_and_namespace() {
    let vendor = Sources::new("typedef struct { long a; } Gear; const long TEETH = 7;");
    let (mut compilation, _) = Resolved::read(Options {
        namespace: Some("Vendor.Parts".into()),
        ..vendor.options()
    })
    .verify();
    let winmd = compilation.emit(&[Form::Winmd], "".as_ref());
    let idl = lamp("", "HRESULT Turn(Gear *gear, long count[TEETH]);");
    let sources = Sources::new(idl).with("parts.winmd", &winmd[0].bytes);
    let empty = Sources::new("struct Empty { long a; };");
    let (mut compilation, _) = Resolved::read(empty.options()).verify();
    let winmd = compilation.emit(&[Form::Winmd], "".as_ref());
    let sources = sources.with("first.winmd", &winmd[0].bytes);
    let document = inspected(&sources, |options| {
        let names = ["first.winmd", "parts.winmd"];
        options.winmd = names.map(|name| sources.folder().join(name)).into();
    });
    let origin = json!({ "kind": "winmd", "file": "parts.winmd", "namespace": "Vendor.Parts" });
    assert_eq!(used(&document, "Gear"), json!(["struct", origin]));
    assert_eq!(used(&document, "TEETH"), json!(["constant", origin]));
}

#[test]
fn what_is_only_declared_says_so() {
    let idl = lamp(
        "import \"parts.idl\";\ninterface IUnheard;\nstruct Unheard;",
        "HRESULT Use(IUnheard *a,\n struct Unheard *b, PHIDDEN c);",
    );
    let sources = Sources::new(idl).with("parts.idl", "typedef struct Hidden *PHIDDEN;\n");
    let document = inspected(&sources, |_| {});
    for (name, kind, line) in [("IUnheard", "interface", 3), ("Unheard", "struct", 9)] {
        let expected = json!([kind, place("declared", "test.idl", line)]);
        assert_eq!(used(&document, name), expected, "{name}");
    }
    let imported = json!(["typedef", place("imported", "parts.idl", 1)]);
    assert_eq!(used(&document, "PHIDDEN"), imported);
}

#[test]
fn a_file_of_the_folder_comes_before_metadata() {
    let idl = lamp(
        "import \"eventtoken.idl\";",
        "HRESULT Rang(EventRegistrationToken token);",
    );
    let token = "typedef struct { __int64 value; } EventRegistrationToken;";
    let sources = Sources::new(idl).with("eventtoken.idl", token);
    let document = inspected(&sources, |_| {});
    assert_eq!(
        used(&document, "EventRegistrationToken"),
        json!(["struct", place("imported", "eventtoken.idl", 1)])
    );
}

#[test]
fn an_instance_of_a_parameterized_interface_is_where_that_is_defined() {
    let rows = "namespace Vendor {\n\
         [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IRow<T> : IInspectable { HRESULT First([out, retval] T *first); }\n}";
    let idl = "import \"inspectable.idl\";\nimport \"rows.idl\";\nnamespace Vendor {\n\
         [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02), version(1.0)]\n\
         interface ILamp : IInspectable { HRESULT All(IRow<ILamp> *row); }\n}";
    let rows = format!("import \"inspectable.idl\";\n{rows}");
    let sources = Sources::new(idl).with("rows.idl", rows);
    let document = inspected(&sources, |_| {});
    let references = document["references"].as_array().expect("a list");
    let row = references
        .iter()
        .find(|entry| entry["name"].as_str().is_some_and(|it| it.contains("IRow")))
        .expect("the instance");
    assert_eq!(row["origin"], place("imported", "rows.idl", 4));
}

#[test]
fn what_a_filter_leaves_out_is_still_of_the_input_file() {
    let idl = "import \"oaidl.idl\";\n\
         typedef struct { long watts; } Bulb;\n\
         [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d20)]\n\
         dispinterface Lamp { properties: methods: [id(1)] void Put(Bulb *bulb); };\n";
    let sources = Sources::new(idl);
    let document = inspected(&sources, |options| options.filter = vec!["Lamp".into()]);
    let expected = json!(["struct", place("input", "test.idl", 2)]);
    assert_eq!(used(&document, "Bulb"), expected);
}

/// Returns what `inspect --origin` says of these names, or its messages.
fn asked(sources: &Sources, names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| (*name).into()).collect();
    let mut compilation = Compilation::read(sources.options());
    let told = compilation.origins_of(&names);
    let folder = format!("{}/", sources.folder().display());
    told.replace(&folder, "") + &sources.said(&compilation)
}

#[test]
fn a_name_is_asked_for_whatever_it_is_and_whoever_needs_it() {
    let idl = lamp(
        "import \"parts.idl\";\nstruct Box { PBULB bulb; };\nenum { Few = 2 };",
        "HRESULT Put(ICompositorInterop *compositor);",
    );
    let parts = "typedef struct tagBulb { long watts; } BULB, *PBULB;\n\
                 typedef struct Hidden *PHIDDEN;";
    let sources = Sources::new(idl).with("parts.idl", parts);
    insta::assert_snapshot!(
        asked(&sources, &["Box", "Few", "tagBulb", "HRESULT", "ICompositionSurface"]),
        @"
        Box                  struct     test.idl:3
        Few                  constant   test.idl:4
        BULB                 struct     parts.idl:1
        HRESULT              typedef    Win32 metadata, Windows.Win32
        ICompositionSurface  interface  Windows Runtime metadata, Windows.UI.Composition
        "
    );
}

#[test]
fn a_name_that_nothing_has_is_an_error() {
    let sources = Sources::new(lamp("", "HRESULT Put(VARIANT value);"));
    insta::assert_snapshot!(asked(&sources, &["VARIANT", "VARIAMT", "Nonsense"]), @"
    error[IDL0112]: cannot find `VARIAMT`, whose origin is asked for
     |
     = help: name what the IDL files define or use, or what that needs
     = note: did you mean `VARIANT`?

    error[IDL0112]: cannot find `Nonsense`, whose origin is asked for
     |
     = help: name what the IDL files define or use, or what that needs
    ");
}

#[test]
fn json_has_paths_without_the_folders_that_the_caller_names() {
    let parts = Sources::new("").with("parts.idl", "typedef long Glass;");
    let idl = "import \"parts.idl\";\nstruct Pane { Glass glass; };";
    let sources = Sources::new(idl);
    let mut options = sources.options();
    options.include = vec![parts.folder().to_owned()];
    let mut compilation = Compilation::read(options);
    let outputs = compilation.emit(&[Form::Json], "".as_ref());
    let document: Value = serde_json::from_slice(&outputs[0].bytes).expect("JSON");
    let pane = own(&document, "structs", "Pane");
    assert_eq!(pane, place("input", "test.idl", 2));
    let glass = json!(["typedef", place("imported", "parts.idl", 1)]);
    assert_eq!(used(&document, "Glass"), glass);
    // People get paths that they can open.
    let parts = parts.folder().join("parts.idl");
    let told = compilation.origins_of(&["Glass".into()]);
    assert_eq!(told, format!("Glass  typedef  {}:1\n", parts.display()));
}

#[test]
fn two_interfaces_of_winrt_that_have_one_name_differ_in_their_namespaces() {
    let interface = |namespace: &str, digit: u32| {
        format!(
            "namespace {namespace} {{ [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d2{digit})]
             interface ILamp : IInspectable {{
                HRESULT Hear([in] Windows.Media.SpeechRecognition.ISpeechRecognizer *it);
                HRESULT Say([in] ISpeechRecognizer *it);
             }} }}"
        )
    };
    let (mine, yours) = (interface("Mine", 1), interface("Yours.Own", 2));
    let text = format!("import \"inspectable.idl\";\n{mine}\n{yours}\n");
    let document = inspected(&Sources::new(&text), |_| {});
    let names = |list: &str, name: &str| -> Vec<Value> {
        let list = document[list].as_array().expect("a list");
        let named = list.iter().filter(|entry| entry["name"] == name);
        let names = named.map(|entry| json!([entry["namespace"], entry["fullName"]]));
        names.collect()
    };
    assert_eq!(
        names("interfaces", "ILamp"),
        [
            json!(["Mine", "Mine.ILamp"]),
            json!(["Yours.Own", "Yours.Own.ILamp"])
        ]
    );
    let mut used = names("references", "ISpeechRecognizer");
    used.sort_by_key(Value::to_string);
    let space = "Windows.Media.SpeechRecognition";
    assert_eq!(
        used,
        [
            json!([space, format!("{space}.ISpeechRecognizer")]),
            json!([null, null])
        ]
    );
}
