//! A compilation from a build script: does the work of the command line, and talks to cargo.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::compile::{Compilation, Form, Options, Resolved};
use crate::diagnostics::{Diagnostic, Problem, brief, render};
use crate::emit::rust::Enums;
use crate::layout::Target;
use crate::output::{self, Output};
use crate::rerun_if_changed;
use crate::source::Span;

/// Compiles IDL to a Rust file in `OUT_DIR`, which `comidl::include_idl!` brings into a crate.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), comidl_codegen::Failed> {
///     comidl_codegen::Builder::new()
///         .idl("idl/vendor.idl")
///         .include("idl")
///         .define("NTDDI_VERSION", "0x0A000000")
///         .compile()
/// }
/// ```
///
/// ```ignore
/// // src/lib.rs
/// comidl::include_idl!("vendor");
/// ```
///
/// Paths are relative to the package's folder, where cargo runs build scripts. The IDL has the macros
/// of the target that cargo builds for, if that is a target of Windows, and those of
/// `x86_64-pc-windows-msvc` otherwise. The Rust file is the same for all targets, unless the IDL asks
/// for such a macro (`_WIN64`, `_M_IX86`), as the file's head says then. It uses `windows_core`, and
/// `windows_link` if the IDL declares functions. The package depends on `windows-core` and
/// `windows-link` for that reason.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is done before `compile`"]
pub struct Builder {
    options: Options,
    /// The problems of options that can't be read.
    problems: Vec<Problem>,
    out_dir: Option<PathBuf>,
    winmd: Option<PathBuf>,
    #[cfg(feature = "windows-bindgen")]
    is_windows_bindgen_asked: bool,
}

impl Builder {
    /// Returns a builder without any input.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an IDL file. Several files are one compilation: they see each other, and the outputs are
    /// named after the first.
    pub fn idl(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.idl.push(path.into());
        self
    }

    /// Adds a folder to search for imports and includes that aren't beside the file that names them.
    /// Folders are searched in the order in which they are given.
    pub fn include(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.include.push(folder.into());
        self
    }

    /// Defines a macro in all files. `name` may have a parameter list: `F(x)`.
    pub fn define(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.defines.push((name.into(), value.into()));
        self
    }

    /// Adds a metadata file, which comes before the built-in metadata.
    pub fn winmd(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.winmd.push(path.into());
        self
    }

    /// Sets the namespace of the metadata that [`Builder::emit_winmd`] writes. Without one, the
    /// stem of the first IDL file is the namespace. Is there with the feature `winmd`.
    #[cfg(feature = "winmd")]
    pub fn namespace(mut self, name: impl Into<String>) -> Self {
        self.options.namespace = Some(name.into());
        self
    }

    /// Writes only the definition of this name, and everything that it needs. Can be called several
    /// times.
    ///
    /// In the name, `*` stands for any letters and `?` for one: `.filter("ILamp*")` writes all
    /// definitions of the IDL files whose names begin so. That none does is an error.
    ///
    /// An interface of Windows that the IDL files only use leaves nothing out: the bindings have its
    /// methods then, and not only its name.
    pub fn filter(mut self, name: impl Into<String>) -> Self {
        self.options.filter.push(name.into());
        self
    }

    /// Lets an interface, a method (`Interface::Method`), a struct, a union, an enumeration or one of
    /// its values differ from Windows' metadata, which is an error otherwise.
    pub fn allow_drift(mut self, name: impl Into<String>) -> Self {
        self.options.allow_drift.push(name.into());
        self
    }

    /// Makes the interface of this name a callback: the bindings have a Rust trait for it, and
    /// `#[comidl::callback(path::To::Trait)]` on a struct with that trait makes objects of the
    /// struct. Can be called several times.
    ///
    /// The trait has the interface's name without its `I`: `VendorEvents` for `IVendorEvents`. The
    /// package depends on `comidl` then.
    ///
    /// A delegate of WinRT is an interface, too, and may be named with its namespace: `Vendor.Switched`. An
    /// instance of a parameterized one has MIDL's name: `__FITypedEventHandler_2_Vendor__CLamp_IInspectable`.
    ///
    /// In the name, `*` stands for any letters and `?` for one: `.callback("*EventHandler")` makes a
    /// callback of each interface of the IDL files whose name ends so. Interfaces that they only
    /// import are not meant. It is an error if no interface matches, or if one that matches can't be a
    /// callback.
    pub fn callback(mut self, interface: impl Into<String>) -> Self {
        self.options.callbacks.push(interface.into());
        self
    }

