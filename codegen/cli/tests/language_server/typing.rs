//! Text that isn't whole: while one types, names are still known, and nothing panics.

use serde_json::{Value, json};

use crate::editor::{Editor, position};

const LAMP: &str = r#"import "oaidl.idl";
/* é🦀 */ #define COUNT(x) (x + 1)
typedef enum Mode { MODE_OFF, MODE_ON = COUNT(1) } Mode;
typedef struct Look { ULONG count; [size_is(count)] Mode *modes; } Look;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d11), pointer_default(unique)]
interface ILamp : IUnknown
{
    [propget] HRESULT Mode([out, retval] Mode *it);
    HRESULT Paint([in] ULONG count, [in, size_is(count)] const Look *looks);
};
[uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d13)]
library Lamps { coclass Lamp { [default] interface ILamp; } };
"#;

fn editor() -> Editor {
    let mut editor = Editor::new(&[
        ("lamp.idl", LAMP),
        ("near.idl", "typedef long NEAR_TYPE;\n"),
    ]);
    editor.open("lamp.idl");
    editor
}

#[test]
fn attributes_of_the_place_are_offered_behind_a_bracket() {
    let mut editor = editor();
    editor.replace(
        "lamp.idl",
        "    HRESULT Paint(",
        "    [\n    HRESULT Paint(",
    );
    let offered = editor.complete("lamp.idl", "    [|\n");
    let has = |name: &str| offered.iter().any(|it| it == name);
    assert!(
        has("propget") && has("id") && has("helpstring"),
        "{offered:?}"
    );
    assert!(
        !has("coclass") && !has("retval") && !has("odl"),
        "{offered:?}"
    );
    editor.replace(
        "lamp.idl",
        "    [\n    HRESULT Paint([in]",
        "    HRESULT Paint([in, o]",
    );
    let offered = editor.complete("lamp.idl", "Paint([in, o|]");
    assert_eq!(offered, ["obsolete", "optional", "out"]);
}

#[test]
fn types_are_offered_in_the_middle_of_a_broken_declaration() {
    let mut editor = editor();
    editor.replace(
        "lamp.idl",
        "HRESULT Paint([in] ULONG count,",
        "HRESULT Paint([in] IUnk",
    );
    let offered = editor.complete("lamp.idl", "Paint([in] IUnk|");
    assert!(offered.contains(&"IUnknown".to_owned()), "{offered:?}");
    editor.replace("lamp.idl", "[in] IUnk", "[in] Lo");
    let offered = editor.complete("lamp.idl", "Paint([in] Lo|");
    assert!(offered.contains(&"Look".to_owned()), "{offered:?}");
    assert!(offered.contains(&"long".to_owned()), "{offered:?}");
}

#[test]
fn what_is_near_comes_first() {
    let mut editor = editor();
    editor.replace("lamp.idl", "HRESULT Paint(", "HRESULT Add([in] L");
    let list = editor.ask("textDocument/completion", "lamp.idl", "Add([in] L|");
    let items = list["items"].as_array().expect("a list").clone();
    let first = items
        .iter()
        .min_by_key(|item| item["sortText"].as_str().map(str::to_owned));
    assert_eq!(first.expect("an item")["label"], "Look");
}

#[test]
fn bases_are_interfaces() {
    let mut editor = editor();
    editor.replace("lamp.idl", "ILamp : IUnknown", "ILamp : I");
    let offered = editor.complete("lamp.idl", "ILamp : I|");
    let has = |name: &str| offered.iter().any(|it| it == name);
    assert!(has("ILamp") && !has("INT"), "{offered:?}");
    editor.replace("lamp.idl", "ILamp : I", "ILamp : IPersistStr");
    let offered = editor.complete("lamp.idl", "ILamp : IPersistStr|");
    assert!(
        offered.contains(&"IPersistStream".to_owned()),
        "{offered:?}"
    );
}

