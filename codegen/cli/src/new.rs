//! `comidl new`: a crate for an IDL file, which is compiled and called back at once.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_codegen::internal::emit::rust::{CallbackTrait, Returned};
use comidl_codegen::internal::model::{Interface, ItemKind};
use comidl_codegen::internal::output::Output;

use crate::arguments::{MessageFormat, NewArguments, Verbosity};
use crate::{Outcome, refuse, report, summary};

/// The version of `windows-core` that the bindings name.
const WINDOWS_CORE: &str = "0.100";

/// The ends of names that interfaces have through which a program is called back, the most telling first.
const ENDS: [&str; 8] = [
    "Events", "Callback", "Handler", "Sink", "Listener", "Observer", "Notify", "Client",
];

pub(crate) fn run(arguments: NewArguments, verbosity: Verbosity) -> io::Result<Outcome> {
    let name = package_name(&arguments.folder);
    if arguments.folder.exists() {
        let folder = arguments.folder.display();
        refuse("new", format!("`{folder}` is there already"));
    }
    let (mut compilation, mut traits) = compile(&arguments, None);
    let callback = match &arguments.callback {
        Some(callback) => Some(callback.clone()),
        None => likely_callback(&arguments, &compilation),
    };
    if callback.is_some() {
        (compilation, traits) = compile(&arguments, callback.as_deref());
    }
    let bindings = compilation.emit(&[Form::Rust], Path::new(""));
    if let Some(bindings) = bindings.first() {
        let bindings = String::from_utf8_lossy(&bindings.bytes).into_owned();
        let package = Package {
            name,
            stem: compilation.stem(),
            files: files(&arguments, &compilation),
            arguments: &arguments,
            callback: callback.as_deref().zip(traits.first()),
            bindings: &bindings,
        };
        let outputs = package.outputs(&arguments.folder)?;
        compilation.write(&outputs);
        if !compilation.failed() && verbosity != Verbosity::Quiet {
            let written = summary::written(&outputs);
            let folder = arguments.folder.display();
            writeln!(io::stdout(), "{written}`cd {folder}` and `cargo run` go on")?;
        }
    }
    report::print(&compilation.session, MessageFormat::Human)
}

/// Returns the last part of the folder, if that can be the name of a package.
fn package_name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "-_".contains(it));
    if !is_name {
        let name = folder.display();
        refuse(
            "new",
            format!("`{name}` is no name of a package: use letters, digits, `-` and `_`"),
        );
    }
    name.into_owned()
}

/// Returns the compilation, and the trait of the callback if it can be made.
fn compile(arguments: &NewArguments, callback: Option<&str>) -> (Compilation, Vec<CallbackTrait>) {
    let options = Options {
        idl: arguments.from.clone(),
        include: arguments.include.clone(),
        defines: arguments.define.clone(),
        callbacks: callback.map(str::to_owned).into_iter().collect(),
        has_runtime: true,
        ..Options::default()
    };
    let (mut compilation, _) = Resolved::read(options).verify();
    let traits = compilation.check_callbacks();
    (compilation, traits)
}

/// Returns the interface that is most likely one through which the program is called back, of those that can be.
fn likely_callback(arguments: &NewArguments, compilation: &Compilation) -> Option<String> {
    let interfaces: Vec<&str> = compilation
        .model
        .named()
        .filter(|(_, item)| is_callable(&item.kind))
        .map(|(_, item)| item.name.as_str())
        .collect();
    let likely = ENDS.iter().flat_map(|end| {
        let interfaces = interfaces.iter();
        interfaces.filter(move |name| {
            name.trim_end_matches(|it: char| it.is_ascii_digit())
                .ends_with(*end)
        })
    });
    let mut tried = BTreeSet::new();
    likely
        .filter(|name| tried.insert(**name))
        .find(|name| !compile(arguments, Some(name)).0.failed())
        .map(|name| (*name).to_owned())
}

fn is_callable(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Interface(interface) if has_methods(interface))
}

fn has_methods(interface: &Interface) -> bool {
    interface.iid.is_some() && !interface.methods.is_empty()
}

/// A file that the crate gets a copy of.
struct Copied {
    from: PathBuf,
    /// Its path in the folder `idl` of the crate.
    to: PathBuf,
}

/// Returns the files that were read, at the places where the copies find each other: from the folder of the
/// first IDL file, or from an include folder.
fn files(arguments: &NewArguments, compilation: &Compilation) -> Vec<Copied> {
    let parents = arguments.from.iter().filter_map(|path| path.parent());
    let folders: Vec<&Path> = parents
        .chain(arguments.include.iter().map(PathBuf::as_path))
        .collect();
    let opened = compilation.session.loader.opened();
    let copied = opened.into_iter().map(|from| {
        let in_folder = |folder: &&Path| from.strip_prefix(folder).ok();
        let is_plain = |path: &&Path| {
            path.components()
                .all(|it| matches!(it, Component::Normal(_)))
        };
        let places = folders.iter().filter_map(in_folder).filter(is_plain);
        let Some(to) = places.min_by_key(|path| path.components().count()) else {
            let path = from.display();
            refuse(
                "new",
                format!("`{path}` is outside of the folders of the IDL: name the folder by `-I`"),
            );
        };
        let to = to.to_owned();
        Copied { from, to }
    });
    copied.collect()
}

