//! Problems come while one types, in each file that they touch, and go when they are mended.

use serde_json::{Value, json};

use crate::editor::Editor;

const LAMP: &str = r#"import "types.idl";
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10), pointer_default(unique)]
interface ILamp : IUnknown
{
    HRESULT Switch([in] SWITCH on);
};
"#;

const TYPES: &str = "import \"unknwn.idl\";\ntypedef long SWITCH;\n";

const FILES: &[(&str, &str)] = &[("lamp.idl", LAMP), ("types.idl", TYPES)];

fn codes(problems: &[Value]) -> Vec<&str> {
    let codes = problems
        .iter()
        .map(|it| it["code"].as_str().expect("a code"));
    codes.collect()
}

#[test]
fn a_problem_appears_while_one_types_and_goes_when_it_is_mended() {
    let mut editor = Editor::new(FILES);
    assert_eq!(editor.open("lamp.idl"), [Value::Null; 0]);
    let problems = editor.replace("lamp.idl", "SWITCH on", "SWITCHH on");
    assert_eq!(codes(&problems), ["IDL0401"]);
    assert_eq!(problems[0]["severity"], 1);
    assert_eq!(problems[0]["source"], "comidl");
    assert_eq!(
        problems[0]["range"],
        json!({ "start": { "line": 4, "character": 24 }, "end": { "line": 4, "character": 31 } })
    );
    assert_eq!(
        editor.replace("lamp.idl", "SWITCHH", "SWITCH"),
        [Value::Null; 0]
    );
}

#[test]
fn columns_count_units_of_utf_16() {
    let mut editor = Editor::new(FILES);
    editor.open("lamp.idl");
    let problems = editor.replace("lamp.idl", "[in] SWITCH", "/* é🦀 */ [in] SWITCHH");
    // Two units for the crab, one for the letter.
    assert_eq!(
        problems[0]["range"]["start"],
        json!({ "line": 4, "character": 34 })
    );
}

#[test]
fn the_text_of_an_open_file_stands_for_the_file_wherever_it_is_imported() {
    let mut editor = Editor::new(FILES);
    editor.open("lamp.idl");
    editor.open("types.idl");
    editor.replace("types.idl", "SWITCH", "TOGGLE");
    let lamp = editor.uri("lamp.idl");
    let is_broken = |message: &Value| {
        let params = &message["params"];
        params["uri"] == lamp && params["diagnostics"][0]["code"] == "IDL0401"
    };
    editor.wait_for(is_broken);
    editor.close("types.idl");
    let is_mended = |message: &Value| {
        let params = &message["params"];
        params["uri"] == lamp && params["diagnostics"] == json!([])
    };
    editor.wait_for(is_mended);
}

#[test]
fn a_problem_in_an_imported_file_is_shown_there_and_goes_with_the_document() {
    let mut editor = Editor::new(&[
        ("lamp.idl", LAMP),
        (
            "types.idl",
            "import \"unknwn.idl\";\ntypedef LONGG SWITCH;\n",
        ),
    ]);
    assert_eq!(editor.open("lamp.idl"), [Value::Null; 0]);
    let types = editor.uri("types.idl");
    let problems = editor.problems(&types);
    assert_eq!(codes(&problems), ["IDL0401"]);
    editor.close("lamp.idl");
    assert_eq!(editor.problems(&types), [Value::Null; 0]);
}

#[test]
fn a_problem_names_the_other_places_that_explain_it() {
    let mut editor = Editor::new(FILES);
    let problems = editor.open_with(
        "lamp.idl",
        &LAMP.replace(
            "HRESULT Switch",
            "HRESULT Switch([in] BOOL on);\n    HRESULT Switch",
        ),
    );
    let related = &problems[0]["relatedInformation"][0];
    assert_eq!(related["message"], "the first of this name");
    assert_eq!(
        editor.shown(&related["location"]),
        "lamp.idl:     HRESULT ‹Switch›([in] BOOL on);"
    );
}

#[test]
fn a_message_has_the_help_and_the_notes() {
    let mut editor = Editor::new(FILES);
    let problems = editor.open_with("lamp.idl", &LAMP.replace("SWITCH", "BOLL"));
    insta::assert_snapshot!(problems[0]["message"].as_str().unwrap_or_default());
}

