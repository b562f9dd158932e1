//! Fragments: the files of Wine's IDL that `widl` doesn't take by themselves, since they are meant
//! for another to include or import. Alone they mean what they mean there: what they leave to that
//! file to declare is in the prelude or in metadata.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use comidl_codegen::internal::compile::{Compilation, Form};
use comidl_tests::{
    CORPUS, WIDL, outcome, shown, wine_files, wine_files_that_are_whole, wine_options,
};
use serde_json::Value;

/// A file that names another, and how.
struct User {
    path: PathBuf,
    includes: bool,
}

/// The names and paths of Wine's IDL files, sorted.
fn files() -> Vec<(String, PathBuf)> {
    let files = wine_files().into_iter().map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into();
        (name, path)
    });
    files.collect()
}

/// The files that use a file, by the name of the used one.
fn users(files: &[(String, PathBuf)]) -> HashMap<String, Vec<User>> {
    let mut users: HashMap<String, Vec<User>> = HashMap::new();
    for (_, path) in files {
        let bytes = std::fs::read(path).expect("a file");
        for line in String::from_utf8_lossy(&bytes).lines() {
            let includes = line.starts_with("#include");
            if !includes && !line.starts_with("import") {
                continue;
            }
            for used in line.split(['"', '<', '>']).skip(1).step_by(2) {
                let path = path.clone();
                let user = User { path, includes };
                users.entry(used.to_owned()).or_default().push(user);
            }
        }
    }
    users
}

/// Returns all definitions of these files, as `inspect --format json` prints them.
fn document(idl: &[PathBuf]) -> Value {
    let mut compilation = Compilation::read(wine_options(idl));
    let outputs = compilation.emit(&[Form::Json], Path::new(""));
    assert!(!compilation.failed(), "{}", outcome(&compilation));
    serde_json::from_slice(&outputs[0].bytes).expect("JSON")
}

/// Returns the definitions of `alone` that `through` lacks or has otherwise, and the number of all.
fn compare(alone: &Value, through: &Value) -> (usize, Vec<String>) {
    let kinds = alone.as_object().expect("an object");
    let lists = kinds
        .iter()
        .filter_map(|(kind, list)| Some((kind, list.as_array()?)))
        // Files have references, which are no definitions.
        .filter(|(kind, _)| *kind != "references");
    let mut count = 0;
    let mut differences = Vec::new();
    for (kind, entries) in lists {
        count += entries.len();
        let others = through[kind].as_array().expect("the same kinds");
        let differ = entries.iter().filter(|entry| !others.contains(entry));
        differences.extend(differ.map(|entry| {
            let other = others.iter().find(|it| it["name"] == entry["name"]);
            format!("{kind}: {entry}\nthere: {}", other.unwrap_or(&Value::Null))
        }));
    }
    (count, differences)
}

#[test]
fn a_fragment_means_alone_what_it_means_where_it_is_included() {
    let test = "fragments: a_fragment_means_alone_what_it_means_where_it_is_included";
    if !CORPUS.or_left_out(test) || !WIDL.or_left_out(test) {
        return;
    }
    let files = files();
    let headers = tempfile::tempdir().expect("a folder for headers");
    let whole = wine_files_that_are_whole(headers.path());
    let fragments: Vec<_> = files.iter().filter(|it| !whole.contains(&it.1)).collect();
    let users = users(&files);
    let mut definitions = 0;
    // Most are included by one file, which is read once.
    let mut documents = HashMap::new();
    for (name, path) in &fragments {
        let alone = document(std::slice::from_ref(path));
        let users = users.get(name);
        let users = users.unwrap_or_else(|| panic!("nothing uses {name}"));
        for user in users {
            // `inspect` describes imported files only if they are input files too.
            let idl = if user.includes {
                vec![user.path.clone()]
            } else {
                vec![user.path.clone(), path.clone()]
            };
            let (count, differences) = compare(
                &alone,
                documents.entry(idl).or_insert_with_key(|idl| document(idl)),
            );
            let user = user.path.display();
            assert!(differences.is_empty(), "{name} in {user}: {differences:#?}");
            assert!(count > 0, "{name} defines nothing");
            definitions += count;
        }
    }
    shown(
        "fragments of Wine's files",
        &format!(
            "{} of {} files; {definitions} definitions mean the same alone",
            fragments.len(),
            files.len()
        ),
    );
    assert!(!fragments.is_empty());
}
