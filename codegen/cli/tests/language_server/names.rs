//! What a name is, where it is defined and used, and how it gets another.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::editor::Editor;

const TYPES: &str = r#"import "unknwn.idl";
typedef enum Mode { MODE_OFF = 0, MODE_ON = 1 } Mode;
/** What a lamp looks like. é🦀 */
typedef struct tagLook {
    BYTE color;
    void *shade;
    Mode mode;
    unsigned level : 3;
    unsigned : 2;
    unsigned lit : 1;
} Look;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10), pointer_default(unique)]
interface ISocket : IUnknown
{
    [helpstring("Plugs it in.")] HRESULT Plug([in] BOOL in);
};
"#;

const LAMP: &str = r#"#include "counts.h"
import "types.idl";
interface ILamp;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d11), pointer_default(unique)]
interface ILamp : ISocket
{
    [propget] HRESULT Mode([out, retval] Mode *it);
    [propput] HRESULT Mode([in] Mode it);
    HRESULT /* é🦀 */ Paint([in] ULONG count, [in, size_is(count)] const Look *looks, [in] ISequentialStream *from);
    HRESULT Next([out] ILamp **next, [in] long modes[SWITCH_COUNT]);
};
"#;

const FILES: &[(&str, &str)] = &[
    ("lamp.idl", LAMP),
    ("types.idl", TYPES),
    ("counts.h", "#define SWITCH_COUNT 4\n"),
];

fn editor() -> Editor {
    let mut editor = Editor::new(FILES);
    assert_eq!(editor.open("lamp.idl"), [Value::Null; 0]);
    editor
}

#[test]
fn hover_says_what_something_is_at_the_binary_interface() {
    let mut editor = editor();
    let places = [
        "interface ILa|mp : ISocket",
        "interface ILamp : ISo|cket",
        "Pai|nt(",
        "[in] ULONG co|unt",
        "const Lo|ok *looks",
        "[out, retval] Mo|de",
        "ISequential|Stream",
        "SWITCH_|COUNT",
        "[in] UL|ONG",
        "[in, size|_is(",
        "[prop|get]",
    ];
    let shown = places.map(|place| format!("{place}\n\n{}\n", editor.hover("lamp.idl", place)));
    insta::assert_snapshot!(shown.join("\n=====\n"));
}

#[test]
fn hover_on_a_part_of_a_definition_has_its_place_and_its_documentation() {
    let mut editor = editor();
    editor.open("types.idl");
    let places = [
        "void *sha|de",
        "Mode mo|de;",
        "lev|el : 3",
        "li|t : 1",
        "MODE_|ON",
        "HRESULT Pl|ug",
        "} Lo|ok;",
        "struct tag|Look",
    ];
    let shown = places.map(|place| format!("{place}\n\n{}\n", editor.hover("types.idl", place)));
    insta::assert_snapshot!(shown.join("\n=====\n"));
}

#[test]
fn a_definition_is_found_across_imports() {
    let mut editor = editor();
    for (place, definition) in [
        (
            "interface ILamp : ISo|cket",
            "types.idl: interface ‹ISocket› : IUnknown",
        ),
        ("const Lo|ok *looks", "types.idl: } ‹Look›;"),
        ("SWITCH_|COUNT]", "counts.h: #define ‹SWITCH_COUNT› 4"),
        (
            "size_is(co|unt)",
            "lamp.idl:     HRESULT /* é🦀 */ Paint([in] ULONG ‹count›, [in, size_is(count)] const Look *looks, [in] ISequentialStream *from);",
        ),
        ("interface ILa|mp;", "lamp.idl: interface ‹ILamp› : ISocket"),
        ("[out] ILamp|", "lamp.idl: interface ‹ILamp› : ISocket"),
        (
            "import \"ty|pes.idl\"",
            "types.idl: ‹›import \"unknwn.idl\";",
        ),
        (
            "#include \"cou|nts.h\"",
            "counts.h: ‹›#define SWITCH_COUNT 4",
        ),
        ("/* é🦀| */", "nowhere"),
    ] {
        assert_eq!(editor.definition("lamp.idl", place), definition, "{place}");
    }
}

