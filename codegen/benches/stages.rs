//! Each stage of a compilation by itself, over one file of IDL: `cargo bench -p comidl-codegen`.
//!
//! The files are Delivery Optimization's and, where `libwine-dev` is installed, one of Wine's with
//! many imports.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_codegen::internal::emit::rust;
use comidl_codegen::internal::emit::{rdl, winmd};
use comidl_codegen::internal::external::Externals;
use comidl_codegen::internal::metadata::Metadata;
use comidl_codegen::internal::parse::parse;
use comidl_codegen::internal::preprocess::preprocess;
use comidl_codegen::internal::session::Session;
use comidl_codegen::internal::source::{File, Reached};
use comidl_codegen::internal::token::TokenStream;
use comidl_codegen::internal::verify::verify;
use divan::Bencher;

const DELIVERY_OPTIMIZATION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../idl/DeliveryOptimization.idl"
);
const WINE: &str = "/usr/include/wine/wine/windows/mmdeviceapi.idl";

fn main() {
    divan::main();
}

fn files() -> Vec<&'static str> {
    let mut files = vec![DELIVERY_OPTIMIZATION, WINE];
    files.retain(|file| Path::new(file).exists());
    files
}

fn session() -> Session {
    Session::new(Vec::new(), Vec::new())
}

fn open(session: &mut Session, file: &str) -> Arc<File> {
    let file = session.loader.open(Path::new(file));
    file.expect("the file can be read")
}

fn token_stream(file: &str) -> (Session, TokenStream) {
    let mut session = session();
    let file = open(&mut session, file);
    let tokens = preprocess(&mut session, &file, Reached::Named);
    (session, tokens)
}

fn options(file: &str) -> Options {
    Options {
        idl: vec![PathBuf::from(file)],
        ..Options::default()
    }
}

fn compilation(file: &str) -> Compilation {
    Compilation::read(options(file))
}

#[divan::bench(args = files())]
fn source(bencher: Bencher<'_, '_>, file: &str) {
    bencher
        .with_inputs(session)
        .bench_values(|mut session| open(&mut session, file));
}

#[divan::bench(name = "preprocess", args = files())]
fn preprocessing(bencher: Bencher<'_, '_>, file: &str) {
    let with_file = || {
        let mut session = session();
        let file = open(&mut session, file);
        (session, file)
    };
    bencher
        .with_inputs(with_file)
        .bench_values(|(mut session, file)| preprocess(&mut session, &file, Reached::Named));
}

#[divan::bench(name = "parse", args = files())]
fn parsing(bencher: Bencher<'_, '_>, file: &str) {
    bencher
        .with_inputs(|| token_stream(file))
        .bench_values(|(mut session, tokens)| {
            parse(tokens, &mut session.names, &mut session.diagnostics)
        });
}

/// The stage with all stages before it, for the file and its imports.
#[divan::bench(args = files())]
fn resolve_with_what_goes_before(file: &str) -> Compilation {
    compilation(file)
}

#[divan::bench(name = "verify", args = files())]
fn verifying(bencher: Bencher<'_, '_>, file: &str) {
    bencher
        .with_inputs(|| Resolved::read(options(file)))
        .bench_values(Resolved::verify);
}

/// The comparison alone: the metadata has imported everything before.
#[divan::bench(args = files())]
fn verify_again(bencher: Bencher<'_, '_>, file: &str) {
    let compilation = compilation(file);
    let metadata = Metadata::new(Vec::new()).expect("the built-in metadata");
    bencher.bench_local(|| verify(&compilation.model, &metadata));
}

#[divan::bench(args = files())]
fn lower_to_rdl(bencher: Bencher<'_, '_>, file: &str) {
    let compilation = compilation(file);
    bencher.bench_local(|| lowered(&compilation));
}

#[divan::bench(args = files())]
fn lower_to_winmd(bencher: Bencher<'_, '_>, file: &str) {
    let rdl = lowered(&compilation(file));
    let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
    bencher.bench_local(|| winmd::compile(&rdl.text, "bench", &references).map_err(drop));
}

fn lowered(compilation: &Compilation) -> rdl::Rdl {
    let metadata = Metadata::new(Vec::new()).expect("the built-in metadata");
    let is_known = |namespace: &str, name: &str| metadata.knows_type_in(namespace, name);
    let options = rdl::RdlOptions {
        externals: &Externals::default(),
        namespace: "bench",
        is_in_metadata: &is_known,
    };
    rdl::rdl(&compilation.model, &options)
}

#[divan::bench(args = files())]
fn emit(bencher: Bencher<'_, '_>, file: &str) {
    let compilation = compilation(file);
    let options = rust::Options::default();
    bencher.bench_local(|| {
        rust::bindings(&compilation.model, &compilation.docs(), &options).map_err(drop)
    });
}

#[divan::bench(args = files())]
fn page(bencher: Bencher<'_, '_>, file: &str) {
    let mut compilation = compilation(file);
    bencher.bench_local(move || compilation.emit(&[Form::Page], Path::new("")));
}

/// The whole compilation, from the file to the Rust and the metadata in memory.
#[divan::bench(args = files())]
fn whole(file: &str) -> usize {
    let (mut compilation, _) = Resolved::read(options(file)).verify();
    let outputs = compilation.emit(&[Form::Rust, Form::Winmd], Path::new(""));
    outputs.iter().map(|output| output.bytes.len()).sum()
}
