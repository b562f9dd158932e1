//! The command line as people expect of any: help with examples that run, pipes, quiet and talk, completions, a manual,
//! and a crate to begin with.

mod page;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const IDL: &str = r#"import "unknwn.idl";

[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10)]
interface ILampEvents : IUnknown
{
    HRESULT Switched([in] BOOL on);
    HRESULT MaySleep([in] LPCWSTR reason, [out, retval] BOOL *may);
    void Gone();
}

[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d11)]
interface ILamp : IUnknown { HRESULT Advise([in] ILampEvents *events); }
"#;

/// All commands.
const COMMANDS: [&str; 9] = [
    "build",
    "check",
    "doc",
    "inspect",
    "lsp",
    "new",
    "explain",
    "completions",
    "man",
];

/// A folder with `lamp.idl`, and an include folder.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the IDL");
    fs::write(folder.path().join("lamp.idl"), IDL).expect("the IDL can be written");
    fs::create_dir(folder.path().join("include")).expect("a folder");
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comidl"));
    command.args(arguments).current_dir(folder);
    command
}

fn comidl(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command(folder, arguments);
    command.output().expect("comidl can be started")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into()
}

/// Runs a line as a shell does.
fn in_a_shell(folder: &Path, line: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_comidl"));
    let path = std::env::var("PATH").unwrap_or_default();
    let bin = program.parent().expect("a folder").display();
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", format!("{bin}:{path}"))
        .output()
        .expect("sh can be started")
}

#[cfg(unix)]
#[test]
fn the_examples_of_the_help_run_as_they_stand() {
    for asked in [""].into_iter().chain(COMMANDS) {
        let folder = folder();
        let help = match asked {
            "" => comidl(folder.path(), &["--help"]),
            _ => comidl(folder.path(), &[asked, "--help"]),
        };
        let help = stdout(&help);
        let (_, examples) = help.split_once("Examples:\n").expect(asked);
        let lines = examples.lines().take_while(|line| line.starts_with("  "));
        let mut count = 0;
        for line in lines {
            // Beside some there is what they are for.
            let line = line.trim();
            let line = line.split("   ").next().unwrap_or(line);
            let output = in_a_shell(folder.path(), line);
            assert!(output.status.success(), "{line}\n{}", stderr(&output));
            count += 1;
        }
        assert!(count >= 2, "{asked}: {examples}");
    }
}

/// Returns the page that shows all options, made of the help of each command.
fn page_of_commands() -> String {
    let folder = folder();
    let mut page = String::from(
        "# Commands and options\n\n\
         What each command says of itself. `comidl man COMMAND` has the same as a page of the manual, and\n\
         `comidl completions` completes the options in a shell. The options of a build script have the same names:\n\
         `--default-methods` is `Builder::default_methods`. A test makes this page\n\
         (`INSTA_UPDATE=always cargo test -p comidl-cli --test as_people_expect`).\n",
    );
    for command in [""].into_iter().chain(COMMANDS) {
        let arguments: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        let help = stdout(&comidl(folder.path(), &arguments));
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let title = format!("comidl {command}");
        page += &format!(
            "\n## {}\n\n```text\n{}\n```\n",
            title.trim(),
            lines.join("\n").trim_end()
        );
    }
    page
}

#[test]
fn each_option_is_on_the_page_of_commands() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/commands.md");
    page::assert_is_made(&path, &page_of_commands());
}

#[test]
fn bindings_go_to_standard_output_alone() {
    let folder = folder();
    let output = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "-"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let to_folder = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "out"]);
    assert!(to_folder.status.success());
    let written = fs::read_to_string(folder.path().join("out/lamp.rs")).expect("the bindings");
    assert_eq!(stdout(&output), written);
    assert!(!folder.path().join("-").exists());
}

#[test]
fn any_form_goes_to_standard_output_and_only_one() {
    let folder = folder();
    let to_stdout = |emit: &str| {
        let arguments = ["build", "lamp.idl", "--out-dir", "-", "--emit", emit];
        comidl(folder.path(), &arguments)
    };
    assert!(to_stdout("winmd").stdout.starts_with(b"MZ"));
    assert!(stdout(&to_stdout("rdl")).contains("ILampEvents"));
    let several = to_stdout("rdl,rust");
    assert_eq!(several.status.code(), Some(2));
    assert!(
        stderr(&several).contains("one form"),
        "{}",
        stderr(&several)
    );
    let page = comidl(folder.path(), &["doc", "lamp.idl", "--out", "-"]);
    assert!(stdout(&page).starts_with("<!DOCTYPE html>"));
}

