//! What is made of a compilation: the outputs that are written, and the texts that are printed.

#[cfg(feature = "winmd")]
use std::cell::LazyCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::contract::Contract;
use crate::diagnostics::Diagnostic;
#[cfg(feature = "inspect")]
use crate::diagnostics::Problem;
#[cfg(feature = "inspect")]
use crate::emit::inspect::json::Document;
#[cfg(feature = "inspect")]
use crate::emit::page;
#[cfg(feature = "winmd")]
use crate::emit::rdl::{self, Rdl, RdlOptions};
use crate::emit::rust::{self, CallbackTrait};
#[cfg(feature = "winmd")]
use crate::emit::winmd;
#[cfg(feature = "inspect")]
use crate::layout::LayoutError;
use crate::layout::Target;
use crate::lower::abi::Abi;
use crate::lower::nullable::NullRule;
use crate::lower::{callback, implement};
use crate::model::ItemId;
use crate::output::{self, Output};
#[cfg(feature = "inspect")]
use crate::similar::similar;
use crate::source::Span;

use super::Compilation;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Rust bindings, `NAME.rs`.
    Rust,
    /// Windows metadata, `NAME.winmd`.
    #[cfg(feature = "winmd")]
    Winmd,
    /// The text that the metadata is compiled from, `NAME.rdl`.
    #[cfg(feature = "winmd")]
    Rdl,
    /// The description that `inspect --format json` prints, `NAME.json`.
    #[cfg(feature = "inspect")]
    Json,
    /// The page that `comidl doc` writes, `NAME.html`.
    #[cfg(feature = "inspect")]
    Page,
    /// What windows-bindgen makes of the metadata, `NAME.bindgen.rs`.
    #[cfg(feature = "windows-bindgen")]
    WindowsBindgen,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Rust => "rs",
            #[cfg(feature = "winmd")]
            Self::Winmd => "winmd",
            #[cfg(feature = "winmd")]
            Self::Rdl => "rdl",
            #[cfg(feature = "inspect")]
            Self::Json => "json",
            #[cfg(feature = "inspect")]
            Self::Page => "html",
            #[cfg(feature = "windows-bindgen")]
            Self::WindowsBindgen => "bindgen.rs",
        }
    }
}

