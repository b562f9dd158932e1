//! Metadata as IDL: what an editor shows of a type that no file defines.
//!
//! The text is IDL that compiles by itself, so that an editor can go on from there. It is written to a
//! folder that is removed when the server ends.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use comidl_codegen::internal::c_syntax::declaration;
use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::model::{
    Enum, Field, Interface, InterfaceKind, Item, ItemId, ItemKind, Method, Model, Origin, Param,
    Record, Signature, Type, Value,
};
use tempfile::TempDir;

use super::documents::identity;
use super::meaning::FromMetadata;
use super::snapshot::Place;

/// The folder of the files that show metadata.
#[derive(Default)]
pub(super) struct MetadataFiles {
    folder: Option<TempDir>,
}

impl MetadataFiles {
    /// Returns the place of a name in the IDL of what metadata has under it.
    pub(super) fn place(
        &mut self,
        compilation: &Compilation,
        name: &str,
    ) -> Option<(Place, String)> {
        let found = FromMetadata::new(compilation.metadata()?, name)?;
        let item = found.item();
        let text = file_text(&found.model, found.id);
        // Names of metadata are identifiers with dots between them.
        let within = PathBuf::from(namespace(item)).join(format!("{}.idl", item.name));
        let path = self.write(&within, &text).ok()?;
        let start = position_of(&text, name).unwrap_or_default();
        let end = start + name.len();
        Some((Place { path, start, end }, text))
    }

    /// Returns the place of a file that the compiler has in itself, as its base types.
    pub(super) fn embedded(&mut self, name: &Path, text: &str) -> Option<PathBuf> {
        self.write(&PathBuf::from("comidl").join(name.file_name()?), text)
            .ok()
    }

    /// Writes a file of this path within the folder, and returns its whole path.
    fn write(&mut self, path: &Path, text: &str) -> io::Result<PathBuf> {
        let folder = match &mut self.folder {
            Some(folder) => folder,
            None => {
                let made = tempfile::Builder::new()
                    .prefix("comidl-metadata-")
                    .tempdir()?;
                self.folder.insert(made)
            }
        };
        let path = identity(folder.path()).join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text)?;
        }
        Ok(path)
    }
}

