//! Rust bindings: one flat file that needs `windows-core` and `windows-link` alone, in the style
//! of `windows-bindgen --flat`, so that windows-rs programs take the types for their own.
//!
//! Each kind of item has a file here. All write their text by templates (`template`).

mod bitfield;
mod bstr;
mod call;
mod callback;
mod coclass;
mod code;
mod comment;
mod constant;
mod contents;
mod doc;
mod enumeration;
mod hierarchy;
mod implement;
mod interface;
mod layout;
mod markdown;
mod module;
mod name;
mod record;
mod shared;
mod signature;
mod template;
mod typedef;
mod types;

use std::collections::HashSet;

use crate::contract::Contract;
use crate::diagnostics::{Diagnostic, Problem};
use crate::docs::Docs;
use crate::external::Externals;
use crate::layout::Target;
use crate::lower::abi::{Abi, AbiType};
use crate::lower::closure::{Closure, closure_with, features};
use crate::lower::nullable::{NullRule, unmatched};
use crate::model::{ItemId, ItemKind, Model, Param, PointerWidth, Record};
use crate::source::Span;

pub use callback::{CallbackMethod, CallbackTrait, Returned};
pub use enumeration::Enums;

use callback::{Callback, TraitNames, conversion};
use code::Code;
use template::{Block, rust};
use types::Context;

/// What the text of the bindings depends on, besides the model.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The names of the IDL files, without folders, for the file's head.
    pub sources: Vec<String>,
    /// The interfaces that are callbacks: each gets a trait beside it.
    pub callbacks: Vec<ItemId>,
    /// The interfaces that `#[implement]` can implement, with their bases.
    pub implemented: HashSet<ItemId>,
    /// What is known of some callbacks beyond the IDL.
    pub contracts: Vec<Contract>,
    /// What the user says of null in callbacks.
    pub nulls: Vec<NullRule>,
    /// The interfaces and methods of callbacks that get defaults, by name.
    pub defaults: Vec<String>,
    /// How the bindings have enumerations.
    pub enums: Enums,
    /// The only target that the bindings are for, if the IDL is another for each.
    pub only_target: Option<String>,
    /// Whether the package depends on the runtime, though it may have no callback.
    pub has_runtime: bool,
    /// The types that other crates have.
    pub externals: Externals,
    /// The interfaces that are written without their methods where nothing derives from them.
    pub may_be_shells: HashSet<ItemId>,
}

/// The bindings of what the named files of `model` define, and of all that it refers to, with the
/// documentation of the files.
///
/// The text compiles as a module's file (`mod bindings;`) and by `include!`, in any edition since
/// 2021, without warnings. It is the same, byte for byte, for the same model and options.
///
/// # Errors
///
/// For each item that no Rust type can stand for: a record that contains itself or what is
/// defined nowhere, a parameter of such a type.
pub fn bindings(
    model: &Model,
    docs: &Docs<'_>,
    options: &Options,
) -> Result<String, Vec<Diagnostic>> {
    let abi = Abi::with_externals(model, &options.externals);
    let closure = closure_of(&abi, options);
    let items = closure.items.clone();
    let targets = targets();
    let context = Context::new(&abi, docs, closure, &targets, options);
    let mut problems = problems(&context, &items);
    let callbacks = callbacks(&context, options, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let module = module_name(&options.sources);
    let mut code = Code::default();
    write_origin(&mut code, options);
    write_windows(&mut code, &abi, &items);
    write_implement(&mut code, &context, &items);
    code.blank();
    let write_items = |code: &mut Code| {
        for &id in &items {
            write_item(code, &context, id);
        }
        if !callbacks.is_empty() {
            write_world(code, &abi);
        }
        for callback in &callbacks {
            callback.write(code, &context, &module);
        }
        conversion::write(code, &context, &callbacks);
        layout::write(code, &context, &records(model, &items));
        shared::write(code, uses_of_shared(&context, &items));
        if context.uses_bstr() && (options.has_runtime || !callbacks.is_empty()) {
            bstr::write_use(code);
        } else if context.uses_bstr() {
            bstr::write(code);
        }
    };
    // An attribute of the module allows the lints for all items at once: an inner attribute at the
    // top of the file would bar `include!`. `rustfmt` leaves the module as it is.
    rust!(
        code,
        "
        #[allow(unused_imports)]
        pub use self::$module::*;
        #[rustfmt::skip]
        #[allow($lints)]
        mod $module {
            $items
        }
        ",
        module,
        lints = ALLOWED.join(", "),
        items = Block(write_items)
    );
    Ok(code.into_text())
}

/// The traits of callbacks alone, for a file of its own: `uses` brings in the bindings, and whatever
/// else the contracts name.
///
/// # Errors
///
/// As those of [`bindings`].
#[cfg(feature = "contracts")]
pub(crate) fn callbacks_alone(
    model: &Model,
    docs: &Docs<'_>,
    options: &Options,
    uses: &[&str],
) -> Result<String, Vec<Diagnostic>> {
    let abi = Abi::with_externals(model, &options.externals);
    let closure = closure_of(&abi, options);
    let targets = targets();
    let mut context = Context::new(&abi, docs, closure, &targets, options);
    // What the bindings have is in another file, and maybe not in scope.
    context.links.clear();
    let mut problems = Vec::new();
    let callbacks = callbacks(&context, options, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut code = Code::default();
    write_origin(&mut code, options);
    code.blank();
    for path in uses {
        rust!(code, "use $path;", path);
    }
    for callback in &callbacks {
        code.blank();
        callback.write(&mut code, &context, "comidl");
    }
    conversion::write(&mut code, &context, &callbacks);
    Ok(code.into_text())
}

/// Returns the trait of each interface of `options` that is a callback, as [`bindings`] writes it.
///
/// # Errors
///
/// For each interface that can't be a callback.
pub(crate) fn callback_traits(
    model: &Model,
    docs: &Docs<'_>,
    options: &Options,
) -> Result<Vec<CallbackTrait>, Vec<Diagnostic>> {
    if options.callbacks.is_empty() {
        return Ok(Vec::new());
    }
    let abi = Abi::with_externals(model, &options.externals);
    let closure = closure_of(&abi, options);
    let targets = targets();
    let context = Context::new(&abi, docs, closure, &targets, options);
    let mut problems = Vec::new();
    let callbacks = callbacks(&context, options, &mut problems);
    if problems.is_empty() {
        Ok(callbacks.iter().map(|it| it.outline(&context)).collect())
    } else {
        Err(problems)
    }
}

fn closure_of(abi: &Abi<'_>, options: &Options) -> Closure {
    closure_with(
        abi,
        &options.callbacks,
        &options.implemented,
        &options.may_be_shells,
    )
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
        match Callback::new(context, &mut names, id, contract, options) {
            Ok(callback) => callbacks.push(callback),
            Err(problem) => problems.push(*problem),
        }
    }
    let nullable: Vec<_> = callbacks
        .iter()
        .flat_map(|it| it.nullable(context))
        .collect();
    problems.extend(unmatched(&options.nulls, &nullable).map(|rule| {
        let name = rule.name.clone();
        Diagnostic::new(Problem::UnmatchedNull { name }, Span::NONE)
    }));
    let without = options.defaults.iter();
    let without = without.filter(|name| !callbacks.iter().any(|it| it.has_default(context, name)));
    problems.extend(without.map(|name| {
        let name = name.clone();
        Diagnostic::new(Problem::UnmatchedDefault { name }, Span::NONE)
    }));
    callbacks
}

/// Returns what the items use of the functions that all share.
fn uses_of_shared(context: &Context<'_>, items: &[ItemId]) -> shared::Uses {
    let is_called = |id: &ItemId| {
        let kind = &context.model.item(*id).kind;
        matches!(
            kind,
            ItemKind::Interface(_) | ItemKind::Coclass(_) | ItemKind::Function(_)
        )
    };
    shared::Uses {
        calls: items.iter().any(is_called),
        implementations: items.iter().any(|id| context.is_implemented(*id)),
    }
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

/// Returns a target for each width of a pointer.
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
        ItemKind::Function(function) => module::write_function(code, context, id, function),
        ItemKind::Coclass(coclass) => coclass::write(code, context, id, coclass),
        ItemKind::Library(_) | ItemKind::Module(_) | ItemKind::Opaque(_) => {}
    }
}

