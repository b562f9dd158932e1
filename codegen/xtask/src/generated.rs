//! The files of this repository that are generated and checked in.

use std::path::{Path, PathBuf};

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_codegen::internal::external;
use comidl_codegen::internal::metadata::Metadata;

use crate::common_winmd::ROOTS;
use crate::older_metadata::older_metadata;
use crate::windows_crate::windows_crate;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Generated {
    /// The path from the repository's root, with `/` between folders.
    pub(crate) path: &'static str,
    /// The content.
    pub(crate) bytes: Vec<u8>,
}

/// The `use` that brings the runtime's bindings into one of its modules.
const BINDINGS: &str = "crate::bindings::*";

/// Generates all files from the IDL of the repository with this root and from the metadata that the
/// dependencies bring. The files are the same on each run and machine.
///
/// # Errors
///
/// A name that the metadata doesn't have (an update of the dependency may remove one); errors in the
/// repository's IDL.
pub(crate) fn generated_files(root: &Path) -> Result<Vec<Generated>, String> {
    let metadata = Metadata::whole();
    Ok(vec![
        Generated {
            path: "codegen/src/metadata/common.winmd",
            bytes: metadata.cut("comidl.common", ROOTS)?,
        },
        Generated {
            path: "codegen/src/metadata/supplement.bin",
            bytes: Metadata::supplement(vec![older_metadata(root)?])?,
        },
        Generated {
            path: "codegen/src/external/windows_0_62.bin",
            bytes: external::list::deflated(&windows_crate(root, "0.62.2")?),
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

/// Generates the runtime's bindings.
fn bindings(root: &Path) -> Result<Vec<u8>, String> {
    let idl = ["DeliveryOptimization.idl", "BackgroundCopyHttpOptions.idl"];
    let mut compilation = compilation(root, &idl, Vec::new());
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    let bindings = outputs.into_iter().next().map(|output| output.bytes);
    bindings.ok_or_else(|| problems(&compilation))
}

/// Generates the trait of one of the runtime's callbacks, for a module that uses these names.
fn callback(root: &Path, interface: &str, uses: &[&str]) -> Result<Vec<u8>, String> {
    let contracts = vec![root.join("idl/callbacks.webidl")];
    let mut compilation = compilation(root, &["DeliveryOptimization.idl"], contracts);
    let made = compilation.callback(interface, uses);
    made.ok_or_else(|| problems(&compilation))
}

fn compilation(root: &Path, idl: &[&str], contracts: Vec<PathBuf>) -> Compilation {
    let resolved = Resolved::read(Options {
        idl: idl.iter().map(|name| root.join("idl").join(name)).collect(),
        contracts,
        // `testing` serves all of it, and the list of downloads.
        implement: vec!["*".into(), "IEnumUnknown".into()],
        has_runtime: true,
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
    use crate::root;

    #[test]
    fn generated_files_are_the_same_on_each_run() {
        assert_eq!(generated_files(root()), generated_files(root()));
    }
}
