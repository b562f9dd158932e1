//! One compilation, all stages in their order: what the command line and build scripts are thin
//! layers on.

use std::path::{Path, PathBuf};
use std::thread;

use crate::contract::Contract;
use crate::diagnostics::{Diagnostic, Problem};
use crate::emit::{rdl, rust, winmd};
use crate::layout::{Layouts, Target};
use crate::load::Units;
use crate::lower::filter;
use crate::metadata::Metadata;
use crate::model::{Item, ItemId, ItemKind, Model, Origin};
use crate::output::Output;
use crate::parallel::Beside;
use crate::resolve::resolve;
use crate::session::Session;
use crate::similar::similar;
use crate::source::{Loader, Span};
use crate::suggest;
use crate::verify::{Report, Verified, verify};

/// What to compile, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The IDL files, which see each other.
    pub idl: Vec<PathBuf>,
    /// Folders in which imports and includes are looked for.
    pub include: Vec<PathBuf>,
    /// Macros defined from outside: names and bodies.
    pub defines: Vec<(String, String)>,
    /// Winmd files that are asked before the built-in metadata.
    pub winmd: Vec<PathBuf>,
    /// The namespace in the winmd; none for the first IDL's stem.
    pub namespace: Option<String>,
    /// The definitions that are wanted, by name, with what they need; all of the IDL files' where
    /// there is no name.
    pub filter: Vec<String>,
    /// What may differ from metadata, by name.
    pub allow_drift: Vec<String>,
    /// The interfaces that are callbacks, by name: the Rust bindings get a trait for each.
    pub callbacks: Vec<String>,
    /// Callback contracts: WebIDL files. What they are about is a callback without being named.
    #[cfg(feature = "contracts")]
    pub contracts: Vec<PathBuf>,
    /// For which target `inspect` lays records out.
    pub target: Target,
}

impl Options {
    /// What of them can't be, whatever the files say.
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.idl.is_empty() {
            problems.push(Problem::NoInput {});
        }
        let names = self.defines.iter().map(|(name, _)| name);
        problems.extend(names.filter_map(|name| macro_name(name).err()));
        problems.extend(self.namespace.iter().filter_map(|it| namespace(it).err()));
        problems
    }
}

/// Whether `name` can be that of a macro; a parameter list may follow it.
///
/// # Errors
///
/// [`Problem::MacroName`].
pub fn macro_name(name: &str) -> Result<(), Problem> {
    let bare = name.split('(').next().unwrap_or_default();
    match is_identifier(bare) {
        true => Ok(()),
        false => Err(Problem::MacroName { name: name.into() }),
    }
}

/// Whether `name` can be a namespace: one or more names with dots between them.
///
/// # Errors
///
/// [`Problem::NamespaceName`].
pub fn namespace(name: &str) -> Result<(), Problem> {
    match name.split('.').all(is_identifier) {
        true => Ok(()),
        false => Err(Problem::NamespaceName { name: name.into() }),
    }
}

fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Rust bindings, `NAME.rs`.
    Rust,
    /// Windows metadata, `NAME.winmd`.
    Winmd,
    /// The text that the metadata is compiled from, `NAME.rdl`.
    Rdl,
    /// What `inspect --format json` prints, `NAME.json`.
    #[cfg(feature = "cli")]
    Json,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Rust => "rs",
            Self::Winmd => "winmd",
            Self::Rdl => "rdl",
            #[cfg(feature = "cli")]
            Self::Json => "json",
        }
    }
}

/// A compilation that was read, up to `resolve`: IDL, imports and metadata are one model.
pub struct Resolved {
    compilation: Compilation,
}

/// A compilation of which outputs can be made.
///
/// ```
/// use comidl_codegen::compile::{Options, Resolved};
///
/// let idl = concat!(env!("CARGO_MANIFEST_DIR"), "/../idl/DeliveryOptimization.idl");
/// let resolved = Resolved::read(Options {
///     idl: vec![idl.into()],
///     ..Options::default()
/// });
/// let (compilation, verified) = resolved.verify();
/// assert!(!compilation.failed());
/// assert!(verified.interfaces > 0);
/// ```
pub struct Compilation {
    /// Texts, places and problems.
    pub session: Session,
    /// What the IDL means, as far as it could be understood.
    pub model: Model,
    /// The syntax that the model was made of. Taking it apart takes time, which a process that ends
    /// with its compilation needn't spend; so it lives as long as the compilation.
    _units: Units,
    metadata: Option<Metadata>,
    contracts: Vec<Contract>,
    options: Options,
}