    /// Lets windows-rs' `#[implement]` implement the interface of this name: the bindings have the trait
    /// `IFoo_Impl` for `IFoo` and what makes its vtable, and the same of its bases. Can be called several times.
    ///
    /// Without it, programs can call the interface. A callback needs it as little, since its objects are the
    /// runtime's: see [`callback`](Self::callback). Compiling these traits takes rustc as long as all the rest.
    ///
    /// In the name, `*` stands for any letters and `?` for one: `.implement("*")` means all interfaces that the
    /// IDL files define, and that a program can implement. A name may be that of an interface of Windows that
    /// they only use, and have a namespace of WinRT. It is an error if no interface has the name, or if no
    /// program can implement it.
    ///
    /// ```no_run
    /// # let _ =
    /// comidl_codegen::Builder::new()
    ///     .idl("idl/vendor.idl")
    ///     .implement("IVendorDevice")
    ///     .implement("IStream")
    /// # ;
    /// ```
    ///
    /// ```ignore
    /// #[windows_core::implement(vendor::IVendorDevice)]
    /// struct Device;
    ///
    /// impl vendor::IVendorDevice_Impl for Device_Impl { /* … */ }
    /// ```
    pub fn implement(mut self, interface: impl Into<String>) -> Self {
        self.options.implement.push(interface.into());
        self
    }

    /// Says that something of a callback may be null, so that its trait has an `Option`: all of an
    /// interface (`IFoo`), of a method (`IFoo::Bar`), or a parameter (`IFoo::Bar.name`), where `*` and `?`
    /// may stand in each part. Can be called several times; the closest name decides, and of several the
    /// last.
    ///
    /// By itself the trait has an `Option` for each interface, unless the IDL has `[ref]` or an annotation
    /// that rules null out (`_In_`), and for what the IDL says may be null: `[unique]`, `[optional]`,
    /// `annotation("_In_opt_")`. What a method returns itself has the name `return`.
    pub fn nullable(mut self, name: impl Into<String>) -> Self {
        self.options.nulls.push((name.into(), true));
        self
    }

    /// Says that something of a callback can't be null: see [`nullable`](Self::nullable). A caller that
    /// passes null nevertheless gets E_POINTER, and the program's hook is told
    /// (`comidl::set_panic_hook`).
    pub fn non_null(mut self, name: impl Into<String>) -> Self {
        self.options.nulls.push((name.into(), false));
        self
    }

    /// Gives a default to the methods of a callback: all of an interface (`DWebBrowserEvents2`), or one
    /// (`IFoo::Bar`), where `*` and `?` may stand. A program that wants three events of forty writes three
    /// methods. Can be called several times.
    ///
    /// A method without a result does nothing then, and another one returns E_NOTIMPL.
    pub fn default_methods(mut self, name: impl Into<String>) -> Self {
        self.options.defaults.push(name.into());
        self
    }

    /// Adds a callback contract: a WebIDL file that says of a callback what IDL can't say, for
    /// example which methods may be left out. The interface of a contract is a callback, too. Can be
    /// called several times.
    ///
    /// Is there with the feature `contracts`, which brings the reader of WebIDL with it:
    /// `comidl-codegen = { version = "0.1", features = ["contracts"] }`.
    #[cfg(feature = "contracts")]
    pub fn contract(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.contracts.push(path.into());
        self
    }

    /// Sets how the bindings have enumerations: as integers under a name, which is the default, or as
    /// types of their own.
    pub fn enums(mut self, enums: Enums) -> Self {
        self.options.enums = enums;
        self
    }

    /// Makes bindings for programs that have the `windows` crate in this version, such as `"0.62"`.
    ///
    /// The bindings take Windows' own types from that crate, so that they are the same types as in the
    /// rest of the program, and make only those that the crate lacks. They depend on `windows` and on
    /// `windows-core` in the same version, and on features of `windows` that the head of the Rust file
    /// names. The crate is there on Windows alone, and so are the bindings.
    ///
    /// A version that isn't supported is an error of [`Builder::compile`].
    pub fn windows(mut self, version: impl Into<String>) -> Self {
        match version.into().parse() {
            Ok(version) => self.options.windows = Some(version),
            Err(problem) => self.problems.push(problem),
        }
        self
    }