/// The crate that is made.
struct Package<'a> {
    name: String,
    stem: String,
    files: Vec<Copied>,
    arguments: &'a NewArguments,
    /// The interface, and its trait.
    callback: Option<(&'a str, &'a CallbackTrait)>,
    bindings: &'a str,
}

impl Package<'_> {
    fn outputs(&self, folder: &Path) -> io::Result<Vec<Output>> {
        let mut outputs = vec![
            (PathBuf::from("Cargo.toml"), self.manifest().into_bytes()),
            (PathBuf::from("build.rs"), self.build_script().into_bytes()),
            (PathBuf::from("src/main.rs"), self.program().into_bytes()),
            (PathBuf::from(".gitignore"), b"/target\n".to_vec()),
        ];
        for file in &self.files {
            outputs.push((Path::new("idl").join(&file.to), std::fs::read(&file.from)?));
        }
        let outputs = outputs.into_iter().map(|(path, bytes)| Output {
            path: folder.join(path),
            bytes,
        });
        Ok(outputs.collect())
    }

    fn manifest(&self) -> String {
        let name = &self.name;
        let (major, minor) = (
            env!("CARGO_PKG_VERSION_MAJOR"),
            env!("CARGO_PKG_VERSION_MINOR"),
        );
        let link = if self.bindings.contains("windows_link::") {
            format!("windows-link = \"{WINDOWS_CORE}\"\n")
        } else {
            String::new()
        };
        format!(
            "[package]
name = \"{name}\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
comidl = {{ version = \"{major}.{minor}\", default-features = false }}
windows-core = \"{WINDOWS_CORE}\"
{link}
[build-dependencies]
comidl-codegen = \"{major}.{minor}\"
"
        )
    }

    fn build_script(&self) -> String {
        let mut calls = String::new();
        let mut call = |method: &str, arguments: &str| {
            let _ = writeln!(calls, "        .{method}({arguments})");
        };
        for path in &self.arguments.from {
            let copy = self.files.iter().find(|file| file.from == *path);
            let to = copy.map(|file| Path::new("idl").join(&file.to));
            let to = to.unwrap_or_else(|| path.clone());
            call("idl", &format!("{:?}", slashed(&to)));
        }
        if !self.arguments.include.is_empty() {
            call("include", "\"idl\"");
        }
        for (name, value) in &self.arguments.define {
            call("define", &format!("{name:?}, {value:?}"));
        }
        if let Some((callback, _)) = self.callback {
            call("callback", &format!("{callback:?}"));
        }
        format!(
            "fn main() -> Result<(), comidl_codegen::Failed> {{
    comidl_codegen::Builder::new()
{calls}        .compile()
}}
"
        )
    }

    fn program(&self) -> String {
        let stem = &self.stem;
        let module = module_name(stem);
        let include = format!("mod {module} {{\n    comidl::include_idl!({stem:?});\n}}\n");
        let Some((interface, made)) = self.callback else {
            return format!(
                "// `cargo doc --open` shows what the IDL has.\n#[allow(unused_imports)]\n{include}\n\
                 fn main() {{\n    println!(\"the bindings of {stem} are there\");\n}}\n"
            );
        };
        let (name, methods) = (&made.name, methods(interface, made));
        let not_implemented = if methods.contains("E_NOTIMPL") {
            "/// What a method returns that isn't written yet.\nconst E_NOTIMPL: windows_core::HRESULT = \
             windows_core::HRESULT(0x8000_4001_u32 as i32);\n\n"
        } else {
            ""
        };
        format!(
            "{include}
use {module}::*;
use windows_core::Interface;

/// Is called through `{interface}`. What belongs to it is a field.
#[comidl::callback({module}::{name})]
struct Callback;

{not_implemented}#[allow(unused_variables)]
impl {name} for Callback {{
{methods}}}

fn main() {{
    let callback = {interface}::from(Callback);
    // Hand it to the vendor's object, which calls it back.
    println!(\"{interface} {{:?}} is at {{:?}}\", {interface}::IID, callback.as_raw());
}}
"
        )
    }
}

/// Returns a path as build scripts of all systems write it.
fn slashed(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// Returns the module for the bindings of a file.
fn module_name(stem: &str) -> String {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let name: String = stem
        .chars()
        .map(|letter| {
            if is_of_name(letter) {
                letter.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    format!("{name}_idl")
}

/// Returns the methods of the trait: each says that it is called, and returns what needs no knowledge.
fn methods(interface: &str, made: &CallbackTrait) -> String {
    let mut methods = String::new();
    for method in &made.methods {
        let (name, head) = (&method.name, method.head.replace("::comidl::", "comidl::"));
        let result = match method.returned {
            Returned::Nothing => "",
            Returned::Success => "        Ok(())\n",
            Returned::Result => "        Err(E_NOTIMPL.into())\n",
            Returned::Value => "        todo!(\"what this returns\")\n",
        };
        let _ = write!(
            methods,
            "    {head} {{\n        println!(\"{interface}::{name}\");\n{result}    }}\n"
        );
    }
    methods
}
