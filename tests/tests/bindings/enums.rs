//! The bindings of large files of Wine's, with enumerations that are types of their own.

use comidl_codegen::Enums;
use comidl_tests::{CORPUS, wine_files};

use crate::crates::Crates;

/// Checks that rustc takes the bindings without a warning, with enumerations of 32 bits.
fn compile_without_a_warning(test: &str, package: &str, enums: Enums) {
    if !CORPUS.or_left_out(&format!("bindings: {test}")) {
        return;
    }
    let mut files = wine_files();
    let large = [
        "shobjidl.idl",
        "mshtml.idl",
        "oaidl.idl",
        "windows.foundation.idl",
    ];
    files.retain(|file| large.iter().any(|name| file.ends_with(name)));
    assert_eq!(files.len(), large.len());
    let crates = Crates::of(package, &files, enums);
    for bindings in &crates.all {
        assert!(bindings.wrong.is_empty(), "{:?}", bindings.wrong);
    }
    assert!(crates.sum(|it| it.own.enums) > 0);
    let check = ["check", "--workspace", "--offline", "--quiet"];
    assert_eq!(crates.package.cargo(&check).well().stderr, "");
}

#[test]
fn enumerations_that_are_newtypes_compile_without_a_warning() {
    let test = "enumerations_that_are_newtypes_compile_without_a_warning";
    compile_without_a_warning(test, "wine-newtypes", Enums::Newtype);
}

#[test]
fn enumerations_that_are_open_compile_without_a_warning() {
    let test = "enumerations_that_are_open_compile_without_a_warning";
    compile_without_a_warning(test, "wine-open-enums", Enums::Open);
}
