//! The places where Wine and Windows really differ: `facts/wine-drift.txt`.

use crate::listed;

/// Returns the entries of the list: a file of Wine's, and a name in it.
///
/// # Panics
///
/// When a line isn't `file | name | why`.
pub fn wine_drifts() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = listed::<3>(include_str!("../facts/wine-drift.txt"));
    lines.map(|[file, name, _]| (file, name))
}

/// Returns the names that are listed for `file`, as `--allow-drift` takes them.
pub fn wine_drift(file: &str) -> Vec<String> {
    let of_file = wine_drifts().filter(|(of, _)| *of == file);
    of_file.map(|(_, name)| name.to_owned()).collect()
}
