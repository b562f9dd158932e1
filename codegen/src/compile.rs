//! One compilation: runs all stages in their order. The command line and the builder for build
//! scripts are thin layers on it.

#[cfg(feature = "winmd")]
use std::cell::LazyCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::contract::Contract;
use crate::diagnostics::{Diagnostic, Problem};
use crate::docs::Docs;
#[cfg(feature = "inspect")]
use crate::emit::inspect::json::Document;
#[cfg(feature = "inspect")]
use crate::emit::page;
#[cfg(feature = "winmd")]
use crate::emit::rdl::{self, Rdl, RdlOptions};
use crate::emit::rust::{self, CallbackTrait, Enums};
#[cfg(feature = "winmd")]
use crate::emit::winmd;
use crate::external::{Crates, Externals, Reference, WindowsVersion};
use crate::identifier::is_identifier;
#[cfg(feature = "inspect")]
use crate::layout::LayoutError;
use crate::layout::{Layouts, Target};
use crate::load::Units;
use crate::lower::abi::Abi;
use crate::lower::nullable::NullRule;
use crate::lower::{callback, filter, implement};
use crate::metadata::{Metadata, WIN32_NAMESPACE};
use crate::model::{Item, ItemId, ItemKind, Model, Origin};
use crate::output::{self, Output};
use crate::parallel::Beside;
use crate::resolve::resolve;
use crate::session::Loader;
use crate::session::Session;
#[cfg(feature = "inspect")]
use crate::similar::similar;
use crate::source::Span;
use crate::suggest;
use crate::verify::{Report, Verified, verify};

/// The input of a compilation, and its settings.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The IDL files, which see each other.
    pub idl: Vec<PathBuf>,
    /// Folders to search for imports and includes.
    pub include: Vec<PathBuf>,
    /// Macros that are defined in all files: names and bodies.
    pub defines: Vec<(String, String)>,
    /// Winmd files that come before the built-in metadata.
    pub winmd: Vec<PathBuf>,
    /// The namespace in the winmd; with [`None`], the stem of the first IDL file.
    pub namespace: Option<String>,
    /// The names of the definitions that the user wants, or patterns of them. Everything that these
    /// need comes along. Without a name, all definitions of the IDL files are wanted.
    pub filter: Vec<String>,
    /// The names of the definitions that may differ from metadata.
    pub allow_drift: Vec<String>,
    /// The names of the interfaces that are callbacks, or patterns of them. The Rust bindings have a
    /// trait for each.
    pub callbacks: Vec<String>,
    /// The names of the interfaces that windows-rs' `#[implement]` implements, or patterns of them. The Rust
    /// bindings have the traits and vtables for that, and for their bases.
    pub implement: Vec<String>,
    /// Callback contracts: WebIDL files. The interface of a contract is a callback, too.
    #[cfg(feature = "contracts")]
    pub contracts: Vec<PathBuf>,
    /// What the user says of null in callbacks: a name (`IFoo`, `IFoo::Bar`, `IFoo::Bar.name`), and whether
    /// it may be null.
    pub nulls: Vec<(String, bool)>,
    /// The interfaces (`IFoo`) and methods (`IFoo::Bar`) of callbacks that a program may leave out.
    pub defaults: Vec<String>,
    /// How the Rust bindings have enumerations.
    pub enums: Enums,
    /// Whether the package of the Rust bindings has the runtime, even without a callback. The bindings
    /// take their `BSTR` from there then.
    pub has_runtime: bool,
    /// The version of the `windows` crate whose types the outputs name, if they do.
    pub windows: Option<WindowsVersion>,
    /// Other crates that have types of the bindings.
    pub references: Vec<Reference>,
    /// The arguments for windows-bindgen, which only its own output reads.
    pub windows_bindgen: Vec<String>,
    /// The target whose macros the IDL files have, and whose layout of records `inspect` shows.
    pub target: Target,
    /// Whether the IDL files may name files by absolute paths, and messages show lines of any file.
    pub allow_outside: bool,
    /// What standard input holds, where [`STDIN`] is among the IDL files.
    pub stdin: Option<Vec<u8>>,
}

/// The path of the IDL file that is standard input.
pub const STDIN: &str = "<stdin>";

impl Options {
    /// Returns the files that the user names, in which messages show lines.
    fn named_files(&self) -> impl Iterator<Item = &Path> {
        let idl = self.idl.iter();
        #[cfg(feature = "contracts")]
        let idl = idl.chain(&self.contracts);
        idl.map(PathBuf::as_path)
    }

    /// Returns a session for these options, to which the problems of the options are reported.
    pub(crate) fn session(&self) -> Session {
        let mut session = Session::for_processor(
            self.include.clone(),
            self.defines.clone(),
            self.target.processor(),
        );
        if !self.allow_outside {
            session.loader.confine(self.named_files());
        }
        if let Some(bytes) = self.stdin.clone()
            && let Err(problem) = session.loader.replace_bytes(STDIN.as_ref(), bytes)
        {
            session.diagnostics.report(problem, Span::NONE);
        }
        for problem in self.problems() {
            session.diagnostics.report(problem, Span::NONE);
        }
        session
    }

