//! Wine's IDL files, in Debian's `libwine-dev`: which there are, and which of them `widl` takes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use comidl_codegen::internal::compile::Options;

use crate::{WIDL, WINE_IDL};

/// Returns all of Wine's IDL files, sorted by name.
///
/// # Panics
///
/// When the folder can't be read.
pub fn wine_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(WINE_IDL).expect("Wine's IDL files");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|it| it == "idl"))
        .collect();
    files.sort();
    files
}

/// Returns the files of Wine's that `widl` accepts by themselves. The others are fragments, which
/// other files include or import. The headers that `widl` makes are in `headers`, each called after
/// its file.
///
/// # Panics
///
/// When `widl` can't be run.
pub fn wine_files_that_are_whole(headers: &Path) -> Vec<PathBuf> {
    std::fs::create_dir_all(headers).expect("the folder can be made");
    let made = in_parallel(&wine_files(), |idl| {
        let name = idl.file_name().expect("a file has a name");
        let header = headers.join(name).with_extension("h");
        let output = widl(idl, &header).output().expect("widl can be run");
        output.status.success().then(|| idl.clone())
    });
    made.into_iter().flatten().collect()
}

/// Returns the command that makes the header of a file of Wine's.
///
/// # Panics
///
/// When the header is to be in no folder.
pub fn widl(idl: &Path, header: &Path) -> Command {
    let mut widl = Command::new(WIDL.name);
    widl.args(["-h", "-I", WINE_IDL, "-o"])
        .args([header, idl])
        // `widl` writes its preprocessed files here.
        .current_dir(header.parent().expect("a folder"));
    widl
}

/// Returns the options for files of Wine's. They ask for the macro that `widl` defines.
pub fn wine_options(idl: &[PathBuf]) -> Options {
    Options {
        idl: idl.to_vec(),
        defines: vec![("__WIDL__".into(), "1".into())],
        ..Options::default()
    }
}

/// Returns the results of `work` for all items, in their order. A thread for each processor works.
///
/// # Panics
///
/// When `work` panics.
pub fn in_parallel<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut made: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || {
            let one = |index| Some((index, work(all.get(index)?)));
            std::iter::from_fn(|| one(next.fetch_add(1, Ordering::Relaxed))).collect::<Vec<_>>()
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let all = workers.into_iter().map(|it| it.join().expect("no panic"));
        all.flatten().collect()
    });
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, it)| it).collect()
}
