//! Compiles Wine's IDL files with something wrong in each: comidl must report it and go on.
//!
//! `mutants` tries the whole set, as the test `mutants` does. `mutants each N` tries a set in which each
//! file has up to N mutants of each kind. A mutant that comidl treats wrongly is reported by name. By
//! its name it is tried again and shown, with the messages of comidl:
//!
//! ```sh
//! cargo run --release -p comidl-tests --bin mutants -- oaidl.idl dropped 17
//! ```
//!
//! A mutant that ends the process or never comes to its end must be reported by name as well. So each
//! file has a process of its own, which prints the name of each mutant before it tries it, and is
//! watched.

mod mutation;
mod trial;
mod watched;

use std::path::Path;
use std::process::ExitCode;

use comidl_tests::WINE_IDL;
use mutation::{Kind, Mutant, Tokens};

/// The number of mutants of each kind that a file has in the whole set.
const OF_EACH_KIND: usize = 9;

/// One file in so many is also cut off behind each of its tokens, up to so many.
const CUT_EVERYWHERE: usize = 15;
const MAX_CUTS: usize = 250;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => watched::whole(OF_EACH_KIND),
        ["each", of_each] => watched::whole(number(of_each)),
        // The module `watched` starts these.
        ["file", file, of_each, from] => trial::file(file, number(of_each), number(from)),
        [file, kind, place] => trial::one(file, kind, number(place)),
        _ => panic!("none of the ways in which this is run: {arguments:?}"),
    }
}

fn number(text: &str) -> usize {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no number"))
}

/// The names of the files, sorted.
fn files() -> Vec<String> {
    let entries = std::fs::read_dir(WINE_IDL).expect("Wine's IDL files");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("a file").file_name())
        .map(|name| name.into_string().expect("a name of letters"))
        .filter(|name| name.ends_with(".idl"))
        .collect();
    files.sort();
    files
}

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(WINE_IDL).join(file)).expect("a file that can be read")
}

/// The mutants of a file, always the same.
fn mutants(file: &str, tokens: &Tokens<'_>, of_each: usize) -> Vec<Mutant> {
    let mut mutants: Vec<Mutant> = Kind::ALL
        .iter()
        .flat_map(|kind| tokens.spread(*kind, of_each))
        .collect();
    let index = files().iter().position(|it| it == file);
    if index.is_some_and(|it| it % CUT_EVERYWHERE == 0) {
        mutants.extend(tokens.spread(Kind::Truncated, of_each.max(MAX_CUTS)));
    }
    mutants.sort();
    mutants.dedup();
    mutants
}