impl Compilation {
    /// Makes the outputs, which are to be written to `folder`. They are named after the first IDL
    /// file. If there is an error, nothing is made.
    pub fn emit(&mut self, forms: &[Form], folder: &Path) -> Vec<Output> {
        if self.failed() {
            return Vec::new();
        }
        match self.make(forms, folder) {
            Ok(outputs) => outputs,
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    self.session.diagnostics.push(diagnostic);
                }
                Vec::new()
            }
        }
    }

    /// Writes the outputs: all files whole, or none. If that can't be, reports why.
    pub fn write(&mut self, outputs: &[Output]) {
        let inputs = self.session.loader.opened();
        if let Err(problem) = output::write_all(outputs, &inputs) {
            self.session.diagnostics.report(problem, Span::NONE);
        }
    }

    /// Makes all outputs. RDL is written once for those that need it.
    fn make(&self, forms: &[Form], folder: &Path) -> Result<Vec<Output>, Vec<Diagnostic>> {
        #[cfg(feature = "winmd")]
        let rdl = LazyCell::new(|| self.rdl());
        let mut outputs = Vec::new();
        for &form in forms {
            let bytes = match form {
                Form::Rust => self.bindings()?,
                #[cfg(feature = "winmd")]
                Form::Winmd => self.winmd(&rdl)?,
                #[cfg(feature = "winmd")]
                Form::Rdl => rdl.text.clone().into_bytes(),
                #[cfg(feature = "inspect")]
                Form::Json => match self.document() {
                    Ok(document) => document.to_text().into_bytes(),
                    // The records without a layout are reported before any output is made.
                    Err(_) => return Err(Vec::new()),
                },
                #[cfg(feature = "inspect")]
                Form::Page => self.page().into_bytes(),
                #[cfg(feature = "windows-bindgen")]
                Form::WindowsBindgen => {
                    outputs.extend(self.windows_bindgen(&rdl, folder)?);
                    continue;
                }
            };
            let path = folder.join(format!("{}.{}", self.stem(), form.extension()));
            outputs.push(Output { path, bytes });
        }
        Ok(outputs)
    }

    /// Makes what windows-bindgen makes of the winmd. With `--package`, that is many files.
    #[cfg(feature = "windows-bindgen")]
    fn windows_bindgen(&self, rdl: &Rdl, folder: &Path) -> Result<Vec<Output>, Vec<Diagnostic>> {
        use crate::emit::windows_bindgen::{Request, bindings};
        let request = Request {
            winmd: &self.winmd(rdl)?,
            stem: &self.stem(),
            arguments: &self.options.windows_bindgen,
            folder,
        };
        let files = bindings(request).map_err(|diagnostic| vec![*diagnostic])?;
        let outputs = files.into_iter().map(|(path, bytes)| Output {
            path: folder.join(path),
            bytes,
        });
        Ok(outputs.collect())
    }

    #[cfg(feature = "winmd")]
    fn rdl(&self) -> Rdl {
        let externals = self.externals.in_metadata();
        let options = RdlOptions {
            namespace: &self.namespace(),
            externals: &externals,
            is_in_metadata: &|namespace, name| {
                let metadata = self.metadata.as_ref();
                metadata.is_some_and(|metadata| metadata.knows_type_in(namespace, name))
            },
        };
        rdl::rdl(&self.model, &options)
    }

    /// Makes the trait of the interface of this name by its contract, for a file beside the bindings.
    /// Returns none if there is an error, or no contract of the interface.
    #[cfg(feature = "contracts")]
    pub fn callback(&mut self, interface: &str, uses: &[&str]) -> Option<Vec<u8>> {
        let is_it = |it: &&Contract| self.model.item(it.interface).name == interface;
        let contracts: Vec<Contract> = self.contracts.iter().filter(is_it).cloned().collect();
        let files = self.options.idl.iter().chain(&self.options.contracts);
        let options = rust::Options {
            sources: file_names(files),
            ..self.options_of(contracts.iter().map(|it| it.interface).collect(), contracts)
        };
        if self.failed() || options.callbacks.is_empty() {
            return None;
        }
        match rust::callbacks_alone(&self.model, &self.docs(), &options, uses) {
            Ok(text) => Some(text.into_bytes()),
            Err(problems) => {
                for problem in problems {
                    self.session.diagnostics.push(problem);
                }
                None
            }
        }
    }

    #[cfg(feature = "winmd")]
    fn winmd(&self, rdl: &Rdl) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
        winmd::compile(&rdl.text, &self.stem(), &references).map_err(|diagnostic| vec![*diagnostic])
    }

    fn bindings(&self) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let bindings = rust::bindings(&self.model, &self.docs(), &self.rust_options()?);
        bindings
            .map(String::into_bytes)
            .map_err(|problems| self.explained(problems))
    }

    /// Reports each callback that can't be made, as an output with callbacks does, and returns the traits of all.
    /// If there is an error, there are none.
    pub fn check_callbacks(&mut self) -> Vec<CallbackTrait> {
        if self.failed() {
            return Vec::new();
        }
        let traits = self.rust_options().and_then(|options| {
            let traits = rust::callback_traits(&self.model, &self.docs(), &options);
            traits.map_err(|problems| self.explained(problems))
        });
        traits.unwrap_or_else(|problems| {
            for problem in problems {
                self.session.diagnostics.push(problem);
            }
            Vec::new()
        })
    }

    fn rust_options(&self) -> Result<rust::Options, Vec<Diagnostic>> {
        let contracts = self.contracts.iter();
        let of_contracts = contracts.map(|contract| contract.interface).collect();
        let abi = Abi::with_externals(&self.model, &self.externals);
        let callbacks = callback::select(&abi, &self.options.callbacks, of_contracts);
        let implemented = implement::select(&abi, &self.options.implement);
        let (callbacks, implemented) = both(callbacks, implemented)?;
        Ok(rust::Options {
            implemented,
            ..self.options_of(callbacks, self.contracts.clone())
        })
    }

    /// Returns the options of bindings with these callbacks, in which nothing else is implemented.
    fn options_of(&self, callbacks: Vec<ItemId>, contracts: Vec<Contract>) -> rust::Options {
        rust::Options {
            sources: file_names(self.options.idl.iter()),
            callbacks,
            implemented: HashSet::new(),
            contracts,
            nulls: self.null_rules(),
            defaults: self.options.defaults.clone(),
            enums: self.options.enums,
            only_target: self.only_target().map(Target::to_string),
            has_runtime: self.options.has_runtime,
            externals: self.externals.clone(),
            may_be_shells: self.may_be_shells(),
        }
    }

    fn null_rules(&self) -> Vec<NullRule> {
        let nulls = self.options.nulls.iter().cloned();
        nulls
            .map(|(name, nullable)| NullRule { name, nullable })
            .collect()
    }

    /// Returns the problems of the bindings with what the options have to do with each.
    fn explained(&self, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let problems = problems.into_iter();
        let names = &self.options.callbacks;
        let explained = problems.map(|problem| callback::explain(problem, names));
        explained.collect()
    }

    /// Returns the description for programs. It is the same wherever the program is called.
    ///
    /// # Errors
    ///
    /// [`LayoutError`] if a record has no layout.
    #[cfg(feature = "inspect")]
    pub fn document(&self) -> Result<Document, LayoutError> {
        let folders = self.folders();
        let origins = self.origins().without(&folders);
        Document::new(&self.model, &self.options.target, &origins, &self.docs())
    }

    /// Returns the page for people. It is the same wherever the program is called.
    #[cfg(feature = "inspect")]
    fn page(&self) -> String {
        let folders = self.folders();
        let origins = self.origins().without(&folders);
        let title = file_names(self.options.idl.iter()).join(", ");
        let targets = match self.only_target() {
            Some(target) => vec![target.clone()],
            None => Target::of_each_width(),
        };
        page::text(&self.model, &title, &targets, &origins, &self.docs())
    }

    /// Tells where all that has one of these names comes from: a line for each definition. If there is
    /// an error, the text is empty. A name that nothing has is an error.
    #[cfg(feature = "inspect")]
    pub fn origins_of(&mut self, names: &[String]) -> String {
        use crate::emit::inspect::table;
        if self.failed() {
            return String::new();
        }
        let unknown = match table::origins_of(&self.model, &self.origins(), names) {
            Ok(text) => return text,
            Err(unknown) => unknown,
        };
        for name in unknown {
            let diagnostic = self.unknown_origin(name);
            self.session.diagnostics.push(diagnostic);
        }
        String::new()
    }

    #[cfg(feature = "inspect")]
    fn unknown_origin(&self, name: &str) -> Diagnostic {
        let problem = Problem::UnknownOrigin { name: name.into() };
        let diagnostic = Diagnostic::new(problem, Span::NONE);
        let names = self.model.items().map(|(_, item)| &*item.name);
        diagnostic.meant(similar(name, names).as_slice())
    }

    #[cfg(feature = "winmd")]
    fn namespace(&self) -> String {
        let given = self.options.namespace.clone();
        given.unwrap_or_else(|| rdl::namespace(&self.stem()))
    }
}

/// Returns the values, or the problems of both.
fn both<A, B>(
    first: Result<A, Vec<Diagnostic>>,
    second: Result<B, Vec<Diagnostic>>,
) -> Result<(A, B), Vec<Diagnostic>> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (first, second) => {
            let problems = first.err().into_iter().chain(second.err());
            Err(problems.flatten().collect())
        }
    }
}

/// Returns the names of files without their folders.
fn file_names<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Vec<String> {
    let names = paths.filter_map(|path| path.file_name());
    names.map(|name| name.to_string_lossy().into()).collect()
}
