//! The server on Wine's IDL, the largest that there is.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::json;

use crate::editor::Editor;

/// Where Debian's `libwine-dev` has the IDL of Wine.
const WINE: &str = "/usr/include/wine/wine/windows";

/// Returns an editor in the folder of Wine's IDL. Where that isn't there, says so; where `tests/run.sh` doesn't know
/// that it is lacking, the test fails.
fn editor() -> Option<Editor> {
    if !Path::new(WINE).is_dir() {
        if let Ok(without) = std::env::var("COMIDL_TESTS_WITHOUT") {
            let is_known = without.split(';').any(|package| package == "libwine-dev");
            assert!(is_known, "{WINE} is not there (package libwine-dev)");
        }
        // `eprintln!` would be captured.
        let message = b"left out: the language server on Wine's IDL (needs libwine-dev)\n";
        std::io::stderr().write_all(message).ok();
        return None;
    }
    let settings = json!({ "define": ["__WIDL__"] });
    Some(Editor::start(Path::new(WINE), settings))
}

/// Returns in how many milliseconds the command checks a file of Wine's, the quickest of several times.
fn check(file: &str) -> u128 {
    let check = || {
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_comidl"));
        let command = command
            .args(["check", "-D", "__WIDL__", file])
            .current_dir(WINE);
        command.output().expect("the command starts");
        started.elapsed().as_millis()
    };
    (0..6).map(|_| check()).min().expect("it ran")
}

/// The largest file of Wine. An optimized build answers within 100 ms on a machine that does nothing else, so
/// the quickest of several answers counts. On a slow machine it takes no longer than two runs of the command. A build
/// for tests takes a multiple of that.
#[test]
fn a_change_in_the_largest_file_is_answered_while_one_types() {
    let Some(mut editor) = editor() else { return };
    let before = editor.open("mshtml.idl");
    let mut quickest = u128::MAX;
    for _ in 0..3 {
        let started = Instant::now();
        let broken = editor.replace("mshtml.idl", "[in] BSTR v);", "[in] BSTRR v);");
        quickest = quickest.min(started.elapsed().as_millis());
        assert!(
            broken.iter().any(|it| it["code"] == "IDL0401"),
            "{broken:?}"
        );
        let started = Instant::now();
        let mended = editor.replace("mshtml.idl", "[in] BSTRR v);", "[in] BSTR v);");
        quickest = quickest.min(started.elapsed().as_millis());
        assert_eq!(mended, before);
    }
    eprintln!("a change in mshtml.idl was answered after {quickest} ms");
    let most = if cfg!(debug_assertions) {
        10_000
    } else {
        check("mshtml.idl").saturating_mul(2).max(100)
    };
    assert!(quickest < most, "{quickest} ms");
}

#[test]
fn a_method_has_its_slot_and_a_type_its_references() {
    let Some(mut editor) = editor() else { return };
    editor.open("mshtml.idl");
    insta::assert_snapshot!(editor.hover("mshtml.idl", "HRESULT setAt|tribute("));
    assert_eq!(
        editor.definition("mshtml.idl", "interface IHTMLElement : IDis|patch"),
        "oaidl.idl: interface ‹IDispatch› : IUnknown"
    );
    let mut about = editor.about("mshtml.idl", "interface IHTMLCurrent|Style;");
    about["context"] = json!({ "includeDeclaration": true });
    let found = editor.request("textDocument/references", about);
    assert!(
        found.as_array().is_some_and(|found| found.len() >= 4),
        "{found}"
    );
}

#[test]
fn a_rename_leaves_files_outside_alone() {
    let Some(mut editor) = editor() else { return };
    editor.open("mshtml.idl");
    let mut about = editor.about("mshtml.idl", "interface IHTMLCurrent|Style;");
    about["newName"] = json!("IDispatch");
    let answer = editor.answer("textDocument/rename", about);
    assert!(answer["error"]["message"].is_string(), "{answer}");
}
