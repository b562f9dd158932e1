//! A summary for people: a line for each part of the tests. `tests/run.sh` prints all lines at its end.

use std::io::Write;

use crate::root;

/// Says what `part` has shown, on standard error past the harness's capture, and at the end of
/// `tests/run.sh`.
///
/// # Panics
///
/// See [`summarize`].
pub fn shown(part: &str, counts: &str) {
    let line = format!("{part}: {counts}\n");
    std::io::stderr().write_all(line.as_bytes()).ok();
    summarize(part, counts);
}

/// Has `tests/run.sh` print at its end what `part` has shown. Each part has a file in
/// `target/tests/summary`; the last call for a part counts.
///
/// # Panics
///
/// When the file can't be written.
pub fn summarize(part: &str, counts: &str) {
    let folder = root().join("target/tests/summary");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let name = part.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    std::fs::write(folder.join(name), format!("{part}: {counts}\n")).expect("it can be written");
}
