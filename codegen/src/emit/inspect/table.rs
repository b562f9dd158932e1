//! Writes vtables and records as tables, for people.

use std::fmt::{self, Write};

use super::origin::{OriginEntry, Origins};
use super::reference::{ReferenceEntry, of_name, references};
use super::{base_name, interfaces, named_fields, records};
use crate::c_syntax;
use crate::column::{self, padded};
use crate::layout::{LayoutError, Layouts, Target};
use crate::model::{Attribute, ItemId, Method, Model};

/// Describes the input files of `model`: a block for each interface with its whole vtable, one for
/// each struct and union with the offsets of its fields, and one that tells where all comes from that
/// they use and don't define.
///
/// # Errors
///
/// `LayoutError` if a record has no layout.
pub fn text(model: &Model, target: &Target, origins: &Origins<'_>) -> Result<String, LayoutError> {
    let mut text = String::new();
    for (id, ..) in interfaces(model) {
        write_interface(&mut text, model, target, origins, id).expect("a string takes any text");
    }
    let mut layouts = Layouts::new(model, target);
    for (id, ..) in records(model) {
        let whole = layouts.record(id)?.layout;
        let fields = named_fields(model, &mut layouts, id)?;
        let rows = fields.iter().map(|field| {
            let declaration = c_syntax::declaration(model, field.ty, field.name);
            let bits = field
                .bits
                .map_or(String::new(), |bits| format!(" : {bits}"));
            (field.offset, declaration + &bits)
        });
        let heading = record_heading(model, id);
        let origin = origins.of(model.item(id));
        write_record(&mut text, &heading, whole.size, whole.align, &origin, rows)
            .expect("a string takes any text");
    }
    let references = references(model, origins);
    if !references.is_empty() {
        text.push_str("defined elsewhere\n");
        write_origins(&mut text, "  ", &references).expect("a string takes any text");
    }
    Ok(text)
}

/// Tells where all definitions of these names come from: a line for each.
///
/// # Errors
///
/// The names that no file and no metadata that the compilation needs defines.
pub(crate) fn origins_of<'n>(
    model: &Model,
    origins: &Origins<'_>,
    names: &'n [String],
) -> Result<String, Vec<&'n str>> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let of_name = of_name(model, origins, name);
        if of_name.is_empty() {
            unknown.push(name.as_str());
        }
        found.extend(of_name);
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let mut text = String::new();
    write_origins(&mut text, "", &found).expect("a string takes any text");
    Ok(text)
}

fn write_origins(text: &mut String, indent: &str, entries: &[ReferenceEntry]) -> fmt::Result {
    let name_width = column::width(entries.iter().map(|entry| &*entry.name.name));
    let kind_width = column::width(entries.iter().map(|entry| entry.kind));
    for ReferenceEntry { name, kind, origin } in entries {
        let (name, kind) = (padded(&name.name, name_width), padded(kind, kind_width));
        writeln!(text, "{indent}{name}  {kind}  {origin}")?;
    }
    Ok(())
}

fn write_interface(
    text: &mut String,
    model: &Model,
    target: &Target,
    origins: &Origins<'_>,
    id: ItemId,
) -> fmt::Result {
    let name = &model.item(id).name;
    let Some(interface) = model.interface(id) else {
        return Ok(());
    };
    write!(text, "interface {name}")?;
    if let Some(base) = base_name(model, interface) {
        write!(text, " : {base}")?;
    }
    if let Some(iid) = interface.iid {
        write!(text, "  {iid}")?;
    }
    writeln!(text, "  {}", origins.of(model.item(id)))?;
    let slots = model.slots(id);
    if !slots.is_empty() {
        writeln!(text, "  slot  offset")?;
    }
    for (number, (owner, method)) in slots.iter().enumerate() {
        let offset = number as u64 * target.pointer_width().bytes();
        let owner = if *owner == id {
            String::new()
        } else {
            format!("{}::", model.item(*owner).name)
        };
        let signature = signature(model, method, &owner);
        writeln!(text, "  {number:>4}  {offset:#06x}  {signature}")?;
    }
    for method in interface
        .methods
        .iter()
        .filter(|method| method.slot.is_none())
    {
        writeln!(text, "     -       -  {}", signature(model, method, ""))?;
    }
    writeln!(text)
}

/// Returns a method as C declares it: `HRESULT IUnknown::QueryInterface([in] REFIID riid, [out] void **object)`.
fn signature(model: &Model, method: &Method, owner: &str) -> String {
    let mut params: Vec<String> = method
        .params
        .iter()
        .map(|param| {
            let declaration = c_syntax::declaration(model, &param.ty, &param.name);
            let attributes = param.attributes.list().iter();
            let texts: Vec<&str> = attributes.map(Attribute::text).collect();
            if texts.is_empty() {
                declaration
            } else {
                format!("[{}] {declaration}", texts.join(", "))
            }
        })
        .collect();
    if method.variadic {
        params.push("...".into());
    }
    let name = format!("{owner}{}({})", method.name, params.join(", "));
    c_syntax::declaration(model, &method.returns, &name)
}

fn record_heading(model: &Model, id: ItemId) -> String {
    let is_union = super::record(model, id).is_some_and(|record| record.is_union);
    let keyword = if is_union { "union" } else { "struct" };
    format!("{keyword} {}", model.item(id).name)
}

fn write_record(
    text: &mut String,
    heading: &str,
    size: u64,
    align: u64,
    origin: &OriginEntry,
    rows: impl Iterator<Item = (u64, String)>,
) -> fmt::Result {
    writeln!(text, "{heading}  size {size}, align {align}  {origin}")?;
    for (offset, declaration) in rows {
        writeln!(text, "  {offset:#06x}  {declaration}")?;
    }
    writeln!(text)
}
