//! Files that aren't what they seem, and names that lead elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_codegen::internal::compile::Options;
use comidl_tests::Sources;

use super::{codes_of, compiled};

fn said(sources: &Sources, options: Options) -> String {
    sources.said(&compiled(options))
}

#[test]
fn an_absolute_path_is_an_error_unless_it_is_allowed() {
    let folder = tempfile::tempdir().expect("a folder");
    let types = folder.path().join("types.idl");
    std::fs::write(&types, "typedef long WATTS;").expect("a file");
    for word in ["import", "#include"] {
        let end = if word == "import" { ";" } else { "" };
        let idl = format!("{word} \"{}\"{end}\ntypedef WATTS LUMENS;", types.display());
        let sources = Sources::new(idl);
        let refused = codes_of(&compiled(sources.options()));
        assert_eq!(refused[0], "IDL0116", "{word}");
        let allowed = compiled(Options {
            allow_outside: true,
            ..sources.options()
        });
        assert_eq!(codes_of(&allowed), [""; 0], "{word}");
    }
}

/// A folder with `in/test.idl`, which leads out of it to `secret.idl`.
fn way_out(idl: &str) -> (Sources, PathBuf) {
    let sources = Sources::new("").with("secret.idl", "root:$6$Q2s1:19000:0\nadmin:$6$Zx\n");
    let folder = sources.folder().join("in");
    std::fs::create_dir(&folder).expect("a folder");
    let test = folder.join("test.idl");
    std::fs::write(&test, idl).expect("a file");
    (sources, test)
}

#[test]
fn no_line_of_a_file_outside_of_the_named_folders_is_shown() {
    for idl in ["import \"../secret.idl\";", "#include \"../secret.idl\"\n"] {
        let (sources, test) = way_out(idl);
        let options = Options {
            idl: vec![test],
            ..Options::default()
        };
        let hidden = said(&sources, options.clone());
        assert!(hidden.contains("secret.idl:1:"), "{hidden}");
        assert!(!hidden.contains("19000:0"), "{hidden}");
        let shown = said(
            &sources,
            Options {
                allow_outside: true,
                ..options
            },
        );
        assert!(shown.contains("19000:0"), "{shown}");
    }
}

#[test]
fn a_folder_that_leads_up_is_followed() {
    let sources = Sources::new("").with("types.idl", "typedef long WATTS;");
    let folder = sources.folder().join("in");
    std::fs::create_dir(&folder).expect("a folder");
    let test = folder.join("test.idl");
    std::fs::write(&test, "import \"..\\types.idl\"; typedef WATTS LUMENS;").expect("a file");
    let options = Options {
        idl: vec![test],
        ..Options::default()
    };
    assert_eq!(codes_of(&compiled(options)), [""; 0]);
}

fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.is_ok_and(|it| it.success()), "mkfifo is there");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_an_error_wherever_it_is_named() {
    let sources = Sources::new("import \"pipe.idl\";\n#include \"device.idl\"\n");
    let path = |name: &str| sources.folder().join(name);
    make_pipe(&path("pipe.idl"));
    std::os::unix::fs::symlink("/dev/zero", path("device.idl")).expect("a link");
    assert_eq!(codes_of(&compiled(sources.options())), ["IDL0101"]);
    for name in ["pipe.idl", "device.idl", ""] {
        let input = Options {
            idl: vec![path(name)],
            ..Options::default()
        };
        assert_eq!(codes_of(&compiled(input)), ["IDL0101"], "{name}");
        let winmd = Options {
            winmd: vec![path(name)],
            ..sources.options()
        };
        assert_eq!(codes_of(&compiled(winmd)), ["IDL0101"], "{name}");
        let contract = Options {
            idl: vec![comidl_tests::root().join("idl/DeliveryOptimization.idl")],
            contracts: vec![path(name)],
            ..Options::default()
        };
        assert_eq!(codes_of(&compiled(contract)), ["IDL0101"], "{name}");
    }
}

/// A file beside the one with the error is read to say who defines the name.
#[cfg(unix)]
#[test]
fn a_pipe_beside_a_file_with_an_error_is_not_opened() {
    let sources = Sources::new("typedef WATTS LUMENS;");
    make_pipe(&sources.folder().join("pipe.idl"));
    assert_eq!(codes_of(&compiled(sources.options())), ["IDL0401"]);
}

#[test]
fn an_explanation_of_an_error_reads_and_expands_little() {
    // Each file makes 4 million tokens, and includes 64 MiB.
    let mut idl = String::from("#define A0 x x x x x x x x x x x x x x x x\n");
    for level in 1..5 {
        let before = format!("A{} ", level - 1).repeat(16);
        idl += &format!("#define A{level} {before}\n");
    }
    idl += "A4\n";
    for _ in 0..64 {
        idl += "#include \"large.h\"\n";
    }
    idl += "WATTS;\n";
    let mut sources = Sources::new("typedef WATTS LUMENS;").with("large.h", " ".repeat(1 << 20));
    for number in 0..200 {
        sources = sources.with(&format!("{number}.idl"), &idl);
    }
    let start = std::time::Instant::now();
    assert_eq!(codes_of(&compiled(sources.options())), ["IDL0401"]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
