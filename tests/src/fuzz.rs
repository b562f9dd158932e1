//! What the fuzzer calls with its inputs, and a test with those that were saved. Each function panics
//! where comidl breaks a promise.

use std::cell::LazyCell;
use std::path::Path;

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_codegen::internal::diagnostics::render_json;
use comidl_codegen::internal::preprocess::preprocess;
use comidl_codegen::internal::session::Session;
use comidl_codegen::internal::source::Reached;
use tempfile::TempDir;

use crate::outcome;

/// What is called with an input.
pub type Target = fn(&[u8]);

/// All of them but that of the macros, by name. Their corpora are in `tests/fuzz/corpus`.
pub const TARGETS: &[(&str, Target)] = &[
    ("preprocess", preprocessed),
    ("check", checked),
    ("contract", with_contract),
    ("metadata", with_metadata),
];

/// The longest input. A longer one only takes longer.
const MAX_INPUT: usize = 64 << 10;

/// The IDL to which a contract is held.
const OF_CONTRACT: &str = include_str!("../fuzz/contract.idl");

/// The IDL that uses metadata.
const OF_METADATA: &str = include_str!("../fuzz/metadata.idl");

thread_local! {
    /// A folder for the files of a thread.
    static FOLDER: LazyCell<TempDir> = const { LazyCell::new(|| {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        folder.expect("a folder for the input")
    }) };
}

/// Writes files, and calls `work` with their folder.
fn in_folder(files: &[(&str, &[u8])], work: impl FnOnce(&Path)) {
    FOLDER.with(|folder| {
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).expect("the input can be written");
        }
        work(folder.path());
    });
}

fn preprocessed(input: &[u8]) {
    let text = String::from_utf8_lossy(&input[..input.len().min(MAX_INPUT)]);
    let mut session = Session::new(Vec::new(), Vec::new());
    let file = session.loader.embed("test.idl", &text);
    let stream = preprocess(&mut session, &file, Reached::Named);
    assert!(stream.unfolded().count() > 0, "the end is a token");
}

fn checked(input: &[u8]) {
    let input = &input[..input.len().min(MAX_INPUT)];
    in_folder(&[("test.idl", input)], |folder| {
        compiled(Options {
            idl: vec![folder.join("test.idl")],
            ..Options::default()
        });
    });
}

fn with_contract(input: &[u8]) {
    let files = [("test.idl", OF_CONTRACT.as_bytes()), ("test.webidl", input)];
    in_folder(&files, |folder| {
        compiled(Options {
            idl: vec![folder.join("test.idl")],
            contracts: vec![folder.join("test.webidl")],
            ..Options::default()
        });
    });
}

fn with_metadata(input: &[u8]) {
    let files = [("test.idl", OF_METADATA.as_bytes()), ("test.winmd", input)];
    in_folder(&files, |folder| {
        compiled(Options {
            idl: vec![folder.join("test.idl")],
            winmd: vec![folder.join("test.winmd")],
            ..Options::default()
        });
    });
}

/// Compiles, renders what is said, and makes the outputs. Rust has to parse.
fn compiled(options: Options) {
    let (mut compilation, _) = Resolved::read(options).verify();
    compilation.check_callbacks();
    said(&compilation);
    if compilation.failed() {
        return;
    }
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    said(&compilation);
    if let [rust] = &outputs[..] {
        let text = std::str::from_utf8(&rust.bytes).expect("Rust is UTF-8");
        if let Err(error) = syn::parse_file(text) {
            panic!("the bindings don't parse: {error}\n{text}");
        }
        let made = compilation.emit(&[Form::Rdl, Form::Json], "".as_ref());
        assert!(
            made.len() == 2 || compilation.failed(),
            "nothing is made, and nothing said"
        );
    } else {
        assert!(compilation.failed(), "nothing is made, and nothing said");
    }
}

fn said(compilation: &Compilation) {
    let text = outcome(compilation);
    let is_plain =
        |character: char| !character.is_control() || character == '\n' || character == '\t';
    assert!(
        text.chars().all(is_plain),
        "a terminal would obey: {text:?}"
    );
    render_json(
        &compilation.session.diagnostics,
        &compilation.session.sources,
    );
}
