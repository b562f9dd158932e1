//! Documentation: what the author of the IDL says, and the facts that only the IDL has.

use std::collections::HashMap;

use crate::docs::{Doc, Kind};
use crate::lower::abi::Abi;
use crate::model::{Attribute, InterfaceKind, Item, ItemId, ItemKind, Method, Origin, Param};
use crate::source::Span;

use super::code::Code;
use super::markdown;
use super::name::Names;
use super::types::Context;

/// The links to the types of the bindings, by the names that IDL has for them.
pub(super) type Links = HashMap<String, String>;

/// Returns the links to the types among `items`.
pub(super) fn links(abi: &Abi<'_>, names: &Names, items: &[ItemId]) -> Links {
    let model = abi.model();
    let mut links = Links::new();
    for name in ["IUnknown", "IInspectable"] {
        links.insert(name.into(), format!("[`{name}`](windows_core::{name})"));
    }
    for &id in items {
        let item = model.item(id);
        let name = names.item(id);
        let link = match &item.kind {
            _ if name.is_empty() || name.starts_with("r#") => continue,
            // One for remote procedure calls is left out.
            ItemKind::Interface(interface) if interface.kind == InterfaceKind::Rpc => continue,
            ItemKind::Interface(_) | ItemKind::Typedef(_) => names.link(name, true),
            ItemKind::Coclass(class) if class.is_runtime => names.link(name, true),
            ItemKind::Record(_) | ItemKind::Enum(_) => names.link(name, false),
            _ => continue,
        };
        links.insert(item.name.to_string(), link);
    }
    links
}

/// Writes the documentation of an item of the bindings, and the attribute of a deprecated one.
pub(super) fn write_item(code: &mut Code, context: &Context<'_>, id: ItemId) {
    let item = context.model.item(id);
    let doc = context.docs.item(item);
    let mut lines = text(context, &doc);
    // Constants are many, and each stands where its neighbours do.
    if item.parent().is_none() && !matches!(item.kind, ItemKind::Constant(_)) {
        paragraph(&mut lines, facts(context, item));
    }
    if context.is_shell(id) {
        let name = markdown::code(&item.name);
        let text =
            format!("The bindings only pass it on. A filter that names {name} brings its methods.");
        paragraph(&mut lines, vec![text]);
    }
    write(code, &lines);
    write_deprecated(code, &doc);
}

/// Writes the documentation of an enumerator or a field of `owner`.
pub(super) fn write_part(
    code: &mut Code,
    context: &Context<'_>,
    owner: ItemId,
    span: Span,
    kind: Kind,
) {
    let doc = context.docs.part(context.model.item(owner), span, kind);
    write(code, &text(context, &doc));
    write_deprecated(code, &doc);
}

/// Writes the documentation of a method for its callers.
pub(super) fn write_method(code: &mut Code, context: &Context<'_>, owner: ItemId, method: &Method) {
    let (doc, lines) = of_method(context, owner, method);
    write(code, &lines);
    write_deprecated(code, &doc);
}

/// Writes the documentation of a function, whose item is `id`.
pub(super) fn write_function(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    parameters: &[Param],
) {
    let item = context.model.item(id);
    let doc = context.docs.item(item);
    let mut lines = text(context, &doc);
    paragraph(&mut lines, params(context, item, parameters));
    paragraph(&mut lines, facts(context, item));
    write(code, &lines);
    write_deprecated(code, &doc);
}

/// Returns what the documentation of a callback's method adds to its first line.
pub(super) fn callback_method(
    context: &Context<'_>,
    owner: ItemId,
    method: &Method,
) -> Vec<String> {
    of_method(context, owner, method).1
}

/// Returns the text of an interface for the documentation of its callback.
pub(super) fn callback(context: &Context<'_>, id: ItemId) -> Vec<String> {
    text(context, &context.docs.item(context.model.item(id)))
}