#[test]
fn a_difference_from_metadata_is_found_without_a_build() {
    let mut editor = Editor::new(&[]);
    let problems = editor.open_with(
        "seq.idl",
        "import \"unknwn.idl\";
        [object, uuid(0c733a30-2a1c-11ce-ade5-00aa0044773d)]
        interface ISequentialStream : IUnknown
        {
            HRESULT Write([in, size_is(cb)] const void *pv, [in] ULONG cb, [out] ULONG *written);
            HRESULT Read([out, size_is(cb)] void *pv, [in] ULONG cb, [out] ULONG *read);
        };",
    );
    assert!(
        codes(&problems)
            .iter()
            .all(|code| code.starts_with("IDL07")),
        "{problems:?}"
    );
    assert!(!problems.is_empty());
}

#[test]
fn settings_name_include_folders_and_macros() {
    let files = [
        (
            "idl/lamp.idl",
            "#include <switch.h>\nimport \"unknwn.idl\";\ntypedef ON_OFF SWITCH;\nVALUE\n",
        ),
        ("sdk/switch.h", "#define ON_OFF long\n"),
    ];
    let settings = json!({ "include": ["sdk"], "define": ["VALUE=const long A = 1;"] });
    let mut editor = Editor::with_settings(&files, settings);
    assert_eq!(editor.open("idl/lamp.idl"), [Value::Null; 0]);
}

#[test]
fn without_settings_the_include_folders_around_a_file_are_searched() {
    let mut editor = Editor::new(&[
        (
            "a/b/lamp.idl",
            "import \"switch.idl\";\ntypedef ON_OFF SWITCH;\n",
        ),
        ("include/switch.idl", "typedef long ON_OFF;\n"),
    ]);
    assert_eq!(editor.open("a/b/lamp.idl"), [Value::Null; 0]);
}

#[test]
fn settings_may_come_later_and_wrong_ones_are_told() {
    let mut editor = Editor::new(&[(
        "lamp.idl",
        "import \"unknwn.idl\";\ntypedef ON_OFF SWITCH;\n",
    )]);
    assert_eq!(codes(&editor.open("lamp.idl")), ["IDL0401"]);
    let configure = |define: Value| json!({ "settings": { "comidl": { "define": define } } });
    editor.notify("workspace/didChangeConfiguration", configure(json!(7)));
    let told = editor.wait_for(|message| message["method"] == "window/showMessage");
    assert_eq!(told["params"]["type"], 1);
    editor.notify(
        "workspace/didChangeConfiguration",
        configure(json!(["ON_OFF=long"])),
    );
    let uri = editor.uri("lamp.idl");
    assert_eq!(editor.problems(&uri), [Value::Null; 0]);
}

#[test]
fn a_file_that_changes_on_disk_counts_where_it_is_imported() {
    let mut editor = Editor::new(FILES);
    let asked = editor.wait_for(|message| message["method"] == "client/registerCapability");
    let watched = &asked["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watched[0]["globPattern"], "**/*.idl");
    assert_eq!(editor.open("lamp.idl"), [Value::Null; 0]);
    let types = editor.uri("types.idl");
    editor.save("types.idl", "import \"unknwn.idl\";\n");
    let changes = json!({ "changes": [{ "uri": types, "type": 2 }] });
    editor.notify("workspace/didChangeWatchedFiles", changes);
    let uri = editor.uri("lamp.idl");
    assert_eq!(codes(&editor.problems(&uri)), ["IDL0401"]);
}

#[test]
fn a_document_that_is_no_file_is_left_alone() {
    let mut editor = Editor::new(FILES);
    let document = json!({ "uri": "untitled:1", "languageId": "idl", "version": 1, "text": "x" });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let params = json!({
        "textDocument": { "uri": "untitled:1" }, "position": { "line": 0, "character": 0 }
    });
    assert_eq!(editor.request("textDocument/hover", params), Value::Null);
}

#[test]
fn the_server_ends_when_the_editor_says_so() {
    let mut editor = Editor::new(FILES);
    editor.open("lamp.idl");
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn a_request_that_is_unknown_is_refused() {
    let mut editor = Editor::new(FILES);
    let answer = editor.answer("textDocument/formatting", json!({}));
    assert_eq!(answer["error"]["code"], -32601);
}