    /// Returns the problems of the options themselves.
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.idl.is_empty() {
            problems.push(Problem::NoInput {});
        }
        let names = self.defines.iter().map(|(name, _)| name);
        problems.extend(names.filter_map(|name| macro_name(name).err()));
        let folders = self.include.iter().filter(|folder| !folder.is_dir());
        problems.extend(folders.map(|folder| Problem::NoIncludeFolder {
            path: folder.clone(),
        }));
        let names = self.namespace.iter();
        problems.extend(names.filter_map(|name| namespace(name).err()));
        problems
    }
}

/// Checks that a macro can have this name. A parameter list may follow the name.
///
/// # Errors
///
/// [`Problem::MacroName`] if it can't.
pub fn macro_name(name: &str) -> Result<(), Problem> {
    let bare = name.split('(').next().unwrap_or_default();
    if is_identifier(bare) {
        Ok(())
    } else {
        Err(Problem::MacroName { name: name.into() })
    }
}

/// Checks that a namespace can have this name: one or more names with dots between them.
///
/// # Errors
///
/// [`Problem::NamespaceName`] if it can't.
pub fn namespace(name: &str) -> Result<(), Problem> {
    if name.split('.').all(is_identifier) {
        Ok(())
    } else {
        Err(Problem::NamespaceName { name: name.into() })
    }
}

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

/// A compilation after `resolve`: IDL, imports and metadata are one model.
pub struct Resolved {
    compilation: Compilation,
}

/// A compilation from which outputs can be made.
///
/// ```
/// use comidl_codegen::internal::compile::{Options, Resolved};
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
    /// The meaning of the IDL, as far as it could be resolved.
    pub model: Model,
    /// The syntax of which the model was made, without what the resolver freed. Freeing it takes time, which a process that ends with
    /// its compilation needn't spend. The syntax lives as long as the compilation for that reason.
    _units: Units,
    metadata: Option<Arc<Metadata>>,
    contracts: Vec<Contract>,
    externals: Externals,
    /// The interfaces of Windows that the user wants whole.
    whole: Vec<ItemId>,
    options: Options,
}

impl Resolved {
    /// Reads the IDL files with everything that they import, and resolves them. Problems are in
    /// [`Session::diagnostics`].
    pub fn read(options: Options) -> Self {
        let mut session = options.session();
        let metadata = open_metadata(&session.loader, &options.winmd)
            .map_err(|problem| session.diagnostics.report(problem, Span::NONE))
            .ok();
        Self::read_with(session, options, metadata.map(Arc::new), |_, _| {})
    }

    /// Reads the IDL files as [`read`](Self::read), in this session and with this metadata. Lets `look`
    /// see the syntax before it is resolved, which frees parts of it.
    pub(crate) fn read_with(
        mut session: Session,
        options: Options,
        metadata: Option<Arc<Metadata>>,
        look: impl FnOnce(&mut Session, &Units),
    ) -> Self {
        let mut units = Units::default();
        let mut model = Model::default();
        if let Some(metadata) = &metadata {
            (units, model) = thread::scope(|scope| {
                let beside = Beside::new(scope, options.idl.len() > 1);
                let index = || beside.run(|| metadata.index());
                let units = Units::load(&mut session, &options.idl, index);
                look(&mut session, &units);
                let model = resolve(&mut session, &units, metadata, &beside);
                suggest::explain(&mut session);
                (units, model)
            });
        }
        let mut compilation = Compilation {
            session,
            model,
            _units: units,
            metadata,
            contracts: Vec::new(),
            externals: Externals::default(),
            whole: Vec::new(),
            options,
        };
        compilation.check_definitions();
        Self { compilation }
    }

    /// Compares the interfaces, records and enumerations of the input files with metadata, and
    /// reports the differences of those that are wanted. If there is an error already, nothing is
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
    /// Reads the IDL files and verifies nothing, for users who only want to look at the files.
    pub fn read(options: Options) -> Self {
        let mut compilation = Resolved::read(options).compilation;
        compilation.select();
        compilation
    }

    /// Reports IDL that defines nothing, unless it has an error.
    fn check_definitions(&mut self) {
        if !self.failed() && self.model.named().next().is_none() {
            let problem = Problem::NothingDefined {};
            self.session.diagnostics.report(problem, Span::NONE);
        }
    }

    /// Keeps the definitions that are wanted, and checks the contracts and layouts that an output of
    /// them needs.
    fn select(&mut self) {
        if !self.options.filter.is_empty() && !self.failed() {
            let kept = filter::keep(&mut self.model, &self.options.filter);
            self.whole = kept.whole;
            for unknown in kept.unknown {
                self.session.diagnostics.push(unknown);
            }
        }
        #[cfg(feature = "contracts")]
        self.read_contracts();
        if !self.failed() {
            self.check_layouts();
        }
        if !self.failed() {
            self.find_externals();
        }
    }

