//! The command line as a user has it: exit status, what goes where, and that nothing is half
//! written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const IDL: &str = r#"
import "unknwn.idl";
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10), pointer_default(unique)]
interface ILamp : IUnknown
{
    HRESULT Switch([in] BOOL on);
    [propget] HRESULT Brightness([out, retval] ULONG *value);
}
"#;

const BROKEN: &str = r#"
import "unknwn.idl";
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10)]
interface ILamp : IUnknown
{
    HRESULT Switch([in] BOOLL on);
}
"#;

/// A folder with `lamp.idl` in it.
fn folder(idl: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the IDL");
    fs::write(folder.path().join("lamp.idl"), idl).expect("the IDL can be written");
    folder
}

fn comidl(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comidl"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("comidl can be started")
}

fn status(output: &Output) -> Option<i32> {
    output.status.code()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into()
}

/// The names in a folder, sorted; empty where there is none.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn build_writes_rust_winmd_and_rdl_and_ends_with_a_table() {
    let folder = folder(IDL);
    let output = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "out"]);
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    let written = names(&folder.path().join("out"));
    assert_eq!(written, ["lamp.rdl", "lamp.rs", "lamp.winmd"]);
    insta::assert_snapshot!(hide_sizes(&stdout(&output)), @"
    interface  IID                                   slots
    ILamp      0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10      5

    1 interface with 1 IID and 2 slots of their own
    nothing to verify: metadata has none of these types, by name or by IID
    wrote out/lamp.rs (_ bytes)
    wrote out/lamp.winmd (_ bytes)
    wrote out/lamp.rdl (_ bytes)
    ");
}

/// The table without the files' sizes, which every change of the emitter changes.
fn hide_sizes(table: &str) -> String {
    let line = |line: &str| match line.split_once(" (") {
        Some((file, _)) => format!("{file} (_ bytes)\n"),
        None => format!("{line}\n"),
    };
    table.lines().map(line).collect()
}

#[test]
fn emit_chooses_what_is_written() {
    let folder = folder(IDL);
    let arguments = [
        "build",
        "lamp.idl",
        "--out-dir",
        "out",
        "--emit",
        "json,rust",
    ];
    assert_eq!(status(&comidl(folder.path(), &arguments)), Some(0));
    assert_eq!(names(&folder.path().join("out")), ["lamp.json", "lamp.rs"]);
}

#[test]
fn the_outputs_are_the_same_on_each_run_and_from_each_folder() {
    let (first, second) = (folder(IDL), folder(IDL));
    let absolute = second.path().join("lamp.idl").display().to_string();
    let emit = ["--out-dir", "out", "--emit", "rust,winmd,rdl,json"];
    comidl(first.path(), &[&["build", "lamp.idl"], &emit[..]].concat());
    comidl(second.path(), &[&["build", &absolute], &emit[..]].concat());
    let outputs = names(&first.path().join("out"));
    assert_eq!(outputs.len(), 4);
    for name in outputs {
        let read = |folder: &TempDir| fs::read(folder.path().join("out").join(&name));
        assert_eq!(read(&first).unwrap(), read(&second).unwrap(), "{name}");
    }
}

#[test]
fn what_existed_stays_when_the_input_has_errors() {
    let folder = folder(IDL);
    let build = ["build", "lamp.idl", "--out-dir", "out"];
    comidl(folder.path(), &build);
    let out = folder.path().join("out");
    let before: Vec<Vec<u8>> = names(&out)
        .iter()
        .map(|it| fs::read(out.join(it)).unwrap())
        .collect();
    fs::write(folder.path().join("lamp.idl"), BROKEN).unwrap();
    let output = comidl(folder.path(), &build);
    assert_eq!((status(&output), stdout(&output)), (Some(1), String::new()));
    let after: Vec<Vec<u8>> = names(&out)
        .iter()
        .map(|it| fs::read(out.join(it)).unwrap())
        .collect();
    assert_eq!(before, after);
}

#[test]
fn an_input_with_errors_makes_no_folder() {
    let folder = folder(BROKEN);
    let output = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "out"]);
    assert_eq!(status(&output), Some(1));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error_that_names_it() {
    let folder = folder(IDL);
    fs::write(folder.path().join("out"), "in the way").unwrap();
    let output = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "out"]);
    assert_eq!(status(&output), Some(1));
    insta::assert_snapshot!(stderr(&output), @"
    error[IDL0801]: cannot make the folder `out`: File exists (os error 17)
     |
     = help: give another folder with `--out-dir`, in a build script with `.out_dir(..)`
    ");
}

#[test]
fn one_output_that_cannot_be_written_leaves_all_as_they_were() {
    let folder = folder(IDL);
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("lamp.winmd")).unwrap();
    fs::write(out.join("lamp.rs"), "before").unwrap();
    let output = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "out"]);
    assert_eq!(status(&output), Some(1));
    assert!(stderr(&output).contains("cannot write `out/lamp.winmd`"));
    assert_eq!(fs::read_to_string(out.join("lamp.rs")).unwrap(), "before");
    assert_eq!(names(&out), ["lamp.rs", "lamp.winmd"]);
}