/// The lints that generated code with C's names and shapes can't follow.
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

/// Writes which program made the file, and of which files.
fn write_origin(code: &mut Code, options: &Options) {
    let from = if options.sources.is_empty() {
        String::new()
    } else {
        let sources = options.sources.iter().map(|name| comment::one_line(name));
        format!(" from {}", sources.collect::<Vec<_>>().join(", "))
    };
    rust!(
        code,
        "// Made by comidl $version$from. Make it again instead of changing it.",
        version = env!("CARGO_PKG_VERSION"),
        from
    );
    if let Some(target) = &options.only_target {
        rust!(
            code,
            "// Made for $target: the IDL asks for the target by macros such as `_WIN64`.",
            target
        );
    }
}

/// Writes what the bindings need of the `windows` crate, if they are made for it.
fn write_windows(code: &mut Code, abi: &Abi<'_>, items: &[ItemId]) {
    let Some(version) = abi.windows() else {
        return;
    };
    let features: Vec<String> = features(abi, items)
        .iter()
        .map(|it| format!("{it:?}"))
        .collect();
    rust!(
        code,
        "
        // They depend on these lines of `Cargo.toml`:
        // windows = { version = \"$version\", features = [$features] }
        // windows-core = \"$version\"
        ",
        version = version.to_string(),
        features = features.join(", ")
    );
}

/// Writes how to get what some interfaces lack: most programs only call them, and the rest would be half of
/// what rustc has to do.
fn write_implement(code: &mut Code, context: &Context<'_>, items: &[ItemId]) {
    if items.iter().any(|id| interface::lacks_trait(context, *id)) {
        rust!(
            code,
            "// `.implement(\"IFoo\")` in the build script, or `--implement IFoo`, adds the trait `IFoo_Impl` of an interface `IFoo`."
        );
    }
}

/// Writes what refuses a runtime that was compiled for another version of `windows-core`.
fn write_world(code: &mut Code, abi: &Abi<'_>) {
    let world = match abi.windows() {
        Some(version) => format!("windows {version}"),
        None => "windows-core 0.100".into(),
    };
    rust!(code, "::comidl::bindings_for!(\"$world\");", world);
}

/// Returns the name of the module that the items stand in. It is made of the first file's name, so
/// that the bindings of two files can be included in one module.
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
    let start = if word.starts_with(|char: char| char.is_ascii_digit()) {
        "_"
    } else {
        ""
    };
    format!("{start}{word}_bindings__")
}

/// Returns the problems of the items that have no Rust type.
fn problems(context: &Context<'_>, items: &[ItemId]) -> Vec<Diagnostic> {
    let mut problems = context.names.meetings().to_vec();
    for &id in items {
        match &context.model.item(id).kind {
            ItemKind::Record(record) => {
                problems.extend(record::meetings(record));
                problems.extend(no_layout(context, id));
            }
            ItemKind::Interface(_) if context.is_shell(id) => {}
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
