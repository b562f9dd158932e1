//! What cargo has to watch, so that a build script runs again when its outcome would be another,
//! and only then.
//!
//! Of a file that was read that is the file. For one that was looked for and isn't there, cargo
//! has no word: a path that is missing counts as changed in every build. It does look at whole
//! folders, with all that is in them; so the folder is watched in which the file would appear.
//! Not so one that holds the package itself, `target` and all, or what the script made. For what
//! would appear in that, and in folders that aren't there either, links are made in `OUT_DIR` to
//! the places of the missing files, and the folder of the links is watched: cargo follows links,
//! and passes over one that leads nowhere.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::output::Output;
use crate::source::{Loader, Missing};

/// The paths to be given to `cargo:rerun-if-changed` by a build script that wrote `outputs` after
/// reading what `loader` read. Links go to `folder`, which is the caller's alone.
pub(crate) fn paths(loader: &Loader, outputs: &[Output], folder: &Path) -> BTreeSet<PathBuf> {
    let mut made: Vec<&Path> = outputs.iter().map(|it| it.path.as_path()).collect();
    made.extend([Path::new("."), folder.parent().unwrap_or(folder)]);
    let made: Vec<PathBuf> = made
        .iter()
        .filter_map(|it| it.canonicalize().ok())
        .collect();
    let mut paths = loader.opened();
    let mut links = BTreeSet::new();
    for missing in loader.missing() {
        match holder(&missing).filter(|it| !holds(it, &made)) {
            Some(holder) => {
                paths.insert(holder);
            }
            None => {
                links.insert(missing.path());
            }
        }
    }
    // Where links can't be made (on Windows that takes a right) the places aren't watched: better
    // than to do all the work in every build.
    if !links.is_empty() && link(folder, &links).is_ok() {
        paths.insert(folder.to_owned());
    }
    paths
}

/// The folder that changes when the missing file appears, or a folder on the way to it. None
/// where that would be outside of what was searched.
fn holder(missing: &Missing) -> Option<PathBuf> {
    let path = missing.path();
    let parent = path.parent().map(real)?;
    if parent.is_dir() {
        return Some(parent.to_owned());
    }
    let mut names = missing.name.components();
    let is_below = names.all(|name| matches!(name, Component::Normal(_)));
    if !is_below || !real(&missing.folder).is_dir() {
        return None;
    }
    let folder = path.ancestors().skip(1).map(real).find(|it| it.is_dir());
    folder.map(Path::to_owned)
}

/// The empty path is the current folder's.
fn real(path: &Path) -> &Path {
    match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    }
}

/// Whether one of the canonical paths `inner` is that of the folder, or leads into it. So it is
/// taken to be where it can't be known.
fn holds(folder: &Path, inner: &[PathBuf]) -> bool {
    folder.canonicalize().map_or(true, |folder| {
        inner.iter().any(|it| it.starts_with(&folder))
    })
}

/// Makes `folder` anew, with a link to each of `targets`.
///
/// Cargo runs the script again for what is younger than the script's run: the links are made to
/// look old, and only what they come to lead to is young.
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

/// Gives what is at `path` itself, a link too, the oldest of times.
#[cfg(unix)]
fn age(path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};
    let old = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let times = Timestamps {
        last_access: old,
        last_modification: old,
    };
    Ok(utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW)?)
}

#[cfg(not(unix))]
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
