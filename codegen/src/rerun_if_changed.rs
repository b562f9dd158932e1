//! Lists the paths that cargo watches, so that a build script runs again when its outputs would be
//! other ones, and only then.
//!
//! Cargo watches each file that was read. It can't watch a file that was searched and doesn't exist:
//! a missing path counts as changed in every build. But cargo watches a whole folder with everything
//! in it, so the list has the folder in which the file would appear. A folder that holds the package
//! itself with its `target`, or the outputs of the script, would change in every build. For a file
//! that would appear there, or in a folder that doesn't exist, a link to its path is made in
//! `OUT_DIR`, and cargo watches the folder of the links: cargo follows links, and ignores one that
//! leads nowhere.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::output::Output;
use crate::session::{Loader, Missing};

/// Returns the paths for `cargo:rerun-if-changed`, for a build script that wrote `outputs` from the
/// files that `loader` read. Links are made in `folder`, which nobody else may use.
pub(crate) fn paths(loader: &Loader, outputs: &[Output], folder: &Path) -> BTreeSet<PathBuf> {
    let mut made: Vec<&Path> = outputs.iter().map(|output| output.path.as_path()).collect();
    made.extend([Path::new("."), folder.parent().unwrap_or(folder)]);
    let made: Vec<PathBuf> = made
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    let mut paths = loader.opened();
    let mut links = BTreeSet::new();
    for missing in loader.missing() {
        match holder(&missing).filter(|folder| !holds(folder, &made)) {
            Some(holder) => {
                paths.insert(holder);
            }
            None => {
                links.insert(missing.path());
            }
        }
    }
    // Where links can't be made, as on Windows without a certain right, cargo doesn't watch these
    // paths. That is better than to do all the work in every build.
    if !links.is_empty() && link(folder, &links).is_ok() {
        paths.insert(folder.to_owned());
    }
    paths
}

/// Returns the folder that changes when the missing file appears, or a folder on the way to it.
/// Returns none where that would be outside of the folder that was searched.
fn holder(missing: &Missing) -> Option<PathBuf> {
    let path = missing.path();
    let parent = path.parent().map(non_empty)?;
    if parent.is_dir() {
        return Some(parent.to_owned());
    }
    let mut names = missing.name.components();
    let is_below = names.all(|name| matches!(name, Component::Normal(_)));
    if !is_below || !non_empty(&missing.folder).is_dir() {
        return None;
    }
    let folder = path
        .ancestors()
        .skip(1)
        .map(non_empty)
        .find(|folder| folder.is_dir());
    folder.map(Path::to_owned)
}

/// Returns `.` for the empty path, and any other path itself.
fn non_empty(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Returns whether one of the canonical paths `inner` is the folder itself or leads into it. Where
/// that can't be known, the answer is yes.
fn holds(folder: &Path, inner: &[PathBuf]) -> bool {
    folder.canonicalize().map_or(true, |folder| {
        inner.iter().any(|path| path.starts_with(&folder))
    })
}

/// Replaces `folder` by a new one with a link to each of `targets`.
///
/// Cargo runs the script again if a file is younger than the script's last run. The links get an old
/// time for that reason, and only a file that appears at a link's target is young.
fn link(folder: &Path, targets: &BTreeSet<PathBuf>) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(folder)?,
    }
    for (index, target) in targets.iter().enumerate() {
        let link = folder.join(index.to_string());
        symlink(&std::path::absolute(target)?, &link)?;
        age(&link)?;
    }
    age(folder)
}

/// Sets the time of the file at `path` to the oldest one. A link itself gets the time, and not its
/// target.
fn age(path: &Path) -> io::Result<()> {
    let old = filetime::FileTime::zero();
    filetime::set_symlink_file_times(path, old, old)
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, link)
}

#[cfg(not(any(unix, windows)))]
fn symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
