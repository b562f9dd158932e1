//! The set of outputs stays whole, whatever happens to the process.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A folder with two versions of an IDL, each in a folder of its own, and a folder for outputs.
struct Project(TempDir);

/// The outputs, by name.
type Set = BTreeMap<String, Vec<u8>>;

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        for (version, method) in [("old", "Dim"), ("new", "Brighten")] {
            project.write(
                &format!("{version}/lamp.idl"),
                &format!(
                    "import \"unknwn.idl\";\n\
                     [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
                     interface ILamp : IUnknown {{ HRESULT {method}([in] long by); }}\n"
                ),
            );
        }
        project.write("wrong/lamp.idl", "typedef NOTHING LAMP;\n");
        for folder in ["out", "tmp"] {
            fs::create_dir(project.0.path().join(folder)).expect("a folder");
        }
        project
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// The command that builds a version of the IDL.
    fn build(&self, version: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_comidl"));
        command
            .current_dir(self.0.path())
            .env("TMPDIR", self.0.path().join("tmp"))
            .args(["build", &format!("{version}/lamp.idl"), "--out-dir", "out"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Returns the outputs that the version has.
    fn set(&self, version: &str) -> Set {
        assert!(self.build(version).status().expect("it starts").success());
        self.outputs()
    }

    fn outputs(&self) -> Set {
        files(&self.0.path().join("out"))
    }

    /// Asserts that the outputs are one of `sets`, with no other file beside them, and that nothing is in
    /// the temporary folder.
    fn assert_whole(&self, sets: &[&Set], when: &str) {
        let outputs = self.outputs();
        let names: Vec<&String> = outputs.keys().collect();
        assert!(sets.contains(&&outputs), "{when}: {names:?}");
        let temporary = fs::read_dir(self.0.path().join("tmp")).expect("the folder");
        assert_eq!(temporary.count(), 0, "{when}: files are left");
    }
}

fn files(folder: &Path) -> Set {
    let entries = fs::read_dir(folder).expect("the folder").flatten();
    entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

#[test]
fn a_set_is_whole_after_each_of_200_kills_and_nothing_is_left() {
    let project = Project::new();
    let new = project.set("new");
    let start = Instant::now();
    let old = project.set("old");
    let whole = start.elapsed();
    assert_ne!(old, new);
    let mut state = 1_u64;
    for number in 0..200 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let part = (state >> 33) as u32 % 1000;
        let version = if number % 2 == 0 { "new" } else { "old" };
        let mut child = project.build(version).spawn().expect("it starts");
        std::thread::sleep(whole * part / 1000);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        // The next run has an error of its own, and writes nothing.
        let wrong = project.build("wrong").status().expect("it starts");
        assert!(!wrong.success());
        sweep_temporary(&project);
        project.assert_whole(&[&old, &new], &format!("kill {number} after {part}/1000"));
    }
}

/// Runs a build that makes metadata, which is what sweeps the temporary folder.
fn sweep_temporary(project: &Project) {
    let folder = project.0.path().join("sweep");
    let status = Command::new(env!("CARGO_BIN_EXE_comidl"))
        .current_dir(project.0.path())
        .env("TMPDIR", project.0.path().join("tmp"))
        .args(["build", "old/lamp.idl", "--emit", "winmd", "--out-dir"])
        .arg(&folder)
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("it starts").success());
}

#[test]
fn two_builds_into_one_folder_give_the_set_of_one_of_them() {
    let project = Project::new();
    let (old, new) = (project.set("old"), project.set("new"));
    for number in 0..20 {
        let mut children =
            ["old", "new", "old"].map(|it| project.build(it).spawn().expect("it starts"));
        for child in &mut children {
            assert!(child.wait().expect("it ends").success());
        }
        project.assert_whole(&[&old, &new], &format!("round {number}"));
    }
}

/// A limit on the size of files stands for a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_set_and_says_what_is_full() {
    let project = Project::new();
    let old = project.set("old");
    let largest = old.values().map(Vec::len).max().expect("outputs");
    for bytes in [0, 512, 1024, largest / 2] {
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", bytes / 512);
        let build = project.build("new");
        let output = Command::new("sh")
            .current_dir(project.0.path())
            .env("TMPDIR", project.0.path().join("tmp"))
            .args(["-c", &script, "sh"])
            .arg(build.get_program())
            .args(build.get_args())
            .output()
            .expect("a shell");
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("please report"), "{said}");
        project.assert_whole(&[&old], &format!("{bytes} bytes"));
    }
}

/// Where the tests run as root, who may write anywhere, the build runs as nobody.
#[cfg(unix)]
#[test]
fn a_folder_that_is_only_read_keeps_the_old_set_and_the_error_names_it() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let project = Project::new();
    let old = project.set("old");
    let folder = project.0.path();
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the mode is set");
    };
    allow(folder, 0o755);
    allow(&folder.join("tmp"), 0o777);
    allow(&folder.join("out"), 0o555);
    // Nobody may be kept from the folder that cargo builds into.
    let program = folder.join("comidl");
    fs::copy(env!("CARGO_BIN_EXE_comidl"), &program).expect("a copy");
    let mut build = Command::new(&program);
    build
        .current_dir(folder)
        .env("TMPDIR", folder.join("tmp"))
        .args(project.build("new").get_args());
    if fs::metadata(folder).expect("the folder").uid() == 0 {
        build.uid(65534);
    }
    let output = build.output().expect("it starts");
    allow(&folder.join("out"), 0o755);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert!(
        said.contains("out/lamp") && !said.contains("please report"),
        "{said}"
    );
    project.assert_whole(&[&old], "only read");
}

#[test]
fn no_output_replaces_an_input() {
    let project = Project::new();
    project.set("old");
    let path = project.0.path().join("out/lamp.winmd");
    let before = fs::read(&path).expect("the metadata");
    let output = project
        .build("new")
        .args(["--winmd", "out/lamp.winmd"])
        .stderr(Stdio::piped())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("error[IDL0804]"), "{said}");
    assert_eq!(fs::read(&path).expect("the metadata"), before);
    // An input that is called like an output.
    project.write("lamp.rs", "const long A = 1;\n");
    let output = Command::new(env!("CARGO_BIN_EXE_comidl"))
        .current_dir(project.0.path())
        .args(["build", "lamp.rs", "--emit", "rust", "--out-dir", "."])
        .output()
        .expect("it starts");
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[IDL0804]"));
    let text = fs::read_to_string(project.0.path().join("lamp.rs"));
    assert_eq!(text.expect("the input"), "const long A = 1;\n");
}

#[cfg(unix)]
#[test]
fn outputs_that_are_no_files_end_in_an_error_at_once() {
    let project = Project::new();
    let path = project.0.path().join("out/lamp.rs");
    let made = Command::new("mkfifo").arg(&path).status();
    assert!(made.is_ok_and(|it| it.success()), "mkfifo is there");
    let mut child = project.build("new").spawn().expect("it starts");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it runs") {
            break status;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "it hangs");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(!status.success());
}