    /// Takes types from another crate of bindings, or from another module of the user's own crate:
    /// `"CRATE=MODULE:WINMD"`. Can be called several times.
    ///
    /// The crate has the types in the module, which may be empty for the crate itself, and `WINMD` is
    /// the metadata that it is made of:
    ///
    /// ```no_run
    /// # let _ =
    /// comidl_codegen::Builder::new()
    ///     .idl("idl/host.idl")
    ///     .reference("webview2-com-sys=Microsoft::Web::WebView2::Win32:WebView2.winmd")
    ///     .reference("crate=lamp:lamp.winmd")
    /// # ;
    /// ```
    ///
    /// Without `:WINMD`, the module has all that IDL files define which the input files import.
    ///
    /// The types of Windows that the metadata refers to are taken from the module as well. So the
    /// bindings of two builders share what both need, if the second refers to the metadata that the
    /// first writes by [`Builder::emit_winmd`].
    ///
    /// A text of another form is an error of [`Builder::compile`].
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        match reference.into().parse() {
            Ok(reference) => self.options.references.push(reference),
            Err(problem) => self.problems.push(problem),
        }
        self
    }

    /// Lets the IDL name files by absolute paths, and messages show lines of any file.
    ///
    /// Without this, an `import` or `#include` of an absolute path is an error. A relative one may lead
    /// anywhere by `..` or by links, since vendors' trees need that, but no message shows a line of a
    /// file that is outside of the include folders and of the folders of the IDL files.
    pub fn allow_outside(mut self) -> Self {
        self.options.allow_outside = true;
        self
    }

    /// Sets the folder to write to, instead of cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Writes Windows metadata too, to this file.
    ///
    /// Is there with the feature `winmd`, which brings the libraries that write metadata with it:
    /// `comidl-codegen = { version = "0.1", features = ["winmd"] }`.
    #[cfg(feature = "winmd")]
    pub fn emit_winmd(mut self, path: impl Into<PathBuf>) -> Self {
        self.winmd = Some(path.into());
        self
    }

    /// Writes what windows-bindgen makes of the metadata too, `NAME.bindgen.rs`, with these arguments of
    /// its own: `["--sys", "--flat"]`. They stand behind `--in NAME.winmd default` and `--out`. Without a
    /// `--filter` among them, each definition of the metadata is asked for by its name. With `--package`,
    /// its namespace is, and the folder for the outputs is the package's.
    ///
    /// Is there with the feature `windows-bindgen`, which brings windows-bindgen with it:
    /// `comidl-codegen = { version = "0.1", features = ["windows-bindgen"] }`.
    #[cfg(feature = "windows-bindgen")]
    pub fn windows_bindgen<S: Into<String>>(
        mut self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Self {
        self.options.windows_bindgen = arguments.into_iter().map(Into::into).collect();
        self.is_windows_bindgen_asked = true;
        self
    }

    /// Returns the outputs that are asked for.
    fn forms(&self) -> Vec<Form> {
        let asked = [
            Some(Form::Rust),
            #[cfg(feature = "winmd")]
            self.winmd.is_some().then_some(Form::Winmd),
            #[cfg(feature = "windows-bindgen")]
            self.is_windows_bindgen_asked
                .then_some(Form::WindowsBindgen),
        ];
        asked.into_iter().flatten().collect()
    }

    /// Compiles, verifies against metadata, and writes: all files whole, or none.
    ///
    /// Within a build script, tells cargo by `cargo:rerun-if-changed` which paths the outputs depend
    /// on: each file that was read, and each path that was searched in vain and whose file would be
    /// read if it existed. Warnings go to cargo as `cargo:warning`, apart from those about drift that
    /// is allowed.
    ///
    /// # Errors
    ///
    /// [`Failed`], with all problems of the input, or of the folder for the outputs.
    pub fn compile(self) -> Result<(), Failed> {
        let forms = self.forms();
        let Self {
            mut options,
            problems,
            out_dir,
            winmd,
            ..
        } = self;
        options.target = target_for(std::env::var("TARGET").ok().as_deref());
        let cargo_folder = std::env::var_os("OUT_DIR").map(PathBuf::from);
        let folder = out_dir.or_else(|| cargo_folder.clone());
        let folders = folder.iter().map(PathBuf::as_path);
        let folders = folders.chain(winmd.iter().filter_map(|path| path.parent()));
        folders.for_each(output::recover);
        let (mut compilation, _) = Resolved::read(options).verify();
        for problem in problems {
            compilation.session.diagnostics.report(problem, Span::NONE);
        }
        let written = match &folder {
            Some(folder) => Ok(write(&mut compilation, &forms, folder, winmd)),
            None => Err(Problem::NoOutputFolder {}),
        };
        match (written, cargo_folder) {
            (Ok(outputs), Some(folder)) if !compilation.failed() => {
                tell_cargo(&compilation, &outputs, &folder);
            }
            (Ok(_), _) => {}
            (Err(problem), _) => compilation.session.diagnostics.report(problem, Span::NONE),
        }
        if compilation.failed() {
            Err(Failed::new(&compilation))
        } else {
            Ok(())
        }
    }
}

