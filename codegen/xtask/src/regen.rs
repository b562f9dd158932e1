//! `cargo xtask regen`: writes the generated files, or compares them with those that are checked in.

use std::collections::BTreeSet;
use std::path::Path;

use comidl_codegen::internal::output::{self, Output};
use similar::TextDiff;

use crate::generated::{Generated, generated_files};

/// Writes all generated files.
///
/// # Errors
///
/// A file that can't be generated or written.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    let files = generated_files(root)?.into_iter().map(|file| Output {
        path: root.join(file.path),
        bytes: file.bytes,
    });
    let files: Vec<Output> = files.collect();
    output::write_all(&files, &BTreeSet::new()).map_err(|problem| problem.message())
}

/// Compares all generated files with those that are checked in, and prints the differences.
///
/// # Errors
///
/// A file that can't be generated; the files that are stale.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let mut stale = Vec::new();
    for Generated { path, bytes } in generated_files(root)? {
        let checked_in = std::fs::read(root.join(path)).unwrap_or_default();
        if checked_in != bytes {
            print!("{}", difference(path, &checked_in, &bytes));
            stale.push(format!("`{path}`"));
        }
    }
    if stale.is_empty() {
        Ok(())
    } else {
        let stale = stale.join(", ");
        Err(format!("stale, run `cargo xtask regen`: {stale}"))
    }
}

/// Returns a unified diff of two texts. For other files it tells where they begin to differ.
fn difference(path: &str, checked_in: &[u8], generated: &[u8]) -> String {
    match (
        std::str::from_utf8(checked_in),
        std::str::from_utf8(generated),
    ) {
        (Ok(checked_in), Ok(generated)) => TextDiff::from_lines(checked_in, generated)
            .unified_diff()
            .header(path, "generated")
            .to_string(),
        _ => {
            let pairs = checked_in.iter().zip(generated);
            let same = pairs.take_while(|(a, b)| a == b).count();
            format!(
                "{path}: {} bytes are checked in, {} are generated; the first {same} are the same\n",
                checked_in.len(),
                generated.len()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_by_lines_and_other_files_by_bytes() {
        let texts = difference("a.rs", b"one\ntwo\n", b"one\nthree\n");
        assert_eq!(
            texts,
            "--- a.rs\n+++ generated\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n"
        );
        let bytes = difference("a.winmd", b"MZ\xff\0", b"MZ\xfe");
        assert_eq!(
            bytes,
            "a.winmd: 4 bytes are checked in, 3 are generated; the first 2 are the same\n"
        );
    }
}
