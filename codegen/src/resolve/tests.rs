//! Compiles IDL for the tests of all constructs. Tests here are about several files, or about
//! several constructs.

use std::path::PathBuf;

use super::resolve;
use crate::load::Units;
use crate::metadata::Metadata;
use crate::model::{Constant, ItemKind, Model, Value};
use crate::parallel::Beside;
use crate::session::Session;

/// The result of a compilation.
pub(super) struct Compiled {
    pub(super) model: Model,
    pub(super) problems: Vec<String>,
}

/// Compiles `files`, which are written to a folder. The first is the input file.
pub(super) fn compile_files(files: &[(&str, &str)]) -> Compiled {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file in it");
    }
    let metadata = Metadata::new(Vec::new()).expect("no files of the user's");
    let mut session = Session::new(Vec::new(), Vec::new());
    let paths: Vec<PathBuf> = files
        .iter()
        .take(1)
        .map(|(name, _)| folder.path().join(name))
        .collect();
    let units = Units::load(&mut session, &paths, || {});
    let model = std::thread::scope(|scope| {
        resolve(&mut session, &units, &metadata, &Beside::new(scope, false))
    });
    let problems = session
        .diagnostics
        .iter()
        .map(|diagnostic| &diagnostic.problem)
        .map(|problem| format!("{} {}", problem.code(), problem.message()))
        .collect();
    Compiled { model, problems }
}

/// Compiles one file, which must be free of problems.
pub(super) fn compile(text: &str) -> Model {
    let compiled = compile_files(&[("test.idl", text)]);
    assert_eq!(compiled.problems, [""; 0], "{text}");
    compiled.model
}

/// Returns the problems of one file.
pub(super) fn problems(text: &str) -> Vec<String> {
    compile_files(&[("test.idl", text)]).problems
}

/// Returns the kind of the item called `name`.
pub(super) fn kind<'a>(model: &'a Model, name: &str) -> &'a ItemKind {
    let item = model.items().find(|(_, item)| item.name == name);
    &item
        .unwrap_or_else(|| panic!("no item is called {name}"))
        .1
        .kind
}

/// Returns the names of the slots of the interface `name`.
pub(super) fn slots(model: &Model, name: &str) -> Vec<String> {
    let (id, _) = model
        .items()
        .find(|(_, item)| item.name == name)
        .expect("an interface");
    model
        .slots(id)
        .into_iter()
        .map(|(_, method)| method.name.to_string())
        .collect()
}

/// Returns the value of the constant `name`.
pub(super) fn value(model: &Model, name: &str) -> Value {
    match kind(model, name) {
        ItemKind::Constant(Constant { value, .. }) => value.clone(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn an_imported_file_is_read_once_and_its_macros_stay_in_it() {
    let compiled = compile_files(&[
        (
            "a.idl",
            r#"import "b.idl", "c.idl";
            interface IFoo : IUnknown { HRESULT F([in] SHARED *s); }
            #ifdef ONLY_IN_B
            #error leaked
            #endif"#,
        ),
        ("b.idl", "import \"c.idl\";\n#define ONLY_IN_B"),
        ("C.IDL", "typedef struct SHARED { long x; } SHARED;"),
    ]);
    assert_eq!(compiled.problems, [""; 0]);
    let named: Vec<&str> = compiled
        .model
        .named()
        .map(|(_, it)| it.name.as_str())
        .collect();
    assert_eq!(named, ["IFoo"]);
}

#[test]
fn names_that_mean_nothing_or_two_things_are_reported_where_they_stand() {
    let cases = [
        (
            "interface I : IUnknown { void F(DWROD a); }",
            "IDL0401 cannot find type `DWROD`",
        ),
        (
            "struct A { long a; }; struct A { long b; };",
            "IDL0402 `A` is defined twice",
        ),
        (
            "typedef struct { long a; } S; interface I : S { }",
            "IDL0403 `S` can't be derived from: it is a struct",
        ),
        (
            "interface INowhere; interface I : INowhere { }",
            "IDL0404 `INowhere` can't be derived from: it is never defined",
        ),
        (
            "typedef B A; typedef A B;",
            "IDL0406 `B` is defined by itself",
        ),
        (
            "interface I : IUnknown { void F(int a); void F(int b); }",
            "IDL0407 method `F` is declared twice",
        ),
        (
            "interface I : IUnknown { void F(int a, int a); }",
            "IDL0408 parameter `a` is declared twice",
        ),
        (
            "struct A { long a; short a; };",
            "IDL0409 field `a` is declared twice",
        ),
        (
            "interface I : IUnknown { long width; }",
            "IDL0410 `width` is no method",
        ),
    ];
    for (text, expected) in cases {
        assert!(
            problems(text).iter().any(|it| it == expected),
            "{text}: {:?}",
            problems(text)
        );
    }
}

#[test]
fn an_import_that_is_nowhere_is_an_error_unless_metadata_stands_in() {
    assert_eq!(problems(r#"import "oaidl.idl";"#), [""; 0]);
    let found = problems(r#"import "vendor_types.idl";"#);
    assert_eq!(found, ["IDL0102 cannot find `vendor_types.idl`"]);
}

#[test]
fn a_warning_about_an_imported_file_is_not_the_users() {
    let twice = "#define A 1\n#define A 2\n";
    let compiled = compile_files(&[("a.idl", r#"import "b.idl";"#), ("b.idl", twice)]);
    assert_eq!(compiled.problems, [""; 0]);
    assert_eq!(problems(twice), ["IDL1201 macro `A` is redefined"]);
}

#[test]
fn a_typedef_that_is_given_twice_is_one_type() {
    let count = |model: &Model, name: &str| {
        let items = model.items();
        items.filter(|(_, item)| item.name == name).count()
    };
    let model = compile("typedef long WATTS; typedef long WATTS; const WATTS A = 1;");
    assert_eq!(count(&model, "WATTS"), 1);
    let compiled = compile_files(&[
        (
            "a.idl",
            "import \"b.idl\"; typedef long WATTS; const WATTS A = 1;",
        ),
        ("b.idl", "typedef long WATTS; const WATTS B = 1;"),
    ]);
    assert_eq!(compiled.problems, [""; 0]);
    assert_eq!(
        problems("typedef long WATTS, *WATTS;"),
        ["IDL0402 `WATTS` is defined twice"]
    );
}

#[test]
fn a_typedef_that_two_input_files_give_is_one_type() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.idl", "b.idl"].map(|name| folder.path().join(name));
    for (file, user) in files.iter().zip(["A", "B"]) {
        let text = format!("typedef long WATTS; typedef WATTS {user};");
        std::fs::write(file, text).unwrap();
    }
    let mut session = Session::new(vec![], vec![]);
    let units = Units::load(&mut session, &files, || {});
    let metadata = Metadata::new(Vec::new()).unwrap();
    let model = std::thread::scope(|scope| {
        let beside = Beside::new(scope, false);
        resolve(&mut session, &units, &metadata, &beside)
    });
    assert!(!session.diagnostics.has_errors());
    let named: Vec<&str> = model.named().map(|(_, item)| item.name.as_str()).collect();
    assert_eq!(named, ["WATTS", "A", "B"]);
}
