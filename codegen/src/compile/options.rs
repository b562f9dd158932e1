//! The input of a compilation, and what the user says of it.

use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use crate::emit::rust::Enums;
use crate::external::{Reference, WindowsVersion};
use crate::identifier::is_identifier;
use crate::layout::Target;
use crate::session::Session;
use crate::source::Span;

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
