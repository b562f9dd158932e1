//! The files of this repository that are made rather than written: what `comidl regen` writes and
//! `comidl regen --check` compares.

mod common;

use crate::metadata::Metadata;

/// A file that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Where it belongs, from the repository's root, with `/` between folders.
    pub path: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All files that are made, from the metadata that the dependencies bring. The same on each run
/// and machine.
///
/// # Errors
/// A name that the metadata doesn't know any more, after an update of the dependency.
pub fn generated_files() -> Result<Vec<Generated>, String> {
    let metadata = Metadata::whole();
    Ok(vec![Generated {
        path: "codegen/src/metadata/common.winmd",
        bytes: metadata.cut("comidl.common", common::ROOTS)?,
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_the_same_on_each_run() {
        assert_eq!(generated_files(), generated_files());
    }

    #[test]
    fn what_is_checked_in_is_what_is_generated() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../");
        for file in generated_files().unwrap() {
            let there = std::fs::read(format!("{root}{}", file.path)).unwrap_or_default();
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
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../");
        for file in generated_files().unwrap() {
            let path = format!("{root}{}", file.path);
            std::fs::write(format!("{path}.new"), &file.bytes).unwrap();
            std::fs::rename(format!("{path}.new"), path).unwrap();
        }
    }
}