impl Resolved {
    /// Reads the IDL files with all that they import, and resolves them. Problems are in
    /// [`Session::diagnostics`].
    pub fn read(options: Options) -> Self {
        let mut session = Session::new(options.include.clone(), options.defines.clone());
        for problem in options.problems() {
            session.diagnostics.report(problem, Span::NONE);
        }
        let metadata = open_metadata(&session.loader, &options.winmd)
            .map_err(|problem| session.diagnostics.report(problem, Span::NONE))
            .ok();
        let mut units = Units::default();
        let mut model = Model::default();
        if let Some(metadata) = &metadata {
            (units, model) = thread::scope(|scope| {
                let beside = Beside::new(scope);
                let index = || beside.run(|| metadata.index());
                let units = Units::load(&mut session, &options.idl, index);
                let model = resolve(&mut session, &units, metadata, &beside);
                suggest::explain(&mut session);
                (units, model)
            });
        }
        let compilation = Compilation {
            session,
            model,
            _units: units,
            metadata,
            contracts: Vec::new(),
            options,
        };
        Self { compilation }
    }

    /// Holds the named files' interfaces, records and enumerations against the metadata, and
    /// reports what differs of those that are wanted. Where there is an error already, nothing is
    /// compared.
    pub fn verify(self) -> (Compilation, Report) {
        let mut compilation = self.compilation;
        let verified = match &compilation.metadata {
            Some(metadata) if !compilation.failed() => verify(&compilation.model, metadata),
            _ => Verified::default(),
        };
        compilation.select();
        if compilation.failed() {
            return (compilation, Report::default());
        }
        let report = verified.report(
            &compilation.model,
            &compilation.options.allow_drift,
            &mut compilation.session.diagnostics,
        );
        (compilation, report)
    }
}

impl Compilation {
    /// Reads the IDL files and verifies nothing: for who only wants to see what they say.
    pub fn read(options: Options) -> Self {
        let mut compilation = Resolved::read(options).compilation;
        compilation.select();
        compilation
    }

    /// Keeps what is wanted, and checks what an output of it needs: contracts, and layouts.
    fn select(&mut self) {
        if !self.options.filter.is_empty() && !self.failed() {
            for unknown in filter::keep(&mut self.model, &self.options.filter) {
                self.session.diagnostics.push(unknown);
            }
        }
        #[cfg(feature = "contracts")]
        self.read_contracts();
        if !self.failed() {
            self.check_layouts();
        }
    }

    /// Reads the contracts, and holds them against the IDL, where that is as it should be.
    #[cfg(feature = "contracts")]
    fn read_contracts(&mut self) {
        use crate::contract::{check, read};
        if self.failed() {
            return;
        }
        let paths = self.options.contracts.iter();
        let callbacks: Vec<_> = paths
            .flat_map(|path| read(&mut self.session, path))
            .collect();
        self.contracts = check(&self.model, &callbacks, &mut self.session.diagnostics);
    }

    /// Whether there is an error among the problems.
    pub fn failed(&self) -> bool {
        self.session.diagnostics.has_errors()
    }

    /// Makes the outputs, to be written to `folder`; none of them where there is an error. They
    /// are called after the first IDL file.
    pub fn emit(&mut self, forms: &[Form], folder: &Path) -> Vec<Output> {
        if self.failed() {
            return Vec::new();
        }
        match self.make(forms) {
            Ok(made) => {
                let outputs = made.into_iter().map(|(form, bytes)| Output {
                    path: folder.join(format!("{}.{}", self.stem(), form.extension())),
                    bytes,
                });
                outputs.collect()
            }
            Err(problems) => {
                for problem in problems {
                    self.session.diagnostics.push(problem);
                }
                Vec::new()
            }
        }
    }

    fn make(&self, forms: &[Form]) -> Result<Vec<(Form, Vec<u8>)>, Vec<Diagnostic>> {
        let lowered = (forms.contains(&Form::Rdl) || forms.contains(&Form::Winmd)).then(|| {
            let is_known = |namespace: &str, name: &str| {
                let metadata = self.metadata.as_ref();
                metadata.is_some_and(|it| it.knows_type_in(namespace, name))
            };
            let namespace = self.namespace();
            let (namespace, is_known) = (namespace.as_str(), &is_known);
            rdl::rdl(
                &self.model,
                &rdl::Options {
                    namespace,
                    is_known,
                },
            )
        });
        forms
            .iter()
            .map(|&form| {
                let bytes = match (form, &lowered) {
                    (Form::Rdl, Some(rdl)) => rdl.text.clone().into_bytes(),
                    (Form::Winmd, Some(rdl)) => self.winmd(rdl)?,
                    (Form::Rust, _) => self.bindings()?,
                    #[cfg(feature = "cli")]
                    (Form::Json, _) => self.document()?,
                    (Form::Rdl | Form::Winmd, None) => unreachable!("made for just these"),
                };
                Ok((form, bytes))
            })
            .collect()
    }

