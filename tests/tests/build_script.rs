//! A build script with [`comidl_codegen::Builder`], as cargo runs it: when it runs again, and what
//! cargo shows of it.

use std::fs::File;
use std::path::PathBuf;
use std::time::SystemTime;

use comidl_tests::{Package, Said, WindowsTarget};
use serde_json::Value;

const SCRIPT: &str = r#"fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("idl/lamp.idl")
        .include("first")
        .include("second")
        .compile()
}
"#;

const LIBRARY: &str = "#![deny(warnings)]\ncomidl::include_idl!(\"lamp\");\n";

const LAMP: &str = r#"import "unknwn.idl";
import "colour.idl";
#include "levels.h"

[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d10), pointer_default(unique)]
interface ILamp : IUnknown
{
    HRESULT Switch([in] Colour colour, [in] Level level);
}
"#;

const COLOUR: &str = "typedef enum Colour { Colour_Red, Colour_Blue } Colour;\n";

const LEVELS: &str = "typedef unsigned long Level;\n";

/// A package whose IDL is in the folder `idl` and imports from `second`.
fn lamp(name: &str, script: &str) -> Package {
    Package::new(
        name,
        &[
            ("build.rs", script),
            ("src/lib.rs", LIBRARY),
            ("idl/lamp.idl", LAMP),
            ("idl/levels.h", LEVELS),
            ("second/colour.idl", COLOUR),
        ],
    )
}

fn build(package: &Package) -> Said {
    package.cargo(&["build", "--offline", "-v"]).well()
}

/// Returns whether cargo says that it ran the package's build script.
fn ran(said: &Said) -> bool {
    let name = |line: &&str| {
        line.trim_start().starts_with("Running") && line.contains("/build-script-build")
    };
    said.stderr.lines().any(|line| name(&line))
}

/// Returns whether cargo says that there was nothing to do for the package.
fn fresh(said: &Said, name: &str) -> bool {
    let fresh = format!("Fresh {name} v0.0.0");
    said.stderr
        .lines()
        .any(|line| line.trim_start().starts_with(&fresh))
}

/// Gives one of the package's files another time, as an editor would.
fn touch(package: &Package, path: &str) {
    let file = File::options()
        .write(true)
        .open(package.folder().join(path));
    file.and_then(|file| file.set_modified(SystemTime::now()))
        .expect("the file can be touched");
}

#[test]
fn bindings_that_are_not_there_are_an_error_that_names_those_that_are() {
    let package = lamp("include-idl-case", SCRIPT);
    package.write("src/lib.rs", "comidl::include_idl!(\"Lamp\");\n");
    let said = package.cargo(&["build", "--offline"]);
    assert!(!said.success);
    let error = "error: there are no bindings `Lamp`: their name is `lamp`";
    assert!(said.stderr.contains(error), "{}", said.stderr);
}

/// Gives the compiler of the package's build script one of its features.
fn take_feature(package: &Package, feature: &str) {
    let manifest = std::fs::read_to_string(package.folder().join("Cargo.toml"));
    let manifest = manifest.expect("it was written");
    let (codegen, with) = (
        "codegen\" }",
        format!("codegen\", features = [{feature:?}] }}"),
    );
    assert!(manifest.contains(codegen));
    package.write("Cargo.toml", manifest.replace(codegen, &with));
}

#[test]
fn a_second_build_with_nothing_changed_does_no_work() {
    let package = lamp("build-unchanged", SCRIPT);
    assert!(ran(&build(&package)));
    let second = build(&package);
    assert!(
        !ran(&second) && fresh(&second, "build-unchanged"),
        "{}",
        second.stderr
    );
}

/// The package was built; then `change` happens. The next build runs the script, the one after it
/// doesn't.
fn runs_once_after(package: &Package, change: impl FnOnce(&Package)) {
    change(package);
    let next = build(package);
    assert!(ran(&next), "{}", next.stderr);
    let last = build(package);
    assert!(!ran(&last), "{}", last.stderr);
}

#[test]
fn whatever_was_read_makes_it_run_again_when_touched() {
    let package = lamp("build-touched", SCRIPT);
    build(&package);
    for path in ["idl/lamp.idl", "second/colour.idl", "idl/levels.h"] {
        runs_once_after(&package, |package| touch(package, path));
    }
}

#[test]
fn metadata_that_was_read_makes_it_run_again_when_touched() {
    let script = SCRIPT.replace(".compile()", ".winmd(\"vendor.winmd\").compile()");
    let package = lamp("build-metadata", &script);
    package.write("vendor.winmd", comidl_codegen::internal::metadata::COMMON);
    build(&package);
    runs_once_after(&package, |package| touch(package, "vendor.winmd"));
}

