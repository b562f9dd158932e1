//! What was run, for people: a line for each part, of which `tests/run.sh` shows all at its end.

use comidl_tests::root;
use std::io::Write;
use std::sync::LazyLock;
use std::time::Instant;

/// When the first test began.
static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A test begins.
pub(crate) fn begin() {
    LazyLock::force(&BEGIN);
}

/// Says what a part has shown, on standard error past the harness's capture, and in a file of
/// `target/tests/windows-summary`; and there, how long all took until now.
pub(crate) fn shown(part: u32, title: &str, counts: &str) {
    let line = format!("windows {part}, {title}: {counts}\n");
    std::io::stderr().write_all(line.as_bytes()).ok();
    let name = title.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    write(&format!("{part}-{name}"), &line);
    let seconds = BEGIN.elapsed().as_secs();
    write("time", &format!("windows, all of it: {seconds} s\n"));
}

fn write(name: &str, line: &str) {
    let folder = root().join("target/tests/windows-summary");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join(name), line).expect("it can be written");
}
