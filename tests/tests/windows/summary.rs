//! A summary for people of what was run: a line for each part.

use std::sync::LazyLock;
use std::time::Instant;

/// When the first test began.
static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A test begins.
pub(crate) fn begin() {
    LazyLock::force(&BEGIN);
}

/// Says what a part has shown; and in the summary, how long all took until now.
pub(crate) fn shown(part: u32, title: &str, counts: &str) {
    comidl_tests::shown(&format!("windows {part}, {title}"), counts);
    let seconds = BEGIN.elapsed().as_secs();
    comidl_tests::summarize("windows, all of it", &format!("{seconds} s"));
}
