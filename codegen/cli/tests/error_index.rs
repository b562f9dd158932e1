//! The index of errors, which `comidl explain` prints and `docs/errors.md` has: each code comes out of the input
//! that is shown for it, and not out of the cured one. The page is made of what the command says.
//!
//! The fence of a block says what it is: `idl` for `lamp.idl`, `webidl` for `lamp.webidl`, a language and a path for
//! another file, `console` for the command. Without a command, `lamp.idl` is checked.

mod page;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_codegen::Builder;
use comidl_codegen::internal::diagnostics::Problem;

/// The pages in their order.
const PAGES: [&str; 9] = [
    "files",
    "preprocessor",
    "syntax",
    "names",
    "values",
    "attributes",
    "metadata",
    "output",
    "contracts",
];

/// The codes whose input is too long for a page, or no file, and where a test makes them.
const MADE_ELSEWHERE: [(&str, &str); 27] = [
    ("IDL0104", "tests/tests/bad_input.rs"),
    ("IDL0105", "tests/tests/hostile/bounds.rs"),
    ("IDL0107", "codegen/src/preprocess/include.rs"),
    ("IDL0108", HERE),
    ("IDL0109", HERE),
    ("IDL0110", HERE),
    ("IDL0114", "tests/tests/hostile/bounds.rs"),
    ("IDL0115", "tests/tests/hostile/bounds.rs"),
    ("IDL0120", HERE),
    ("IDL0121", HERE),
    ("IDL0214", "codegen/src/preprocess/fold.rs"),
    ("IDL0215", "codegen/src/preprocess/condition.rs"),
    ("IDL0224", "tests/tests/hostile/bounds.rs"),
    ("IDL0225", "tests/tests/hostile/bounds.rs"),
    ("IDL0227", "tests/tests/hostile/bounds.rs"),
    ("IDL0302", HERE),
    ("IDL0417", "tests/tests/bad_input.rs"),
    ("IDL0420", "tests/tests/hostile/bounds.rs"),
    ("IDL0421", "tests/tests/hostile/bounds.rs"),
    ("IDL0422", "tests/tests/hostile/bounds.rs"),
    ("IDL0710", "tests/tests/hostile/metadata.rs"),
    ("IDL0803", HERE),
    ("IDL0805", "codegen/src/output/mod.rs"),
    ("IDL0821", "codegen/src/emit/winmd.rs"),
    ("IDL0822", "codegen/src/emit/winmd.rs"),
    ("IDL0823", HERE),
    ("IDL0919", "tests/tests/contracts.rs"),
];

/// This file.
const HERE: &str = "codegen/cli/tests/error_index.rs";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    let path = format!("{}/src/explain/{name}.md", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("the page")
}

/// A fenced block: the words of its fence, and its text.
struct Block<'a> {
    fence: Vec<&'a str>,
    text: &'a str,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut parts = text.split("```");
    parts.next();
    let mut blocks = Vec::new();
    while let (Some(block), _) = (parts.next(), parts.next()) {
        let (fence, text) = block.split_once('\n').expect("a fence ends its line");
        let fence = fence.split_whitespace().collect();
        blocks.push(Block { fence, text });
    }
    blocks
}

/// What a run of the command says, without colours.
struct Said {
    success: bool,
    text: String,
}

/// A folder with the files of a section.
struct Reader {
    folder: tempfile::TempDir,
    command: String,
}

impl Reader {
    /// Prepares what the blocks before the sections of a page say.
    fn new(preamble: &str) -> Self {
        let command = match preamble.is_empty() {
            true => "comidl check lamp.idl",
            false => "comidl check lamp.idl --contract lamp.webidl",
        };
        let mut reader = Self {
            folder: tempfile::tempdir().expect("a folder"),
            command: command.to_owned(),
        };
        reader.take(&blocks(preamble));
        reader
    }

