//! The files of this repository that are made rather than written: what `comidl regen` writes and
//! `comidl regen --check` compares.

mod common;

use std::path::{Path, PathBuf};

use crate::compile::{Compilation, Form, Options, Resolved};
use crate::metadata::Metadata;

/// A file that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Where it belongs, from the repository's root, with `/` between folders.
    pub path: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What brings the runtime's bindings into a module of it.
const BINDINGS: &str = "crate::bindings::*";

/// All files that are made, from what the repository with this root has and from the metadata that
/// the dependencies bring. The same on each run and machine.
///
/// # Errors
/// A name that the metadata doesn't know any more, after an update of the dependency; errors in
/// the repository's IDL.
pub fn generated_files(root: &Path) -> Result<Vec<Generated>, String> {
    let metadata = Metadata::whole();
    Ok(vec![
        Generated {
            path: "codegen/src/metadata/common.winmd",
            bytes: metadata.cut("comidl.common", common::ROOTS)?,
        },
        Generated {
            path: "runtime/src/bindings.rs",
            bytes: bindings(root)?,
        },
        Generated {
            path: "runtime/src/bits/callback.rs",
            bytes: callback(
                root,
                "IBackgroundCopyCallback3",
                &["super::{File, FileRange, Job, JobError}", BINDINGS],
            )?,
        },
        Generated {
            path: "runtime/src/download/callback.rs",
            bytes: callback(
                root,
                "IDODownloadStatusCallback",
                &["super::{Download, DownloadStatus}", BINDINGS],
            )?,
        },
    ])
}

/// The runtime's bindings.
fn bindings(root: &Path) -> Result<Vec<u8>, String> {
    let mut compilation = compilation(root, Vec::new());
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    let bindings = outputs.into_iter().next().map(|output| output.bytes);
    bindings.ok_or_else(|| problems(&compilation))
}

/// The trait of one of the runtime's callbacks, in a module that has these names.
fn callback(root: &Path, interface: &str, uses: &[&str]) -> Result<Vec<u8>, String> {
    let mut compilation = compilation(root, vec![root.join("idl/callbacks.webidl")]);
    let made = compilation.callback(interface, uses);
    made.ok_or_else(|| problems(&compilation))
}

fn compilation(root: &Path, contracts: Vec<PathBuf>) -> Compilation {
    let resolved = Resolved::read(Options {
        idl: vec![root.join("idl/DeliveryOptimization.idl")],
        contracts,
        ..Options::default()
    });
    resolved.verify().0
}

fn problems(compilation: &Compilation) -> String {
    let problems = compilation.session.diagnostics.iter();
    let messages: Vec<_> = problems.map(|it| it.problem.message()).collect();
    format!("idl: {}", messages.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    #[test]
    fn generated_files_are_the_same_on_each_run() {
        assert_eq!(generated_files(root()), generated_files(root()));
    }

    #[test]
    fn what_is_checked_in_is_what_is_generated() {
        for file in generated_files(root()).unwrap() {
            let there = std::fs::read(root().join(file.path)).unwrap_or_default();
            assert!(
                there == file.bytes,
                "`{}` is stale: run `comidl regen`",
                file.path
            );
        }
    }

    #[test]
    #[ignore = "writes into the repository: the way back when `comidl regen` itself can't be built"]
    fn regen() {
        for file in generated_files(root()).unwrap() {
            let path = root().join(file.path);
            let beside = path.with_extension("new");
            std::fs::write(&beside, &file.bytes).unwrap();
            std::fs::rename(beside, path).unwrap();
        }
    }
}
#[cfg(test)]
#[test]
#[ignore]
fn make_supplement() {
    let home = std::env::var("HOME").unwrap();
    let d = std::fs::read_dir(home + "/.cargo/registry/src")
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path()
        .join("windows-bindgen-0.62.1/default");
    let files = ["Windows.Win32.winmd"].map(|f| (d.join(f), std::fs::read(d.join(f)).unwrap()));
    let (winmd, names) = Metadata::supplement(files.into()).unwrap();
    println!("{} {}", winmd.len(), names.len());
    std::fs::write("src/metadata/supplement.winmd.deflate", winmd).unwrap();
    std::fs::write("src/metadata/supplement.names", names).unwrap();
}
