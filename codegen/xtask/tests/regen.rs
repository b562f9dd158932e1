//! `cargo xtask regen` as a developer runs it.

use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .expect("the program can be started")
}

#[test]
fn the_checked_in_files_are_those_that_regen_makes() {
    let output = xtask(&["regen", "--check"]);
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{stdout}{stderr}");
}

#[test]
fn a_wrong_call_shows_the_usage() {
    for call in [&[][..], &["regenerate"], &["regen", "--chekc"]] {
        let output = xtask(call);
        assert_eq!(output.status.code(), Some(2), "{call:?}");
        assert!(String::from_utf8_lossy(&output.stderr).starts_with("usage: "));
    }
}
