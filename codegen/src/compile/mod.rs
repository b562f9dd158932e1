//! One compilation: runs all stages in their order. The command line and the builder for build
//! scripts are thin layers on it.

mod options;
mod outputs;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::contract::Contract;
use crate::diagnostics::Problem;
use crate::docs::Docs;
use crate::external::{Crates, Externals};
use crate::layout::{Layouts, Target};
use crate::load::Units;
use crate::lower::filter;
use crate::metadata::{Metadata, WIN32_NAMESPACE};
use crate::model::{Item, ItemId, ItemKind, Model, Origin};
use crate::parallel::Beside;
use crate::resolve::resolve;
use crate::session::Loader;
use crate::session::Session;
use crate::source::Span;
use crate::suggest;
use crate::verify::{Report, Verified, verify};

pub use options::{Options, STDIN, macro_name, namespace};
pub use outputs::Form;

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
