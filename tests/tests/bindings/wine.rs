//! The bindings of all files of Wine's that `widl` takes, as rustc takes them: without a warning, with
//! each record as our layout has it, each vtable as long as its interface's methods make it.

use std::sync::LazyLock;

use comidl_tests::{CORPUS, Said, WIDL, WindowsTarget, shown};

use crate::crates::Crates;

static CRATES: LazyLock<Crates> = LazyLock::new(Crates::make);

/// Returns whether the machine has the tools that make the bindings.
fn can_make(test: &str) -> bool {
    let test = format!("bindings: {test}");
    [CORPUS, WIDL].iter().all(|tool| tool.or_left_out(&test))
}

#[test]
fn the_bindings_of_each_file_assert_how_each_record_lies() {
    if !can_make("the_bindings_of_each_file_assert_how_each_record_lies") {
        return;
    }
    let wrong = CRATES.all.iter().filter(|it| !it.wrong.is_empty());
    let wrong: Vec<_> = wrong
        .map(|it| format!("{}:\n{}", it.name, it.wrong.join("\n")))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} files:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let (interfaces, records, enums) = (
        CRATES.sum(|it| it.own.interfaces),
        CRATES.sum(|it| it.own.records),
        CRATES.sum(|it| it.own.enums),
    );
    assert!(interfaces > 0 && records > 0 && enums > 0);
    shown(
        "bindings of Wine's files",
        &format!(
            "in one crate, {} files define {interfaces} interfaces, {records} structs and unions, {enums} enumerations; \
             rustc checks {} assertions, of them {} of the {} structs and unions that they need",
            CRATES.all.len(),
            CRATES.sum(|it| it.assertions + it.facts.len()),
            CRATES.sum(|it| it.assertions),
            CRATES.sum(|it| it.records),
        ),
    );
}

#[test]
fn the_bindings_of_all_compile_without_a_warning_here() {
    if can_make("the_bindings_of_all_compile_without_a_warning_here") {
        let check = ["check", "--workspace", "--offline", "--quiet"];
        assert_eq!(CRATES.package.cargo(&check).well().stderr, "");
    }
}

#[test]
fn rustdoc_has_no_warning_about_the_documentation_of_any() {
    if can_make("rustdoc_has_no_warning_about_the_documentation_of_any") {
        // Each crate denies warnings, those of rustdoc too.
        let mut doc = vec!["doc", "--workspace", "--no-deps", "--offline", "--quiet"];
        // This one only names the others, so that rustc would have to check them first.
        doc.extend(["--exclude", "wine-bindings"]);
        assert_eq!(CRATES.package.cargo(&doc).well().stderr, "");
    }
}

#[test]
fn the_bindings_of_all_compile_without_a_warning_for_windows() {
    let test = "the_bindings_of_all_compile_without_a_warning_for_windows";
    for target in [WindowsTarget::X86_64, WindowsTarget::I686] {
        if can_make(test) && target.or_left_out(test) {
            let mut check = target.cargo(&["check", "--workspace"]);
            check.current_dir(CRATES.package.folder());
            assert_eq!(Said::of(&mut check).well().stderr, "");
        }
    }
}
