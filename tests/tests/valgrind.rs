//! Callbacks under valgrind: memory by memcheck, threads by helgrind. The parts are those of
//! `storm`; some are wrong on purpose, to see that it would be told.

use comidl_tests::VALGRIND;
use std::process::Command;

/// The exit status of valgrind when it found something.
const FOUND: i32 = 99;

/// Runs parts of `storm` under a tool of valgrind; returns what it exited with, and its report.
fn valgrind(options: &[&str], parts: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(VALGRIND.name)
        .args(["--error-exitcode=99", "--fair-sched=yes"])
        .arg(concat!(
            "--suppressions=",
            env!("CARGO_MANIFEST_DIR"),
            "/valgrind.supp"
        ))
        .args(options)
        .arg(env!("CARGO_BIN_EXE_storm"))
        .args(parts)
        .output()
        .expect("valgrind runs");
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), report)
}

const MEMCHECK: &[&str] = &[
    "--leak-check=full",
    "--show-leak-kinds=definite,indirect,possible",
    "--errors-for-leak-kinds=definite,indirect,possible",
];

const HELGRIND: &[&str] = &["--tool=helgrind"];

#[track_caller]
fn is_clean(tool: &[&str], parts: &[&str]) {
    let (code, report) = valgrind(tool, parts);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains("ERROR SUMMARY: 0 errors"), "{report}");
}

#[track_caller]
fn is_found(tool: &[&str], part: &str, message: &str) {
    let (code, report) = valgrind(tool, &[part]);
    assert_eq!(code, Some(FOUND), "{report}");
    assert!(report.contains(message), "{report}");
}

#[test]
fn memcheck_finds_no_error_and_no_leak() {
    if VALGRIND.or_left_out("memcheck_finds_no_error_and_no_leak") {
        is_clean(MEMCHECK, &["calls", "panics", "last-release", "service"]);
    }
}

#[test]
fn helgrind_finds_no_race() {
    if VALGRIND.or_left_out("helgrind_finds_no_race") {
        is_clean(HELGRIND, &["calls", "panics", "last-release"]);
    }
}

#[test]
fn memcheck_would_find_a_leak() {
    if VALGRIND.or_left_out("memcheck_would_find_a_leak") {
        is_found(MEMCHECK, "leak", "definitely lost");
    }
}

#[test]
fn memcheck_would_find_a_reference_released_twice() {
    if VALGRIND.or_left_out("memcheck_would_find_a_reference_released_twice") {
        is_found(MEMCHECK, "use-after-free", "Invalid read");
    }
}

#[test]
fn helgrind_would_find_a_race() {
    if VALGRIND.or_left_out("helgrind_would_find_a_race") {
        is_found(HELGRIND, "race", "Possible data race");
    }
}