    /// The trait of the interface of that name, by its contract, for a file beside the bindings;
    /// none of it where there is an error.
    #[cfg(feature = "cli")]
    pub(crate) fn callback(&mut self, interface: &str, uses: &[&str]) -> Option<Vec<u8>> {
        let is_it = |it: &&Contract| self.model.item(it.interface).name == interface;
        let contracts: Vec<Contract> = self.contracts.iter().filter(is_it).cloned().collect();
        let files = self.options.idl.iter().chain(&self.options.contracts);
        let options = rust::Options {
            sources: file_names(files),
            callbacks: contracts.iter().map(|it| it.interface).collect(),
            contracts,
        };
        if self.failed() || options.callbacks.is_empty() {
            return None;
        }
        match rust::callbacks_alone(&self.model, &options, uses) {
            Ok(text) => Some(text.into_bytes()),
            Err(problems) => {
                for problem in problems {
                    self.session.diagnostics.push(problem);
                }
                None
            }
        }
    }

    fn winmd(&self, rdl: &rdl::Rdl) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
        winmd::compile(&rdl.text, &self.stem(), &references).map_err(|it| vec![*it])
    }

    fn bindings(&self) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let options = rust::Options {
            sources: file_names(self.options.idl.iter()),
            callbacks: self.callbacks()?,
            contracts: self.contracts.clone(),
        };
        rust::bindings(&self.model, &options).map(String::into_bytes)
    }

    /// The interfaces that are to be callbacks, each once. Of two of one name, the named files'
    /// own is meant.
    fn callbacks(&self) -> Result<Vec<ItemId>, Vec<Diagnostic>> {
        let mut callbacks: Vec<ItemId> = self.contracts.iter().map(|it| it.interface).collect();
        let mut problems = Vec::new();
        for name in &self.options.callbacks {
            let of_name = self.model.items().filter(|(_, item)| item.name == *name);
            let (interfaces, others): (Vec<_>, Vec<_>) =
                of_name.partition(|(_, item)| matches!(item.kind, ItemKind::Interface(_)));
            let own = |it: &&(ItemId, &Item)| it.1.origin == Origin::Named;
            match interfaces.iter().find(own).or(interfaces.first()) {
                Some((id, _)) if callbacks.contains(id) => {}
                Some((id, _)) => callbacks.push(*id),
                None => {
                    let span = others.first().map_or(Span::NONE, |(_, item)| item.span);
                    let problem = Problem::UnknownCallback { name: name.clone() };
                    let diagnostic = Diagnostic::new(problem, span);
                    let interfaces = self.model.items().map(|(_, item)| item);
                    let interfaces =
                        interfaces.filter(|it| matches!(it.kind, ItemKind::Interface(_)));
                    problems.push(match similar(name, interfaces.map(|it| &*it.name)) {
                        Some(similar) => diagnostic.note(format!("did you mean `{similar}`?")),
                        None => diagnostic,
                    });
                }
            }
        }
        match problems.is_empty() {
            true => Ok(callbacks),
            false => Err(problems),
        }
    }

    #[cfg(feature = "cli")]
    fn document(&self) -> Result<Vec<u8>, Vec<Diagnostic>> {
        crate::emit::inspect::json::Document::new(&self.model, &self.options.target)
            .map(|document| document.to_text().into_bytes())
            .map_err(|_| Vec::new())
    }

    /// The first IDL file's name without its extension.
    pub fn stem(&self) -> String {
        let stem = self.options.idl.first().and_then(|path| path.file_stem());
        stem.map_or_else(String::new, |stem| stem.to_string_lossy().into())
    }

    fn namespace(&self) -> String {
        let given = self.options.namespace.clone();
        given.unwrap_or_else(|| rdl::namespace(&self.stem()))
    }

    /// Reports each record of the named files that has no layout.
    fn check_layouts(&mut self) {
        let mut layouts = Layouts::new(&self.model, &self.options.target);
        for (id, item) in self.model.named() {
            if let ItemKind::Record(_) = item.kind
                && let Err(error) = layouts.record(id)
            {
                let name = item.name.to_string();
                let reason = error.describe(&self.model);
                let problem = Problem::NoLayout { name, reason };
                self.session.diagnostics.report(problem, item.span);
            }
        }
    }
}

/// The names of files without their folders.
fn file_names<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Vec<String> {
    let names = paths.filter_map(|path| path.file_name());
    names.map(|name| name.to_string_lossy().into()).collect()
}

fn open_metadata(loader: &Loader, paths: &[PathBuf]) -> Result<Metadata, Problem> {
    let files = paths.iter().map(|path| {
        let bytes = loader.bytes(path)?;
        Ok((path.clone(), bytes))
    });
    Metadata::new(files.collect::<Result<_, _>>()?)
}