    /// Writes the files of the blocks, and remembers their command.
    fn take(&mut self, blocks: &[Block<'_>]) {
        for Block { fence, text } in blocks {
            let path = match fence[..] {
                ["console"] => {
                    let command = text.trim().strip_prefix("$ ");
                    self.command = command.expect("a command").to_owned();
                    continue;
                }
                ["idl"] => "lamp.idl",
                ["webidl"] => "lamp.webidl",
                [_, path] => path,
                _ => panic!("a fence says {fence:?}"),
            };
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        }
    }

    fn run(&self) -> Said {
        let mut words = self.command.split_whitespace();
        assert_eq!(words.next(), Some("comidl"), "{}", self.command);
        let output = Command::new(env!("CARGO_BIN_EXE_comidl"))
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .expect("comidl can be started");
        Said {
            success: output.status.success(),
            text: String::from_utf8_lossy(&output.stderr).into(),
        }
    }
}

/// Runs the examples of all sections, and returns the page that is made of them, with what is wrong of them.
fn made() -> (String, Vec<String>) {
    let mut wrong = Vec::new();
    let mut made = String::from(
        "# Errors and warnings\n\n\
         Each problem that comidl reports has a code. Errors begin with `IDL0`, warnings with `IDL1`, so\n\
         that nobody looks for them in `rustc --explain`. `comidl explain IDL0401` prints the section of a code; here\n\
         is what the compiler says of each example besides. A test runs all of them, and makes this page.\n",
    );
    for name in PAGES {
        let page = page(name);
        let (head, sections) = page.split_once("\n## ").expect("sections");
        let (title, preamble) = head.split_once('\n').expect("a title");
        write!(made, "\n#{title}\n{preamble}").expect("a string grows");
        for section in sections.split("\n## ") {
            let (code, text) = section.split_once('\n').expect("a code");
            let all = Problem::ALL.iter();
            let (_, message) = *all.clone().find(|(it, _)| *it == code).expect(code);
            let (fault, cure) = text.split_once("**Cure.**").expect(code);
            let said = of_section(code, preamble, fault, cure, &mut wrong);
            write!(made, "\n### {code}\n\n**{message}**\n{fault}").expect("a string grows");
            if let Some(said) = said {
                write!(made, "```text\n{}\n```\n\n", said.trim_end()).expect("a string grows");
            }
            writeln!(made, "**Cure.**{}", cure.trim_end()).expect("a string grows");
        }
    }
    (made, wrong)
}

/// Runs the examples of a section. Returns what is said of the faulty one, if the section has one. Adds to `wrong`
/// what isn't as it has to be.
fn of_section(
    code: &str,
    preamble: &str,
    fault: &str,
    cure: &str,
    wrong: &mut Vec<String>,
) -> Option<String> {
    let (of_fault, of_cure) = (blocks(fault), blocks(cure));
    if of_fault.is_empty() {
        let (_, path) = MADE_ELSEWHERE.iter().find(|(it, _)| *it == code)?;
        let test = fs::read_to_string(root().join(path)).expect(path);
        let snapshots = ["bad_input", "contracts"];
        let is_snapshot = snapshots
            .iter()
            .any(|it| path.ends_with(&format!("{it}.rs")));
        if !is_snapshot && !test.contains(code) {
            wrong.push(format!("{path} makes no {code}"));
        }
        return None;
    }
    let mut reader = Reader::new(preamble);
    reader.take(&of_fault);
    let said = reader.run();
    let (error, warning) = (format!("error[{code}]"), format!("warning[{code}]"));
    let is_said = |said: &Said| said.text.contains(&error) || said.text.contains(&warning);
    if !is_said(&said) {
        wrong.push(format!("{code} isn't said here:\n{}", said.text));
    }
    if !of_cure.is_empty() {
        reader.take(&of_cure);
        let cured = reader.run();
        if !cured.success || is_said(&cured) {
            wrong.push(format!("{code} isn't cured:\n{}", cured.text));
        }
    }
    Some(said.text)
}

#[test]
fn the_page_of_errors_is_made_of_the_sections_and_of_what_the_command_says() {
    let (made, wrong) = made();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    page::assert_is_made(&root().join("docs/errors.md"), &made);
}

#[test]
fn each_code_has_an_example_or_a_test_elsewhere() {
    let mut lacking = Vec::new();
    let pages = PAGES.map(page).concat();
    for (code, _) in Problem::ALL {
        let (_, rest) = pages.split_once(&format!("## {code}\n")).expect(code);
        let section = rest.split("\n## ").next().unwrap_or_default();
        let fault = section.split("**Cure.**").next().unwrap_or_default();
        let is_elsewhere = MADE_ELSEWHERE.iter().any(|(it, _)| it == code)
            // Of a comidl with windows-bindgen.
            || *code == "IDL0824";
        if blocks(fault).is_empty() != is_elsewhere {
            lacking.push(*code);
        }
    }
    assert_eq!(lacking, [""; 0]);
}

fn called(arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("lamp.idl"), "typedef long WATTS;\n").expect("the IDL");
    let output = Command::new(env!("CARGO_BIN_EXE_comidl"))
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("comidl can be started");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), text)
}

/// IDL0109, IDL0110, IDL0120 and IDL0121.
#[test]
fn options_that_a_build_script_has_as_problems_are_wrong_calls() {
    for (option, value, message) in [
        ("--define", "2X", "`2X` cannot be the name of a macro"),
        ("--namespace", "A..B", "`A..B` cannot be a namespace"),
        (
            "--windows",
            "0.1",
            "bindings cannot be made for version 0.1",
        ),
        (
            "--reference",
            "vendor",
            "`vendor` names no crate of bindings",
        ),
    ] {
        let (status, text) = called(&["check", "lamp.idl", option, value]);
        assert_eq!(status, Some(2), "{text}");
        assert!(text.contains(message), "{text}");
    }
}

/// IDL0108 and IDL0803.
#[test]
fn a_build_script_names_a_file_and_has_a_folder() {
    let said =
        |builder: Builder| format!("{:?}", builder.compile().expect_err("it lacks something"));
    assert!(said(Builder::new().out_dir("nowhere")).contains("IDL0108"));
    let idl = root().join("idl/DeliveryOptimization.idl");
    assert!(said(Builder::new().idl(idl)).contains("IDL0803"));
}

/// IDL0823.
#[test]
fn a_winmd_needs_a_temporary_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("lamp.idl"), "typedef long WATTS;\n").expect("the IDL");
    let output = Command::new(env!("CARGO_BIN_EXE_comidl"))
        .args(["build", "lamp.idl", "--out-dir", "out"])
        .current_dir(folder.path())
        .envs(["TMPDIR", "TEMP", "TMP"].map(|name| (name, folder.path().join("nowhere"))))
        .output()
        .expect("comidl can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("IDL0823"), "{said}");
}

/// IDL0302.
#[test]
fn an_expression_has_a_depth() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!(
        "const long A = {}1{};\n",
        "(".repeat(5000),
        ")".repeat(5000)
    );
    fs::write(folder.path().join("deep.idl"), text).expect("the IDL");
    let (status, said) = called(&[
        "check",
        &folder.path().join("deep.idl").display().to_string(),
    ]);
    assert_eq!(status, Some(1));
    assert!(said.contains("IDL0302"), "{said}");
}
