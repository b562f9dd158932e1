//! Rust bindings: one flat file that needs `windows-core` and `windows-link` alone, in the style
//! of `windows-bindgen --flat`, so that windows-rs programs take the types for their own.
//!
//! Each kind of item has a file here, and each writes its text through `code::Code`.

mod bitfield;
mod bstr;
mod call;
mod callback;
mod coclass;
mod code;
mod constant;
mod enumeration;
mod facts;
mod function;
mod implement;
mod interface;
mod layout;
mod name;
mod record;
mod signature;
mod template;
mod typedef;
mod types;

use crate::contract::Contract;
use crate::diagnostics::{Diagnostic, Problem};
use crate::layout::Target;
use crate::lower::abi::{Abi, AbiType};
use crate::lower::closure::closure_with;
use crate::model::{ItemId, ItemKind, Model, Param, PointerWidth, Record};

use callback::{Callback, TraitNames};
use code::Code;
use types::Context;

/// What the text of the bindings depends on, besides the model.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The names of the IDL files, without folders, for the file's head.
    pub sources: Vec<String>,
    /// The interfaces that are callbacks: each gets a trait beside it.
    pub callbacks: Vec<ItemId>,
    /// What is known of some of them beyond the IDL.
    pub contracts: Vec<Contract>,
    /// The only target that the bindings are for, if the IDL is another for each.
    pub only_target: Option<String>,
}

