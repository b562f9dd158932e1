//! What was run, for people: a line for each part, of which `tests/run.sh` shows all at its end.

use comidl_tests::root;
use std::io::Write;

/// Says what a part has shown, on standard error past the harness's capture, and in a file of
/// `target/tests/windows-summary`.
pub(crate) fn shown(part: u32, title: &str, counts: &str) {
    let line = format!("windows {part}, {title}: {counts}\n");
    std::io::stderr().write_all(line.as_bytes()).ok();
    let folder = root().join("target/tests/windows-summary");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let name = title.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    std::fs::write(folder.join(format!("{part}-{name}")), line).expect("it can be written");
}