#[test]
fn a_definition_in_metadata_is_shown_as_idl_from_which_one_can_go_on() {
    let mut editor = editor();
    let location = editor.ask(
        "textDocument/definition",
        "lamp.idl",
        "ISequential|Stream *from",
    );
    assert_eq!(
        editor.shown(&location),
        "ISequentialStream.idl: interface ‹ISequentialStream› : IUnknown"
    );
    let path = location["uri"]
        .as_str()
        .unwrap()
        .strip_prefix("file://")
        .unwrap();
    let text = fs::read_to_string(path).unwrap();
    insta::assert_snapshot!(text);
    let absolute = Path::new(path).to_str().unwrap();
    assert_eq!(editor.open(absolute), [Value::Null; 0]);
    assert_eq!(
        editor.definition(absolute, "ISequentialStream : IUn|known"),
        "IUnknown.idl: interface ‹IUnknown›"
    );
}

#[test]
fn a_base_type_is_defined_in_the_compilers_own_file() {
    let mut editor = editor();
    let shown = editor.definition("lamp.idl", "[in] UL|ONG count");
    assert!(
        shown.starts_with("prelude.idl: ") && shown.contains("‹ULONG›"),
        "{shown}"
    );
}

/// Each kind of definition in metadata is shown as IDL that the compiler takes, and that metadata agrees
/// with.
#[test]
fn what_shows_metadata_compiles() {
    let names = [
        "IStream",
        "IDispatch",
        "VARIANT",
        "STATSTG",
        "BITMAPINFO",
        "STGMEDIUM",
        "ITypeInfo",
        "IUnknown",
        "PROPVARIANT",
        "CLSCTX",
        "TYMED",
        "IAudioClient",
        "WAVEFORMATEX",
        "D3D12_HEAP_PROPERTIES",
        "IHTMLElement",
        "SOLE_AUTHENTICATION_SERVICE",
        "WNDPROC",
        "IXMLDOMNode",
        "TYPEDESC",
        "DECIMAL",
        "IBackgroundCopyCallback",
        "BG_JOB_STATE",
        "ITfThreadMgr",
        "SAFEARRAY",
        "SYSTEM_INFO",
    ];
    let methods: String = names
        .iter()
        .enumerate()
        .map(|(number, name)| format!("    HRESULT M{number}([in] {name} *it);\n"))
        .collect();
    let text = format!(
        "import \"unknwn.idl\";\n[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d12)]\n\
         interface IAll : IUnknown\n{{\n{methods}}};\n"
    );
    let mut editor = Editor::new(&[]);
    editor.open_with("all.idl", &text);
    for name in names {
        let location = editor.ask(
            "textDocument/definition",
            "all.idl",
            &format!("[in] {name}| *it"),
        );
        let uri = location["uri"]
            .as_str()
            .unwrap_or_else(|| panic!("{name}: {location}"));
        let path = uri.strip_prefix("file://").unwrap();
        let shown = editor.shown(&location);
        assert!(shown.contains(&format!("‹{name}›")), "{shown}");
        let checked = Command::new(env!("CARGO_BIN_EXE_comidl"))
            .args(["check", path])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&checked.stderr);
        assert!(
            checked.status.success(),
            "{name}: {said}\n{}",
            fs::read_to_string(path).unwrap()
        );
    }
}

fn shown(editor: &Editor, locations: &Value) -> Vec<String> {
    let locations = locations.as_array().expect("a list").iter();
    locations.map(|location| editor.shown(location)).collect()
}