/// Killed at any moment, it leaves each output as it was or as it is to be: never a part of one.
#[cfg(unix)]
#[test]
fn a_killed_build_leaves_no_output_half_written() {
    let folder = folder(IDL);
    let build = [
        "build",
        "lamp.idl",
        "--out-dir",
        "out",
        "--emit",
        "rust,rdl",
    ];
    comidl(folder.path(), &build);
    let out = folder.path().join("out");
    let outputs: Vec<PathBuf> = names(&out).iter().map(|name| out.join(name)).collect();
    let whole: Vec<Vec<u8>> = outputs.iter().map(|path| fs::read(path).unwrap()).collect();
    for delay in 0..40 {
        for path in &outputs {
            fs::write(path, "before").unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_comidl"))
            .args(build)
            .current_dir(folder.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("comidl can be started");
        std::thread::sleep(std::time::Duration::from_millis(delay));
        child.kill().ok();
        child.wait().unwrap();
        for (path, whole) in outputs.iter().zip(&whole) {
            let there = fs::read(path).unwrap();
            assert!(there == b"before" || there == *whole, "after {delay} ms");
        }
    }
}

#[test]
fn check_writes_nothing() {
    let folder = folder(IDL);
    let output = comidl(folder.path(), &["check", "lamp.idl"]);
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    assert_eq!(names(folder.path()), ["lamp.idl"]);
}

#[test]
fn wrong_calls_end_with_status_2() {
    let folder = folder(IDL);
    let calls: &[&[&str]] = &[
        &[],
        &["build", "lamp.idl"],
        &["check"],
        &["compile", "lamp.idl"],
        &["build", "lamp.idl", "--out-dir", "out", "--emit", "cpp"],
        &["inspect", "lamp.idl", "--format", "xml"],
        &[
            "inspect",
            "lamp.idl",
            "--target",
            "x86_64-unknown-linux-gnu",
        ],
        &["check", "lamp.idl", "-D", "1X=2"],
        &["check", "lamp.idl", "--namespace", "A..B"],
        &["check", "lamp.idl", "--message-format", "xml"],
    ];
    for call in calls {
        let output = comidl(folder.path(), call);
        assert_eq!(status(&output), Some(2), "{call:?}");
        assert_ne!(stderr(&output), "", "{call:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_an_error_of_the_input() {
    let folder = folder(IDL);
    let output = comidl(folder.path(), &["check", "lump.idl"]);
    assert_eq!(status(&output), Some(1));
    assert!(stderr(&output).contains("cannot read `lump.idl`"));
}

#[test]
fn json_messages_are_one_object_a_line_and_nothing_else() {
    let folder = folder(&BROKEN.replace("[in] BOOLL on", "[in] BOOLL on, [inn] LONGG x"));
    let arguments = [
        "build",
        "lamp.idl",
        "--out-dir",
        "out",
        "--message-format",
        "json",
    ];
    let output = comidl(folder.path(), &arguments);
    assert_eq!((status(&output), stdout(&output)), (Some(1), String::new()));
    let said = stderr(&output);
    let messages: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let codes: Vec<&str> = messages
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect();
    assert_eq!(codes, ["IDL0601", "IDL0401", "IDL0401"]);
    let place = &messages[1]["spans"][0];
    assert_eq!(place["path"], "lamp.idl");
    assert_eq!((&place["line"], &place["column"]), (&6.into(), &25.into()));
}

#[test]
fn messages_have_no_colours_in_a_pipe() {
    let folder = folder(BROKEN);
    let output = comidl(folder.path(), &["check", "lamp.idl"]);
    assert!(stderr(&output).starts_with("error[IDL0401]"));
    assert!(!stderr(&output).contains('\x1b'));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = folder(IDL);
    let script = format!(
        "{} inspect lamp.idl lamp.idl | true; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_comidl")
    );
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    assert_eq!(
        (stdout(&output).trim(), stderr(&output).as_str()),
        ("0", "")
    );
}

#[test]
fn several_files_see_each_other_and_make_one_output() {
    let folder = folder(IDL);
    let room = "[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d11)]\n\
                interface IRoom : IUnknown { HRESULT Lamp([out] ILamp **lamp); }";
    fs::write(folder.path().join("room.idl"), room).unwrap();
    let files = ["lamp.idl", "room.idl", "--out-dir", "out", "--emit", "json"];
    let output = comidl(folder.path(), &[&["build"], &files[..]].concat());
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    let json = fs::read(folder.path().join("out/lamp.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let interfaces = document["interfaces"].as_array().unwrap();
    let names: Vec<&str> = interfaces
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert_eq!(names, ["ILamp", "IRoom"]);
}

#[test]
fn macros_from_outside_choose_what_is_compiled() {
    let idl = "import \"unknwn.idl\";\n#if LEVEL >= 2\nconst long Level = LEVEL;\n#endif\n";
    let folder = folder(idl);
    let inspect = ["inspect", "lamp.idl", "--format", "json"];
    let constants = |define: &str| {
        let output = comidl(folder.path(), &[&inspect[..], &[define]].concat());
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        document["constants"].as_array().unwrap().len()
    };
    assert_eq!((constants("-DLEVEL=3"), constants("-DLEVEL")), (1, 0));
}

#[test]
fn filter_keeps_what_is_named_and_what_that_needs() {
    let idl = "import \"unknwn.idl\";\n\
               typedef struct tagBulb { long watts; } Bulb;\n\
               typedef struct Shade { long colour; } Shade;\n\
               [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d20)]\n\
               interface ILight : IUnknown { HRESULT Bulb([out] Bulb *bulb); }\n\
               [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d21)]\n\
               interface ILamp : ILight { HRESULT On(); }\n\
               [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d22)]\n\
               interface ICover : IUnknown { HRESULT Shade([out] Shade *shade); }\n";
    let folder = folder(idl);
    let kept = |filter: &[&str]| {
        let build = [
            "build",
            "lamp.idl",
            "--out-dir",
            "out",
            "--emit",
            "rust,rdl",
        ];
        let output = comidl(folder.path(), &[&build[..], filter].concat());
        assert_eq!(status(&output), Some(0), "{}", stderr(&output));
        let text = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();
        let (rust, rdl) = (text("out/lamp.rs"), text("out/lamp.rdl"));
        let mut names = vec!["Bulb", "Shade", "ILight", "ILamp", "ICover"];
        let in_rust = |name: &str| {
            let names = [
                format!("pub struct {name} {{"),
                format!("pub struct {name}_Vtbl {{"),
            ];
            names.iter().any(|it| rust.contains(it))
        };
        let in_rdl = |name: &str| {
            let names = [format!("struct {name} {{"), format!("interface {name}: ")];
            names.iter().any(|it| rdl.contains(it))
        };
        for name in &names {
            assert_eq!(in_rust(name), in_rdl(name), "{name}");
        }
        names.retain(|name| in_rust(name));
        names
    };
    assert_eq!(kept(&[]).len(), 5);
    assert_eq!(kept(&["--filter", "ILamp"]), ["Bulb", "ILight", "ILamp"]);
    assert_eq!(kept(&["--filter", "tagBulb"]), ["Bulb"]);
    let both = ["--filter", "ICover", "--filter", "Bulb"];
    assert_eq!(kept(&both), ["Bulb", "Shade", "ICover"]);
    assert_eq!(kept(&["--filter", "IL*"]), ["Bulb", "ILight", "ILamp"]);
    assert_eq!(kept(&["--filter", "tag????"]), ["Bulb"]);
    let both = ["--filter", "IC*er", "--filter", "Bulb"];
    assert_eq!(kept(&both), ["Bulb", "Shade", "ICover"]);
}

#[test]
fn a_filter_that_names_nothing_is_an_error() {
    let folder = folder(IDL);
    let output = comidl(folder.path(), &["check", "lamp.idl", "--filter", "ILampp"]);
    assert_eq!(status(&output), Some(1));
    insta::assert_snapshot!(stderr(&output), @"
    error[IDL0111]: cannot find `ILampp`, which is filtered by
     |
     = help: name what the IDL files define, or an interface that they use; what that needs comes along
     = note: did you mean `ILamp`?
    ");
}

#[test]
fn a_filter_that_matches_nothing_is_an_error() {
    let folder = folder(IDL);
    let output = comidl(folder.path(), &["check", "lamp.idl", "--filter", "*Lampp"]);
    assert_eq!(status(&output), Some(1));
    insta::assert_snapshot!(stderr(&output), @"
    error[IDL0113]: no definition matches `*Lampp`, which is filtered by
     |
     = help: match what the IDL files define themselves; `*` stands for any letters, `?` for one
     = note: did you mean `ILamp`?
    ");
}

#[test]
fn a_definition_of_winrt_is_named_with_its_namespace_or_without() {
    let delegate = |namespace: &str, number: u32| {
        format!(
            "namespace {namespace} {{ [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d{number})]
            delegate HRESULT {namespace}Switched([in] INT32 level); }}"
        )
    };
    let idl = "import \"inspectable.idl\";\n".to_owned()
        + &delegate("Lamps", 40)
        + &delegate("Shades", 41);
    let folder = folder(&idl);
    for (name, is_there) in [
        ("Lamps.LampsSwitched", true),
        ("LampsSwitched", true),
        ("Lamps.*", true),
        ("*.LampsSw?tched", true),
        ("Shades.LampsSwitched", false),
        ("LampsLampsSwitched", false),
        (".LampsSwitched", false),
        ("Lamps*Shades", false),
    ] {
        let build = ["build", "lamp.idl", "--out-dir", "out", "--emit", "rust"];
        let named = ["--filter", name, "--callback", name];
        let output = comidl(folder.path(), &[&build[..], &named].concat());
        assert_eq!(status(&output), Some(i32::from(!is_there)), "{name}");
        if is_there {
            let rust = fs::read_to_string(folder.path().join("out/lamp.rs")).unwrap();
            assert!(rust.contains("trait LampsSwitchedCallback"));
            assert!(!rust.contains("ShadesSwitched"));
        }
    }
}

#[test]
fn a_pattern_with_a_namespace_is_told_where_something_that_it_matches_is_no_callback() {
    let idl = "import \"inspectable.idl\";
        namespace Lamps { [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d40)]
        interface ILamp : IInspectable { HRESULT Switch(); } }";
    let folder = folder(idl);
    let said = |names: &[&str]| {
        let callbacks = names.iter().flat_map(|name| ["--callback", name]);
        let check: Vec<&str> = ["check", "lamp.idl"].into_iter().chain(callbacks).collect();
        stderr(&comidl(folder.path(), &check))
    };
    let note = "`Lamps.*` matches it";
    let (by_pattern, by_both) = (said(&["Lamps.*"]), said(&["Lamps.*", "Lamps.ILamp"]));
    assert!(by_pattern.contains("error[IDL0814]"), "{by_pattern}");
    assert!(by_pattern.contains(note), "{by_pattern}");
    assert!(by_both.contains("error[IDL0814]"), "{by_both}");
    assert!(!by_both.contains(note), "{by_both}");
}

/// Two interfaces that can be callbacks, and one that can't.
const EVENTS: &str = "import \"unknwn.idl\";
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d20)]
interface ILampEventHandler : IUnknown { HRESULT Switched(); }
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d21)]
interface IShadeEventHandler : IUnknown { HRESULT Drawn(); }
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d22)]
interface IPrinter : IUnknown { HRESULT Print(long count, ...); }
";

