//! A summary of a compilation: a short table on standard output.

use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use comidl_codegen::internal::column::{self, padded};
use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::model::{Interface, ItemId, ItemKind, Model};
use comidl_codegen::internal::output::Output;
use comidl_codegen::internal::verify::Report;

/// With more interfaces than this, only the totals are shown.
const FEW: usize = 40;

/// Prints the interfaces that the input files define, with the totals, and the files written.
pub(crate) fn print(
    compilation: &Compilation,
    verified: &Report,
    outputs: &[Output],
) -> io::Result<()> {
    let mut text = String::new();
    write(&mut text, compilation, verified, outputs).map_err(io::Error::other)?;
    io::stdout().write_all(text.as_bytes())
}

fn write(
    text: &mut String,
    compilation: &Compilation,
    verified: &Report,
    outputs: &[Output],
) -> fmt::Result {
    let model = &compilation.model;
    let interfaces: Vec<(ItemId, &str, &Interface)> = model
        .named()
        .filter_map(|(id, item)| match &item.kind {
            ItemKind::Interface(interface) => Some((id, item.name.as_str(), &**interface)),
            _ => None,
        })
        .collect();
    if (1..=FEW).contains(&interfaces.len()) {
        write_interfaces(text, model, &interfaces)?;
    }
    let iids = interfaces.iter().filter(|(.., it)| it.iid.is_some());
    let slots: usize = interfaces.iter().map(|(.., it)| own_slots(it)).sum();
    writeln!(
        text,
        "{} with {} and {} of their own",
        counted(interfaces.len(), "interface"),
        counted(iids.count(), "IID"),
        counted(slots, "slot"),
    )?;
    write_verified(text, verified)?;
    if let Some(target) = compilation.only_target() {
        writeln!(
            text,
            "for {target} alone: the IDL asks for the target by macros such as _WIN64"
        )?;
    }
    text.push_str(&written(outputs));
    Ok(())
}

/// Writes how much was compared with metadata. Of IDL that is the vendor's own, that is nothing, and nothing
/// is proved then.
fn write_verified(text: &mut String, verified: &Report) -> fmt::Result {
    let Report {
        interfaces,
        slots,
        records,
        enums,
        ..
    } = *verified;
    if interfaces + records + enums == 0 {
        return writeln!(
            text,
            "nothing to verify: metadata has none of these types, by name or by IID"
        );
    }
    writeln!(
        text,
        "verified against metadata: {}, {}, {}, {}",
        counted(interfaces, "interface"),
        counted(slots, "slot"),
        counted(records, "struct"),
        counted(enums, "enumeration"),
    )
}

/// Returns a line for each file that was written.
pub(crate) fn written(outputs: &[Output]) -> String {
    let lines = outputs.iter().map(|output| {
        let (path, size) = (output.path.display(), output.bytes.len());
        format!("wrote {path} ({size} bytes)\n")
    });
    lines.collect()
}

fn write_interfaces(
    text: &mut String,
    model: &Model,
    interfaces: &[(ItemId, &str, &Interface)],
) -> fmt::Result {
    let heading = "interface";
    let names = interfaces.iter().map(|(_, name, _)| *name);
    let width = column::width(names.chain([heading]));
    writeln!(text, "{}  {:36}  slots", padded(heading, width), "IID")?;
    for (id, name, interface) in interfaces {
        let iid = interface.iid.map_or("-".into(), |iid| iid.to_string());
        let slots = model.slots(*id).len();
        let name = padded(name, width);
        writeln!(text, "{name}  {iid:36}  {slots:>5}")?;
    }
    writeln!(text)
}

fn own_slots(interface: &Interface) -> usize {
    let methods = interface.methods.iter();
    methods.filter(|method| method.slot.is_some()).count()
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