#[test]
fn references_are_those_of_all_files_and_of_no_other_thing_of_that_name() {
    let mut editor = Editor::new(&[
        FILES[0],
        FILES[1],
        FILES[2],
        (
            "closed.idl",
            "import \"types.idl\";\n// Look\nstruct A { Look Look; };\n",
        ),
        ("other.idl", "typedef long Look;\nstruct B { Look it; };\n"),
        (
            "deep/closed.idl",
            "import \"../types.idl\";\nstruct C { struct tagLook *Look; Look it; };\n",
        ),
    ]);
    editor.open("lamp.idl");
    let mut about = editor.about("lamp.idl", "const Lo|ok");
    about["context"] = json!({ "includeDeclaration": true });
    let found = editor.request("textDocument/references", about.clone());
    assert_eq!(
        shown(&editor, &found),
        [
            "closed.idl: struct A { ‹Look› Look; };",
            "closed.idl: struct C { struct tagLook *Look; ‹Look› it; };",
            "lamp.idl:     HRESULT /* é🦀 */ Paint([in] ULONG count, [in, size_is(count)] const ‹Look› *looks, [in] ISequentialStream *from);",
            "types.idl: } ‹Look›;",
        ]
    );
    about["context"] = json!({ "includeDeclaration": false });
    let found = editor.request("textDocument/references", about);
    assert_eq!(shown(&editor, &found).len(), 3);
}

#[test]
fn references_to_what_only_metadata_has_are_found_too() {
    let mut editor = editor();
    let mut about = editor.about("lamp.idl", "ISequential|Stream");
    about["context"] = json!({ "includeDeclaration": true });
    let found = editor.request("textDocument/references", about);
    assert_eq!(shown(&editor, &found).len(), 1);
}

/// Returns the texts of the files after an edit.
fn applied(editor: &Editor, edit: &Value) -> Vec<(String, String)> {
    let changes = edit["changes"].as_object().expect("changes");
    let mut files: Vec<(String, String)> = changes
        .iter()
        .map(|(uri, edits)| {
            let path = uri.strip_prefix("file://").expect("a file");
            let text = fs::read_to_string(path).expect("the file is there");
            let name = Path::new(path)
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, edited(&text, edits.as_array().expect("edits")))
        })
        .collect();
    files.sort();
    let _ = editor;
    files
}

fn edited(text: &str, edits: &[Value]) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = position["character"].as_u64().unwrap();
        let mut at = start;
        for character in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= character.len_utf16() as u64;
            at += character.len_utf8();
        }
        at
    };
    let mut places: Vec<_> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (
                offset(&range["start"]),
                offset(&range["end"]),
                edit["newText"].as_str().unwrap(),
            )
        })
        .collect();
    places.sort();
    let mut text = text.to_owned();
    for (start, end, new) in places.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

fn rename(editor: &mut Editor, marked: &str, new_name: &str) -> Value {
    let mut about = editor.about("lamp.idl", marked);
    about["newName"] = json!(new_name);
    editor.answer("textDocument/rename", about)
}

#[test]
fn a_rename_changes_all_files() {
    let mut editor = editor();
    let prepared = editor.ask("textDocument/prepareRename", "lamp.idl", "ILamp : ISo|cket");
    assert_eq!(prepared["placeholder"], "ISocket");
    let answer = rename(&mut editor, "ILamp : ISo|cket", "IPlug");
    assert_eq!(
        applied(&editor, &answer["result"]),
        [
            ("lamp.idl".to_owned(), LAMP.replace("ISocket", "IPlug")),
            ("types.idl".to_owned(), TYPES.replace("ISocket", "IPlug")),
        ]
    );
}

#[test]
fn a_parameter_is_renamed_where_its_method_counts_by_it_and_a_property_with_its_accessors() {
    let mut editor = editor();
    let answer = rename(&mut editor, "ULONG co|unt", "how_many");
    assert_eq!(
        applied(&editor, &answer["result"]),
        [(
            "lamp.idl".to_owned(),
            LAMP.replace("ULONG count", "ULONG how_many")
                .replace("(count)", "(how_many)")
        )]
    );
    let answer = rename(&mut editor, "[propput] HRESULT Mo|de", "State");
    assert_eq!(
        applied(&editor, &answer["result"]),
        [(
            "lamp.idl".to_owned(),
            LAMP.replace("HRESULT Mode", "HRESULT State")
        )]
    );
    let answer = rename(&mut editor, "interface ILa|mp;", "ILight");
    assert_eq!(
        applied(&editor, &answer["result"]),
        [("lamp.idl".to_owned(), LAMP.replace("ILamp", "ILight"))]
    );
}