#[test]
fn a_pattern_makes_callbacks_of_the_interfaces_of_the_idl_files_that_it_matches() {
    let folder = folder(EVENTS);
    let traits = |callbacks: &[&str]| {
        let build = ["build", "lamp.idl", "--out-dir", "out", "--emit", "rust"];
        let output = comidl(folder.path(), &[&build[..], callbacks].concat());
        assert_eq!(status(&output), Some(0), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join("out/lamp.rs")).unwrap();
        let lines = text.lines().map(str::trim);
        let traits = lines.filter_map(|line| line.strip_prefix("pub trait ")?.split(':').next());
        let mut traits: Vec<String> = traits.map(str::to_owned).collect();
        traits.retain(|it| !it.contains("_Impl"));
        traits
    };
    let both = ["LampEventHandler", "ShadeEventHandler"];
    assert_eq!(traits(&["--callback", "*EventHandler"]), both);
    let twice = ["--callback", "*Handler", "--callback", "ILampEventHandler"];
    assert_eq!(traits(&twice), both);
    assert_eq!(traits(&["--callback", "ILamp*"]), ["LampEventHandler"]);
    // What the filter drops is no definition of the files any more.
    let filtered = ["--filter", "IShade*", "--callback", "*Handler"];
    assert_eq!(traits(&filtered), ["ShadeEventHandler"]);
}

