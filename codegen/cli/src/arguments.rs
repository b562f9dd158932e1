//! The command line's grammar.

use std::io::{self, Read};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use comidl_codegen::internal::compile::{Form, Options, STDIN, macro_name, namespace};
use comidl_codegen::internal::diagnostics::Problem;
use comidl_codegen::internal::emit::rust::Enums;
use comidl_codegen::internal::external::{Reference, WindowsVersion};
use comidl_codegen::internal::layout::Target;
use comidl_codegen::internal::session::MAX_FILE_SIZE;

use crate::examples;

/// Compiles COM IDL, checked against Windows metadata, to winmd and Rust bindings.
///
/// Win32 metadata stands for imported files that the machine doesn't have; no Windows SDK is
/// needed. Exit status: 0 done, 1 the input has errors, 2 the call is wrong.
#[derive(Debug, Parser)]
#[command(name = "comidl", version, after_help = examples::COMIDL)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Print errors and warnings alone, and neither a summary nor what was written.
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say how long each stage takes, and which files were read.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

impl Arguments {
    /// Returns how much the user wants to be told.
    pub(crate) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        }
    }
}

/// How much the user wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make Rust bindings and metadata of IDL files.
    #[command(after_help = examples::BUILD)]
    Build(BuildArguments),
    /// Read IDL files and hold them against metadata; write nothing.
    #[command(after_help = examples::CHECK)]
    Check(CheckArguments),
    /// Write a page of HTML that documents IDL files, for people without a compiler at hand.
    #[command(after_help = examples::DOC)]
    Doc(DocArguments),
    /// Show what IDL files define, and where the types come from that they use.
    #[command(after_help = examples::INSPECT)]
    Inspect(InspectArguments),
    /// Make a crate for IDL files: a build script, and a program that is called back.
    #[command(after_help = examples::NEW)]
    New(NewArguments),
    /// Explain the code of an error or a warning, with an input that has it and one that hasn't.
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArguments),
    /// Print a script that completes this command's arguments in a shell.
    #[command(after_help = examples::COMPLETIONS)]
    Completions(CompletionsArguments),
    /// Print a page of the manual, in troff.
    #[command(after_help = examples::MAN)]
    Man(ManArguments),
    /// Serve an editor as a language server, over standard input and output.
    #[command(after_help = examples::LSP)]
    Lsp(LspArguments),
}

#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder to write to; it is made if it isn't there. `-` is standard output, for one form.
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: PathBuf,
    /// The forms to make, with commas between them: rust, winmd, rdl, json. All are named after the first
    /// IDL file. `windows-bindgen[=ARGS]` comes last: what windows-bindgen makes of the winmd, with
    /// arguments of its own (`windows-bindgen=--sys --flat`), in a comidl that is built with that feature.
    /// Without the option, they are rust, winmd and rdl, and rust alone to standard output.
    #[arg(long, value_name = "FORMS", value_parser = parse_forms)]
    pub(crate) emit: Vec<Forms>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Debug, Args)]
pub(crate) struct DocArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder to write to; it is made if it isn't there. `-` is standard output. The page is named
    /// after the first IDL file.
    #[arg(long, visible_alias = "out-dir", value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to show it: tables for people, JSON for programs, a graph for Graphviz.
    #[arg(long, value_enum, default_value_t = InspectFormat::Table)]
    pub(crate) format: InspectFormat,
    /// Only tell where what has this name comes from; can be given several times.
    #[arg(long, value_name = "NAME", conflicts_with = "format")]
    pub(crate) origin: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The folder of the crate, which must not be there. Its last part is the crate's name.
    #[arg(value_name = "NAME")]
    pub(crate) folder: PathBuf,
    /// An IDL file. It is copied into the crate, with those that it imports or includes.
    #[arg(long, value_name = "IDL", required = true)]
    pub(crate) from: Vec<PathBuf>,
    /// A folder in which to look for imports and includes.
    #[arg(short = 'I', long = "include", value_name = "DIR")]
    pub(crate) include: Vec<PathBuf>,
    /// Define a macro; without a value, as 1.
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]", value_parser = parse_define)]
    pub(crate) define: Vec<(String, String)>,
    /// The interface that the program implements. Without the option, it is one that is called as
    /// callbacks are: `IVendorEvents`, `IVendorCallback`, `IVendorHandler`, `IVendorSink`.
    #[arg(long, value_name = "NAME")]
    pub(crate) callback: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code, as `IDL0401` or `401`. Without one, all codes are listed.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell. Without one, it is the shell that `SHELL` names.
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Option<Shell>,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// The command that the page is about. Without one, it is about all of comidl.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LspArguments {
    /// Serve over standard input and output, as always. Some editors pass this.
    #[arg(long)]
    stdio: bool,
}