fn of_method(context: &Context<'_>, owner: ItemId, method: &Method) -> (Doc, Vec<String>) {
    let item = context.model.item(owner);
    let doc = context.docs.part(item, method.span, Kind::Definition);
    let mut lines = text(context, &doc);
    paragraph(&mut lines, params(context, item, &method.params));
    if let Some(slot) = method.slot {
        paragraph(&mut lines, vec![format!("Slot {slot}.")]);
    }
    (doc, lines)
}

/// Writes lines of Markdown as comments.
pub(super) fn write(code: &mut Code, lines: &[String]) {
    for line in lines {
        code.indent();
        code.text.push_str("///");
        if !line.is_empty() {
            code.text.push(' ');
            code.text.push_str(line);
        }
        code.text.push('\n');
    }
}

fn write_deprecated(code: &mut Code, doc: &Doc) {
    let Some(reason) = &doc.deprecated else {
        return;
    };
    code.indent();
    if reason.is_empty() {
        code.text.push_str("#[deprecated]\n");
    } else {
        let reason = markdown::without_controls(reason);
        let attribute = format!("#[deprecated(note = {reason:?})]\n");
        code.text.push_str(&attribute);
    }
}

fn paragraph(lines: &mut Vec<String>, added: Vec<String>) {
    if !added.is_empty() && !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(added);
}

fn text(context: &Context<'_>, doc: &Doc) -> Vec<String> {
    let lines = doc.lines.iter();
    lines
        .map(|line| markdown::line(line, &context.links))
        .collect()
}

/// Returns what each parameter is, of those of which anything is said.
fn params(context: &Context<'_>, owner: &Item, params: &[Param]) -> Vec<String> {
    if matches!(owner.origin, Origin::Metadata { .. }) {
        return Vec::new();
    }
    let lines = params.iter().filter_map(|param| {
        let doc = context.docs.part(owner, param.span, Kind::Parameter);
        let said = doc.lines.iter().filter(|line| !line.is_empty());
        let said: Vec<String> = said
            .map(|line| markdown::line(line, &context.links))
            .collect();
        let notations = param.attributes.list().iter().filter(|it| says_count(it));
        let notations = notations.map(Attribute::text);
        let notations = notations.chain(doc.annotations.iter().map(String::as_str));
        let notations: Vec<String> = notations.map(markdown::code).collect();
        let mut said = said.join(" ");
        if !said.is_empty() && !notations.is_empty() {
            said.push_str("; ");
        }
        said.push_str(&notations.join(", "));
        let name = markdown::code(&param.name);
        (!said.is_empty()).then(|| format!("* {name}: {said}"))
    });
    lines.collect()
}

/// Returns whether an attribute says of how many elements, or of which type, a parameter is.
fn says_count(attribute: &Attribute) -> bool {
    let names = [
        "size_is",
        "max_is",
        "length_is",
        "last_is",
        "first_is",
        "iid_is",
    ];
    names.contains(&attribute.name()) && attribute.text() != attribute.name()
}

/// Returns the facts of an item in one line.
fn facts(context: &Context<'_>, item: &Item) -> Vec<String> {
    let mut facts = Vec::new();
    if let ItemKind::Interface(interface) = &item.kind {
        facts.extend(interface.iid.map(|iid| format!("IID: `{iid}`")));
        facts.extend(interface.base.map(|base| {
            let name = &context.model.item(base).name;
            match context.links.get(name.as_str()) {
                Some(link) => format!("derives from {link}"),
                None => format!("derives from {}", markdown::code(name)),
            }
        }));
    }
    if let (ItemKind::Coclass(_), Some(name)) = (&item.kind, item.full_name()) {
        facts.push(format!("the class {}", markdown::code(&name)));
    }
    if let Some(origin) = context.docs.origin(item) {
        facts.push(format!("defined in {}", markdown::code(&origin)));
    }
    if facts.is_empty() {
        return facts;
    }
    let facts = facts.join("; ");
    let mut chars = facts.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    vec![format!("{}{}.", String::from_iter(first), chars.as_str())]
}
