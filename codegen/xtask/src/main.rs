//! `cargo xtask`: the tasks of comidl's developers.

mod common_winmd;
mod dependency;
mod generated;
mod older_metadata;
mod regen;
mod windows_crate;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask regen [--check]

regen           writes the files of the repository that are generated
regen --check   writes nothing; fails, with a diff, where one of them is stale";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["regen"] => regen::write(root()),
        ["regen", "--check"] => regen::check(root()),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the root of the repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
