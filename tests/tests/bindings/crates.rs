//! The bindings of all files, a module each, in one crate, which has them of parts that compile one
//! by one.

use std::collections::BTreeSet;
use std::path::PathBuf;

use comidl_codegen::Enums;
use comidl_codegen::internal::output::{self, Output};
use comidl_tests::{Package, in_parallel, root, wine_files_that_are_whole};

use crate::file::Bindings;

/// In how many parts the modules are, if there are so many. rustc takes one processor for a crate, and keeps all of it
/// in memory.
const CRATES: usize = 16;

/// A workspace of these packages.
pub(crate) struct Crates {
    pub(crate) package: Package,
    pub(crate) all: Vec<Bindings>,
}

impl Crates {
    /// Makes the bindings of all files that `widl` takes.
    pub(crate) fn make() -> Self {
        let files = wine_files_that_are_whole(&root().join("target/tests/wine-headers"));
        Self::of("wine-bindings", &files, Enums::Alias)
    }

    /// Makes the bindings of these files in a package of this name.
    pub(crate) fn of(name: &str, files: &[PathBuf], enums: Enums) -> Self {
        let package = Package::kept(name);
        let folder = package.folder().join("bindings");
        let all = in_parallel(files, |idl| Bindings::make(idl, &folder, enums));
        let crates = Self { package, all };
        output::write_all(&crates.files(), &BTreeSet::new()).expect("the packages can be written");
        crates
    }

    /// The packages' own files: each has the modules of some files of Wine's, about as much of them
    /// as any other.
    fn files(&self) -> Vec<Output> {
        let mut by_size: Vec<&Bindings> = self.all.iter().collect();
        by_size.sort_by_key(|bindings| std::cmp::Reverse(bindings.bytes));
        let count = CRATES.min(by_size.len());
        let mut crates = vec![(0, "#![deny(warnings)]\n".to_owned()); count];
        for bindings in by_size {
            let smallest = crates.iter_mut().min_by_key(|(bytes, _)| *bytes);
            let (bytes, text) = smallest.expect("there are some");
            *bytes += bindings.bytes;
            *text += &module(bindings);
        }
        let names: Vec<String> = (0..count).map(|it| format!("bindings-{it}")).collect();
        let mut manifest = format!(
            "[package]\nname = \"wine-bindings\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [lib]\npath = \"lib.rs\"\n\n\
             [workspace]\nresolver = \"3\"\nmembers = {names:?}\n\n\
             [profile.dev]\nincremental = false\n\n[dependencies]\n"
        );
        let mut all = String::from("#![deny(warnings)]\n");
        for name in &names {
            manifest += &format!("{name} = {{ path = \"{name}\" }}\n");
            all += &format!("pub use {}::*;\n", name.replace('-', "_"));
        }
        let mut files = vec![self.file("Cargo.toml", manifest), self.file("lib.rs", all)];
        for (name, (_, text)) in names.iter().zip(crates) {
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [lib]\npath = \"lib.rs\"\n\n\
                 [dependencies]\nwindows-core = \"0.100\"\nwindows-link = \"0.100\"\n"
            );
            files.push(self.file(&format!("{name}/Cargo.toml"), manifest));
            files.push(self.file(&format!("{name}/lib.rs"), text));
        }
        files
    }

    fn file(&self, path: &str, text: String) -> Output {
        Output {
            path: self.package.folder().join(path),
            bytes: text.into_bytes(),
        }
    }

    /// Returns a sum over all files.
    pub(crate) fn sum(&self, of: impl Fn(&Bindings) -> usize) -> usize {
        self.all.iter().map(of).sum()
    }
}

/// The module of the bindings, and what rustc is to check of them.
fn module(bindings: &Bindings) -> String {
    let (file, module) = (&bindings.name, bindings.module());
    let mut text = format!("#[path = \"../bindings/{file}.rs\"]\npub mod {module};\n");
    for fact in &bindings.facts {
        text += &format!("const _: () = assert!({fact});\n");
    }
    text
}
