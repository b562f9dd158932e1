//! The command line's grammar.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use comidl_codegen::internal::compile::{Form, Options, macro_name, namespace};
use comidl_codegen::internal::emit::rust::Enums;
use comidl_codegen::internal::layout::Target;

/// Compiles COM IDL, checked against Windows metadata, to winmd and Rust bindings.
///
/// Win32 metadata stands for imported files that the machine doesn't have; no Windows SDK is
/// needed. Exit status: 0 done, 1 the input has errors, 2 the call is wrong.
#[derive(Debug, Parser)]
#[command(name = "comidl", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make Rust bindings and metadata of IDL files.
    Build(BuildArguments),
    /// Read IDL files and hold them against metadata; write nothing.
    Check(CheckArguments),
    /// Show what IDL files define, and where the types come from that they use.
    Inspect(InspectArguments),
}

#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder to write to; it is made if it isn't there.
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: PathBuf,
    /// The forms to make. All forms are named after the first IDL file.
    #[arg(
        long,
        value_name = "FORMS",
        value_delimiter = ',',
        default_value = "rust,winmd,rdl"
    )]
    pub(crate) emit: Vec<EmitForm>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) input: Input,
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

/// The arguments that all commands take.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// IDL files. Several are one compilation: they see each other.
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
    /// stands for any letters, and `?` for one.
    #[arg(long, value_name = "NAME")]
    filter: Vec<String>,
    /// Let an interface, method, struct, union, enumeration or enumerator differ from metadata.
    #[arg(long, value_name = "NAME")]
    allow_drift: Vec<String>,
    /// An interface that is a callback: the Rust bindings get a trait for it. `*` and `?` in the name
    /// match interfaces of the IDL files.
    #[arg(long, value_name = "NAME")]
    callback: Vec<String>,
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
    /// The target whose macros the IDL has (`_WIN64`, ...), and for which `inspect` lays records out.
    #[arg(long, value_name = "TRIPLE", default_value_t)]
    target: Target,
    /// How problems are printed.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
}

impl Input {
    /// Returns the options of the compilation that the arguments ask for.
    pub(crate) fn into_options(self) -> Options {
        Options {
            idl: self.idl,
            include: self.include,
            defines: self.define,
            winmd: self.winmd,
            namespace: self.namespace,
            filter: self.filter,
            allow_drift: self.allow_drift,
            callbacks: self.callback,
            contracts: self.contract,
            defaults: self.default_methods,
            nulls: {
                let nullable = self.nullable.into_iter().map(|name| (name, true));
                nullable
                    .chain(self.non_null.into_iter().map(|name| (name, false)))
                    .collect()
            },
            enums: self.enums.into(),
            target: self.target,
        }
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

fn parse_namespace(text: &str) -> Result<String, String> {
    namespace(text).map_err(|problem| problem.message())?;
    Ok(text.into())
}
