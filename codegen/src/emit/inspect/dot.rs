//! Draws inheritance as a graph, in the language of Graphviz.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::interfaces;
use crate::model::{ItemId, ItemKind, Model, Origin};

/// Returns the graph of the interfaces that the input files define. An arrow leads from each to its
/// base. A dashed arrow leads from each coclass to the interfaces that it serves. Imported interfaces
/// are grey.
pub fn text(model: &Model) -> String {
    let mut text = String::new();
    write_graph(&mut text, model).expect("a string takes any text");
    text
}

fn write_graph(text: &mut String, model: &Model) -> fmt::Result {
    writeln!(text, "digraph inheritance {{")?;
    writeln!(text, "  rankdir = BT;")?;
    writeln!(text, "  node [shape = box, fontname = \"sans-serif\"];")?;
    let (mut met, mut bases) = (BTreeSet::new(), BTreeSet::new());
    for (id, ..) in interfaces(model) {
        let lineage = model.lineage(id);
        bases.extend(lineage.windows(2).map(|pair| (pair[1], pair[0])));
        met.extend(lineage);
    }
    for (derived, base) in bases {
        writeln!(text, "  {} -> {};", node(model, derived), node(model, base))?;
    }
    for (id, item) in model.named() {
        let ItemKind::Coclass(coclass) = &item.kind else {
            continue;
        };
        writeln!(
            text,
            "  {} [label = {}, shape = ellipse];",
            node(model, id),
            quoted(&item.name)
        )?;
        for served in &coclass.interfaces {
            met.insert(served.interface);
            let (from, to) = (node(model, id), node(model, served.interface));
            writeln!(text, "  {from} -> {to} [style = dashed];")?;
        }
    }
    for id in met {
        write_interface(text, model, id)?;
    }
    writeln!(text, "}}")
}

fn write_interface(text: &mut String, model: &Model, id: ItemId) -> fmt::Result {
    let item = model.item(id);
    let iid = model.interface(id).and_then(|interface| interface.iid);
    let label = match iid {
        Some(iid) => format!("{}\\n{iid}", item.name),
        None => item.name.to_string(),
    };
    let style = match item.origin {
        Origin::Named => "",
        _ => ", color = gray, fontcolor = gray",
    };
    writeln!(
        text,
        "  {} [label = {}{style}];",
        node(model, id),
        quoted(&label)
    )
}

/// Returns the name of the node of an item. A coclass may have the name of an interface.
fn node(model: &Model, id: ItemId) -> String {
    let item = model.item(id);
    match item.kind {
        ItemKind::Coclass(_) => quoted(&format!("coclass {}", item.name)),
        _ => quoted(&item.name),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
