//! The crates as a whole: what is proved on this machine holds on Windows.

use super::process::Process;
use super::summary::shown;
use super::system::System;
use super::{build, can_run, title};
use comidl_tests::{Consumer, Said, WindowsTarget, root};
use std::time::Duration;

/// Returns the number of tests that are `what` (passed, say) by the line of a program's result.
fn count(result: &str, what: &str) -> usize {
    let mut before = result.split(what);
    let number = before.next().and_then(|it| it.split_whitespace().last());
    let number = number.and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("how many are {what}? {result}"))
}

fn comidls_own_tests(target: WindowsTarget, part: u32) {
    let comidl = ["test", "--locked", "--package", "comidl"];
    Said::of(target.cargo(&comidl).arg("--no-run")).well();
    let system = System::start(target);
    let runner = format!("target.{}.runner = {:?}", target.triple(), system.runner());
    let mut tests = target.cargo(&comidl);
    tests.args(["--config", &runner]);
    let printed = Process::start("comidl's tests", &mut tests).finish(Duration::from_secs(300));
    let results = printed
        .0
        .iter()
        .filter(|line| line.starts_with("test result: "));
    let results: Vec<_> = results.collect();
    let sources = std::fs::read_dir(root().join("runtime/tests")).expect("the tests are there");
    let programs = sources
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .count();
    // Unit tests and examples in the documentation besides.
    assert_eq!(results.len(), programs + 2, "{printed:?}");
    let sum = |what| {
        results
            .iter()
            .map(|result| count(result, what))
            .sum::<usize>()
    };
    shown(
        part,
        &title("comidl's own tests", target),
        &format!(
            "{} passed and {} not meant to run, in {} programs",
            sum("passed"),
            sum("ignored"),
            results.len()
        ),
    );
}

#[test]
fn comidls_own_tests_pass() {
    if can_run(WindowsTarget::X86_64, "comidls_own_tests_pass") {
        comidls_own_tests(WindowsTarget::X86_64, 7);
    }
}

#[test]
fn comidls_own_tests_pass_with_32_bits() {
    if can_run(WindowsTarget::I686, "comidls_own_tests_pass_with_32_bits") {
        comidls_own_tests(WindowsTarget::I686, 5);
    }
}

#[test]
fn the_programs_of_comidls_users_run() {
    let (target, test) = (WindowsTarget::X86_64, "the_programs_of_comidls_users_run");
    if can_run(target, test) {
        run_programs(target, Consumer::ALL.to_vec(), test, 7);
    }
}

/// Where records are others, and slots are called in another way.
#[test]
fn objects_pass_between_crates_with_32_bits() {
    let (target, test) = (
        WindowsTarget::I686,
        "objects_pass_between_crates_with_32_bits",
    );
    if can_run(target, test) {
        run_programs(target, vec![Consumer::PRESS, Consumer::WINDOWS], test, 5);
    }
}

fn run_programs(target: WindowsTarget, mut consumers: Vec<Consumer>, test: &str, part: u32) {
    consumers.retain(|consumer| consumer.or_left_out(test));
    for consumer in &consumers {
        let mut build = target.cargo(&["build"]);
        consumer.inhabit(&mut build);
        assert_eq!(Said::of(&mut build).well().stderr, "");
    }
    let system = System::start(target);
    for consumer in &consumers {
        let program = target
            .folder()
            .join(format!("{}-consumer.exe", consumer.name));
        let process = system.run(&system.install(&program), &[]);
        let facts = process.finish(Duration::from_secs(60));
        assert_eq!(facts.0, [consumer.prints.trim_end()]);
    }
    let names: Vec<_> = consumers.iter().map(|consumer| consumer.name).collect();
    shown(
        part,
        &title("programs of users", target),
        &format!(
            "{} did what they do on this machine: {}",
            names.len(),
            names.join(", ")
        ),
    );
}

/// Nothing needs the older target that Wine runs.
#[test]
fn comidl_and_what_uses_it_build_for_the_target_of_users() {
    let test = "comidl_and_what_uses_it_build_for_the_target_of_users";
    let target = WindowsTarget::Users;
    if !can_run(target, test) {
        return;
    }
    for package in ["comidl", "comidl-tests-callback", "comidl-tests-download"] {
        build(target, package);
    }
    let (library, program) = ("comidl_tests_callback.dll", "comidl-tests-download.exe");
    for linked in [library, program] {
        assert!(
            target.folder().join(linked).exists(),
            "{linked} isn't there"
        );
    }
    shown(
        7,
        &title("a build", target),
        "comidl, a DLL and a program of its users, which Wine 8 doesn't run",
    );
}