/// `first` comes before `second` on the include path, and the folder of the file that imports
/// before both.
#[test]
fn a_file_that_appears_earlier_on_the_include_path_makes_it_run_again() {
    let package = lamp("build-appears", SCRIPT);
    package.write("first/unrelated.idl", "");
    build(&package);
    let green = COLOUR.replace("Colour_Blue", "Colour_Green");
    package.write(
        "src/lib.rs",
        format!("{LIBRARY}pub const GREEN: Colour = Colour_Green;\n"),
    );
    runs_once_after(&package, |package| {
        package.write("first/colour.idl", &green)
    });
    let yellow = green.replace("Colour_Red", "Colour_Yellow");
    package.write(
        "src/lib.rs",
        format!("{LIBRARY}pub const YELLOW: Colour = Colour_Yellow;\n"),
    );
    runs_once_after(&package, |package| package.write("idl/Colour.IDL", &yellow));
}

/// The metadata stands in for `unknwn.idl`, until there is one.
#[test]
fn a_file_that_appears_in_a_folder_that_was_not_there_makes_it_run_again() {
    let package = lamp("build-folder-appears", SCRIPT);
    build(&package);
    let unknown = "[object, local, uuid(00000000-0000-0000-c000-000000000046)]\n\
                   interface IUnknown { HRESULT QueryInterface([in] REFIID id, [out] void **to);\n\
                   ULONG AddRef(); ULONG Release(); }";
    runs_once_after(&package, |package| {
        package.write("first/unknwn.idl", unknown)
    });
}

/// The folder of the package holds what changes in each build, so it can't be watched as a whole.
#[test]
fn an_idl_in_the_packages_own_folder_is_watched_as_well() {
    let script = SCRIPT.replace("idl/lamp.idl", "lamp.idl");
    let package = lamp("build-in-root", &script);
    package.write("lamp.idl", LAMP);
    package.write("levels.h", LEVELS);
    build(&package);
    let second = build(&package);
    assert!(fresh(&second, "build-in-root"), "{}", second.stderr);
    package.write("src/lib.rs", format!("{LIBRARY}// Changed.\n"));
    let third = build(&package);
    assert!(!ran(&third), "{}", third.stderr);
    runs_once_after(&package, |package| package.write("colour.idl", COLOUR));
    runs_once_after(&package, |package| touch(package, "colour.idl"));
}

#[test]
fn outputs_among_the_inputs_are_no_change() {
    let script = SCRIPT.replace(".compile()", ".emit_winmd(\"idl/lamp.winmd\").compile()");
    let package = lamp("build-among", &script);
    take_feature(&package, "winmd");
    build(&package);
    assert!(package.folder().join("idl/lamp.winmd").is_file());
    let second = build(&package);
    assert!(fresh(&second, "build-among"), "{}", second.stderr);
}

#[test]
fn a_package_that_failed_is_tried_again() {
    let package = lamp("build-failed", SCRIPT);
    package.write("second/colour.idl", "typedef enum Colour { Colour_Red;\n");
    for _ in 0..2 {
        let said = package.cargo(&["build", "--offline", "-v"]);
        assert!(!said.success && ran(&said), "{}", said.stderr);
    }
    package.write("second/colour.idl", COLOUR);
    build(&package);
}