/// Returns the target of the IDL, where cargo builds for `triple`. Where that isn't a target of
/// Windows, as for tests on another system, the default stands in.
fn target_for(triple: Option<&str>) -> Target {
    let target = triple.and_then(|triple| triple.parse().ok());
    target.unwrap_or_default()
}

/// Writes the outputs to `folder`, and the metadata to its own path if the user wants it.
fn write(
    compilation: &mut Compilation,
    forms: &[Form],
    folder: &Path,
    winmd: Option<PathBuf>,
) -> Vec<Output> {
    let mut outputs = compilation.emit(forms, folder);
    if let (Some(path), [_, made, ..]) = (winmd, &mut outputs[..]) {
        made.path = path;
    }
    compilation.write(&outputs);
    outputs
}

/// Tells cargo which paths the outputs depend on, and the warnings.
fn tell_cargo(compilation: &Compilation, outputs: &[Output], out_dir: &Path) {
    let session = &compilation.session;
    let links = out_dir.join(format!("{}.missing", compilation.stem()));
    for path in rerun_if_changed::paths(&session.loader, outputs, &links) {
        println!("cargo:rerun-if-changed={}", in_one_line(&path).display());
    }
    // A user who allows drift needs no warning of it.
    let is_shown =
        |diagnostic: &&Diagnostic| !matches!(diagnostic.problem, Problem::AllowedDrift { .. });
    for warning in session.diagnostics.iter().filter(is_shown) {
        println!("cargo:warning={}", brief(warning, &session.sources));
    }
}

/// Returns the path, or the nearest folder around it whose path is one line. Cargo would take further
/// lines for other instructions.
fn in_one_line(path: &Path) -> &Path {
    let is_line = |path: &&Path| !path.to_string_lossy().contains(['\n', '\r']);
    path.ancestors().find(is_line).unwrap_or(Path::new("."))
}

/// The reason that nothing was written: all problems, as the command line shows them.
///
/// A build script returns this from `main`, which prints the [`Debug`](fmt::Debug) form of an error.
/// That form is the text, too, so that cargo shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Failed {
    text: String,
}

impl Failed {
    fn new(compilation: &Compilation) -> Self {
        let session = &compilation.session;
        let problems = render(&session.diagnostics, &session.sources, false);
        Self {
            text: format!("the IDL cannot be compiled\n\n{}", problems.trim_end()),
        }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Failed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_would_be_several_lines_stands_for_its_folder() {
        assert_eq!(in_one_line(Path::new("a/b\nc")), Path::new("a"));
        assert_eq!(in_one_line(Path::new("a/b\r/c")), Path::new("a"));
        assert_eq!(in_one_line(Path::new("a/b c")), Path::new("a/b c"));
    }

    #[test]
    fn the_target_is_that_of_cargo_if_it_is_one_of_windows() {
        let target = |triple| target_for(triple).to_string();
        assert_eq!(target(Some("i686-pc-windows-gnu")), "i686-pc-windows-gnu");
        assert_eq!(
            target(Some("x86_64-unknown-linux-gnu")),
            "x86_64-pc-windows-msvc"
        );
        assert_eq!(target(None), "x86_64-pc-windows-msvc");
    }
}