/// Returns the interfaces of which the bindings have a trait for `#[implement]`.
fn implementable(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let build = ["build", "lamp.idl", "--out-dir", "out", "--emit", "rust"];
    let output = comidl(folder, &[&build[..], arguments].concat());
    assert_eq!(status(&output), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(folder.join("out/lamp.rs")).unwrap();
    let lines = text.lines().map(str::trim);
    let traits = lines.filter_map(|line| line.strip_prefix("pub trait ")?.split_once("_Impl"));
    traits.map(|(interface, _)| interface.to_owned()).collect()
}

#[test]
fn only_interfaces_that_are_to_be_implemented_have_a_trait_for_that() {
    let folder = folder(EVENTS);
    let of = |arguments: &[&str]| implementable(folder.path(), arguments);
    let both = ["ILampEventHandler", "IShadeEventHandler"];
    assert!(of(&[]).is_empty());
    assert!(of(&["--callback", "ILamp*"]).is_empty());
    assert_eq!(of(&["--implement", "ILampEventHandler"]), &both[..1]);
    assert_eq!(of(&["--implement", "I?ha*"]), &both[1..]);
    // Of what a pattern matches, a program can't implement `IPrinter`.
    assert_eq!(of(&["--implement", "*"]), both);
}

#[test]
fn the_bases_of_what_is_implemented_have_a_trait_as_well() {
    let folder = folder(
        "import \"objidl.idl\";
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d20)]
interface ILamp : IUnknown { HRESULT Read([in] IStream *from); }
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d21)]
interface ILamp2 : ILamp { HRESULT Dim(); }
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d22)]
interface ILamp3 : ILamp2 { HRESULT Glow(); }
",
    );
    let of = |name: &str| implementable(folder.path(), &["--implement", name]);
    assert_eq!(of("ILamp2"), ["ILamp", "ILamp2"]);
    // The IDL only passes it on, and the bindings have it whole now.
    assert_eq!(of("IStream"), ["ISequentialStream", "IStream"]);
}