/// Returns the place of a word in a text, behind the comment at its head: the one that is defined is the
/// last of a struct's.
fn position_of(text: &str, word: &str) -> Option<usize> {
    let head = text.find("\n\n").unwrap_or_default();
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let whole = text[head..].match_indices(word).map(|(at, _)| head + at);
    let mut whole = whole.filter(|at| {
        !text[..*at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    });
    whole.next()
}

/// Returns the namespace in which metadata has an item.
fn namespace(item: &Item) -> &str {
    match &item.origin {
        Origin::Metadata { namespace, .. } => namespace,
        _ => "",
    }
}

/// Returns the text of a file that shows an item of metadata.
fn file_text(model: &Model, id: ItemId) -> String {
    let item = model.item(id);
    let (namespace, name) = (namespace(item), &item.name);
    format!(
        "// `{namespace}.{name}`, as Windows metadata has it. comidl wrote this file to show it;\n\
         // changes are lost.\n\n{}\n",
        self::item(model, id)
    )
}

/// Returns an item as IDL.
pub(super) fn item(model: &Model, id: ItemId) -> String {
    let item = model.item(id);
    let name = &item.name;
    match &item.kind {
        ItemKind::Interface(it) => interface(model, name, it),
        ItemKind::Record(record) => record_text(model, id, name, record),
        ItemKind::Enum(it) => enumeration(name, it),
        ItemKind::Typedef(typedef) => format!("typedef {};", declaration(model, &typedef.ty, name)),
        ItemKind::Constant(constant) => match &constant.value {
            Value::Guid(guid) => format!("declare_guid({name}, {guid});"),
            value => {
                let declared = declaration(model, &constant.ty, name);
                format!("const {declared} = {};", value_text(value))
            }
        },
        ItemKind::Function(function) => {
            format!("{};", function_text(model, name, &function.signature))
        }
        ItemKind::Coclass(coclass) => {
            let uuid = coclass.clsid.map(|it| format!("[uuid({it})]\n"));
            let mut text = format!("{}coclass {name}\n{{\n", uuid.unwrap_or_default());
            for served in &coclass.interfaces {
                let attributes = match (served.is_default, served.source) {
                    (true, true) => "[default, source] ",
                    (true, false) => "[default] ",
                    (false, true) => "[source] ",
                    (false, false) => "",
                };
                let interface = &model.item(served.interface).name;
                // Writing to a string can't fail.
                let _ = writeln!(text, "    {attributes}interface {interface};");
            }
            text + "}"
        }
        ItemKind::Library(_) => format!("library {name}"),
        ItemKind::Module(_) => format!("module {name}"),
        ItemKind::Opaque(_) => format!("interface {name};"),
    }
}

fn interface(model: &Model, name: &str, interface: &Interface) -> String {
    let mut attributes = Vec::new();
    if interface.kind == InterfaceKind::Com {
        attributes.push("object".to_owned());
    }
    attributes.extend(interface.iid.map(|iid| format!("uuid({iid})")));
    // What has no IID or no base is MIDL's to refuse, unless it is local.
    if interface.iid.is_none() || interface.base.is_none() {
        attributes.push("local".to_owned());
    }
    let base = interface
        .base
        .map(|base| format!(" : {}", model.item(base).name));
    let mut text = format!(
        "[{}]\ninterface {name}{}\n{{\n",
        attributes.join(", "),
        base.unwrap_or_default()
    );
    for method in &interface.methods {
        let method = self::method(model, method).replace('\n', "\n    ");
        let _ = writeln!(text, "    {method};");
    }
    text + "}"
}

/// Returns the declaration of a method, with a line for each parameter where there are several.
pub(super) fn method(model: &Model, method: &Method) -> String {
    let mut params: Vec<String> = method
        .params
        .iter()
        .map(|it| parameter(model, it))
        .collect();
    if method.variadic {
        params.push("...".to_owned());
    }
    let params = match &params[..] {
        [] => String::new(),
        [one] => one.clone(),
        several => format!("\n    {}", several.join(",\n    ")),
    };
    format!(
        "{}({params})",
        declaration(model, &method.returns, &method.name)
    )
}

/// Returns the declaration of a parameter, with its attributes.
pub(super) fn parameter(model: &Model, param: &Param) -> String {
    let attributes = param.attributes.list().iter();
    let attributes: Vec<&str> = attributes.map(|attribute| attribute.text()).collect();
    let declared = declaration(model, &param.ty, &param.name);
    match &attributes[..] {
        [] => declared,
        attributes => format!("[{}] {declared}", attributes.join(", ")),
    }
}

fn function_text(model: &Model, name: &str, signature: &Signature) -> String {
    let ty = Type::Function(Box::new(signature.clone()));
    declaration(model, &ty, name)
}

fn record_text(model: &Model, id: ItemId, name: &str, record: &Record) -> String {
    let body = body(model, id, record, 0);
    let declared = format!("typedef {} {name} {body} {name};", keyword(record));
    match record.pack.wide {
        Some(pack) => format!("#pragma pack(push, {pack})\n{declared}\n#pragma pack(pop)"),
        None => declared,
    }
}

fn keyword(record: &Record) -> &'static str {
    if record.is_union { "union" } else { "struct" }
}

/// How deep records are nested in what is shown.
const MAX_NESTING: usize = 20;

/// Returns the body of a struct or union with the nameless ones in it.
fn body(model: &Model, id: ItemId, record: &Record, depth: usize) -> String {
    let indent = "    ".repeat(depth + 1);
    let mut text = "{\n".to_owned();
    for field in &record.fields {
        let _ = writeln!(text, "{indent}{};", field_text(model, id, field, depth));
    }
    text + &"    ".repeat(depth) + "}"
}

fn field_text(model: &Model, parent: ItemId, field: &Field, depth: usize) -> String {
    let name = field.name.as_deref().unwrap_or_default();
    let bits = field
        .bits
        .map(|bits| format!(" : {bits}"))
        .unwrap_or_default();
    if let Type::Named(id) = &field.ty
        && depth < MAX_NESTING
        && model.item(*id).parent() == Some(parent)
        && let ItemKind::Record(inner) = &model.item(*id).kind
    {
        let body = body(model, *id, inner, depth + 1);
        return format!("{} {body} {name}", keyword(inner))
            .trim_end()
            .to_owned();
    }
    format!("{}{bits}", declaration(model, &field.ty, name))
}

fn enumeration(name: &str, enumeration: &Enum) -> String {
    let values = enumeration.values.iter();
    let values = values.map(|it| format!("    {} = {}", it.name, it.value as i32));
    let values: Vec<String> = values.collect();
    format!("typedef enum {name} {{\n{}\n}} {name};", values.join(",\n"))
}

/// Returns a value as IDL writes it.
pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::String(text) => format!("{text:?}"),
        Value::WideString(text) => format!("L{text:?}"),
        Value::Guid(guid) => guid.to_string(),
    }
}