/// Runs comidl with this standard input.
fn with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("comidl can be started");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A comidl that refuses its arguments reads nothing.
    stdin.write_all(input).ok();
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn an_idl_comes_from_standard_input_with_imports_of_the_folder() {
    let folder = folder();
    let text = IDL.to_owned() + "import \"units.idl\";\ntypedef WATTS MOST;\n";
    fs::write(folder.path().join("units.idl"), "typedef double WATTS;\n").expect("the IDL");
    let output = with_input(
        folder.path(),
        &["build", "-", "--out-dir", "-"],
        text.as_bytes(),
    );
    assert!(output.status.success(), "{}", stderr(&output));
    for word in ["from <stdin>", "pub struct ILampEvents", "pub type MOST"] {
        assert!(stdout(&output).contains(word), "{word}");
    }
    let output = with_input(
        folder.path(),
        &["build", "-", "--out-dir", "out"],
        text.as_bytes(),
    );
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(folder.path().join("out/stdin.winmd").is_file());
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(IDL.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let output = with_input(
        folder.path(),
        &["check", "-", "lamp.idl", "--filter", "ILamp"],
        &wide[..2],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let output = with_input(folder.path(), &["inspect", "-"], &wide);
    assert!(
        stdout(&output).contains("ILampEvents"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn errors_of_standard_input_show_its_lines() {
    let folder = folder();
    let output = with_input(folder.path(), &["check", "-"], b"typedef LAPM LAMP;\n");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("--> <stdin>:1:9") && said.contains("| typedef LAPM LAMP;"),
        "{said}"
    );
    let output = with_input(folder.path(), &["check", "-"], b"typedef\0");
    let said = stderr(&output);
    assert!(
        said.contains("IDL0104") && said.matches("error").count() == 1,
        "{said}"
    );
}

#[test]
fn errors_send_nothing_to_standard_output() {
    let folder = folder();
    fs::write(folder.path().join("lamp.idl"), "typedef LAPM LAMP;").expect("the IDL");
    let output = comidl(folder.path(), &["build", "lamp.idl", "--out-dir", "-"]);
    assert_eq!(
        (output.status.code(), stdout(&output)),
        (Some(1), String::new())
    );
}

#[test]
fn quiet_says_nothing_of_success_and_all_of_problems() {
    let folder = folder();
    for arguments in [
        &["check", "lamp.idl", "--quiet"][..],
        &["-q", "build", "lamp.idl", "--out-dir", "out"],
        &["doc", "lamp.idl", "--out", "out", "-q"],
    ] {
        let output = comidl(folder.path(), arguments);
        let said = (output.status.code(), stdout(&output), stderr(&output));
        assert_eq!(
            said,
            (Some(0), String::new(), String::new()),
            "{arguments:?}"
        );
    }
    let warned = comidl(folder.path(), &["check", "lamp.idl", "-q", "-I", "nowhere"]);
    assert!(stderr(&warned).contains("warning[IDL1101]"));
}

#[test]
fn verbose_tells_the_stages_and_the_files() {
    let folder = folder();
    let output = comidl(folder.path(), &["check", "lamp.idl", "--verbose"]);
    let said = stderr(&output);
    for word in ["reading: ", "verifying: ", " ms\n", "read lamp.idl\n"] {
        assert!(said.contains(word), "{word} isn't in {said}");
    }
}

#[test]
fn what_metadata_knows_nothing_of_is_not_called_verified() {
    let folder = folder();
    let output = comidl(folder.path(), &["check", "lamp.idl"]);
    assert!(
        stdout(&output).contains("nothing to verify"),
        "{}",
        stdout(&output)
    );
    let known = "typedef enum tagSTGTY { STGTY_STORAGE = 1 } STGTY;";
    fs::write(folder.path().join("known.idl"), known).expect("the IDL");
    let output = comidl(folder.path(), &["check", "known.idl"]);
    assert!(stdout(&output).contains("verified against metadata: 0 interfaces"));
}

#[test]
fn no_color_turns_colours_off_where_they_are_asked_for() {
    let folder = folder();
    fs::write(folder.path().join("lamp.idl"), "typedef LAPM LAMP;").expect("the IDL");
    let mut colourful = command(folder.path(), &["check", "lamp.idl"]);
    colourful.env("CLICOLOR_FORCE", "1");
    let said = |command: &mut Command| stderr(&command.output().expect("comidl can be started"));
    assert!(said(&mut colourful).contains("\x1b["));
    assert!(!said(colourful.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE")).contains("\x1b["));
}

#[test]
fn explain_says_what_a_code_means_and_lists_all_codes() {
    let folder = folder();
    let section = comidl(folder.path(), &["explain", "idl0705"]);
    let text = stdout(&section);
    assert!(
        text.starts_with("IDL0705: the vtable of `{name}` differs"),
        "{text}"
    );
    assert!(
        text.contains("```idl\n") && text.contains("**Cure.**"),
        "{text}"
    );
    let all = stdout(&comidl(folder.path(), &["explain"]));
    assert!(all.lines().count() > 100 && all.contains("\nIDL1403  the IDL defines nothing\n"));
    let unknown = comidl(folder.path(), &["explain", "IDL9999"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("`IDL9999`"));
}

#[test]
fn each_shell_gets_completions_of_each_command() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&comidl(folder.path(), &["completions", shell]));
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_takes_the_completions() {
    let folder = folder();
    let line = "eval \"$(comidl completions bash)\" && COMP_WORDS=(comidl ex) COMP_CWORD=1 && \
        _comidl comidl ex comidl && echo \"${COMPREPLY[@]}\"";
    let program = Path::new(env!("CARGO_BIN_EXE_comidl"));
    let bin = program.parent().expect("a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("bash")
        .args(["-c", line])
        .env("PATH", format!("{bin}:{path}"))
        .current_dir(folder.path())
        .output()
        .expect("bash can be started");
    assert_eq!(stdout(&output), "explain\n", "{}", stderr(&output));
}

#[test]
fn the_manual_has_a_page_of_each_command() {
    let folder = folder();
    let all = stdout(&comidl(folder.path(), &["man"]));
    assert!(all.contains(".TH comidl 1"), "{all}");
    for command in COMMANDS {
        assert!(all.contains(&format!("comidl\\-{command}(1)")), "{command}");
        let page = stdout(&comidl(folder.path(), &["man", command]));
        assert!(page.contains(&format!(".TH comidl-{command} 1")), "{page}");
        assert!(page.contains("Examples:"), "{command}");
    }
    let unknown = comidl(folder.path(), &["man", "bulid"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_reader_that_leaves_the_bindings_early_is_no_error() {
    let folder = folder();
    let mut child = command(folder.path(), &["build", "lamp.idl", "--out-dir", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("comidl can be started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), stderr(&output)),
        (Some(0), String::new())
    );
}

/// Cargo with the packages of this repository in the place of the released ones, if they are beside this one.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = |name: &str| root.join(name).display().to_string();
    let (runtime, codegen) = (path("runtime"), path("codegen"));
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a Cargo.lock");
    Command::new(env!("CARGO"))
        .args(arguments)
        .args([
            "--config",
            &format!("patch.crates-io.comidl.path={runtime:?}"),
        ])
        .args([
            "--config",
            &format!("patch.crates-io.comidl-codegen.path={codegen:?}"),
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_NET_OFFLINE", "true")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started")
}

#[test]
fn a_new_crate_runs_at_once_and_is_called_back() {
    let folder = folder();
    let vendor = "#include \"limits.h\"\nimport \"lamp.idl\";\nconst ULONG MOST = MAX_WATTS;\n\
        [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d12)]\n\
        interface ILampSink2 : ILampEvents { ULONG Count(); }\n";
    fs::write(folder.path().join("vendor-2.idl"), vendor).expect("the IDL");
    fs::write(
        folder.path().join("include/limits.h"),
        "#define MAX_WATTS 40\n",
    )
    .expect("the header");
    let made = comidl(
        folder.path(),
        &[
            "new",
            "--from",
            "vendor-2.idl",
            "-I",
            "include",
            "-D",
            "LAMP=2",
            "made/lamps",
        ],
    );
    assert!(made.status.success(), "{}", stderr(&made));
    let crate_folder = folder.path().join("made/lamps");
    for path in [
        "idl/vendor-2.idl",
        "idl/lamp.idl",
        "idl/limits.h",
        ".gitignore",
    ] {
        assert!(crate_folder.join(path).is_file(), "{path}");
    }
    let ran = cargo(&crate_folder, &["run", "--quiet"]);
    let said = stderr(&ran);
    assert!(ran.status.success() && !said.contains("warning"), "{said}");
    let iid = "ILampSink2 0F8A3B52-6F0C-4C0E-9F39-1F6F2B6B9D12 is at 0x";
    assert!(stdout(&ran).starts_with(iid), "{}", stdout(&ran));
}

#[test]
fn a_new_crate_never_replaces_what_is_there() {
    let folder = folder();
    let output = comidl(folder.path(), &["new", "--from", "lamp.idl", "include"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("`include` is there already"),
        "{}",
        stderr(&output)
    );
    let output = comidl(folder.path(), &["new", "--from", "lamp.idl", "two lamps"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("two lamps").exists());
}

#[test]
fn a_new_crate_of_idl_with_errors_is_not_made() {
    let folder = folder();
    fs::write(folder.path().join("lamp.idl"), "typedef LAPM LAMP;").expect("the IDL");
    let output = comidl(folder.path(), &["new", "--from", "lamp.idl", "lamps"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("IDL0401"));
    assert!(!folder.path().join("lamps").exists());
}
