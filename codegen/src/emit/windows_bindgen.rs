//! Hands the winmd to `windows-bindgen`, with the arguments that a user gives it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use windows_metadata::HasAttributes;
use windows_metadata::reader::{File, Index, Item, TypeCategory};

use super::catch_panic::catch_panic;
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;

/// What windows-bindgen is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    /// The winmd.
    pub(crate) winmd: &'a [u8],
    /// The name of the winmd, without its extension.
    pub(crate) stem: &'a str,
    /// The user's arguments, as `windows_bindgen::bindgen` takes them.
    pub(crate) arguments: &'a [String],
    /// The folder for the outputs.
    pub(crate) folder: &'a Path,
}

/// A file: its path within the folder for the outputs, and its bytes.
pub(crate) type NewFile = (PathBuf, Vec<u8>);

/// Returns the files that windows-bindgen makes: `STEM.bindgen.rs`, or with `--package` those of a
/// package, whose `Cargo.toml` is in the folder already.
///
/// The arguments are the user's, behind `--in STEM.winmd default` and `--out`. Without a filter among
/// them, they ask for each definition of the winmd by its name: what these need comes along then, as it
/// doesn't for a whole namespace. A package is of whole namespaces.
///
/// # Errors
///
/// [`Problem::WindowsBindgen`] with its own words, or [`Problem::NoTemporaryFolder`].
pub(crate) fn bindings(request: Request<'_>) -> Result<Vec<NewFile>, Box<Diagnostic>> {
    let temporary = tempfile::tempdir().map_err(no_folder)?;
    let winmd = temporary.path().join(format!("{}.winmd", request.stem));
    fs::write(&winmd, request.winmd).map_err(no_folder)?;
    let folder = temporary.path().join("out");
    fs::create_dir(&folder).map_err(no_folder)?;
    let is_package = request.arguments.iter().any(|it| it == "--package");
    let out = if is_package {
        copy_manifest(request.folder, &folder).map_err(no_folder)?;
        folder.clone()
    } else {
        folder.join(format!("{}.bindgen.rs", request.stem))
    };
    let Some(arguments) = arguments(&request, is_package, &winmd, &out) else {
        // A winmd of API contracts alone has nothing for Rust, and windows-bindgen refuses to make nothing.
        let name = format!("{}.bindgen.rs", request.stem);
        return Ok(vec![(name.into(), Vec::new())]);
    };
    catch_panic(|| windows_bindgen::bindgen(arguments)).map_err(|panicked| {
        // The user knows the file by the place where it will be.
        let (inner, outer) = (folder.to_string_lossy(), request.folder.to_string_lossy());
        let message = panicked.message.replace(&*inner, &outer);
        problem(Problem::WindowsBindgen { message })
    })?;
    let mut files = Vec::new();
    collect(&folder, Path::new(""), &mut files).map_err(no_folder)?;
    Ok(files)
}

/// Returns the arguments for windows-bindgen; none if the winmd has nothing for it.
fn arguments(
    request: &Request<'_>,
    is_package: bool,
    winmd: &Path,
    out: &Path,
) -> Option<Vec<String>> {
    let [winmd, out] = [winmd, out].map(|path| path.to_string_lossy().into_owned());
    let mut arguments = vec!["--in".into(), winmd, "default".into(), "--out".into(), out];
    // A file of `--etc` may have filters.
    let has_filter = |it: &String| matches!(&**it, "--filter" | "--filter-file" | "--etc");
    if !request.arguments.iter().any(has_filter) {
        arguments.push("--filter".into());
        let definitions = definitions(request.winmd, is_package);
        if definitions.is_empty() {
            return None;
        }
        arguments.extend(definitions);
    }
    arguments.extend_from_slice(request.arguments);
    Some(arguments)
}

/// Returns the full names of all that a winmd defines, or only its namespaces, sorted. Attributes and API
/// contracts are for readers of metadata.
fn definitions(winmd: &[u8], only_namespaces: bool) -> BTreeSet<String> {
    let file = File::new(winmd.to_vec());
    let index = Index::new(file.into_iter().collect());
    let has_rust = |item| match item {
        Item::Type(ty) => {
            ty.category() != TypeCategory::Attribute && !ty.has_attribute("ApiContractAttribute")
        }
        _ => true,
    };
    let items = index.iter_items();
    items
        .filter(|(.., item)| has_rust(*item))
        .map(|(namespace, name, _)| match only_namespaces {
            true => namespace.to_owned(),
            false => format!("{namespace}.{name}"),
        })
        .collect()
}

/// Copies the manifest of the user's package, to which windows-bindgen adds features.
fn copy_manifest(from: &Path, to: &Path) -> io::Result<()> {
    match fs::copy(from.join("Cargo.toml"), to.join("Cargo.toml")) {
        // windows-bindgen says that there is none.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        copied => copied.map(drop),
    }
}

/// Adds the files of the folder `from`, whose path is to be `to`, in the order of their names.
fn collect(from: &Path, to: &Path, files: &mut Vec<NewFile>) -> io::Result<()> {
    let entries = fs::read_dir(from)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let place = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            collect(&path, &place, files)?;
        } else {
            files.push((place, fs::read(&path)?));
        }
    }
    Ok(())
}

fn problem(problem: Problem) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(problem, Span::NONE))
}

fn no_folder(error: io::Error) -> Box<Diagnostic> {
    let reason = error.to_string();
    problem(Problem::NoTemporaryFolder { reason })
}