/// The bindings of what the named files of `model` define, and of all that it refers to.
///
/// The text compiles as a module's file (`mod bindings;`) and by `include!`, in any edition since
/// 2021, without warnings. It is the same, byte for byte, for the same model and options.
///
/// # Errors
///
/// For each item that no Rust type can stand for: a record that contains itself or what is
/// defined nowhere, a parameter of such a type.
pub fn bindings(model: &Model, options: &Options) -> Result<String, Vec<Diagnostic>> {
    let abi = Abi::new(model);
    let items = closure_with(&abi, &options.callbacks);
    let targets = targets();
    let context = Context::new(&abi, &items, &targets);
    let mut problems = problems(&context, &items);
    let callbacks = callbacks(&context, options, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut code = Code::default();
    write_head(&mut code, options);
    for &id in &items {
        write_item(&mut code, &context, id);
    }
    let module = module_name(&options.sources);
    for callback in &callbacks {
        callback.write(&mut code, &context, &module);
    }
    layout::write(&mut code, &context, &records(model, &items));
    if context.uses_bstr() {
        for line in bstr::TEXT.lines() {
            code.line(format_args!("{line}"));
        }
    }
    code.close("}");
    Ok(code.into_text())
}

/// The traits of callbacks alone, for a file of its own: `uses` brings in the bindings, and whatever
/// else the contracts name.
///
/// # Errors
///
/// As those of [`bindings`].
pub fn callbacks_alone(
    model: &Model,
    options: &Options,
    uses: &[&str],
) -> Result<String, Vec<Diagnostic>> {
    let abi = Abi::new(model);
    let items = closure_with(&abi, &options.callbacks);
    let targets = targets();
    let context = Context::new(&abi, &items, &targets);
    let mut problems = Vec::new();
    let callbacks = callbacks(&context, options, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut code = Code::default();
    write_origin(&mut code, options);
    code.line(format_args!(""));
    for path in uses {
        code.line(format_args!("use {path};"));
    }
    for callback in &callbacks {
        code.line(format_args!(""));
        callback.write(&mut code, &context, "comidl");
    }
    Ok(code.into_text())
}

fn callbacks<'m>(
    context: &Context<'m>,
    options: &'m Options,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Callback<'m>> {
    let mut names = TraitNames::default();
    let mut callbacks = Vec::new();
    for &id in &options.callbacks {
        let contract = options.contracts.iter().find(|it| it.interface == id);
        match Callback::new(context, &mut names, id, contract) {
            Ok(callback) => callbacks.push(callback),
            Err(problem) => problems.push(*problem),
        }
    }
    callbacks
}

fn records<'m>(model: &'m Model, items: &[ItemId]) -> Vec<(ItemId, &'m Record)> {
    items
        .iter()
        .filter_map(|&id| match &model.item(id).kind {
            ItemKind::Record(record) => Some((id, record)),
            _ => None,
        })
        .collect()
}

/// One target for each width of a pointer.
fn targets() -> [Target; 2] {
    let narrow = "i686-pc-windows-msvc".parse();
    [Target::default(), narrow.unwrap_or_default()]
}

fn write_item(code: &mut Code, context: &Context<'_>, id: ItemId) {
    match &context.model.item(id).kind {
        ItemKind::Interface(interface) => interface::write(code, context, id, interface),
        ItemKind::Record(record) => record::write(code, context, id, record),
        ItemKind::Enum(definition) => enumeration::write(code, context, id, definition),
        ItemKind::Typedef(_) => typedef::write(code, context, id),
        ItemKind::Constant(constant) => constant::write(code, context, id, constant),
        ItemKind::Function(function) => function::write(code, context, id, function),
        ItemKind::Coclass(coclass) => coclass::write(code, context, id, coclass),
        ItemKind::Library(_) | ItemKind::Module(_) | ItemKind::Opaque(_) => {}
    }
}

/// The lints that machine-made code of C's names and shapes can't heed.
const ALLOWED: &[&str] = &[
    "clashing_extern_declarations",
    "clippy::all",
    "clippy::nursery",
    "clippy::pedantic",
    "dead_code",
    "deprecated",
    "elided_lifetimes_in_paths",
    "improper_ctypes",
    "improper_ctypes_definitions",
    "missing_debug_implementations",
    "missing_docs",
    "non_camel_case_types",
    "non_snake_case",
    "non_upper_case_globals",
    "unreachable_pub",
    "unsafe_op_in_unsafe_fn",
    "unused_imports",
    "unused_qualifications",
];

/// Writes the file's head, up to the beginning of the module that all items stand in.
///
/// A lint is allowed for all of them at once by an attribute of that module: an inner attribute
/// at the top of the file would bar `include!`. `rustfmt`, which would break a line with a very
/// long name otherwise, leaves the file as it is made.
fn write_head(code: &mut Code, options: &Options) {
    write_origin(code, options);
    code.line(format_args!(""));
    let module = module_name(&options.sources);
    code.line(format_args!("#[allow(unused_imports)]"));
    code.line(format_args!("pub use self::{module}::*;"));
    code.line(format_args!("#[rustfmt::skip]"));
    code.line(format_args!("#[allow("));
    code.deeper();
    for (index, lint) in ALLOWED.iter().enumerate() {
        let comma = if index + 1 < ALLOWED.len() { "," } else { "" };
        code.line(format_args!("{lint}{comma}"));
    }
    code.shallower();
    code.line(format_args!(")]"));
    code.open(format_args!("mod {module}"));
}

/// What made the file, and of what.
fn write_origin(code: &mut Code, options: &Options) {
    let from = if options.sources.is_empty() {
        String::new()
    } else {
        format!(" from {}", options.sources.join(", "))
    };
    code.line(format_args!(
        "// Made by comidl {}{from}. Make it again instead of changing it.",
        env!("CARGO_PKG_VERSION"),
    ));
    if let Some(target) = &options.only_target {
        code.line(format_args!(
            "// Made for {target}: the IDL asks for the target by macros such as `_WIN64`."
        ));
    }
}

/// The name of the module that the items stand in: that of the first file, so that the bindings
/// of two can be included in one module.
fn module_name(sources: &[String]) -> String {
    let stem = sources.first().map_or("", |source| {
        source
            .rsplit_once('.')
            .map_or(&source[..], |(stem, _)| stem)
    });
    let word: String = name::snake_case(stem)
        .chars()
        .map(|char| {
            if char.is_ascii_alphanumeric() {
                char
            } else {
                '_'
            }
        })
        .collect();
    format!("{word}_bindings__")
}

/// What of `items` has no Rust type.
fn problems(context: &Context<'_>, items: &[ItemId]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for &id in items {
        match &context.model.item(id).kind {
            ItemKind::Record(_) => problems.extend(no_layout(context, id)),
            ItemKind::Interface(interface) => {
                for method in interface.methods.iter().filter(|it| it.slot.is_some()) {
                    problems.extend(incomplete(context, &method.params));
                }
            }
            ItemKind::Function(function) => {
                problems.extend(incomplete(context, &function.signature.params));
            }
            _ => {}
        }
    }
    problems
}

fn no_layout(context: &Context<'_>, id: ItemId) -> Option<Diagnostic> {
    let item = context.model.item(id);
    let layouts = context.layouts(PointerWidth::Bits64);
    let error = layouts.borrow_mut().record(id).err()?;
    let problem = Problem::NoLayout {
        name: item.name.to_string(),
        reason: error.describe(context.model),
    };
    Some(Diagnostic::new(problem, item.span))
}

fn incomplete<'m>(
    context: &'m Context<'_>,
    params: &'m [Param],
) -> impl Iterator<Item = Diagnostic> + 'm {
    params
        .iter()
        .filter(|param| context.abi.param(param) == AbiType::Void)
        .map(|param| {
            let problem = Problem::IncompleteParameter {
                name: param.name.to_string(),
            };
            Diagnostic::new(problem, param.span)
        })
}