/// The arguments that all commands take.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// IDL files. Several are one compilation: they see each other. `-` is standard input, whose imports are
    /// looked for from the current folder.
    #[arg(required = true, value_name = "IDL")]
    idl: Vec<PathBuf>,
    /// A folder in which to look for imports and includes.
    #[arg(short = 'I', long = "include", value_name = "DIR")]
    include: Vec<PathBuf>,
    /// Define a macro; without a value, as 1.
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]", value_parser = parse_define)]
    define: Vec<(String, String)>,
    /// A metadata file to ask before the built-in metadata.
    #[arg(long, value_name = "FILE")]
    winmd: Vec<PathBuf>,
    /// The namespace of the metadata that is made. The default is the first IDL file's stem.
    #[arg(long, value_name = "NAME", value_parser = parse_namespace)]
    namespace: Option<String>,
    /// Make only what has this name, and what that needs; can be given several times. In a name, `*`
    /// stands for any letters, and `?` for one. The name of an interface that the IDL only uses brings its
    /// methods.
    #[arg(long, value_name = "NAME")]
    filter: Vec<String>,
    /// Let an interface, method, struct, union, enumeration or enumerator differ from metadata.
    #[arg(long, value_name = "NAME")]
    allow_drift: Vec<String>,
    /// An interface that is a callback: the Rust bindings get a trait for it. `*` and `?` in the name
    /// match interfaces of the IDL files. A delegate of WinRT may have its namespace, `Ns.Handler`, and
    /// its arguments, `Ns.Handler<HSTRING>`.
    #[arg(long, value_name = "NAME")]
    callback: Vec<String>,
    /// An interface that windows-rs' `#[implement]` implements: the Rust bindings get the trait `IFoo_Impl` and
    /// what makes its vtable. `*` and `?` in the name match interfaces of the IDL files, as for `--callback`, which
    /// doesn't need this.
    #[arg(long, value_name = "NAME")]
    implement: Vec<String>,
    /// What may be null in a callback: `IFoo`, `IFoo::Bar` or `IFoo::Bar.name`, with `*` and `?`. The closest
    /// name decides, and `--non-null` where both are as close.
    #[arg(long, value_name = "NAME")]
    nullable: Vec<String>,
    /// What can't be null in a callback, as in `--nullable`.
    #[arg(long, value_name = "NAME")]
    non_null: Vec<String>,
    /// An interface or a method of a callback (`IFoo`, `IFoo::Bar`, with `*` and `?`) that a program may leave
    /// out.
    #[arg(long, value_name = "NAME")]
    default_methods: Vec<String>,
    /// A callback contract, in WebIDL. Its interface is a callback without `--callback`.
    #[arg(long, value_name = "FILE")]
    contract: Vec<PathBuf>,
    /// How the Rust bindings have enumerations.
    #[arg(long, value_enum, default_value_t = EnumsForm::Alias)]
    enums: EnumsForm,
    /// Take Windows' own types from this version of the `windows` crate. The head of the Rust file names
    /// the features that it needs.
    #[arg(long, value_name = "VERSION", value_parser = parse_windows)]
    windows: Option<WindowsVersion>,
    /// Take types from another crate of bindings. Its metadata says which types it has; without that, it
    /// has what imported IDL files define. Can be given several times.
    #[arg(long, value_name = "CRATE=MODULE[:WINMD]", value_parser = parse_reference)]
    reference: Vec<Reference>,
    /// Let the IDL name files by absolute paths, and messages show lines of files outside of the include
    /// folders and of the folders of the IDL files.
    #[arg(long)]
    allow_outside: bool,
    /// The target whose macros the IDL has (`_WIN64`, ...), and for which `inspect` lays records out.
    #[arg(long, value_name = "TRIPLE", default_value_t)]
    target: Target,
    /// How problems are printed.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
}