/// Returns what cargo prints of a build that fails, without paths of this machine. Rust is asked for
/// backtraces, and there are none.
fn failure(package: &Package) -> String {
    let mut command = package.command(&["build", "--offline", "-q"]);
    let said = Said::of(command.env("RUST_BACKTRACE", "1"));
    assert!(!said.success, "{}", said.stderr);
    let is_about_backtraces = |line: &&str| line.starts_with("note: To improve backtraces");
    let lines = said
        .stderr
        .lines()
        .filter(|line| !is_about_backtraces(line))
        .map(|line| {
            let script = line
                .trim_start()
                .starts_with("process didn't exit successfully");
            let package = line.starts_with("error: failed to run");
            match (script, package) {
                (true, _) => "  (the script)",
                (_, true) => "(the package)",
                _ => line,
            }
        });
    lines.map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn an_error_three_imports_deep_inside_a_macro_names_the_users_line() {
    let package = lamp("build-error", SCRIPT);
    package.write("second/colour.idl", "import \"paint.idl\";\n");
    package.write("second/paint.idl", "import \"maker.idl\";\n");
    package.write(
        "second/maker.idl",
        "#define FIELD(type, name) type name;\n\
         #define NAMED(count) FIELD(unsigned long, count) FIELD(MAKER_NAME, first)\n\n\
         typedef struct Maker {\n    NAMED(letters)\n} Maker;\n\
         typedef enum Colour { Colour_Red, Colour_Blue } Colour;\n",
    );
    package.write("idl/levels.h", "typedef Maker Level;\n");
    insta::assert_snapshot!(failure(&package));
}

#[test]
fn an_interface_that_differs_from_windows_metadata_is_shown_slot_by_slot() {
    let package = lamp("build-drift", SCRIPT);
    package.write(
        "idl/lamp.idl",
        "import \"unknwn.idl\";\n\n\
         [object, uuid(97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22)]\n\
         interface IBackgroundCopyCallback : IUnknown\n{\n    \
             HRESULT JobError([in] IUnknown *job, [in] IUnknown *error);\n    \
             HRESULT JobModification([in] IUnknown *job, [in] DWORD reserved);\n    \
             HRESULT JobTransferred([in] IUnknown *job);\n}\n",
    );
    insta::assert_snapshot!(failure(&package));
}

#[test]
fn all_that_is_wrong_with_the_builder_itself_is_said_at_once() {
    let script = SCRIPT
        .replace(
            ".idl(\"idl/lamp.idl\")",
            ".define(\"1X\", \"2\").namespace(\"A..B\")",
        )
        .replace(".compile()", ".winmd(\"nowhere.winmd\").compile()");
    let package = lamp("build-misused", &script);
    take_feature(&package, "winmd");
    insta::assert_snapshot!(failure(&package));
}

#[test]
fn what_is_doubtful_comes_as_warnings_of_cargo() {
    let package = lamp("build-doubtful", SCRIPT);
    package.write(
        "idl/levels.h",
        format!("{LEVELS}#warning every level counts\n"),
    );
    let said = build(&package);
    let warnings: Vec<&str> = said
        .stderr
        .lines()
        .filter(|it| it.starts_with("warning:"))
        .collect();
    assert_eq!(
        warnings,
        [
            "warning: build-doubtful@0.0.0: there is no folder `first` to search for imports and \
             includes [IDL1101]",
            "warning: build-doubtful@0.0.0: idl/levels.h:2:1: #warning every level counts [IDL1203]"
        ]
    );
}

#[test]
fn a_contract_takes_its_feature_and_nothing_else() {
    let script = SCRIPT.replace(".compile()", ".contract(\"idl/lamp.webidl\").compile()");
    let package = lamp("build-contract", &script);
    take_feature(&package, "contracts");
    package.write(
        "idl/lamp.webidl",
        "[Implements=ILamp] callback interface Switchable {\n  \
             [Slot=Switch] undefined turn(Colour colour, unsigned long level);\n};\n",
    );
    package.write(
        "src/lib.rs",
        format!("{LIBRARY}pub fn is_named_by_the_contract<T: Switchable>() {{}}\n"),
    );
    build(&package);
}

/// The build script of a package, built by cargo, to be run without cargo.
fn script(package: &Package) -> PathBuf {
    let said = package
        .cargo(&["build", "--offline", "--message-format", "json"])
        .well();
    let messages = said
        .stdout
        .lines()
        .map(|it| serde_json::from_str(it).expect("JSON"));
    let built = messages.filter(|it: &Value| {
        it["target"]["kind"][0] == "custom-build"
            && it["manifest_path"] == package.folder().join("Cargo.toml").display().to_string()
    });
    let files: Vec<Value> = built.map(|it| it["filenames"][0].clone()).collect();
    PathBuf::from(files[0].as_str().expect("a path"))
}

/// No rustfmt, no clang, no shell: nothing can be found where there is no `PATH`. And what is made
/// for one target is what is made for each.
#[test]
fn it_runs_no_program_and_makes_the_same_for_every_target() {
    let package = lamp("build-alone", SCRIPT);
    let script = script(&package);
    let made = |target: &str, width: &str| {
        let out = package.folder().join("out").join(target);
        std::fs::create_dir_all(&out).expect("a folder");
        let mut command = std::process::Command::new(&script);
        command
            .current_dir(package.folder())
            .env_clear()
            .env("TARGET", target)
            .env("CARGO_CFG_TARGET_POINTER_WIDTH", width)
            .env("OUT_DIR", &out);
        Said::of(&mut command).well();
        std::fs::read(out.join("lamp.rs")).expect("the bindings")
    };
    let wide = made("x86_64-pc-windows-msvc", "64");
    assert_eq!(wide, made("i686-pc-windows-gnu", "32"));
    assert_eq!(wide, made("aarch64-apple-darwin", "64"));
}

/// They need not be of the same version of `windows-core`. (The `windows` crate builds for Windows
/// alone.)
#[test]
fn the_bindings_stand_beside_the_windows_crate() {
    let target = WindowsTarget::X86_64;
    if !target.or_left_out("the_bindings_stand_beside_the_windows_crate") {
        return;
    }
    let package = lamp("build-beside", SCRIPT);
    let manifest = package.folder().join("Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("the manifest");
    let windows =
        "[dependencies.windows]\nversion = \"0.62\"\nfeatures = [\"Win32_System_Com\"]\n\n";
    package.write(
        "Cargo.toml",
        manifest.replace("[build-dep", &format!("{windows}[build-dep")),
    );
    package.write(
        "src/lib.rs",
        "#![deny(warnings)]\n\
         mod lamp {\n    comidl::include_idl!(\"lamp\");\n}\n\n\
         use lamp::{Colour, ILamp};\nuse windows::Win32::System::Com::IStream;\n\n\
         pub struct Both {\n    pub lamp: ILamp,\n    pub colour: Colour,\n    \
         pub stream: IStream,\n}\n",
    );
    package.cargo(&["fetch", "-q"]).well();
    let said = Said::of(target.cargo(&["check"]).current_dir(package.folder())).well();
    assert_eq!(said.stderr, "");
}
