//! The picture of inheritance: a tree of interfaces, drawn as SVG.
//!
//! A column has all interfaces of one distance from the root. An interface stands in the row of the
//! first that derives from it, so that a long chain is one line.

use maud::{Markup, html};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Chapter, Page};
use crate::model::{ItemId, Origin};

const ROW: usize = 30;
const BOX_HEIGHT: usize = 22;
/// The width of a letter of the picture's type.
const LETTER: usize = 8;
const BOX_MARGIN: usize = 10;
/// The room for lines between two columns.
const GAP: usize = 36;
const BORDER: usize = 8;

/// An interface in the picture.
struct Node {
    id: ItemId,
    column: usize,
    row: usize,
    /// The node of its base.
    base: Option<usize>,
}

/// Returns the picture of the interfaces that the input files define, with their bases; nothing where
/// there is no interface.
pub(super) fn picture(page: &Page<'_>) -> Markup {
    let nodes = place(page);
    let (columns, width) = columns(page, &nodes);
    let rows = nodes.iter().map(|node| node.row + 1).max().unwrap_or(0);
    let height = rows * ROW + 2 * BORDER;
    html! {
        @if !nodes.is_empty() {
            section #inheritance aria-labelledby="inheritance-title" {
                h2 #inheritance-title { "Inheritance" }
                div.picture tabindex="0" role="region" aria-labelledby="inheritance-title" {
                    svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
                        @for node in &nodes {
                            @if let Some(base) = node.base {
                                (line(page, &columns, &nodes[base], node))
                            }
                        }
                        @for node in &nodes { (boxed(page, &columns, node)) }
                    }
                }
            }
        }
    }
}

/// Places the interfaces of the input files and their bases, each behind its base.
fn place(page: &Page<'_>) -> Vec<Node> {
    let mut derived: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
    let (mut roots, mut met) = (Vec::new(), FxHashSet::default());
    for (id, _) in page.chapter(Chapter::Interfaces) {
        let mut base = None;
        for id in page.model.lineage(id) {
            if met.insert(id) {
                match base {
                    Some(base) => derived.entry(base).or_default().push(id),
                    None => roots.push(id),
                }
            }
            base = Some(id);
        }
    }
    let mut nodes: Vec<Node> = Vec::new();
    let mut rows = 0;
    // An explicit stack, since no limit is set to the length of a chain of bases.
    let mut open: Vec<(ItemId, Option<usize>)> =
        roots.into_iter().rev().map(|it| (it, None)).collect();
    while let Some((id, base)) = open.pop() {
        let is_first = base.is_some_and(|base| base + 1 == nodes.len());
        let row = if is_first { rows - 1 } else { rows };
        rows = row + 1;
        let column = base.map_or(0, |base| nodes[base].column + 1);
        let node = nodes.len();
        nodes.push(Node {
            id,
            column,
            row,
            base,
        });
        let below = derived.remove(&id).unwrap_or_default();
        open.extend(below.into_iter().rev().map(|id| (id, Some(node))));
    }
    nodes
}

/// Returns where each column begins, and the width of the whole.
fn columns(page: &Page<'_>, nodes: &[Node]) -> (Vec<usize>, usize) {
    let mut widths = Vec::new();
    for node in nodes {
        if widths.len() <= node.column {
            widths.resize(node.column + 1, 0);
        }
        widths[node.column] = widths[node.column].max(box_width(page, node));
    }
    let mut x = BORDER;
    let mut starts = Vec::new();
    for width in widths {
        starts.push(x);
        x += width + GAP;
    }
    (starts, (x + BORDER).saturating_sub(GAP))
}

fn box_width(page: &Page<'_>, node: &Node) -> usize {
    page.item(node.id).name.chars().count() * LETTER + 2 * BOX_MARGIN
}

fn top(node: &Node) -> usize {
    BORDER + node.row * ROW
}

fn middle(node: &Node) -> usize {
    top(node) + BOX_HEIGHT / 2
}

/// Returns the line from the box of a base to one that derives from it.
fn line(page: &Page<'_>, columns: &[usize], base: &Node, node: &Node) -> Markup {
    let from = columns[base.column] + box_width(page, base);
    let to = columns[node.column];
    let turn = to - GAP / 2;
    let (y, end) = (middle(base), middle(node));
    let path = if y == end {
        format!("M{from} {y}H{to}")
    } else {
        format!("M{from} {y}H{turn}V{end}H{to}")
    };
    html! { path d=(path) {} }
}

fn boxed(page: &Page<'_>, columns: &[usize], node: &Node) -> Markup {
    let item = page.item(node.id);
    let class = match item.origin {
        Origin::Named => "own",
        _ => "foreign",
    };
    let (x, width) = (columns[node.column], box_width(page, node));
    let anchor = page.anchors.of(page.model, node.id).unwrap_or_default();
    html! {
        a href={ "#" (anchor) } class=(class) {
            rect x=(x) y=(top(node)) width=(width) height=(BOX_HEIGHT) rx="5" {}
            text x=(x + BOX_MARGIN) y=(middle(node) + 4) textLength=(width - 2 * BOX_MARGIN) {
                (item.name)
            }
        }
    }
}