impl Input {
    /// Returns the options of the compilation that the arguments ask for.
    ///
    /// # Errors
    ///
    /// If `-` is among the IDL files, and standard input can't be read.
    pub(crate) fn into_options(self) -> io::Result<Options> {
        let mut stdin = None;
        let mut idl = self.idl;
        for path in idl.iter_mut().filter(|path| path.as_os_str() == "-") {
            *path = STDIN.into();
            if stdin.is_none() {
                let mut bytes = Vec::new();
                // One byte too many is enough to be refused.
                io::stdin()
                    .take(MAX_FILE_SIZE + 1)
                    .read_to_end(&mut bytes)?;
                stdin = Some(bytes);
            }
        }
        Ok(Options {
            idl,
            stdin,
            include: self.include,
            defines: self.define,
            winmd: self.winmd,
            namespace: self.namespace,
            filter: self.filter,
            allow_drift: self.allow_drift,
            callbacks: self.callback,
            implement: self.implement,
            contracts: self.contract,
            defaults: self.default_methods,
            nulls: {
                let nullable = self.nullable.into_iter().map(|name| (name, true));
                nullable
                    .chain(self.non_null.into_iter().map(|name| (name, false)))
                    .collect()
            },
            enums: self.enums.into(),
            has_runtime: false,
            windows: self.windows,
            references: self.reference,
            windows_bindgen: Vec::new(),
            target: self.target,
            allow_outside: self.allow_outside,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// The source line with the place marked.
    Human,
    /// One object a line.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EnumsForm {
    /// Integers under a name, and constants, as C has them.
    Alias,
    /// Types of their own, and constants, as the `windows` crate has them.
    Newtype,
    /// Types that have their constants in them, and show their names.
    Open,
}

impl From<EnumsForm> for Enums {
    fn from(form: EnumsForm) -> Self {
        match form {
            EnumsForm::Alias => Self::Alias,
            EnumsForm::Newtype => Self::Newtype,
            EnumsForm::Open => Self::Open,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// A vtable a block, with slot numbers and byte offsets.
    Table,
    /// The stable form for programs.
    Json,
    /// Inheritance, for Graphviz.
    Dot,
}

/// The forms of one `--emit`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms {
    pub(crate) forms: Vec<Form>,
    /// The arguments for windows-bindgen.
    pub(crate) windows_bindgen: Vec<String>,
}

/// Parses forms with commas between them. What stands behind `windows-bindgen=` is for windows-bindgen,
/// commas too.
fn parse_forms(text: &str) -> Result<Forms, String> {
    let mut forms = Forms::default();
    let mut rest = Some(text);
    while let Some(text) = rest {
        if let Some(arguments) = text.strip_prefix("windows-bindgen=") {
            let arguments = arguments.split_whitespace().map(str::to_owned);
            forms.windows_bindgen.extend(arguments);
            forms.forms.push(windows_bindgen()?);
            break;
        }
        let (word, others) = match text.split_once(',') {
            Some((word, others)) => (word, Some(others)),
            None => (text, None),
        };
        forms.forms.push(match word {
            "windows-bindgen" => windows_bindgen()?,
            _ => EmitForm::from_str(word, false)
                .map_err(|_| "the forms are rust, winmd, rdl, json and windows-bindgen")?
                .into(),
        });
        rest = others;
    }
    Ok(forms)
}

#[cfg(feature = "windows-bindgen")]
fn windows_bindgen() -> Result<Form, String> {
    Ok(Form::WindowsBindgen)
}

#[cfg(not(feature = "windows-bindgen"))]
fn windows_bindgen() -> Result<Form, String> {
    Err("this comidl is built without windows-bindgen; \
         `cargo install comidl-cli --features windows-bindgen` builds one with it"
        .into())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EmitForm {
    /// Rust bindings.
    Rust,
    /// Windows metadata.
    Winmd,
    /// The text that the metadata is compiled from.
    Rdl,
    /// The text that `inspect --format json` prints.
    Json,
}

impl From<EmitForm> for Form {
    fn from(form: EmitForm) -> Self {
        match form {
            EmitForm::Rust => Self::Rust,
            EmitForm::Winmd => Self::Winmd,
            EmitForm::Rdl => Self::Rdl,
            EmitForm::Json => Self::Json,
        }
    }
}

fn parse_define(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    macro_name(name).map_err(|problem| problem.message())?;
    Ok((name.into(), value.into()))
}

fn parse_windows(text: &str) -> Result<WindowsVersion, String> {
    text.parse().map_err(|problem: Problem| explained(&problem))
}

fn parse_reference(text: &str) -> Result<Reference, String> {
    text.parse().map_err(|problem: Problem| explained(&problem))
}

/// Returns what is wrong, and what to do.
fn explained(problem: &Problem) -> String {
    match problem.help() {
        Some(help) => format!("{}: {help}", problem.message()),
        None => problem.message(),
    }
}

fn parse_namespace(text: &str) -> Result<String, String> {
    namespace(text).map_err(|problem| problem.message())?;
    Ok(text.into())
}