#[test]
fn counts_constants_files_and_directives_are_offered_at_their_places() {
    let mut editor = editor();
    editor.replace("lamp.idl", "[in, size_is(count)]", "[in, size_is(c");
    assert_eq!(editor.complete("lamp.idl", "[in, size_is(c|"), ["count"]);
    editor.replace(
        "lamp.idl",
        "typedef struct",
        "const long A = MODE_\ntypedef struct",
    );
    assert_eq!(
        editor.complete("lamp.idl", "A = MODE_|"),
        ["MODE_OFF", "MODE_ON"]
    );
    editor.replace("lamp.idl", "import \"oaidl.idl\"", "import \"");
    assert_eq!(editor.complete("lamp.idl", "import \"|"), ["near.idl"]);
    editor.replace("lamp.idl", "import \"", "#inc");
    assert_eq!(editor.complete("lamp.idl", "#inc|"), ["include"]);
}

#[test]
fn names_are_known_while_the_declaration_around_them_is_broken() {
    let mut editor = editor();
    // The brace is gone: what follows is of no interface.
    editor.replace(
        "lamp.idl",
        "interface ILamp : IUnknown\n{",
        "interface ILamp : IUnknown\n",
    );
    let hover = editor.hover("lamp.idl", "const Lo|ok");
    assert!(hover.contains("typedef struct Look"), "{hover}");
    let hover = editor.hover("lamp.idl", "interface IL|amp;");
    assert!(
        hover.contains("0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d11"),
        "{hover}"
    );
    assert_eq!(
        editor.definition("lamp.idl", "[out, retval] Mo|de"),
        "lamp.idl: typedef enum Mode { MODE_OFF, MODE_ON = COUNT(1) } ‹Mode›;"
    );
    editor.replace("lamp.idl", "import", "\n\nimport");
    assert_eq!(
        editor.definition("lamp.idl", "interface IL|amp;"),
        "lamp.idl: interface ‹ILamp› : IUnknown"
    );
    let hover = editor.hover("lamp.idl", "ILamp : IUn|known\n");
    assert!(
        hover.contains("00000000-0000-0000-c000-000000000046"),
        "{hover}"
    );
}

/// Asks for everything at a place. No answer is of interest but that there is one.
fn ask_all(editor: &mut Editor, offset: usize) {
    let text = editor.text("lamp.idl");
    let at = position(text, text.floor_char_boundary(offset));
    let document = json!({ "uri": editor.uri("lamp.idl") });
    for method in [
        "hover",
        "definition",
        "completion",
        "documentSymbol",
        "prepareRename",
    ] {
        let params = json!({ "textDocument": document, "position": at });
        editor.answer(&format!("textDocument/{method}"), params);
    }
}

#[test]
fn a_file_that_is_typed_letter_by_letter_panics_nowhere() {
    let mut editor = Editor::new(&[("lamp.idl", "")]);
    editor.open("lamp.idl");
    let mut letters = [0; 4];
    for (offset, letter) in LAMP.char_indices() {
        editor.type_over("lamp.idl", offset..offset, letter.encode_utf8(&mut letters));
        if offset % 7 == 0 {
            ask_all(&mut editor, offset);
        }
    }
    let uri = editor.uri("lamp.idl");
    assert_eq!(editor.problems(&uri), [Value::Null; 0]);
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn a_file_that_loses_parts_anywhere_panics_nowhere() {
    let mut editor = editor();
    let mut random: u64 = 0x2545_f491_4f6c_dd1d;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for _ in 0..150 {
        let text = editor.text("lamp.idl").to_owned();
        let start = text.floor_char_boundary(next(text.len()));
        let end = text
            .floor_char_boundary((start + next(40)).min(text.len()))
            .max(start);
        editor.type_over("lamp.idl", start..end, "");
        ask_all(&mut editor, start);
        let elsewhere = next(text.len() - (end - start));
        ask_all(&mut editor, elsewhere);
        // The next part is taken from the whole file again.
        editor.type_over("lamp.idl", start..start, &text[start..end]);
    }
    assert_eq!(editor.text("lamp.idl"), LAMP);
    let uri = editor.uri("lamp.idl");
    assert_eq!(editor.problems(&uri), [Value::Null; 0]);
}
