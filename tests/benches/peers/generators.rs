//! `comidl build` against windows-bindgen: as a program, and in a build script.

use std::path::PathBuf;
use std::process::Command;

use comidl_tests::{Package, Program, root};
use serde_json::Value;

use crate::measure::{Run, in_turns};
use crate::table::Row;

const ROUNDS: usize = 15;
const PEER: &str = "windows-bindgen, its metadata";

pub(crate) fn rows() -> Vec<Row> {
    let folder = tempfile::tempdir().expect("a folder");
    let ours = Program::new(
        Package::workspace().release("comidl-cli", "comidl"),
        [
            "build".into(),
            root().join("idl/DeliveryOptimization.idl"),
            "--out-dir".into(),
            folder.path().into(),
        ],
    );
    let theirs = Program::new(
        Package::bench().release("bench-bindgen", "bench-bindgen"),
        [folder.path().join("bindings.rs")],
    );
    let runs = in_turns(
        ROUNDS,
        || Run::of(&mut ours.command()),
        || Run::of(&mut theirs.command()),
    );
    let instructions = [&ours, &theirs].map(|program| program.instructions() as f64 / 1e6);
    let megabytes = [&runs[0], &runs[1]].map(|runs| runs.peak() as f64 / 1e6);
    let what = "`comidl build idl/DeliveryOptimization.idl`, release";
    vec![
        Row::times(what, &runs, PEER).at_most(0.25),
        Row::numbers(
            "… its instructions, `rustfmt`'s not counted",
            instructions,
            "million",
            PEER,
        ),
        build_scripts(),
        Row::numbers("peak memory of the first row", megabytes, "MB", PEER).at_most(0.5),
    ]
}

/// The scripts as cargo builds them by default, run as cargo runs them.
fn build_scripts() -> Row {
    let [ours, theirs] = ["bench-script-comidl", "bench-script-bindgen"].map(BuildScript::new);
    let runs = in_turns(
        ROUNDS,
        || Run::of(&mut ours.command()),
        || Run::of(&mut theirs.command()),
    );
    Row::times("the same in a build script, dev profile", &runs, PEER).at_most(0.25)
}

struct BuildScript {
    program: PathBuf,
    package: PathBuf,
    out: tempfile::TempDir,
}

impl BuildScript {
    fn new(name: &str) -> Self {
        let said = Package::bench()
            .cargo(&["build", "-p", name, "--message-format=json"])
            .well();
        let messages = said.stdout.lines().map(|line| {
            let message: Value = serde_json::from_str(line).expect("cargo writes JSON");
            message
        });
        let mut scripts = messages.filter(|message| {
            let of = message["package_id"].as_str().unwrap_or_default();
            message["target"]["kind"][0] == "custom-build" && of.contains(name)
        });
        let script = scripts.next().expect("the package has a build script");
        let path = |value: &Value| PathBuf::from(value.as_str().expect("a path"));
        let manifest = path(&script["manifest_path"]);
        Self {
            program: path(&script["filenames"][0]),
            package: manifest.parent().expect("a folder").into(),
            out: tempfile::tempdir().expect("a folder"),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.package)
            .env("OUT_DIR", self.out.path())
            .env("CARGO_MANIFEST_DIR", &self.package);
        command
    }
}
