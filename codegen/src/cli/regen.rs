//! `comidl regen`: the files of comidl's own repository that are made.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use comidl_codegen::output::{self, Output};
use comidl_codegen::regen::{Generated, generated_files};
use similar::TextDiff;

use super::Outcome;
use super::arguments::RegenArguments;

/// What only the root of the repository has.
const LANDMARK: &str = "codegen/src/regen/mod.rs";

pub(super) fn run(arguments: &RegenArguments) -> io::Result<Outcome> {
    let Some(root) = repository() else {
        return fail("this isn't within comidl's own repository, which `regen` is for");
    };
    let files = match generated_files(&root) {
        Ok(files) => files,
        Err(reason) => return fail(&reason),
    };
    match arguments.check {
        true => check(&root, &files),
        false => write(&root, files),
    }
}

fn write(root: &Path, files: Vec<Generated>) -> io::Result<Outcome> {
    let outputs: Vec<Output> = files
        .into_iter()
        .map(|file| Output {
            path: root.join(file.path),
            bytes: file.bytes,
        })
        .collect();
    match output::write_all(&outputs) {
        Ok(()) => Ok(Outcome::Done),
        Err(problem) => fail(&problem.message()),
    }
}

fn check(root: &Path, files: &[Generated]) -> io::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for file in files {
        let there = std::fs::read(root.join(file.path)).unwrap_or_default();
        if there != file.bytes {
            let diff = difference(file.path, &there, &file.bytes);
            io::stdout().write_all(diff.as_bytes())?;
            outcome = fail(&format!("`{}` is stale: run `comidl regen`", file.path))?;
        }
    }
    Ok(outcome)
}

/// A unified diff of text; of other files, where they part.
fn difference(path: &str, there: &[u8], made: &[u8]) -> String {
    match (std::str::from_utf8(there), std::str::from_utf8(made)) {
        (Ok(there), Ok(made)) => TextDiff::from_lines(there, made)
            .unified_diff()
            .header(path, "made anew")
            .to_string(),
        _ => {
            let pairs = there.iter().zip(made);
            let same = pairs.take_while(|(a, b)| a == b).count();
            format!(
                "{path}: {} bytes there, {} made anew; the first {same} are the same\n",
                there.len(),
                made.len()
            )
        }
    }
}

/// The root of the repository that the current folder is in.
fn repository() -> Option<PathBuf> {
    let folder = std::env::current_dir().ok()?;
    let mut folders = folder.ancestors();
    folders
        .find(|folder| folder.join(LANDMARK).is_file())
        .map(Path::to_owned)
}

fn fail(reason: &str) -> io::Result<Outcome> {
    writeln!(io::stderr(), "comidl: {reason}")?;
    Ok(Outcome::Failed)
}