    /// Returns the interfaces that are Windows' own, which the bindings only pass on unless the user wants
    /// them whole. It is the same whether an imported file or metadata defines them.
    fn may_be_shells(&self) -> HashSet<ItemId> {
        let is_in_metadata = |item: &Item| {
            let metadata = self.metadata.as_ref();
            metadata.is_some_and(|metadata| metadata.knows_type_in(WIN32_NAMESPACE, &item.name))
        };
        let is_of_windows = |item: &Item| match item.origin {
            Origin::Named => false,
            Origin::Metadata { .. } => true,
            Origin::Imported | Origin::Prelude => is_in_metadata(item),
        };
        // Nobody else has the methods of an instance of a parameterized interface.
        let is_plain =
            |item: &Item| matches!(&item.kind, ItemKind::Interface(it) if it.instance.is_none());
        let plain = self.model.items().filter(|(_, item)| is_plain(item));
        let of_windows = plain.filter(|(_, item)| is_of_windows(item));
        let mut shells: HashSet<ItemId> = of_windows.map(|(id, _)| id).collect();
        for id in &self.whole {
            shells.remove(id);
        }
        // A class is there to be made and called.
        for (_, item) in self.model.named() {
            if let ItemKind::Coclass(class) = &item.kind {
                for id in class.called() {
                    shells.remove(&id);
                }
            }
        }
        shells
    }

    /// Finds the types that other crates have.
    fn find_externals(&mut self) {
        let (windows, references) = (self.options.windows, &self.options.references);
        if windows.is_none() && references.is_empty() {
            return;
        }
        match Crates::open(windows, references, &self.session.loader) {
            Ok(crates) => self.externals = Externals::new(&self.model, &crates),
            Err(problem) => self.session.diagnostics.report(problem, Span::NONE),
        }
    }

    /// Reads the contracts and compares them with the IDL, unless the IDL has an error.
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

    /// Returns the metadata, unless it can't be opened.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.metadata.as_deref()
    }

    /// Returns whether an error was reported.
    pub fn failed(&self) -> bool {
        self.session.diagnostics.has_errors()
    }

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
            callbacks: contracts
                .iter()
                .map(|contract| contract.interface)
                .collect(),
            implemented: HashSet::new(),
            contracts,
            nulls: self.null_rules(),
            defaults: self.options.defaults.clone(),
            enums: self.options.enums,
            only_target: self.only_target().map(Target::to_string),
            has_runtime: self.options.has_runtime,
            externals: self.externals.clone(),
            may_be_shells: self.may_be_shells(),
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
            sources: file_names(self.options.idl.iter()),
            callbacks,
            implemented,
            contracts: self.contracts.clone(),
            nulls: self.null_rules(),
            defaults: self.options.defaults.clone(),
            enums: self.options.enums,
            only_target: self.only_target().map(Target::to_string),
            has_runtime: self.options.has_runtime,
            externals: self.externals.clone(),
            may_be_shells: self.may_be_shells(),
        })
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

    /// Returns what tells where the items of the model come from.
    #[cfg(feature = "inspect")]
    pub fn origins(&self) -> crate::emit::inspect::origin::Origins<'_> {
        crate::emit::inspect::origin::Origins::new(&self.session.sources, &self.options.winmd)
    }

    /// Returns what the authors of the files say of their definitions.
    pub fn docs(&self) -> Docs<'_> {
        Docs::new(&self.session.sources, self.folders())
    }

    /// Returns the folders that are left out of paths, so that an output is the same wherever the
    /// program is called.
    fn folders(&self) -> Vec<PathBuf> {
        let inputs = self.options.idl.iter();
        let folders = inputs.filter_map(|path| path.parent().map(Path::to_owned));
        folders
            .chain(self.options.include.iter().cloned())
            .collect()
    }

    /// Returns the target, if a file asks for a macro that depends on it. The outputs are for this
    /// target alone then.
    pub fn only_target(&self) -> Option<&Target> {
        let asks = self.session.asks_for_processor;
        asks.then_some(&self.options.target)
    }

    /// Returns the name of the first IDL file without its extension, and `stdin` for standard input.
    pub fn stem(&self) -> String {
        let first = self.options.idl.first();
        if first.is_some_and(|path| path.as_os_str() == STDIN) {
            return "stdin".into();
        }
        let stem = first.and_then(|path| path.file_stem());
        stem.map_or_else(String::new, |stem| stem.to_string_lossy().into())
    }

    #[cfg(feature = "winmd")]
    fn namespace(&self) -> String {
        let given = self.options.namespace.clone();
        given.unwrap_or_else(|| rdl::namespace(&self.stem()))
    }

    /// Reports each record of the input files that has no layout.
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

/// Opens the metadata files at `paths`, which come before the built-in metadata.
///
/// # Errors
///
/// The problem of the first file that can't be read, or isn't metadata.
pub(crate) fn open_metadata(loader: &Loader, paths: &[PathBuf]) -> Result<Metadata, Problem> {
    let files = paths.iter().map(|path| {
        let bytes = loader.bytes(path)?;
        Ok((path.clone(), bytes))
    });
    Metadata::new(files.collect::<Result<_, _>>()?)
}