#[test]
fn bindings_say_how_a_trait_that_they_lack_is_asked_for() {
    let folder = folder(EVENTS);
    let says = |implement: &[&str]| {
        implementable(folder.path(), implement);
        let text = fs::read_to_string(folder.path().join("out/lamp.rs")).unwrap();
        text.contains("`--implement IFoo`")
    };
    assert!(says(&[]));
    assert!(says(&["--implement", "ILampEventHandler"]));
    // A program can't implement `IPrinter`.
    assert!(!says(&["--implement", "*"]));
}

#[test]
fn check_finds_what_cannot_be_implemented_as_build_does() {
    let folder = folder(EVENTS);
    let said = |command: &[&str], name: &str| {
        let output = comidl(
            folder.path(),
            &[command, &["lamp.idl", "--implement", name]].concat(),
        );
        assert_eq!(status(&output), Some(1), "{name}");
        stderr(&output)
    };
    let build = ["build", "--out-dir", "out"];
    for name in ["ILampEvents", "*Handlr", "IPrinter", "IPr*", "IUnknown"] {
        assert_eq!(said(&["check"], name), said(&build, name));
    }
    insta::assert_snapshot!(said(&["check"], "*Handlr"), @"
    error[IDL0833]: no interface matches `*Handlr`, to implement it
     |
     = help: match interfaces that the IDL files define themselves; `*` stands for any letters, `?` for one
     = note: did you mean `ILampEventHandler` or `IShadeEventHandler`?
    ");
    insta::assert_snapshot!(said(&["check"], "ILampEventHandlr"), @"
    error[IDL0831]: there is no interface `ILampEventHandlr` to implement
     |
     = help: give the name of an interface that the IDL defines or imports
     = note: did you mean `ILampEventHandler`?
    ");
    insta::assert_snapshot!(said(&["check"], "IPr*"), @"
    error[IDL0832]: the bindings can't have a trait to implement `IPrinter`: `Print` takes further arguments, which Rust defines no function with
     --> lamp.idl:7:11
      |
    7 | interface IPrinter : IUnknown { HRESULT Print(long count, ...); }
      |           ^^^^^^^^ asked for by `implement`
      |
      = help: leave it out of what is to be implemented; programs can call it all the same
    ");
    insta::assert_snapshot!(said(&["check"], "IUnknown"), @"
    error[IDL0832]: the bindings can't have a trait to implement `IUnknown`: `windows-core` provides it
     |
     = help: leave it out of what is to be implemented; programs can call it all the same
    ");
}

#[test]
fn enums_says_how_the_bindings_have_enumerations() {
    let folder = folder("typedef enum Kind { SMALL, LARGE } Kind;\n");
    let items = |enums: &[&str]| {
        let build = ["build", "lamp.idl", "--out-dir", "out", "--emit", "rust"];
        let output = comidl(folder.path(), &[&build[..], enums].concat());
        assert_eq!(status(&output), Some(0), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join("out/lamp.rs")).unwrap();
        let lines = text.lines().filter(|line| line.contains("pub "));
        let lines = lines.map(|line| line.trim().to_owned()).skip(1);
        lines.collect::<Vec<_>>()
    };
    let alias = [
        "pub type Kind = i32;",
        "pub const SMALL: Kind = 0;",
        "pub const LARGE: Kind = 1;",
    ];
    assert_eq!(items(&[]), alias);
    assert_eq!(items(&["--enums", "alias"]), alias);
    let types = [
        "pub struct Kind(pub i32);",
        "pub const SMALL: Kind = Kind(0);",
        "pub const LARGE: Kind = Kind(1);",
    ];
    assert_eq!(items(&["--enums", "newtype"]), types);
    assert_eq!(items(&["--enums", "open"]), types);
}

#[test]
fn what_may_be_null_is_an_option_of_the_callback() {
    let folder = folder(
        "import \"unknwn.idl\";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
interface ILampEvents : IUnknown
{
    HRESULT Switched([in] IUnknown *lamp, [in] LPCWSTR name);
}
",
    );
    let method = |arguments: &[&str]| {
        let build = [
            "build",
            "lamp.idl",
            "--out-dir",
            "out",
            "--callback",
            "ILampEvents",
        ];
        let arguments = [&build, arguments].concat();
        let output = comidl(folder.path(), &arguments);
        assert_eq!(status(&output), Some(0), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join("out/lamp.rs")).expect("it is made");
        let line = text.lines().find(|line| line.contains("fn switched(&self"));
        line.expect("the method").trim().to_owned()
    };
    assert_eq!(
        method(&["--nullable", "ILampEvents::Switched"]),
        "fn switched(&self, lamp: Option<&windows_core::IUnknown>, name: Option<&::comidl::WideStr>) -> ::comidl::Result<()>;"
    );
    assert_eq!(
        method(&[
            "--nullable",
            "ILampEvents",
            "--non-null",
            "ILampEvents::*.lamp"
        ]),
        "fn switched(&self, lamp: &windows_core::IUnknown, name: Option<&::comidl::WideStr>) -> ::comidl::Result<()>;"
    );
}

#[test]
fn check_finds_what_is_wrong_with_callbacks_as_build_does() {
    let folder = folder(EVENTS);
    let said = |command: &[&str], callback: &str| {
        let arguments = [command, &["lamp.idl", "--callback", callback]].concat();
        let output = comidl(folder.path(), &arguments);
        assert_eq!(status(&output), Some(1), "{callback}");
        stderr(&output)
    };
    let build = ["build", "--out-dir", "out"];
    for callback in ["ILampEvents", "*Handlr", "IPrinter", "*r", "IClassFactory?"] {
        assert_eq!(said(&["check"], callback), said(&build, callback));
    }
    let output = comidl(folder.path(), &["check", "lamp.idl", "--callback", "I*H*"]);
    assert_eq!(status(&output), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!(said(&["check"], "*Handlr"), @"
    error[IDL0815]: no interface matches `*Handlr`, to make a callback of
     |
     = help: match interfaces that the IDL files define themselves; `*` stands for any letters, `?` for one
     = note: did you mean `ILampEventHandler` or `IShadeEventHandler`?
    ");
    insta::assert_snapshot!(said(&["check"], "*r"), @"
    error[IDL0814]: `IPrinter` can't be a callback: `Print` takes further arguments, which Rust defines no function with
     --> lamp.idl:7:11
      |
    7 | interface IPrinter : IUnknown { HRESULT Print(long count, ...); }
      |           ^^^^^^^^ asked for as a callback
      |
      = note: `*r` matches it; give a pattern that doesn't, or the names of the callbacks
    ");
}

#[test]
fn inspect_lays_records_out_for_the_target() {
    let idl = "import \"unknwn.idl\";\n\
               typedef struct Pair { LPWSTR name; hyper value; } Pair;\n\
               typedef union Any { byte b; IUnknown *p; } Any;";
    let folder = folder(idl);
    let sizes = |target: &str| {
        let arguments = [
            "inspect", "lamp.idl", "--format", "json", "--target", target,
        ];
        let output = comidl(folder.path(), &arguments);
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["target"], target);
        let records = document["structs"].as_array().unwrap();
        records
            .iter()
            .map(|it| it["size"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(sizes("x86_64-pc-windows-msvc"), [16, 8]);
    assert_eq!(sizes("i686-pc-windows-msvc"), [16, 4]);
    assert_eq!(sizes("aarch64-pc-windows-msvc"), [16, 8]);
}

/// An IDL file whose interface has another method on each processor.
const OF_PROCESSORS: &str = "import \"oaidl.idl\";\n\
    [object, uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c01)]\n\
    interface IMill : IUnknown\n{\n\
    #if defined(_M_ARM64)\n    HRESULT Turn([in] long speed);\n\
    #elif defined(_WIN64)\n    HRESULT Turn([in] hyper speed);\n\
    #else\n    HRESULT Turn([in] short speed);\n#endif\n}\n";

#[test]
fn every_command_has_the_macros_of_the_target() {
    let folder = folder(OF_PROCESSORS);
    let made = |target: &[&str]| {
        let arguments = ["build", "lamp.idl", "--out-dir", "out", "--emit", "rust"];
        let output = comidl(folder.path(), &[&arguments, target].concat());
        assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
        let rust = fs::read_to_string(folder.path().join("out/lamp.rs")).unwrap();
        (stdout(&output), rust)
    };
    let default = "x86_64-pc-windows-msvc";
    for (arguments, target, ty) in [
        (&[][..], default, "i64"),
        (
            &["--target", "i686-pc-windows-gnu"],
            "i686-pc-windows-gnu",
            "i16",
        ),
        (
            &["--target", "aarch64-pc-windows-msvc"],
            "aarch64-pc-windows-msvc",
            "i32",
        ),
    ] {
        let (said, rust) = made(arguments);
        assert!(said.contains(&format!("for {target} alone: ")), "{said}");
        let head = format!("// Made for {target}: ");
        assert_eq!(
            rust.lines().position(|line| line.starts_with(&head)),
            Some(1)
        );
        assert!(rust.contains(&format!("speed: {ty}")), "{rust}");
        let check = comidl(folder.path(), &[&["check", "lamp.idl"], arguments].concat());
        assert!(stdout(&check).contains(&format!("for {target} alone: ")));
    }
}

#[test]
fn an_idl_that_asks_for_no_target_is_for_all() {
    let folder = folder(IDL);
    let arguments = ["build", "lamp.idl", "--out-dir", "out", "--emit", "rust"];
    let made = |target: &str| {
        let output = comidl(
            folder.path(),
            &[&arguments[..], &["--target", target]].concat(),
        );
        assert!(!stdout(&output).contains("alone"));
        fs::read(folder.path().join("out/lamp.rs")).unwrap()
    };
    assert_eq!(made("i686-pc-windows-msvc"), made("x86_64-pc-windows-msvc"));
}

/// One of everything that `inspect` shows.
const HOUSE: &str = r##"
import "oaidl.idl";
const unsigned short Floors = 0x2;
const wchar_t *Street = L"High Street";
cpp_quote("#define HOUSE_E_LOCKED _HRESULT_TYPEDEF_(0x80040201L)")
typedef enum tagColour { Colour_Red = 1, Colour_Blue } Colour;
typedef struct tagRoom {
    byte floor;
    ULONG open : 3;
    ULONG locked : 1;
    union { hyper area; Colour colour; };
    LPWSTR names[2];
} Room, *PRoom;
typedef union { Room room; double size; } Space;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d12), pointer_default(unique)]
interface IHouse : IDispatch
{
    [propget] HRESULT Name([out, retval] BSTR *value);
    [propput] HRESULT Name([in] BSTR value);
    [local] HRESULT Enter([in] REFIID riid, [out, iid_is(riid)] void **guest);
    [call_as(Enter)] HRESULT RemoteEnter([in] REFIID riid, [out, iid_is(riid)] IUnknown **guest);
    HRESULT Fill([in] ULONG count, [in, size_is(count)] const Room rooms[], [in] PRoom best);
}
[uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d13), version(1.0)]
library Houses
{
    [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d14)]
    dispinterface _HouseEvents {
        properties:
        methods:
            [id(1)] void Rang([in] BSTR who);
    };
    [uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d15)]
    coclass House {
        [default] interface IHouse;
        [default, source] dispinterface _HouseEvents;
    };
}
"##;

fn inspected(format: &str) -> String {
    let folder = folder(HOUSE);
    let output = comidl(folder.path(), &["inspect", "lamp.idl", "--format", format]);
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    stdout(&output)
}

#[test]
fn inspect_shows_tables_to_people() {
    insta::assert_snapshot!(inspected("table"));
}

#[test]
fn inspect_draws_inheritance_for_graphviz() {
    insta::assert_snapshot!(inspected("dot"));
}

#[test]
fn inspect_prints_the_stable_format() {
    insta::assert_snapshot!(inspected("json"));
}

#[test]
fn inspect_tells_where_a_name_comes_from() {
    let folder = folder(HOUSE);
    let asked = |more: &str| {
        let arguments = format!("inspect lamp.idl {more}");
        comidl(folder.path(), &arguments.split(' ').collect::<Vec<_>>())
    };
    let output = asked("--origin Room --origin IDispatch --origin ULONG");
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    insta::assert_snapshot!(stdout(&output), @"
    Room       struct     lamp.idl:13
    IDispatch  interface  Win32 metadata, Windows.Win32
    ULONG      typedef    base names of every IDL
    ");
    let output = asked("--origin Roof");
    assert_eq!((status(&output), stdout(&output)), (Some(1), String::new()));
    assert!(stderr(&output).contains("did you mean `Room`?"));
    let output = asked("--origin Room --format json");
    assert_eq!(status(&output), Some(2));
}

/// Returns whether `check` accepts a file that defines `one` and `other`, beside a winmd of `theirs`.
/// The answer must be the same for both orders.
fn checked_in_either_order(theirs: &str, drift: &[&str], one: &str, other: &str) -> bool {
    let import = "import \"unknwn.idl\";";
    let folder = folder(&format!("{import} {theirs}"));
    let build = "build lamp.idl --out-dir . --namespace Windows.Win32";
    let arguments: Vec<&str> = build.split(' ').chain(drift.iter().copied()).collect();
    let built = comidl(folder.path(), &arguments);
    assert_eq!(status(&built), Some(0), "{}", stderr(&built));
    let [first, second] = [[one, other], [other, one]].map(|[one, other]| {
        fs::write(
            folder.path().join("ours.idl"),
            format!("{import} {one} {other}"),
        )
        .expect("the IDL can be written");
        let checked = comidl(
            folder.path(),
            &["check", "ours.idl", "--winmd", "lamp.winmd"],
        );
        status(&checked) == Some(0)
    });
    assert_eq!(first, second, "the order matters");
    first
}

#[test]
fn what_metadata_means_does_not_depend_on_what_was_asked_before() {
    let halves = "typedef union WU {
        struct { unsigned long lo; unsigned long hi; } s; unsigned hyper q;
    } WU;";
    let takes = |ty: &str| {
        format!(
            "[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d30)]
            interface IHalves : IUnknown {{ HRESULT Take([in] {ty} it); }};"
        )
    };
    let theirs = format!("{halves} {}", takes("WU"));
    assert!(checked_in_either_order(
        &theirs,
        &[],
        halves,
        &takes("unsigned hyper")
    ));

    // An interface that takes the place of one of Windows', to which Windows' others refer.
    let error = "[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d31)]
        interface IBackgroundCopyError : IUnknown { HRESULT Only([in] int a); };";
    let callback = "typedef void IBackgroundCopyJob;
        [object, uuid(97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22)]
        interface IBackgroundCopyCallback : IUnknown {
            HRESULT JobTransferred([in] IBackgroundCopyJob *job);
            HRESULT JobError([in] IBackgroundCopyJob *job, [in] IBackgroundCopyError *error);
            HRESULT JobModification([in] IBackgroundCopyJob *job, [in] ULONG reserved);
        };";
    let declared = format!("interface IBackgroundCopyError; {callback}");
    assert!(checked_in_either_order(
        error,
        &["--allow-drift", "IBackgroundCopyError"],
        error,
        &declared
    ));
}

#[test]
fn doc_writes_one_page_and_says_where() {
    let folder = folder(IDL);
    let output = comidl(folder.path(), &["doc", "lamp.idl", "--out", "out"]);
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    assert_eq!(names(&folder.path().join("out")), ["lamp.html"]);
    insta::assert_snapshot!(hide_sizes(&stdout(&output)), @"wrote out/lamp.html (_ bytes)");
    let page = fs::read_to_string(folder.path().join("out/lamp.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>"));
    for expected in [
        "ILamp",
        "0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10",
        "lamp.idl:4",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    for outside in ["http:", "https:", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn the_page_is_the_same_wherever_doc_is_called() {
    let folder = folder(IDL);
    let lamp = folder.path().join("lamp.idl");
    let lamp = lamp.to_str().expect("a path");
    let elsewhere = tempfile::tempdir().expect("a folder");
    comidl(folder.path(), &["doc", "lamp.idl", "--out", "out"]);
    let output = comidl(elsewhere.path(), &["doc", lamp, "--out", "out"]);
    assert_eq!(status(&output), Some(0));
    let [here, there] = [&folder, &elsewhere].map(|it| fs::read(it.path().join("out/lamp.html")));
    assert_eq!(here.unwrap(), there.unwrap());
}

#[test]
fn doc_takes_the_options_of_the_other_commands() {
    let idl = format!("{IDL} #ifdef MORE\ntypedef struct Kept {{ int a; }} Kept;\n#endif");
    let folder = folder(&idl);
    let arguments = [
        "doc", "lamp.idl", "-D", "MORE", "--filter", "Kept", "--out", "out",
    ];
    let output = comidl(folder.path(), &arguments);
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    let page = fs::read_to_string(folder.path().join("out/lamp.html")).unwrap();
    assert!(page.contains("Kept") && !page.contains("ILamp"));
}

#[test]
fn idl_with_errors_makes_no_page() {
    let folder = folder(BROKEN);
    let output = comidl(folder.path(), &["doc", "lamp.idl", "--out", "out"]);
    assert_eq!((status(&output), stdout(&output)), (Some(1), String::new()));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn an_output_never_replaces_a_file_that_was_read() {
    let folder = folder(IDL);
    fs::rename(
        folder.path().join("lamp.idl"),
        folder.path().join("lamp.html"),
    )
    .unwrap();
    let output = comidl(folder.path(), &["doc", "lamp.html", "--out", "."]);
    assert_eq!(status(&output), Some(1));
    insta::assert_snapshot!(stderr(&output), @"
    error[IDL0804]: `./lamp.html` would be replaced, which is an input
     |
     = help: write to another folder with `--out-dir`, in a build script with `.out_dir(..)`
    ");
    let kept = fs::read_to_string(folder.path().join("lamp.html")).unwrap();
    assert_eq!(kept, IDL);
}

#[cfg(not(feature = "windows-bindgen"))]
#[test]
fn a_comidl_without_windows_bindgen_says_how_to_get_one_with_it() {
    let folder = folder(IDL);
    for form in [
        "windows-bindgen",
        "rust,windows-bindgen=--sys --derive A=B,C",
    ] {
        let output = comidl(
            folder.path(),
            &["build", "lamp.idl", "--out-dir", "out", "--emit", form],
        );
        assert_eq!(status(&output), Some(2));
        let said = stderr(&output);
        assert!(
            said.contains("cargo install comidl-cli --features windows-bindgen"),
            "{said}"
        );
    }
    assert!(!folder.path().join("out").exists());
}

#[cfg(feature = "windows-bindgen")]
#[test]
fn what_stands_behind_windows_bindgen_is_for_it_alone() {
    let folder = folder(IDL);
    let form = "rust,windows-bindgen=--flat --derive lamp.ILamp=PartialOrd,Ord";
    let output = comidl(
        folder.path(),
        &["build", "lamp.idl", "--out-dir", "out", "--emit", form],
    );
    assert_eq!((status(&output), stderr(&output)), (Some(0), String::new()));
    assert_eq!(
        names(&folder.path().join("out")),
        ["lamp.bindgen.rs", "lamp.rs"]
    );
    let refused = [
        "build",
        "lamp.idl",
        "--out-dir",
        "out",
        "--emit",
        "windows-bindgen=--extern",
    ];
    let output = comidl(folder.path(), &refused);
    assert_eq!(status(&output), Some(1));
    assert!(stderr(&output).contains("`--extern` requires `--sys`"));
}