#[test]
fn a_name_that_cannot_be_or_is_taken_is_refused() {
    let mut editor = editor();
    for (place, new_name) in [
        // No name, a word of IDL, the names of other things, in the file, beside and in what is imported.
        ("ILamp : ISo|cket", "I Socket"),
        ("ILamp : ISo|cket", "1"),
        ("ILamp : ISo|cket", "struct"),
        ("ILamp : ISo|cket", "ILamp"),
        ("ILamp : ISo|cket", "Look"),
        ("ULONG co|unt", "looks"),
        // What the workspace doesn't define, and macros.
        ("ISequential|Stream", "IStream2"),
        ("[in] UL|ONG count", "LONGER"),
        ("SWITCH_|COUNT]", "OTHER"),
    ] {
        let answer = rename(&mut editor, place, new_name);
        let problem = &answer["error"]["message"];
        assert!(problem.is_string(), "{place} {new_name}: {answer}");
    }
}

#[test]
fn nothing_is_renamed_while_a_declaration_is_broken() {
    let mut editor = editor();
    editor.replace(
        "lamp.idl",
        "HRESULT Next(",
        "HRESULT Next([in] ISocket *it;",
    );
    let answer = rename(&mut editor, "ILamp : ISo|cket", "IPlug");
    let problem = answer["error"]["message"].as_str().unwrap_or_default();
    assert!(problem.contains("errors of syntax"), "{answer}");
}

#[test]
fn what_a_macro_puts_together_keeps_its_name() {
    let text = "import \"unknwn.idl\";\n#define LAMP(x) I##x##Lamp\ntypedef long IBedLamp;\n\
                struct A { LAMP(Bed) it; };\n";
    let mut editor = Editor::new(&[("lamp.idl", text)]);
    assert_eq!(editor.open("lamp.idl"), [Value::Null; 0]);
    let answer = rename(&mut editor, "long IBed|Lamp", "ISofaLamp");
    assert!(
        answer["error"]["message"]
            .as_str()
            .is_some_and(|it| it.contains("macro")),
        "{answer}"
    );
}

#[test]
fn symbols_are_the_definitions_one_within_the_other() {
    let mut editor = Editor::new(&[(
        "all.idl",
        r#"import "oaidl.idl";
typedef struct tagS { long a; union { long b; float c; } u; } S, *PS;
enum E { E_A = 1, E_B };
const long LIMIT = 4;
[uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d13), version(1.0)]
library Lamps
{
    importlib("stdole2.tlb");
    [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d14)]
    interface ILamp : IUnknown
    {
        typedef long Inner;
        [propget] HRESULT Width([out, retval] Inner *it);
        HRESULT Draw();
    }
    [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d15)]
    coclass Lamp { [default] interface ILamp; }
};
"#,
    )]);
    editor.open("all.idl");
    let uri = editor.uri("all.idl");
    let symbols = editor.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": uri } }),
    );
    let mut lines = String::new();
    list(&mut lines, &symbols, 0);
    insta::assert_snapshot!(lines);
}

fn list(lines: &mut String, symbols: &Value, depth: usize) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let line = |end: &str| symbol["range"][end]["line"].as_u64().unwrap() + 1;
        let (name, detail) = (symbol["name"].as_str().unwrap(), &symbol["detail"]);
        let detail = detail
            .as_str()
            .map(|detail| format!(" ({detail})"))
            .unwrap_or_default();
        let indent = "  ".repeat(depth);
        let kind = &symbol["kind"];
        *lines += &format!(
            "{indent}{name}{detail}: kind {kind}, lines {}-{}\n",
            line("start"),
            line("end")
        );
        list(lines, &symbol["children"], depth + 1);
    }
}
